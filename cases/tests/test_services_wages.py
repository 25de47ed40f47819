"""The ledger in full: months, counter-claims, plans, checks, compensation; by the services."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from cases.models import (
    Case,
    Disbursement,
    Order,
    OrderLine,
    PaymentPlan,
    PlannedPayment,
    WageClaim,
    WageMonth,
)
from cases.policy.basis import Basis
from cases.policy.counter_claim import CounterClaim
from cases.policy.months import Month
from cases.policy.payment_plan import Part
from cases.policy.wage_check import PayKind
from cases.services import compensation, payment_plans, payments, wage_checks, wage_lines
from cases.services.payment_plans import Promise
from cases.services.wage_lines import Sheet
from cases.tests import factories as make
from cases.tests.factories import LODGED, Bureau
from rulebook.tests.factories import make_value
from statutes.refusal import Refused
from workflow.models import Event

pytestmark = pytest.mark.django_db
TODAY = LODGED.date()
JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)


@pytest.fixture
def bureau() -> Bureau:
    return make.make_bureau()


def yuan(text: str) -> Decimal:
    return Decimal(text).quantize(Decimal("0.01"))


def months(*owed: str) -> list[Month]:
    """Months from July on, each with 1,000 paid besides what is owed."""
    return [
        Month(date(2026, 7 + n, 1), agreed=yuan(part) + 1000, paid=yuan("1000"))
        for n, part in enumerate(owed)
    ]


def first_line(case: Case) -> WageClaim:
    return WageClaim.objects.filter(case=case).order_by("row")[0]


def enter(bureau: Bureau, case: Case, sheets: dict[int, Sheet]) -> Case:
    version = make.fresh(case).ledger_version
    return wage_lines.record_sheets(case.pk, sheets, version=version, actor=bureau.lead, at=LODGED)


def refused_by_database(change: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        change()
        connection.check_constraints()


# ---------------------------------------------------------------- months


def test_a_roster_line_begins_with_what_its_claimant_stated(bureau):
    for line in make.filed(bureau).claims.select_related("claimant"):
        assert line.claimant is not None
        assert (line.agreed, line.received) == (line.claimant.agreed, line.claimant.paid)
        assert line.owed == line.claimed


def test_the_months_determine_the_line_and_the_case_follows(bureau):
    case = make.filed(bureau)
    line = first_line(case)
    case = enter(bureau, case, {line.pk: Sheet(months("2000", "3000.01"))})
    line.refresh_from_db()
    assert (line.month_count, line.agreed, line.received) == (2, yuan("7000.01"), yuan("2000"))
    assert line.determined == yuan("5000.01") == case.determined
    assert line.determination_note == "按2个月逐月核算。"
    assert list(line.months.values_list("month", "owed")) == [
        (JULY, yuan("2000")),
        (AUGUST, yuan("3000.01")),
    ]
    event = Event.objects.of(case.subject(None)).filter(act="determine_wages").get()
    assert (event.payload["months"], event.payload["determined"]) == (2, "5000.01")


def test_months_are_corrected_and_taken_out_again(bureau):
    case = make.filed(bureau)
    line = first_line(case)
    enter(bureau, case, {line.pk: Sheet(months("2000", "3000"))})
    kept = line.months.get(month=JULY).pk
    enter(bureau, case, {line.pk: Sheet(months("2500"))})
    assert list(line.months.values_list("pk", "owed")) == [(kept, yuan("2500"))]
    case = enter(bureau, case, {line.pk: Sheet(note="改按结算单核定")})
    line.refresh_from_db()
    assert (line.month_count, line.owed, line.determined) == (0, line.claimed, yuan("2500"))


def test_a_line_with_months_is_not_determined_otherwise(bureau):
    case = make.filed(bureau)
    line = first_line(case)
    enter(bureau, case, {line.pk: Sheet(months("2000"))})
    with pytest.raises(Refused, match="已按月核算为2,000.00元"):
        make.determine_as_claimed(bureau, case)


def test_an_accepted_counter_claim_is_taken_off_and_an_open_one_waits(bureau):
    case = make.filed(bureau)
    line = first_line(case)
    open_claim = CounterClaim(yuan("800"), "预支生活费")
    enter(bureau, case, {line.pk: Sheet(months("5000"), counter=open_claim)})
    line.refresh_from_db()
    assert line.determined is None
    with pytest.raises(Refused, match="尚未答复"):
        make.determine_as_claimed(bureau, case)
    answered = CounterClaim(yuan("800"), "预支生活费", yuan("300"), "借条只有三百元")
    enter(bureau, case, {line.pk: Sheet(months("5000"), counter=answered)})
    line.refresh_from_db()
    assert (line.determined, line.adjustment) == (yuan("4700"), yuan("0"))


def test_more_is_not_taken_off_than_is_owed(bureau):
    case = make.filed(bureau)
    counter = CounterClaim(yuan("800"), "预支", yuan("800"), "属实")
    with pytest.raises(Refused, match="扣减超过欠发"):
        enter(bureau, case, {first_line(case).pk: Sheet(months("500"), counter=counter)})


def test_a_sheet_against_an_older_ledger_is_told_so(bureau):
    case = make.filed(bureau)
    line = first_line(case)
    with pytest.raises(Refused, match="已被他人修改"):
        wage_lines.record_sheets(
            case.pk, {line.pk: Sheet()}, version=0, actor=bureau.lead, at=LODGED
        )


def test_everything_wrong_is_named_and_nothing_is_written(bureau):
    case = make.filed(bureau)
    first, second = case.claims.order_by("row")
    wrong = {
        first.pk: Sheet([Month(date(2027, 1, 1), yuan("1"))], basis_kind=Basis.OTHER),
        second.pk: Sheet(months("5000"), rate=yuan("0"), counter=CounterClaim(yuan("1"))),
    }
    with pytest.raises(Refused) as caught:
        enter(bureau, case, wrong)
    assert len(caught.value.sentences) == 4
    assert not WageMonth.objects.exists()


def test_a_paid_line_keeps_at_least_what_was_paid(bureau):
    case = make.determined(bureau)
    line = first_line(case)
    make.pay(bureau, case, {line.pk: yuan("3000")})
    with pytest.raises(Refused, match="不得少于已经支付的3,000.00元"):
        enter(bureau, case, {line.pk: Sheet(months("2999.99"))})
    waiting = CounterClaim(yuan("1"), "预支")
    with pytest.raises(Refused, match="不能清空"):
        enter(bureau, case, {line.pk: Sheet(months("5000"), counter=waiting)})


def test_the_basis_quotes_evidence_that_stands_in_the_case(bureau):
    case, other = make.filed(bureau), make.filed(bureau)
    line = first_line(case)
    piece = make.evidence(bureau, case)
    sheet = Sheet(months("5000"), basis_kind=Basis.ATTENDANCE, evidence=piece.serial)
    enter(bureau, case, {line.pk: sheet})
    line.refresh_from_db()
    assert (line.basis_kind, line.evidence) == ("attendance", piece)
    with pytest.raises(Refused, match="没有证据E-07"):
        enter(bureau, case, {line.pk: Sheet(evidence=7)})
    refused_by_database(lambda: WageClaim.objects.filter(case=other).update(evidence=piece))


def test_a_thousand_lines_are_entered_by_as_many_queries_as_three(
    bureau, django_assert_max_num_queries
):
    counts = []
    for workers in (3, 30):
        case = make.filed(bureau, workers)
        sheets = {claim.pk: Sheet(months("2000", "3000")) for claim in case.claims.all()}
        with django_assert_max_num_queries(40) as asked:
            enter(bureau, case, sheets)
            lines = case.claims.prefetch_related("months")
            wage_checks.flags_of(case, lines)
        counts.append(len(asked))
    assert counts[0] == counts[1]


# ---------------------------------------------------------------- checks


def checked(case: Case) -> list[str]:
    lines = list(case.claims.order_by("row").prefetch_related("months"))
    return [str(flag.says) for flag in wage_checks.flags_of(case, lines)[lines[0].pk]]


def test_the_place_and_the_month_choose_the_minimum_wage(bureau):
    case = make.filed(bureau)
    line = first_line(case)
    low = [
        Month(JULY, yuan("2000"), days=Decimal(25)),
        Month(AUGUST, yuan("2000"), days=Decimal(25)),
    ]
    enter(bureau, case, {line.pk: Sheet(low, pay_kind=PayKind.MONTHLY, note="按考勤")})
    assert ["最低工资标准没有登记" in said for said in checked(case)] == [True, True]
    make_value("minimum_wage_monthly", "1900.00", None, date(2024, 1, 1), "全省")
    city = case.division_id[:4].ljust(12, "0")
    make_value("minimum_wage_monthly", "2100.00", city, date(2026, 8, 1), "本市通告")
    found = checked(case)
    assert len(found) == 1
    assert "2026-08" in found[0] and "2,100.00元（本市通告）" in found[0] and "差100.00" in found[0]


def test_overtime_is_flagged_on_its_line(bureau):
    case = make.filed(bureau)
    worked = Month(
        JULY,
        yuan("6000"),
        overtime_pay=yuan("100"),
        overtime_workday=Decimal(40),
        days=Decimal(25),
    )
    sheet = Sheet([worked], pay_kind=PayKind.MONTHLY, rate=yuan("4350"), note="按考勤")
    enter(bureau, case, {first_line(case).pk: sheet})
    found = " ".join(checked(case))
    assert "上限4小时" in found and "低于应计1,500.00元" in found


# ---------------------------------------------------------------- plans


def promise(*parts: tuple[int, str], **changes: Any) -> Promise:
    given: dict[str, Any] = {
        "promised_by": "周海",
        "agreed_on": TODAY,
        "parts": [Part(TODAY + timedelta(days=n), yuan(amount)) for n, amount in parts],
        "proof_note": "分期支付承诺书",
        **changes,
    }
    return Promise(**given)


def agree(bureau: Bureau, case: Case, given: Promise) -> PaymentPlan:
    return payment_plans.agree(case.pk, given, actor=bureau.lead, at=LODGED)


def test_a_plan_is_kept_and_its_late_instalments_are_marked(bureau):
    case = make.served(bureau)
    agree(bureau, case, promise((7, "4000"), (14, "6000")))
    make.pay(bureau, case, {first_line(case).pk: yuan("4000")})
    found = payment_plans.standing_plan(make.fresh(case), on=TODAY + timedelta(days=15))
    assert found is not None
    assert [part.standing for part in found[1]] == ["kept", "late"]
    event = Event.objects.of(case.subject(None)).get(act="agree_payment_plan")
    assert event.payload["amount"] == "10000.00"


def test_a_plan_is_refused_in_sentences(bureau):
    case = make.served(bureau)
    for given, said in (
        (promise((7, "9999.99")), "应等于尚欠的10,000.00元"),
        (promise((7, "10000"), promised_by=" "), "作出承诺的人"),
        (promise((7, "10000"), proof_note=""), "约定书"),
    ):
        with pytest.raises(Refused, match=said):
            agree(bureau, case, given)
    agree(bureau, case, promise((7, "10000")))
    with pytest.raises(Refused, match="重新约定须写明理由"):
        agree(bureau, case, promise((8, "10000")))
    agree(bureau, case, promise((8, "10000"), reason="单位回款推迟"))
    assert case.payment_plans.count() == 2
    assert case.payment_plans.standing().count() == 1


def test_no_plan_where_nothing_is_owed(bureau):
    case = make.served(bureau)
    make.pay_all(bureau, case)
    with pytest.raises(Refused):
        agree(bureau, case, promise((7, "10000")))


# ---------------------------------------------------------------- 加付赔偿金


def test_an_order_keeps_what_it_named_for_each_worker(bureau):
    case = make.determined(bureau, workers=3)
    make.pay(bureau, case, {first_line(case).pk: first_line(case).claimed})
    order = make.issue(bureau, case).orders.get()
    assert list(order.lines.values_list("amount", flat=True)) == [yuan("5000")] * 2
    assert order.amount == yuan("10000")


def test_compensation_is_reckoned_on_what_was_ordered_and_not_paid_in_time(bureau):
    case = make.served(bureau, workers=3)
    a, b, c = case.claims.order_by("row")
    make.pay(bureau, case, {a.pk: yuan("5000"), b.pk: yuan("1999.99")})
    case, later = make.disobey(bureau, case)
    make.pay(bureau, case, {b.pk: yuan("1000")}, at=later)
    rows = compensation.schedule(case, Decimal("50"), later.date())
    assert [(r.row, r.unpaid, r.compensation, r.owed) for r in rows] == [
        (1, yuan("0"), yuan("0"), yuan("0")),
        (2, yuan("3000.01"), yuan("1500.01"), yuan("2000.01")),
        (3, yuan("5000"), yuan("2500"), yuan("5000")),
    ]
    assert compensation.total(rows) == yuan("4000.01")
    assert compensation.owed(rows) == yuan("7000.01")


def test_a_reversed_payment_did_not_arrive_in_time(bureau):
    case = make.served(bureau)
    line = first_line(case)
    act = make.pay(bureau, case, {line.pk: line.claimed})
    payments.reverse_payment(act.payments.get().pk, reason="银行退票", actor=bureau.lead, at=LODGED)
    case, later = make.disobey(bureau, case)
    rows = compensation.schedule(case, Decimal("100"), later.date())
    assert compensation.total(rows) == yuan("10000")


def test_no_compensation_without_a_disobeyed_order_or_outside_the_law(bureau):
    ordered = make.served(bureau)
    with pytest.raises(Refused, match="届满"):
        compensation.schedule(ordered, Decimal("50"), TODAY)
    with pytest.raises(Refused, match="没有责令"):
        compensation.schedule(make.filed(bureau), Decimal("50"), TODAY)
    case, later = make.disobey(bureau, ordered)
    for percent in ("49", "101"):
        with pytest.raises(Refused, match="50%至100%"):
            compensation.schedule(case, Decimal(percent), later.date())


def test_the_schedule_costs_two_queries_whatever_the_roster(bureau, django_assert_num_queries):
    case, later = make.disobey(bureau, make.served(bureau, workers=12))
    with django_assert_num_queries(2):
        compensation.schedule(case, Decimal("80"), later.date())


# ---------------------------------------------------------------- what the database refuses


def test_the_database_refuses_a_line_that_is_not_the_sum_of_its_months(bureau):
    case = make.filed(bureau)
    line = first_line(case)
    enter(bureau, case, {line.pk: Sheet(months("2000", "3000"))})
    mine = WageClaim.objects.filter(pk=line.pk)
    july = WageMonth.objects.filter(claim=line, month=JULY)
    for change in (
        lambda: mine.update(agreed=F("agreed") + 1, received=F("received") + 1),
        lambda: mine.update(month_count=3),
        lambda: mine.update(month_count=0),
        lambda: july.update(agreed=F("agreed") + 1),
        lambda: july.update(paid=yuan("1")),
        lambda: july.delete(),
        lambda: WageMonth.objects.create(claim=line, month=date(2026, 9, 1), agreed=yuan("1")),
        lambda: july.update(claim=case.claims.exclude(pk=line.pk).get()),
    ):
        refused_by_database(change)


def test_the_database_refuses_an_amount_that_its_months_do_not_give(bureau):
    case = make.filed(bureau)
    line = first_line(case)
    enter(bureau, case, {line.pk: Sheet(months("5000"))})

    def slip_in() -> None:
        WageClaim.objects.filter(pk=line.pk).update(determined=yuan("4999.99"))
        Case.objects.filter(pk=case.pk).update(determined=yuan("4999.99"))

    refused_by_database(slip_in)


def test_the_database_refuses_an_impossible_month(bureau):
    case = make.filed(bureau)
    line = first_line(case)

    def month(**changes: object) -> Callable[[], object]:
        given = {"claim": line, "month": JULY, "agreed": yuan("100"), **changes}

        def write() -> None:
            WageMonth.objects.create(**given)
            WageClaim.objects.filter(pk=line.pk).update(
                month_count=1, agreed=given["agreed"], received=given.get("paid", 0)
            )

        return write

    month()()
    WageMonth.objects.all().delete()
    WageClaim.objects.filter(pk=line.pk).update(month_count=0)
    for changes in (
        {"month": date(2026, 7, 2)},
        {"paid": yuan("100.01")},
        {"paid": yuan("-1")},
        {"days": Decimal(32)},
        {"hours": Decimal(745)},
        {"pieces": Decimal(-1)},
        {"overtime_restday": Decimal(-1)},
        {"overtime_pay": yuan("100.01")},
    ):
        refused_by_database(month(**changes))


def test_the_database_refuses_a_determination_over_an_open_counter_claim(bureau):
    case = make.determined(bureau)
    mine = WageClaim.objects.filter(pk=first_line(case).pk)
    rows: tuple[dict[str, Any], ...] = (
        {"counter_amount": 5, "counter_reason": "预支"},
        {"counter_amount": 5, "counter_accepted": 6, "counter_reason": "a", "counter_reply": "b"},
        {"counter_amount": 5, "counter_accepted": 5, "counter_reason": "a"},
        {"counter_amount": 5, "counter_accepted": 5, "counter_reply": "b"},
        {"counter_amount": -5, "counter_reason": "a"},
        {"counter_reply": "b"},
        {"basis_kind": "other", "basis": ""},
        {"rate": 0},
        {"received": F("agreed") + 1},
        {"sign_off": "signed"},
        {"signed_on": TODAY},
    )
    for changes in rows:
        refused_by_database(partial(mine.update, **changes))


def test_the_database_refuses_an_unexplained_refusal_to_sign(bureau):
    case = make.determined(bureau)
    make.pay_all(bureau, case)
    mine = WageClaim.objects.filter(pk=first_line(case).pk)
    refused_by_database(lambda: mine.update(sign_off="refused", sign_off_note=""))
    refused_by_database(lambda: mine.update(sign_off=""))


def test_the_database_refuses_a_plan_that_does_not_add_up(bureau):
    case = make.served(bureau)
    plan = agree(bureau, case, promise((7, "4000"), (14, "6000")))
    last = {"plan": plan, "row": 3, "due_on": TODAY + timedelta(days=21)}
    for change in (
        lambda: PlannedPayment.objects.create(**last, amount=yuan("1")),
        lambda: PlannedPayment.objects.create(**last, amount=yuan("0")),
        lambda: PlannedPayment.objects.filter(plan=plan).update(amount=yuan("1")),
        lambda: PlannedPayment.objects.filter(plan=plan).delete(),
        lambda: PaymentPlan.objects.update(amount=yuan("1")),
        lambda: PaymentPlan.objects.update(replaced_at=LODGED),
        lambda: PaymentPlan.objects.all().delete(),
        lambda: _copy(plan, case),
    ):
        refused_by_database(change)


def _copy(plan: PaymentPlan, case: Case) -> PaymentPlan:
    """A second plan in force beside the first."""
    return PaymentPlan.objects.create(
        case=case,
        promised_by="周海",
        agreed_on=TODAY,
        amount=plan.amount,
        paid_before=0,
        proof_note="x",
        recorded_by=plan.recorded_by,
        recorded_at=LODGED,
    )


def test_the_database_refuses_an_order_whose_workers_do_not_add_up(bureau):
    case = make.ordered(bureau)
    order, stranger = case.orders.get(), first_line(make.filed(bureau))
    for change in (
        lambda: OrderLine.objects.create(order=order, claim=stranger, amount=yuan("1")),
        lambda: OrderLine.objects.filter(order=order).update(amount=yuan("1")),
        lambda: OrderLine.objects.filter(order=order).delete(),
        lambda: Order.objects.filter(pk=order.pk).update(amount=yuan("1")),
    ):
        refused_by_database(change)


def test_the_database_refuses_a_disbursement_that_brought_nobody_its_amount(bureau):
    case = make.determined(bureau)

    def pay(**changes: object) -> Disbursement:
        given = {
            "case": case, "paid_on": TODAY, "method": "bank", "payer": "employer",
            "amount": yuan("5"), "proof_note": "回单", "token": uuid4(),
            "recorded_by": bureau.lead, "recorded_at": LODGED, **changes,
        }  # fmt: skip
        return Disbursement.objects.create(**given)

    refused_by_database(pay)
    refused_by_database(lambda: pay(payer="wage_deposit"))
