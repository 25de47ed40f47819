"""Cases whose decision has been made: what an earlier stage writes, written here as it would."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from accounts.tests.factories import make_user
from cases.models import Case, Decision, FinePayment, PriorNotice, Proposal
from cases.policy.decision import Kind
from cases.policy.performance import Item, Tender
from cases.procedure.states import State
from cases.services import enforcement, performance, serving
from cases.services.gate import stop_if_open, subject_of
from cases.tests import factories as make
from cases.tests.factories import LODGED, Bureau
from documents import services as documents
from documents.kinds import PaperKind
from statutes.clocks import start_of
from workflow import services as workflow

TODAY = LODGED.date()
PAPER = PaperKind("test_decision", "行政处罚决定书", "罚字", "letter")
NOTICE = PaperKind("test_notice", "行政处罚事先告知书", "罚先告字", "letter")
CODES = {Kind.PENALTY: "service", Kind.HANDLING: "order_service"}


@dataclass(frozen=True, slots=True)
class Made:
    """What was decided."""

    kind: Kind = Kind.PENALTY
    fine: str = "20000.00"
    wages: str = "0.00"
    compensation: str = "0.00"


PENALTY = Made()
WARNING = Made(fine="0.00")
HANDLING = Made(Kind.HANDLING, "0.00", "10000.00", "5000.00")
NO_PENALTY = Made(Kind.NO_PENALTY, "0.00")


def _paper(case: Case, kind: PaperKind, actor: User, at: datetime) -> Any:
    said = {"addressee": case.subject_name, "paragraphs": ["依法作出本文书。"]}
    context = {**said, "period_days": 15}
    subject = subject_of(case)
    return documents.issue(kind, subject, context, office=case.office, actor=actor, at=at)


def concluded(bureau: Bureau, made: Made = PENALTY, at: datetime = LODGED) -> Case:
    """The investigation has ended and its proposal was approved."""
    case = make.determined(bureau)
    stop_if_open(case, "investigation", actor=bureau.lead, at=at)
    Proposal.objects.create(
        case=case,
        kind=made.kind.value,
        facts="拖欠工资。",
        law="《劳动保障监察条例》第三十条",
        opinion="建议处理。",
        fine=Decimal(made.fine),
        compensation=Decimal(made.compensation),
        proposed_by=bureau.lead,
        proposed_at=at,
    )
    return _moved(case, State.CONCLUDED)


def notified(bureau: Bureau, *, offers_hearing: bool = True, at: datetime = LODGED) -> Case:
    """The prior notice has been issued and not yet served."""
    case = concluded(bureau, at=at)
    _notice(case, bureau, offers_hearing=offers_hearing, at=at)
    return _moved(case, State.NOTIFIED)


def _notice(case: Case, bureau: Bureau, *, offers_hearing: bool, at: datetime) -> PriorNotice:
    return PriorNotice.objects.create(
        case=case,
        proposal=case.proposals.current().get(),
        paper=_paper(case, NOTICE, bureau.lead, at),
        offers_hearing=offers_hearing,
        defence_days=5,
        issued_on=timezone.localdate(at),
    )


def decided(bureau: Bureau, made: Made = PENALTY, at: datetime = LODGED) -> Case:
    """The head has signed the decision; it is not yet served."""
    case = concluded(bureau, made, at)
    is_told = made.kind in CODES
    Decision.objects.create(
        case=case,
        proposal=case.proposals.current().get(),
        notice=_notice(case, bureau, offers_hearing=False, at=at) if is_told else None,
        kind=made.kind.value,
        procedure=Decision.Procedure.ORDINARY,
        paper=_paper(case, PAPER, bureau.bureau_head, at),
        fine=Decimal(made.fine),
        wages=Decimal(made.wages),
        compensation=Decimal(made.compensation),
        decided_on=timezone.localdate(at),
        decided_by=bureau.bureau_head,
    )
    code = CODES.get(made.kind, "service")
    workflow.start_clock(subject_of(case), code, base_at=at, actor=bureau.bureau_head, at=at)
    return _moved(case, State.DECIDED)


def _moved(case: Case, state: State) -> Case:
    case.state = state.value
    case.save(update_fields=["state"])
    return make.fresh(case)


def served(bureau: Bureau, made: Made = PENALTY, at: datetime = LODGED) -> Case:
    """The decision is in force and is being performed."""
    case = decided(bureau, made, at)
    handing = make.handing(timezone.localdate(at))
    serving.serve_decision(case.pk, handing, actor=bureau.lead, at=at)
    return make.fresh(case)


def decision_of(case: Case) -> Decision:
    return case.decisions.standing().get()


def pay_fine(
    bureau: Bureau, case: Case, amount: str, at: datetime, of: Item = Item.FINE, **changes: Any
) -> FinePayment:
    given = {
        "token": uuid4(),
        "actor": bureau.lead,
        "at": at,
        **{k: v for k, v in changes.items() if k == "token"},
    }
    number = changes.get("receipt_number", "财票0001")
    paid_on = changes.get("paid_on", timezone.localdate(at))
    tender = Tender(of, Decimal(amount), paid_on, number)
    return performance.record_fine(case.pk, tender, **given)


def demanded(bureau: Bureau, made: Made = PENALTY) -> tuple[Case, datetime]:
    """The demand has been served after the remedies ran out; returns the day after its end."""
    case = served(bureau, made)
    sent_at = moment(decision_of(case).remedies_until) + timedelta(days=1)
    enforcement.issue_demand(case.pk, method="缴至代收银行", actor=bureau.lead, at=sent_at)
    handing = make.handing(sent_at.date())
    serving.serve_demand(case.pk, handing, actor=bureau.lead, at=sent_at)
    ends = decision_of(case).demand.ends_on
    return make.fresh(case), moment(ends) + timedelta(days=1)


def moment(day: date | None) -> datetime:
    """Ten o'clock of that day."""
    assert day is not None
    return start_of(day) + timedelta(hours=10)


def make_reviewer(bureau: Bureau) -> User:
    return make_user(role=Role.LEGAL_REVIEWER, office=bureau.office, name="孙立法")
