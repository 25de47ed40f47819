"""From the figure to its return through the services: money, limits, papers, refusals."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from documents.models import Paper
from statutes.refusal import Refused
from wage_deposits import jobs
from wage_deposits.models import Deposit, DepositMove, Guarantee
from wage_deposits.services import guarantees, opening, returning, using
from wage_deposits.tests import factories as make
from wage_deposits.tests.factories import AT, TODAY, House
from workflow.models import Clock, Event, Notification

pytestmark = pytest.mark.django_db
MILLION = Decimal("1000000.00")


@pytest.fixture
def house() -> House:
    return House()


def papers_of(deposit: Deposit) -> list[str]:
    return list(Paper.objects.of(deposit.subject).order_by("pk").values_list("kind", flat=True))


def clocks_of(deposit: Deposit) -> dict[str, str]:
    return dict(Clock.objects.of(deposit.subject).values_list("code", "state"))


def sums(deposit: Deposit) -> list[tuple[str, str, str]]:
    rows = deposit.moves.values_list("kind", "amount", "balance")
    return [(kind, str(amount), str(balance)) for kind, amount, balance in rows]


# -- 核定 --


def test_the_figure_is_fixed_with_its_steps_and_twenty_working_days_begin(house: House) -> None:
    deposit = make.due(house)
    assert (deposit.state, deposit.amount, deposit.rate) == ("due", MILLION, Decimal("2.00"))
    assert [str(step.sentence) for step in deposit.reckoning] == [
        "本地存储比例为施工合同额的2.00%。"
    ]
    clock = Clock.objects.of(deposit.subject).get()
    assert (clock.code, timezone.localdate(clock.due_at)) == ("deposit_opening", date(2026, 12, 14))
    paper = Paper.objects.of(deposit.subject).get()
    assert paper.kind == "deposit_notice"
    assert Event.objects.of(deposit.subject).get().act == "fix"


def test_a_clean_contractor_is_exempt_and_told_so(house: House) -> None:
    deposit = make.due(house, make.CLEAN)
    assert (deposit.state, deposit.amount) == ("exempt", 0)
    assert papers_of(deposit) == ["deposit_exemption"]
    assert clocks_of(deposit) == {}


def test_the_figure_is_never_rewritten(house: House) -> None:
    deposit = make.due(house)
    with pytest.raises(DatabaseError), transaction.atomic():
        Deposit.objects.filter(pk=deposit.pk).update(amount=Decimal("1.00"))


def test_a_project_has_one_live_deposit(house: House) -> None:
    deposit = make.due(house)
    again: dict[str, Any] = {
        "contractor": deposit.contractor,
        "past": make.UNKNOWN,
        "permitted_on": make.PERMITTED,
        "actor": house.lead,
        "at": AT,
    }
    with pytest.raises(Refused, match="已有在办"):
        opening.fix(deposit.project_id, **again)
    opening.cancel(deposit.pk, reason="合同额登记有误。", actor=house.lead, at=AT)
    assert Paper.objects.of(deposit.subject).get().status == "withdrawn"
    assert clocks_of(deposit) == {"deposit_opening": "cancelled"}
    assert opening.fix(deposit.project_id, **again).amount == MILLION


def test_only_the_general_contractor_and_a_permit_that_was_given_count(house: House) -> None:
    project = make.make_project()
    other = make.make_employer("江城第二建筑有限公司", uscc=make.make_uscc(22))
    given: dict[str, Any] = {"past": make.UNKNOWN, "actor": house.lead, "at": AT}
    with pytest.raises(Refused, match="不是该工程现任的施工总承包单位"):
        opening.fix(project.pk, contractor=other, permitted_on=make.PERMITTED, **given)
    builder, tomorrow = make.contractor_of(project), TODAY + timedelta(days=1)
    with pytest.raises(Refused, match="尚未到来"):
        opening.fix(project.pk, contractor=builder, permitted_on=tomorrow, **given)
    given["actor"] = house.head
    with pytest.raises(Refused, match="须由监察员办理"):
        opening.fix(project.pk, contractor=builder, permitted_on=make.PERMITTED, **given)


# -- 存储 --


def test_money_paid_in_meets_the_limit(house: House) -> None:
    deposit = make.opened(house)
    assert (deposit.state, deposit.balance, deposit.opened_on) == ("opened", MILLION, TODAY)
    assert clocks_of(deposit) == {"deposit_opening": "met"}
    assert sums(deposit) == [("paid_in", "1000000.00", "1000000.00")]


def test_a_fen_too_little_is_refused(house: House) -> None:
    with pytest.raises(Refused, match="999,999.99元低于应存1,000,000.00元"):
        make.opened(house, "999999.99")


def test_a_guarantee_stands_in_its_place(house: House) -> None:
    deposit = make.guaranteed(house)
    assert (deposit.state, deposit.balance) == ("opened", MILLION)
    assert deposit.held_as(DepositMove.Means.CASH) == 0


def test_a_guarantee_shorter_than_the_project_is_refused(house: House) -> None:
    with pytest.raises(Refused, match="未覆盖工期"):
        make.guaranteed(house, valid_to=date(2028, 6, 29))
    assert not Guarantee.objects.exists()


def test_one_guarantee_stands_for_one_project(house: House) -> None:
    make.guaranteed(house)
    builder = make.make_employer("江城第二建筑有限公司", uscc=make.make_uscc(22))
    second = make.due(house, name="二期", contractor=builder)
    with pytest.raises(Refused, match="已用于另一工程"):
        guarantees.accept_guarantee(second.pk, terms=make.terms(), actor=house.lead, at=AT)


def test_the_database_refuses_a_balance_that_does_not_follow(house: House) -> None:
    deposit = make.opened(house)
    last = deposit.moves.get()
    wrong = DepositMove(
        deposit=deposit,
        sequence=2,
        kind="refilled",
        means="cash",
        amount=Decimal("0.01"),
        balance=Decimal("1000000.02"),
        on=TODAY,
        recorded_by=house.lead,
        recorded_at=AT,
    )
    with pytest.raises(DatabaseError, match="does not follow"), transaction.atomic():
        wrong.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        DepositMove.objects.filter(pk=last.pk).update(voucher="改")


# -- 保函到期 --


def test_the_officer_is_told_once_before_the_end_and_the_head_once_after(house: House) -> None:
    deposit = make.guaranteed(house)
    before = AT.replace(year=2028, month=5, day=31)
    assert jobs.warn_of_lapsing_guarantees((before - timedelta(days=1)).isoformat()) == 0
    assert jobs.warn_of_lapsing_guarantees(before.isoformat()) == 1
    assert jobs.warn_of_lapsing_guarantees(before.isoformat()) == 0
    assert Notification.objects.get().recipient == house.lead
    after = AT.replace(year=2028, month=7, day=1)
    assert jobs.warn_of_lapsing_guarantees(after.isoformat()) == 1
    assert jobs.warn_of_lapsing_guarantees(after.isoformat()) == 0
    told = Notification.objects.filter(level="red").values_list("recipient__name", flat=True)
    assert set(told) == {"陈志强", "王建华"}
    acts = Event.objects.of(deposit.subject).values_list("act", flat=True)
    assert [act for act in acts if act.startswith("guarantee_")] == [
        "guarantee_lapsing",
        "guarantee_lapsed",
    ]


def test_a_new_guarantee_sends_the_old_one_back(house: House) -> None:
    deposit = make.guaranteed(house)
    longer = make.terms(number="保函2026-099", valid_to=date(2029, 6, 30))
    guarantees.renew_guarantee(deposit.pk, terms=longer, actor=house.lead, at=AT)
    assert sums(deposit) == [
        ("guaranteed", "1000000.00", "1000000.00"),
        ("guarantee_ended", "-1000000.00", "0.00"),
        ("guaranteed", "1000000.00", "1000000.00"),
    ]
    assert str(make.fresh(deposit).guarantee) == "江城银行中原支行 保函2026-099"


# -- 动用 --


def test_the_bank_is_ordered_to_pay_only_by_a_second_person(house: House) -> None:
    deposit = make.propose_use(house, make.opened(house))
    assert deposit.state == "use_proposed"
    with pytest.raises(Refused):
        make.approve_use(house, deposit, actor=house.lead)
    make.approve_use(house, deposit)
    deposit = make.fresh(deposit)
    assert deposit.state == "in_use"
    assert papers_of(deposit)[-1] == "deposit_payment"
    paper = Paper.objects.of(deposit.subject).latest("pk")
    assert paper.number == "江人社监保支字〔2026〕1号"
    assert deposit.open_use is not None and deposit.open_use.paper == paper


def test_what_is_sent_back_leaves_the_deposit_as_it_was(house: House) -> None:
    deposit = make.propose_use(house, make.opened(house))
    using.decide_use(deposit.pk, approved=False, opinion="先催总包。", actor=house.head, at=AT)
    deposit = make.fresh(deposit)
    assert (deposit.state, deposit.open_use) == ("opened", None)
    make.propose_use(house, deposit)


def test_an_order_that_still_runs_bars_the_use(house: House) -> None:
    with pytest.raises(Refused, match="尚未届满"):
        running = make.arrears(order=make.payment_order(due_on=TODAY))
        make.propose_use(house, make.opened(house), arrears=running)


def test_the_bank_has_five_working_days_and_the_contractor_ten(house: House) -> None:
    deposit = make.approved_use(house, make.opened(house))
    with pytest.raises(Refused, match="先登记银行签收"):
        using.record_payment(deposit.pk, on=TODAY, voucher="", actor=house.lead, at=AT)
    using.serve_notice(deposit.pk, on=TODAY, actor=house.lead, at=AT)
    clock = Clock.objects.of(deposit.subject).open().get()
    assert (clock.code, timezone.localdate(clock.due_at)) == ("deposit_payment", date(2026, 11, 30))
    using.record_payment(deposit.pk, on=TODAY, voucher="付1", actor=house.lead, at=AT)
    clock = Clock.objects.of(deposit.subject).open().get()
    assert (clock.code, timezone.localdate(clock.due_at)) == ("deposit_refill", date(2026, 12, 7))
    deposit = make.fresh(deposit)
    assert (deposit.state, deposit.balance) == ("to_refill", Decimal("970000.00"))
    assert papers_of(deposit)[-1] == "deposit_refill"
    paper = Paper.objects.of(deposit.subject).get(kind="deposit_refill")
    assert paper.context["missing"] == "30000.00"


def test_more_than_the_figure_pays_without_a_refill(house: House) -> None:
    deposit = make.paid(house, make.opened(house, "1030000.00"))
    assert (deposit.state, deposit.balance) == ("opened", MILLION)
    assert "deposit_refill" not in papers_of(deposit)


def test_a_refill_closes_the_gap_to_the_fen(house: House) -> None:
    deposit = make.paid(house, make.opened(house))
    refill: dict[str, Any] = {
        **make.ACCOUNT,
        "on": TODAY,
        "voucher": "存2",
        "actor": house.lead,
        "at": AT,
    }
    with pytest.raises(Refused, match="低于短缺"):
        using.refill_cash(deposit.pk, amount=Decimal("29999.99"), **refill)
    using.refill_cash(deposit.pk, amount=Decimal("30000.00"), **refill)
    deposit = make.fresh(deposit)
    assert (deposit.state, deposit.balance) == ("opened", MILLION)
    assert clocks_of(deposit)["deposit_refill"] == "met"


def test_a_used_guarantee_is_replaced_whole(house: House) -> None:
    deposit = make.paid(house, make.guaranteed(house), means=DepositMove.Means.GUARANTEE)
    assert deposit.balance == Decimal("970000.00")
    small = make.terms(number="二", amount=Decimal("999999.99"))
    with pytest.raises(Refused, match="低于应存"):
        using.refill_guarantee(deposit.pk, terms=small, actor=house.lead, at=AT)
    using.refill_guarantee(deposit.pk, terms=make.terms(number="二"), actor=house.lead, at=AT)
    assert [row[2] for row in sums(deposit)] == [
        "1000000.00",
        "970000.00",
        "0.00",
        "1000000.00",
    ]


def test_money_and_a_guarantee_together_fill_the_figure(house: House) -> None:
    deposit = make.paid(house, make.opened(house))
    gap = make.terms(amount=Decimal("30000.00"))
    using.refill_guarantee(deposit.pk, terms=gap, actor=house.lead, at=AT)
    deposit = make.fresh(deposit)
    assert deposit.balance == MILLION
    assert deposit.held_as(DepositMove.Means.GUARANTEE) == Decimal("30000.00")


def test_a_second_use_before_the_refill_keeps_the_first_limit(house: House) -> None:
    deposit = make.paid(house, make.opened(house))
    deposit = make.paid(house, deposit)
    assert deposit.balance == Decimal("940000.00")
    assert Clock.objects.of(deposit.subject).filter(code="deposit_refill").count() == 1
    paper = Paper.objects.of(deposit.subject).filter(kind="deposit_refill").latest("pk")
    assert paper.context["missing"] == "60000.00"


# -- 返还 --


def test_an_unfinished_project_or_one_in_arrears_gets_nothing_back(house: House) -> None:
    deposit = make.opened(house)
    given: dict[str, Any] = {"promised_on": TODAY, "actor": house.lead, "at": AT}
    with pytest.raises(Refused, match="尚未完工"):
        returning.notice_return(deposit.pk, unsettled=(), **given)
    make.finish(deposit)
    with pytest.raises(Refused, match="江人社监案〔2026〕7号"):
        returning.notice_return(deposit.pk, unsettled=("江人社监案〔2026〕7号",), **given)


def test_thirty_days_of_notice_then_five_working_days_of_review(house: House) -> None:
    deposit = make.noticed(house, make.opened(house))
    last_day = date(2026, 12, 23)
    assert deposit.returns.get().notice_ends_on == last_day
    too_early: dict[str, Any] = {
        "on": last_day,
        "actor": house.lead,
        "at": AT.replace(month=12, day=23),
    }
    with pytest.raises(Refused, match="公示未满30日"):
        returning.receive_application(deposit.pk, **too_early)
    at = AT.replace(month=12, day=24)
    with pytest.raises(Refused, match="此前不能申请"):
        returning.receive_application(deposit.pk, on=last_day, actor=house.lead, at=at)
    returning.receive_application(deposit.pk, on=at.date(), actor=house.lead, at=at)
    assert clocks_of(deposit)["deposit_return_notice"] == "met"
    clock = Clock.objects.of(deposit.subject).open().get()
    assert clock.code == "deposit_return_review"
    returning.propose_return(deposit.pk, opinion="无。", unsettled=(), actor=house.lead, at=at)
    decide: dict[str, Any] = {"opinion": "同意返还。", "actor": house.head, "at": at}
    with pytest.raises(Refused, match="未解决的拖欠"):
        returning.decide_return(deposit.pk, approved=True, unsettled=("案9",), **decide)
    returning.decide_return(deposit.pk, approved=True, unsettled=(), **decide)
    deposit = make.fresh(deposit)
    assert (deposit.state, deposit.balance, deposit.ended_on) == ("returned", 0, at.date())
    assert set(clocks_of(deposit).values()) == {"met"}
    assert papers_of(deposit)[-1] == "deposit_return"


def test_a_guarantee_goes_back_too(house: House) -> None:
    deposit = make.noticed(house, make.guaranteed(house))
    at = AT.replace(month=12, day=24)
    returning.receive_application(deposit.pk, on=at.date(), actor=house.lead, at=at)
    returning.propose_return(deposit.pk, opinion="无。", unsettled=(), actor=house.lead, at=at)
    given: dict[str, Any] = {
        "approved": True,
        "opinion": "",
        "unsettled": (),
        "actor": house.head,
        "at": at,
    }
    returning.decide_return(deposit.pk, **given)
    deposit = make.fresh(deposit)
    assert (deposit.balance, deposit.guarantee) == (0, None)
    assert deposit.guarantees.get().ended_on == at.date()


def test_a_refused_return_may_be_asked_for_again(house: House) -> None:
    deposit = make.noticed(house, make.opened(house))
    reason = "公示期内有3名劳动者反映被拖欠工资。"
    returning.refuse_return(deposit.pk, reason=reason, actor=house.lead, at=AT)
    deposit = make.fresh(deposit)
    assert (deposit.state, deposit.balance) == ("opened", MILLION)
    assert clocks_of(deposit)["deposit_return_notice"] == "cancelled"
    request = deposit.returns.get()
    assert (request.outcome, request.reason) == ("refused", reason)
    assert papers_of(deposit)[-1] == "deposit_return_refusal"
    make.noticed(house, deposit)


def test_four_eyes_hold_for_the_return(house: House) -> None:
    deposit = make.noticed(house, make.opened(house))
    at = AT.replace(month=12, day=24)
    returning.receive_application(deposit.pk, on=at.date(), actor=house.lead, at=at)
    house.head.memberships.create(
        role="inspector", office=house.office, valid_from=date(2020, 1, 1)
    )
    returning.propose_return(deposit.pk, opinion="无。", unsettled=(), actor=house.head, at=at)
    given: dict[str, Any] = {
        "approved": True,
        "opinion": "",
        "unsettled": (),
        "actor": house.head,
        "at": at,
    }
    with pytest.raises(Refused, match="不得审批自己"):
        returning.decide_return(deposit.pk, **given)


def test_an_overdraft_is_impossible(house: House) -> None:
    deposit = make.opened(house)
    with pytest.raises(IntegrityError), transaction.atomic():
        DepositMove.objects.create(
            deposit=deposit,
            sequence=2,
            kind="returned",
            means="cash",
            amount=Decimal("-1000000.01"),
            balance=Decimal("-0.01"),
            on=TODAY,
            recorded_by=house.lead,
            recorded_at=AT,
        )
