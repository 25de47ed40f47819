"""After the decision: served, paid, put off, demanded, taken to the court, verified."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from cases.models import Decision, Delivery, FinePayment
from cases.papers.enforcement import Application
from cases.policy.court import Answer
from cases.policy.delivery import Mode
from cases.policy.performance import Item
from cases.policy.surcharge import Part
from cases.procedure.states import State
from cases.services import dues, enforcement, notice, payments, performance, serving
from cases.tests import after_decision as after
from cases.tests import factories as make
from cases.tests.after_decision import TODAY, decision_of, moment, pay_fine
from cases.tests.factories import LODGED, Bureau
from documents.models import Paper
from statutes.refusal import Refused
from workflow.models import Clock, Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return make.make_bureau()


def clocks(case) -> dict[str, str]:
    """Every limit of the case with the state of its last run."""
    return dict(Clock.objects.of(case.subject(None)).order_by("pk").values_list("code", "state"))


def due_on(case, code: str) -> date:
    clock = Clock.objects.of(case.subject(None)).open().get(code=code)
    return timezone.localdate(clock.due_at)


# -- 送达 --


def test_a_served_notice_says_until_when_the_party_may_speak(bureau):
    case = after.notified(bureau)
    notice.serve_notice(case.pk, make.handing(), actor=bureau.lead, at=LODGED)
    told = case.notices.get()
    # Monday 23 November 2026, then five working days.
    assert (told.served_on, told.defence_until) == (TODAY, date(2026, 11, 30))
    assert told.hearing_until == date(2026, 11, 30)
    assert (due_on(case, "defence"), due_on(case, "hearing_request")) == (
        date(2026, 11, 30),
        date(2026, 11, 30),
    )
    with pytest.raises(Refused, match="已经送达"):
        notice.serve_notice(case.pk, make.handing(), actor=bureau.lead, at=LODGED)


def test_a_served_penalty_runs_its_fifteen_days_and_the_partys_remedies(bureau):
    case = after.served(bureau)
    decision = decision_of(case)
    assert (case.state, decision.status) == (State.PERFORMING, Decision.Status.IN_FORCE)
    assert (decision.served_on, decision.due_on) == (TODAY, date(2026, 12, 8))
    # Six months end on Sunday 23 May 2027 and roll over; then three months.
    assert decision.remedies_until == date(2027, 5, 24)
    assert decision.court_until == date(2027, 8, 24)
    states = clocks(case)
    assert states["service"] == "met"
    assert (states["payment"], states["court_application"]) == ("running", "running")
    assert decision.paper.served_on == TODAY


def test_a_handling_decision_runs_the_offices_own_period(bureau):
    case = after.served(bureau, after.HANDLING)
    assert decision_of(case).due_on == date(2026, 12, 8)
    states = clocks(case)
    assert (states["order_service"], states["handling_compliance"]) == ("met", "running")


def test_a_bare_warning_is_performed_by_its_service_and_an_ending_without_duty_runs_nothing(bureau):
    case = after.served(bureau, after.WARNING)
    decision = decision_of(case)
    assert (decision.settled_on, decision.due_on) == (TODAY, None)
    other = after.served(bureau, after.NO_PENALTY)
    assert "payment" not in clocks(other)
    assert decision_of(other).remedies_until == date(2027, 5, 24)


def test_a_decision_is_not_served_before_its_day_nor_without_proof(bureau):
    case = after.decided(bureau)
    early = make.handing(TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="不得早于文书制作日期2026-11-23"):
        serving.serve_decision(case.pk, early, actor=bureau.lead, at=LODGED)
    mailed = make.handing(mode=Mode.MAIL)
    with pytest.raises(Refused, match="送达凭证"):
        serving.serve_decision(case.pk, mailed, actor=bureau.lead, at=LODGED)
    assert make.fresh(case).state == State.DECIDED
    assert not Delivery.objects.filter(paper=decision_of(case).paper).exists()


def test_any_other_numbered_paper_is_served_by_its_own_act_and_only_once(bureau):
    case = make.determined(bureau)
    paper = after._paper(case, after.NOTICE, bureau.lead, LODGED)
    serving.serve_paper(case.pk, make.handing(), paper=paper, actor=bureau.lead, at=LODGED)
    delivery = Delivery.objects.get()
    assert delivery.receipt.context["served_number"] == paper.number
    with pytest.raises(Refused, match="已经送达"):
        serving.serve_paper(case.pk, make.handing(), paper=paper, actor=bureau.lead, at=LODGED)
    issued = make.issue(bureau, case)
    order = issued.orders.get().paper
    with pytest.raises(Refused, match="其自己的步骤"):
        serving.serve_paper(case.pk, make.handing(), paper=order, actor=bureau.lead, at=LODGED)


# -- 缴款 --


def test_the_fine_is_paid_in_parts_and_the_same_submission_is_one(bureau):
    case, token = after.served(bureau), uuid4()
    first = pay_fine(bureau, case, "5000.00", LODGED, token=token)
    assert pay_fine(bureau, case, "5000.00", LODGED, token=token) == first
    assert decision_of(case).settled_on is None
    pay_fine(bureau, case, "15000.00", LODGED + timedelta(days=1))
    decision = decision_of(case)
    assert decision.settled_on == TODAY + timedelta(days=1)
    states = clocks(case)
    assert (states["payment"], states["court_application"]) == ("met", "cancelled")
    event = Event.objects.of(case.subject(None)).filter(act="record_fine").earliest("sequence")
    assert event.payload == {"of": "fine", "amount": "5000.00"}


def test_no_more_is_taken_than_is_owed_on_that_day(bureau):
    case = after.served(bureau)
    with pytest.raises(Refused, match="罚款尚欠20,000.00元"):
        pay_fine(bureau, case, "20000.01", LODGED)
    with pytest.raises(Refused, match="加处罚款尚欠0.00元"):
        pay_fine(bureau, case, "1.00", LODGED, Item.SURCHARGE)
    with pytest.raises(Refused, match="票据号"):
        pay_fine(bureau, case, "1.00", LODGED, receipt_number=" ")
    assert not FinePayment.objects.exists()


def test_a_late_fine_bears_its_surcharge_and_is_settled_with_it(bureau):
    case = after.served(bureau)
    late = moment(date(2026, 12, 10))
    pay_fine(bureau, case, "20000.00", late)
    account = performance.account_of(case, date(2026, 12, 20))
    assert account.owed(Item.SURCHARGE) == Decimal("1200.00")
    assert decision_of(case).settled_on is None
    with pytest.raises(Refused, match="尚未履行完毕"):
        performance.verify_performance(case.pk, note="已缴", actor=bureau.lead, at=late)
    pay_fine(bureau, case, "1200.00", late, Item.SURCHARGE)
    assert decision_of(case).settled_on == date(2026, 12, 10)
    case = performance.verify_performance(case.pk, note="已缴", actor=bureau.lead, at=late)
    assert case.state == State.PERFORMED


def test_a_payment_taken_back_is_owed_again_and_its_limits_run_on(bureau):
    case = after.served(bureau)
    paid = pay_fine(bureau, case, "20000.00", LODGED)
    with pytest.raises(Refused, match="冲正须写明理由"):
        performance.reverse_fine(case.pk, payment=paid, reason=" ", actor=bureau.lead, at=LODGED)
    performance.reverse_fine(case.pk, payment=paid, reason="退票", actor=bureau.lead, at=LODGED)
    assert decision_of(case).settled_on is None
    assert performance.account_of(case, TODAY).owed(Item.FINE) == Decimal("20000.00")
    assert due_on(case, "payment") == date(2026, 12, 8)
    with pytest.raises(Refused, match="已经冲正"):
        performance.reverse_fine(case.pk, payment=paid, reason="再", actor=bureau.lead, at=LODGED)
    with pytest.raises(DatabaseError), transaction.atomic():
        FinePayment.objects.update(amount=Decimal("1.00"))


def test_wages_and_compensation_settle_a_handling_decision(bureau):
    case = after.served(bureau, after.HANDLING)
    pay_fine(bureau, case, "5000.00", LODGED, Item.COMPENSATION)
    assert decision_of(case).settled_on is None
    act = make.pay_all(bureau, case)
    assert decision_of(case).settled_on == TODAY
    assert clocks(case)["handling_compliance"] == "met"
    payment = act.payments.earliest("pk")
    payments.reverse_payment(payment.pk, reason="退票", actor=bureau.lead, at=LODGED)
    assert decision_of(case).settled_on is None
    assert clocks(case)["handling_compliance"] == "running"


# -- 延期、分期 --

HALVES = [
    Part(date(2027, 1, 29), Decimal("10000.00")),
    Part(date(2027, 2, 26), Decimal("10000.00")),
]


def propose_halves(bureau, case, at=LODGED):
    return performance.propose_instalments(
        case.pk, parts=HALVES, reason="停产，账户无余额。", actor=bureau.lead, at=at
    )


def decide(bureau, case, *, approved, at=LODGED, opinion="情况属实。"):
    return performance.decide_instalments(
        case.pk, approved=approved, actor=bureau.bureau_head, opinion=opinion, at=at
    )


def test_instalments_take_the_place_of_the_first_period(bureau):
    case = propose_halves(bureau, after.served(bureau))
    decide(bureau, case, approved=True)
    decision = decision_of(case)
    assert decision.due_on == date(2027, 2, 26) == due_on(case, "payment")
    assert [part.amount for part in decision.instalments.all()] == [Decimal("10000.00")] * 2
    assert performance.account_of(case, date(2027, 1, 29)).surcharge.amount == 0
    assert performance.account_of(case, date(2027, 1, 30)).surcharge.amount == Decimal("300.00")
    with pytest.raises(Refused, match="不得再次申请"):
        propose_halves(bureau, case)


def test_a_refused_request_is_told_in_writing_and_changes_nothing(bureau):
    case = propose_halves(bureau, after.served(bureau))
    decide(bureau, case, approved=False, opinion="账户有余额。")
    assert decision_of(case).due_on == date(2026, 12, 8)
    said = Paper.objects.get(kind="instalment_notice").context
    assert (said["is_granted"], said["reason"]) == (False, "账户有余额。")
    assert not Paper.objects.filter(kind="instalment_approval").exists()


def test_a_plan_that_no_longer_fits_is_not_granted(bureau):
    case = propose_halves(bureau, after.served(bureau))
    pay_fine(bureau, case, "1.00", LODGED)
    with pytest.raises(Refused, match="应等于尚欠的罚款19,999.00元"):
        decide(bureau, case, approved=True)
    assert not decision_of(case).instalments.exists()


# -- 催告、申请强制执行 --


def test_no_demand_before_the_period_is_over_and_none_twice(bureau):
    case = after.served(bureau)
    with pytest.raises(Refused, match="履行期限尚未届满"):
        enforcement.issue_demand(case.pk, method="缴款", actor=bureau.lead, at=LODGED)
    late = moment(date(2026, 12, 10))
    enforcement.issue_demand(case.pk, method="缴款", actor=bureau.lead, at=late)
    with pytest.raises(Refused, match="催告书已经发出"):
        enforcement.issue_demand(case.pk, method="缴款", actor=bureau.lead, at=late)
    said = Paper.objects.get(kind="demand").context
    assert [row["amount"] for row in said["rows"]] == ["20000.00", "1200.00"]
    assert (said["total"], said["period_days"]) == ("21200.00", 10)


WRITTEN = Application(court="江城市中原区人民法院", reply="没有提出意见。")


def apply(bureau, case, at):
    enforcement.propose_application(
        case.pk, WRITTEN, opinion="建议申请。", actor=bureau.lead, at=at
    )
    return enforcement.decide_application(
        case.pk, approved=True, actor=bureau.bureau_head, opinion="同意。", at=at
    )


def test_the_court_is_applied_to_after_remedies_and_ten_working_days(bureau):
    case, at = after.demanded(bureau)
    early = moment(decision_of(case).demand.ends_on)
    with pytest.raises(Refused, match="未满十个工作日"):
        apply(bureau, case, early)
    case = apply(bureau, case, at)
    applied = decision_of(case).court_application
    assert (case.state, applied.signed_by) == (State.ENFORCING, bureau.bureau_head)
    assert applied.paper.context["head_opinion"]["signed"] == "赵立新"
    states = clocks(case)
    assert (states["demand"], states["court_application"]) == ("met", "met")
    assert states["court_acceptance"] == "running"


def test_the_head_may_return_an_application(bureau):
    case, at = after.demanded(bureau)
    enforcement.propose_application(case.pk, WRITTEN, opinion="建议。", actor=bureau.lead, at=at)
    case = enforcement.decide_application(
        case.pk, approved=False, actor=bureau.bureau_head, opinion="补充财产线索。", at=at
    )
    assert case.state == State.PERFORMING
    assert not Paper.objects.filter(kind="court_application").exists()


def test_nothing_is_applied_for_after_three_months_or_while_a_remedy_is_pending(bureau):
    case, at = after.demanded(bureau)
    late = moment(decision_of(case).court_until) + timedelta(days=1)
    with pytest.raises(Refused, match="期限已于2027-08-24届满"):
        apply(bureau, case, late)


def answer(bureau, case, given, at):
    return enforcement.record_court_answer(
        case.pk, answer=given, on=timezone.localdate(at), note="", actor=bureau.lead, at=at
    )


def test_each_answer_of_the_court_ends_one_limit_and_starts_the_next(bureau):
    case, at = after.demanded(bureau)
    case = apply(bureau, case, at)
    answer(bureau, case, Answer.NOT_ACCEPTED, at)
    assert clocks(case)["court_review"] == "running"
    answer(bureau, case, Answer.REVIEW_ASKED, at)
    answer(bureau, case, Answer.ACCEPTED, at)
    assert clocks(case)["court_ruling"] == "running"
    answer(bureau, case, Answer.GRANTED, at)
    applied = decision_of(case).court_application
    assert (applied.ruling, applied.ruled_on) == ("granted", at.date())
    assert {code for code, state in clocks(case).items() if state != "met"} == {"payment"}
    with pytest.raises(Refused, match="已经裁定准予执行"):
        answer(bureau, case, Answer.REFUSED, at)


def test_what_the_court_collected_is_verified_and_what_it_could_not_is_ended(bureau):
    case, at = after.demanded(bureau)
    case = apply(bureau, case, at)
    with pytest.raises(Refused, match="依据的裁定"):
        enforcement.end_enforcement(
            case.pk, ended_on=at.date(), reason=" ", actor=bureau.head, at=at
        )
    case = enforcement.end_enforcement(
        case.pk, ended_on=at.date(), reason="无财产可供执行。", actor=bureau.head, at=at
    )
    assert case.state == State.PERFORMED
    assert decision_of(case).ended_by_court_on == at.date()
    assert not Clock.objects.of(case.subject(None)).open().exists()


def test_a_penalty_on_the_spot_has_only_the_sixty_days_before_it(bureau):
    case = after.decided(bureau)
    decision = decision_of(case)
    decision.procedure = Decision.Procedure.SIMPLE
    assert dues.remedies_until(decision, TODAY) == date(2027, 1, 22)
