"""结案: the four questions answered, four eyes, and a closed case that nothing can change."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from accounts.tests.factories import make_user
from cases.models import Case, ClosingCheck
from cases.procedure.states import State
from cases.services import closing, correction, payments, supervision
from cases.tests import factories as make
from cases.tests.factories import LODGED, REASON, Bureau
from complaints.models import Progress
from documents.models import Paper
from statutes.refusal import Refused
from workflow.models import Clock, Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return make.make_bureau()


def decide(
    bureau: Bureau, case: Case, *, approved: bool = True, opinion: str = "同意结案。"
) -> Case:
    return closing.decide_closing(
        case.pk, approved=approved, actor=bureau.head, opinion=opinion, at=LODGED
    )


def test_a_case_closes_with_its_four_answers_on_record(bureau):
    case = make.propose_closing(bureau, make.verified(bureau))
    check = ClosingCheck.objects.get(case=case)
    assert [row["code"] for row in check.answers] == [
        "facts",
        "correction",
        "penalty",
        "execution",
    ]
    assert all(row["is_met"] for row in check.answers)
    case = decide(bureau, case)
    assert (case.state, case.closed_on) == (State.CLOSED.value, LODGED.date())
    form = Paper.objects.of(case.subject(None)).get(kind="closing_approval")
    assert form.context["head_opinion"]["signed"] == "王建华"
    assert [a["label"] for a in form.context["answers"]][2] == "违法事实不处罚不放过"
    assert not Clock.objects.of(case.subject(None)).open().exists()
    assert Progress.objects.get().label == "已结案"


@pytest.mark.parametrize(
    ("changes", "why"),
    [({"no_penalty_reason": " "}, "须写明不予处罚的理由"), ({"summary": ""}, "调查处理和执行情况")],
)
def test_an_open_question_or_a_blank_form_is_refused_by_name(bureau, changes, why):
    case = make.verified(bureau)
    with pytest.raises(Refused, match=why):
        make.propose_closing(bureau, case, **changes)
    assert make.fresh(case).state == State.CORRECTED.value
    assert not ClosingCheck.objects.exists()


def test_a_returned_closing_can_be_proposed_again(bureau):
    case = make.propose_closing(bureau, make.verified(bureau))
    case = decide(bureau, case, approved=False, opinion="请附签收表。")
    assert case.state == State.CORRECTED.value
    case = decide(bureau, make.propose_closing(bureau, case))
    assert case.state == State.CLOSED.value
    assert ClosingCheck.objects.count() == 2


def test_officers_of_the_case_do_not_close_it(bureau):
    case = make.propose_closing(bureau, make.verified(bureau))
    for actor in (bureau.lead, bureau.assistant, bureau.bureau_head):
        with pytest.raises(Refused):
            closing.decide_closing(case.pk, approved=True, actor=actor, opinion="同意", at=LODGED)


def test_a_closed_case_cannot_be_changed_by_any_path(bureau):
    case = decide(bureau, make.propose_closing(bureau, make.verified(bureau)))
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(no_penalty_reason="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        ClosingCheck.objects.update(answers=[])
    with pytest.raises(Refused, match="当前状态不能办理"):
        decide(bureau, case)


# ---------------------------------------------------------------- supervision


def test_a_new_lead_answers_for_the_running_limits(bureau):
    case = make.filed(bureau)
    new_lead = make_user(office=bureau.office)
    supervision.assign_officers(
        case.pk, lead=new_lead, assistants=[bureau.lead], actor=bureau.head, at=LODGED
    )
    assert Clock.objects.of(case.subject(None)).get().owner == new_lead
    assert [o.user for o in case.serving_officers()] == [new_lead, bureau.lead]
    assert case.officers.count() == 4
    assert Case.objects.assigned_to(bureau.assistant).count() == 0


def test_officers_are_two_and_certified(bureau):
    case = make.filed(bureau)
    uncertified = make_user(office=bureau.office, certified=False)
    for assistants, why in (([], "不得少于两人"), ([uncertified], "监察证件")):
        with pytest.raises(Refused, match=why):
            supervision.assign_officers(
                case.pk, lead=bureau.lead, assistants=assistants, actor=bureau.head, at=LODGED
            )


def test_the_bureau_head_adds_thirty_working_days_once(bureau):
    case = make.filed(bureau)
    due = Clock.objects.of(case.subject(None)).get().due_at
    with pytest.raises(Refused, match="没有等待批准"):
        supervision.decide_extension(
            case.pk, approved=True, actor=bureau.bureau_head, opinion="同意", at=LODGED
        )
    supervision.propose_extension(case.pk, actor=bureau.lead, opinion="涉及多家单位", at=LODGED)
    supervision.decide_extension(
        case.pk, approved=True, actor=bureau.bureau_head, opinion="同意", at=LODGED
    )
    extended = Clock.objects.of(case.subject(None)).get()
    assert extended.due_at > due + timedelta(days=40)
    with pytest.raises(Refused, match="已经延长过一次"):
        supervision.propose_extension(case.pk, actor=bureau.lead, opinion="再延", at=LODGED)


def test_an_extension_is_refused_after_the_sixty_days(bureau):
    case = make.filed(bureau)
    supervision.propose_extension(case.pk, actor=bureau.lead, opinion="复杂", at=LODGED)
    late = LODGED + timedelta(days=120)
    with pytest.raises(Refused, match="届满"):
        supervision.decide_extension(
            case.pk, approved=True, actor=bureau.bureau_head, opinion="同意", at=late
        )
    supervision.decide_extension(
        case.pk, approved=False, actor=bureau.bureau_head, opinion="已过期限", at=late
    )
    assert not make.fresh(case).is_extended


# ---------------------------------------------------------------- the founding case


def test_seventy_two_workers_receive_their_two_hundred_and_ten_thousand_yuan(
    bureau,
):
    complaint = make.known_employer(
        make.complaints.lodge(make.complaints.the_founding_statement()).complaint
    )
    case = make.file(bureau, complaint)
    assert (case.workers, case.claimed) == (72, Decimal("210000.00"))
    make.determine_as_claimed(bureau, case)
    case = make.serve(bureau, make.issue(bureau, case))
    order = Paper.objects.get(kind="correction_order")
    assert order.context["amount"] == "210000.00"
    assert len(order.context["sheet"]["rows"]) == 72

    half = payments.shares(case.pk, Decimal("100000.00"))
    make.pay(bureau, case, half)
    paid = make.means(LODGED.date(), is_signed=True)
    payments.settle_all(case.pk, paid, token=uuid4(), actor=bureau.lead, at=LODGED)
    correction.verify_correction(case.pk, note="72人全部签收", actor=bureau.lead, at=LODGED)
    case = decide(bureau, make.propose_closing(bureau, make.fresh(case)))

    assert case.state == State.CLOSED.value
    assert case.totals.paid == case.totals.determined == Decimal("210000.00")
    assert case.claims.filter(signed_on__isnull=False).count() == 72
    assert case.no_penalty_reason == REASON
    kinds = Paper.objects.of(case.subject(None)).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [
        "filing_approval",
        "correction_order",
        "service_receipt",
        "closing_approval",
    ]
    acts = Event.objects.of(case.subject(None)).order_by("sequence").values_list("act", flat=True)
    assert list(acts) == [
        "propose_filing",
        "approve_filing",
        "determine_wages",
        "issue_order",
        "serve_order",
        "record_payment",
        "record_payment",
        "verify_correction",
        "propose_closing",
        "approve_closing",
    ]
