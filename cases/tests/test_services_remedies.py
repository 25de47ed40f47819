"""复议、诉讼: answered in time, the surcharge and the court wait, a lost one has consequences."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from cases.models import Accountability, Decision, Remedy
from cases.papers.enforcement import Application as ForCourt
from cases.policy.accountability import Trigger
from cases.policy.remedy import Kind, Outcome, Result
from cases.procedure.states import State
from cases.services import (
    anew,
    closing,
    correction,
    enforcement,
    filing,
    performance,
    remedies,
    serving,
)
from cases.services.remedies import Application
from cases.tests import after_decision as after
from cases.tests import deciding as go
from cases.tests import factories as make
from cases.tests.after_decision import TODAY, decision_of, make_reviewer, moment, pay_fine
from cases.tests.factories import LODGED, Bureau
from statutes.refusal import Refused
from workflow.models import Clock, Event, Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return make.make_bureau()


@pytest.fixture
def reviewer(bureau):
    return make_reviewer(bureau)


def running(case) -> dict[str, date]:
    """The open limits of the case with their last days."""
    clocks = Clock.objects.of(case.subject(None)).open()
    return {clock.code: timezone.localdate(clock.due_at) for clock in clocks}


def contest(case, reviewer, kind=Kind.RECONSIDERATION, at=LODGED, **more) -> Remedy:
    given = Application(kind, "江城市人民政府", "江政复〔2026〕1号", timezone.localdate(at), **more)
    return remedies.record_remedy(case.pk, given, actor=reviewer, at=at)


def end(case, remedy, reviewer, result, at, *amounts) -> Remedy:
    outcome = Outcome(result, timezone.localdate(at), *amounts)
    return remedies.record_remedy_result(
        case.pk, remedy=remedy, outcome=outcome, note="理由。", actor=reviewer, at=at
    )


def test_a_reconsideration_is_answered_in_ten_working_days_and_a_suit_in_fifteen(bureau, reviewer):
    case = after.served(bureau)
    remedy = contest(case, reviewer)
    # From Monday 23 November 2026.
    assert remedy.answer_due_on == date(2026, 12, 7) == running(case)["reconsideration_answer"]
    suit = contest(case, reviewer, Kind.LITIGATION)
    assert suit.answer_due_on == date(2026, 12, 8) == running(case)["litigation_answer"]
    remedies.answer_remedy(
        case.pk, remedy=remedy, answered_on=TODAY, note="已答复。", actor=reviewer, at=LODGED
    )
    assert "reconsideration_answer" not in running(case)
    with pytest.raises(Refused, match="已经答复"):
        remedies.answer_remedy(
            case.pk, remedy=remedy, answered_on=TODAY, note="再。", actor=reviewer, at=LODGED
        )


def test_a_remedy_is_against_a_served_decision_and_only_once_of_a_kind(bureau, reviewer):
    decided = after.decided(bureau)
    with pytest.raises(Refused, match="决定书尚未送达"):
        contest(decided, reviewer)
    case = after.served(bureau)
    with pytest.raises(Refused, match="送达之日至今天之间"):
        given = Application(Kind.LITIGATION, "法院", "", TODAY - timedelta(days=1))
        remedies.record_remedy(case.pk, given, actor=reviewer, at=LODGED)
    contest(case, reviewer)
    with pytest.raises(Refused, match="尚未审结"):
        contest(case, reviewer)


def test_while_it_is_pending_no_surcharge_is_counted_and_the_court_waits(bureau, reviewer):
    case = after.served(bureau)
    remedy = contest(case, reviewer)
    assert "court_application" not in running(case)
    assert performance.account_of(case, date(2027, 1, 31)).surcharge.amount == 0
    ended = moment(date(2027, 1, 22))
    end(case, remedy, reviewer, Result.UPHELD, ended)
    # The party may sue for fifteen days more, over the Spring Festival; then three months begin.
    decision = decision_of(case)
    assert decision.remedies_until == date(2027, 2, 11)
    assert decision.court_until == date(2027, 5, 11)
    assert running(case)["court_application"] == decision.court_until
    assert performance.account_of(case, date(2027, 1, 23)).surcharge.amount == Decimal("600.00")
    assert not Accountability.objects.exists()


def test_a_pending_remedy_bars_the_application_to_the_court(bureau, reviewer):
    case, at = after.demanded(bureau)
    contest(case, reviewer, Kind.LITIGATION, at)
    with pytest.raises(Refused, match="尚未审结"):
        enforcement.propose_application(
            case.pk,
            ForCourt(court="法院", reply="无。"),
            opinion="建议。",
            actor=bureau.lead,
            at=at,
        )


def test_a_lighter_fine_is_what_is_owed_and_what_was_paid_above_it_goes_back(bureau, reviewer):
    case = after.served(bureau)
    pay_fine(bureau, case, "8000.00", LODGED)
    remedy = contest(case, reviewer)
    with pytest.raises(Refused, match="不得高于原数额"):
        end(case, remedy, reviewer, Result.CHANGED, LODGED, Decimal("20000.01"))
    end(case, remedy, reviewer, Result.CHANGED, LODGED, Decimal("5000.00"))
    decision = decision_of(case)
    assert (decision.status, decision.settled_on) == (Decision.Status.CHANGED, TODAY)
    assert decision.fine == Decimal("20000.00"), "what was decided stays as it was"
    account = performance.account_of(case, TODAY)
    assert (account.fine, account.to_refund) == (Decimal("5000.00"), Decimal("3000.00"))


def test_an_annulment_ends_every_limit_and_calls_down_its_consequences(bureau, reviewer):
    case = after.served(bureau)
    pay_fine(bureau, case, "8000.00", LODGED)
    remedy = contest(case, reviewer)
    end(case, remedy, reviewer, Result.ANNULLED, LODGED)
    decision = decision_of(case)
    assert decision.status == Decision.Status.ANNULLED
    # Monday 23 November and three working days.
    assert running(case) == {"publication_withdraw": date(2026, 11, 26)}
    assert performance.account_of(case, TODAY).to_refund == Decimal("8000.00")
    entry = Accountability.objects.get()
    assert (entry.trigger, entry.reference) == (Trigger.DECISION_OVERTURNED, f"remedy:{remedy.pk}")
    assert (entry.person, entry.case) == (bureau.lead, case)
    assert entry.summary == f"{case.case_no}的决定经行政复议撤销"
    assert list(Remedy.objects.overturned()) == [remedy] == list(Remedy.objects.lost())
    told = Notification.objects.filter(recipient=bureau.bureau_head)
    assert any("未获维持" in str(notice.message) for notice in told)
    with pytest.raises(Refused, match="不得多收"):
        pay_fine(bureau, case, "1.00", LODGED)
    case = performance.verify_performance(case.pk, note="已撤销", actor=bureau.lead, at=LODGED)
    assert case.state == State.PERFORMED


def test_an_unlawful_decision_that_stands_is_still_answered_for(bureau, reviewer):
    case = after.served(bureau)
    remedy = contest(case, reviewer, Kind.LITIGATION)
    end(case, remedy, reviewer, Result.UNLAWFUL, LODGED)
    assert decision_of(case).status == Decision.Status.IN_FORCE
    assert Accountability.objects.get().reference == f"remedy:{remedy.pk}"
    assert not Remedy.objects.overturned().exists()
    assert "publication_withdraw" in running(case)


def test_the_withdrawal_of_what_was_public_is_confirmed_in_words(bureau, reviewer):
    case = after.served(bureau)
    end(case, contest(case, reviewer), reviewer, Result.ANNULLED, LODGED)

    def confirm(note):
        return remedies.confirm_withdrawal(
            case.pk, withdrawn_on=TODAY, note=note, actor=bureau.lead, at=LODGED
        )

    with pytest.raises(Refused, match="须写明撤回的信息"):
        confirm(" ")
    confirm("从未公开。")
    assert running(case) == {}
    with pytest.raises(Refused, match="没有需要撤回的公开信息"):
        confirm("再次。")


def test_a_case_whose_decision_fell_is_investigated_anew(bureau, reviewer):
    case = after.served(bureau)
    with pytest.raises(Refused, match="没有被撤销"):
        anew.decide_anew(case.pk, reason="重新。", actor=bureau.head, at=LODGED)
    end(case, contest(case, reviewer), reviewer, Result.ANNULLED_ANEW, LODGED)
    later = LODGED + timedelta(days=1)
    case = anew.decide_anew(case.pk, reason="按复议决定。", actor=bureau.head, at=later)
    assert case.state == State.INVESTIGATING
    assert not case.decisions.standing().exists() and case.decisions.count() == 1
    assert not case.proposals.current().exists() and not case.notices.standing().exists()
    assert "investigation" in running(case)
    make.pay_all(bureau, case, later)
    corrected = correction.verify_correction(case.pk, note="", actor=bureau.lead, at=later)
    assert corrected.state == State.CORRECTED


def closed_with_its_fine_paid(bureau, state=State.CLOSED):
    case = after.served(bureau)
    pay_fine(bureau, case, "20000.00", LODGED)
    performance.verify_performance(case.pk, note="已缴", actor=bureau.lead, at=LODGED)
    closed = make.fresh(case)
    closed.state, closed.closed_on = State.CLOSED.value, TODAY
    closed.save(update_fields=["state", "closed_on"])
    if state is State.ARCHIVED:
        closed.state, closed.archived_on = state.value, TODAY
        closed.archive_no, closed.retention = "江人社监卷〔2026〕1号", "thirty"
        closed.save()
    return make.fresh(closed)


def test_a_remedy_against_a_closed_case_is_recorded_without_touching_the_case(bureau, reviewer):
    case = closed_with_its_fine_paid(bureau)
    remedy = contest(case, reviewer)
    end(case, remedy, reviewer, Result.ANNULLED, LODGED)
    assert make.fresh(case).state == State.CLOSED
    assert decision_of(case).status == Decision.Status.ANNULLED
    acts = Event.objects.of(case.subject(None)).values_list("act", flat=True)
    assert {"record_remedy", "record_remedy_result"} <= set(acts)


@pytest.mark.parametrize("state", [State.CLOSED, State.ARCHIVED])
def test_a_closed_case_is_decided_anew_once_its_decision_fell(bureau, reviewer, state):
    case = closed_with_its_fine_paid(bureau, state)
    with pytest.raises(Refused, match="没有被撤销"):
        anew.decide_anew(case.pk, reason="重新。", actor=bureau.head, at=LODGED)
    end(case, contest(case, reviewer), reviewer, Result.ANNULLED_ANEW, LODGED)
    with pytest.raises(DatabaseError), transaction.atomic():
        type(case).objects.filter(pk=case.pk).update(state=State.PERFORMED.value, closed_on=None)
    case = anew.decide_anew(case.pk, reason="复议机关责令重作。", actor=bureau.head, at=LODGED)
    assert (case.state, case.closed_on, case.archive_no) == (State.INVESTIGATING, None, "")
    assert not case.decisions.standing().exists() and case.decisions.count() == 1
    left = Event.objects.of(case.subject(None)).get(act="decide_anew").payload
    assert left["closed_on"] == TODAY.isoformat()
    assert ("archive_no" in left) is (state is State.ARCHIVED)
    assert "investigation" in running(case)


def test_nothing_is_decided_anew_while_another_remedy_is_pending(bureau, reviewer):
    case = after.served(bureau)
    contest(case, reviewer, Kind.LITIGATION)
    end(case, contest(case, reviewer), reviewer, Result.ANNULLED, LODGED)
    with pytest.raises(Refused, match="尚未审结"):
        anew.decide_anew(case.pk, reason="重新。", actor=bureau.head, at=LODGED)


@pytest.mark.parametrize("fell", [True, False])
def test_wages_left_over_by_a_fine_are_paid_late_or_pursued(bureau, reviewer, fell):
    case = after.served(bureau)
    if fell:
        end(case, contest(case, reviewer), reviewer, Result.ANNULLED, LODGED)
    else:
        pay_fine(bureau, case, "20000.00", LODGED)
    case = performance.verify_performance(case.pk, note="", actor=bureau.lead, at=LODGED)
    owed = closing.answers_of(case, bureau.lead, LODGED)[3]
    assert not owed.is_met and "没有支付到劳动者手中" in str(owed.reason)
    with transaction.atomic():
        make.pay_all(bureau, case, LODGED)
        assert closing.answers_of(make.fresh(case), bureau.lead, LODGED)[3].is_met
        with pytest.raises(Refused, match="没有决定以外尚欠的工资"):
            anew.pursue_wages(case.pk, reason="处理工资。", actor=bureau.head, at=LODGED)
        transaction.set_rollback(True)
    case = anew.pursue_wages(case.pk, reason="另行处理工资。", actor=bureau.head, at=LODGED)
    assert case.state == State.INVESTIGATING
    assert not case.decisions.standing().exists()


# -- against a judgment, a handling decision, an order, and what was not filed --


def test_the_court_is_not_asked_to_enforce_before_the_judgment_is_final(bureau, reviewer):
    case = after.served(bureau)
    first = contest(case, reviewer, Kind.LITIGATION)
    end(case, first, reviewer, Result.REJECTED, LODGED)
    # Fifteen days from 23 November 2026 to appeal.
    assert decision_of(case).remedies_until == date(2026, 12, 8)
    appeal = contest(case, reviewer, Kind.LITIGATION)
    end(case, appeal, reviewer, Result.REJECTED, LODGED + timedelta(days=20))
    assert decision_of(case).remedies_until == date(2026, 12, 13)


def test_compensation_that_was_made_less_is_what_is_owed(bureau, reviewer):
    case = after.served(bureau, after.HANDLING)
    remedy = contest(case, reviewer)
    with pytest.raises(Refused, match="须填写变更后的加付赔偿金"):
        end(case, remedy, reviewer, Result.CHANGED, LODGED)
    end(case, remedy, reviewer, Result.CHANGED, LODGED, None, Decimal("2500.00"))
    account = performance.account_of(case, TODAY)
    assert (account.compensation, account.wages_owed) == (Decimal("2500.00"), case.outstanding)
    assert decision_of(case).compensation == Decimal("5000.00"), "what was decided stays"


def test_an_order_that_falls_is_waited_for_no_longer(bureau, reviewer):
    case = make.served(bureau)
    order = case.orders.get()
    remedy = contest(case, reviewer, against=order)
    assert "order_compliance" in running(case), "it is to be obeyed meanwhile"
    with pytest.raises(Refused, match="指令书仍然有效"):
        correction.resume_investigation(case.pk, reason="恢复。", actor=bureau.lead, at=LODGED)
    end(case, remedy, reviewer, Result.ANNULLED, LODGED)
    order.refresh_from_db()
    assert (order.status, order.withdrawal_reason) == ("withdrawn", "经行政复议撤销")
    assert running(case) == {}
    assert Accountability.objects.get().summary == f"{case.case_no}的限期改正指令书经行政复议撤销"
    told = Notification.objects.filter(recipient=bureau.lead)
    assert any("恢复调查或者重新作出" in str(notice.message) for notice in told)
    case = correction.resume_investigation(
        case.pk, reason="指令书被撤销。", actor=bureau.lead, at=LODGED
    )
    assert case.state == State.INVESTIGATING and "investigation" in running(case)


def test_two_remedies_of_a_kind_are_answered_in_their_own_time(bureau, reviewer):
    case = go.disobeyed(bureau)
    order = case.orders.get()
    first = contest(case, reviewer, against=order, at=go.at(8))
    with pytest.raises(Refused, match="尚未审结"):
        contest(case, reviewer, against=order, at=go.at(8))
    assert "reconsideration_answer" in running(case)
    end(case, first, reviewer, Result.UPHELD, go.at(9))
    assert "reconsideration_answer" not in running(case)
    assert case.orders.standing().exists() and not Accountability.objects.exists()


def test_that_nothing_was_filed_can_be_contested_too(bureau, reviewer):
    case = make.propose(bureau, make.known_employer(make.lodge()))
    filing.withdraw_filing(case.pk, actor=bureau.lead, reason="线索不清。", at=LODGED)
    case = make.fresh(case)
    remedy = contest(case, reviewer, Kind.LITIGATION, against=case)
    end(case, remedy, reviewer, Result.UNLAWFUL, LODGED)
    assert make.fresh(case).state == State.NOT_FILED
    assert Accountability.objects.get().summary == f"{case.case_no}的不予立案经行政诉讼确认违法"
    told = Notification.objects.filter(recipient=bureau.head)
    assert any("重新立案" in str(notice.message) for notice in told)
    with pytest.raises(DatabaseError), transaction.atomic():
        Remedy.objects.filter(pk=remedy.pk).update(order=None, refusal=None)


def test_an_act_of_another_case_is_not_contested_here(bureau, reviewer):
    case, other = after.served(bureau), make.served(bureau)
    with pytest.raises(Refused, match="不属于本案"):
        contest(case, reviewer, against=other.orders.get())


def test_the_body_that_annulled_does_not_see_the_same_decision_again(bureau, reviewer):
    case = go.decided(bureau)
    serving.serve_decision(case.pk, make.handing(go.at(10).date()), actor=bureau.lead, at=go.at(10))
    case = make.fresh(case)
    end(case, contest(case, reviewer, at=go.at(11)), reviewer, Result.ANNULLED_ANEW, go.at(12))
    anew.decide_anew(case.pk, reason="责令重作。", actor=bureau.head, at=go.at(13))
    case = make.fresh(case)
    with pytest.raises(Refused, match="不得以同一事实和理由"):
        go.conclude(bureau, case, at=go.at(13))
    again = go.draft(discretion="原决定因程序违法被撤销，程序已经补正。")
    case = go.conclude(bureau, case, again, at=go.at(13))
    assert case.state == State.CONCLUSION_REVIEW
    ninety = Clock.objects.of(case.subject(None)).open().get(code="penalty_90_days")
    assert timezone.localdate(ninety.started_at) == go.at(13).date(), "the matter began once more"
