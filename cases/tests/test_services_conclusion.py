"""调查终结: measured, reported, laid before the head; what departs from the law is reasoned."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from accounts.models import Certificate
from accounts.policy.roles import Role
from accounts.tests.factories import give_role
from cases.models import Case, Proposal
from cases.policy.decision import Kind
from cases.policy.discretion import Ground
from cases.procedure.states import State
from cases.services import conclusion
from cases.tests import deciding as go
from cases.tests import factories as make
from cases.tests.factories import LODGED, Bureau
from documents.models import Paper
from statutes.refusal import Refused
from workflow.models import Approval, Clock, Event, Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return make.make_bureau()


def clocks(case: Case) -> dict[str, str]:
    return dict(Clock.objects.of(case.subject(None)).order_by("pk").values_list("code", "state"))


def test_a_conclusion_keeps_the_ranges_and_lays_the_form_before_the_head(bureau):
    overtime = Ground("overtime", workers=14, proposed=Decimal("3500"))
    case = go.conclude(bureau, go.investigated(bureau), go.draft(Kind.PENALTY, overtime))
    assert case.state == State.CONCLUSION_REVIEW
    proposal = case.proposals.get()
    row = proposal.grounds.get()
    assert (row.minimum, row.maximum) == (Decimal("1400.00"), Decimal("7000.00"))
    assert (row.tier, row.reason_outside) == ("ordinary", "")
    assert proposal.fine == Decimal("3500.00")
    assert "第二十五条" in proposal.law
    assert proposal.report is not None and proposal.report.title == "案件调查终结报告"
    waiting = Approval.objects.of(case.subject(None)).get(kind="case_conclusion")
    assert waiting.role == "unit_head"
    assert waiting.content["grounds"][0]["maximum"] == "7000.00"
    assert Notification.objects.filter(recipient=bureau.head).exists()
    assert Event.objects.of(case.subject(None)).filter(act="conclude_investigation").exists()


def test_the_investigation_is_met_and_fifteen_and_ninety_days_run(bureau):
    case = go.conclude(bureau, go.investigated(bureau))
    assert clocks(case) == {
        "investigation": "met",
        "decision_after_investigation": "running",
        "penalty_90_days": "running",
    }
    ninety = Clock.objects.of(case.subject(None)).get(code="penalty_90_days")
    assert ninety.started_at.date() <= case.filed_on
    handled = go.conclude(
        bureau, go.investigated(bureau), go.draft(Kind.REVOCATION, facts="违法事实不能成立。")
    )
    assert "penalty_90_days" not in clocks(handled)


def test_the_approved_form_is_issued_with_both_opinions(bureau):
    case = go.concluded(bureau)
    assert case.state == State.CONCLUDED
    form = Paper.objects.get(kind="handling_approval")
    assert case.proposals.get().form == form
    assert form.context["head_opinion"]["text"] == "同意处理建议。"
    assert form.context["officer_opinion"]["signed"] == "陈志强"


def test_a_returned_conclusion_goes_back_into_the_sixty_days(bureau):
    case = go.conclude(bureau, go.investigated(bureau))
    conclusion.decide_conclusion(
        case.pk, approved=False, actor=bureau.head, opinion="补充考勤记录。", at=LODGED
    )
    assert make.fresh(case).state == State.INVESTIGATING
    assert clocks(case) == {
        "investigation": "running",
        "decision_after_investigation": "cancelled",
        "penalty_90_days": "cancelled",
    }
    again = go.conclude(bureau, case, go.draft(opinion="建议从轻处罚。"))
    assert again.proposals.count() == 2
    assert again.proposals.current().get().opinion == "建议从轻处罚。"


def test_an_amount_outside_the_range_is_reasoned_and_stands_first_on_the_form(bureau):
    low = Ground("obstruction", proposed=Decimal("1000"))
    case = go.investigated(bureau)
    with pytest.raises(Refused, match="低于法定最低2000.00元"):
        go.conclude(bureau, case, go.draft(Kind.PENALTY, low))
    assert not Proposal.objects.exists(), "nothing is left of what was refused"
    reasoned = Ground("obstruction", proposed=Decimal("1000"), reason="配合查处有立功表现。")
    case = go.conclude(bureau, case, go.draft(Kind.PENALTY, reasoned))
    content = Approval.objects.of(case.subject(None)).get(kind="case_conclusion").content
    assert content["outside"][0]["reason"] == "配合查处有立功表现。"
    assert "低于法定最低" in content["outside"][0]["departs"][0]


def test_nobody_concludes_without_evidence_or_open_amounts(bureau):
    bare = make.determined(bureau)
    with pytest.raises(Refused, match="还没有登记证据。"):
        go.conclude(bureau, bare)
    open_line = make.filed(bureau)
    go.evidence(open_line, bureau)
    with pytest.raises(Refused, match="没有核定"):
        go.conclude(bureau, open_line)


def test_an_expired_certificate_stops_the_conclusion(bureau):
    case = go.investigated(bureau)
    Certificate.objects.filter(user=bureau.assistant).update(valid_to=LODGED.date().replace(day=1))
    with pytest.raises(Refused, match="证"):
        go.conclude(bureau, case)


def test_handling_waits_for_an_order_that_was_not_obeyed(bureau):
    with pytest.raises(Refused, match="行政处理决定须以责令改正而逾期未改正为前提"):
        go.conclude(bureau, go.investigated(bureau), go.draft(Kind.HANDLING, go.wages()))


def test_no_penalty_says_which_leniency_it_follows(bureau):
    case = go.investigated(bureau)
    written = go.draft(Kind.NO_PENALTY, Ground("obstruction"))
    with pytest.raises(Refused, match="不予行政处罚须写明符合的情形和理由"):
        go.conclude(bureau, case, written)
    case = go.conclude(
        bureau,
        case,
        go.draft(
            Kind.NO_PENALTY,
            Ground("obstruction"),
            discretion="初次违法且危害后果轻微并及时改正。",
        ),
    )
    assert case.proposals.get().grounds.get().reason_outside == "拟作不予行政处罚决定"


def test_the_officers_do_not_decide_on_their_own_proposal(bureau):
    case = go.conclude(bureau, go.investigated(bureau))
    give_role(bureau.assistant, Role.UNIT_HEAD)
    with pytest.raises(Refused, match="承办人不得审批自己承办的案件"):
        conclusion.decide_conclusion(
            case.pk, approved=True, actor=bureau.assistant, opinion="同意。", at=LODGED
        )


def test_what_was_proposed_is_never_rewritten(bureau):
    case = go.concluded(bureau)
    proposal = case.proposals.get()
    for change in ({"fine": Decimal("1.00")}, {"facts": "别"}, {"kind": "handling"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Proposal.objects.filter(pk=proposal.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        proposal.grounds.update(proposed=Decimal("2000"))
    assert Paper.objects.filter(kind="handling_approval").count() == 1
