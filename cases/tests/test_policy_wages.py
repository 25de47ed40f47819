"""Months, minimum wage, overtime, counter-claims, compensation and plans: the law as examples."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.policy import compensation, minimum_wage, overtime, payment_plan
from cases.policy.basis import Basis, refuse_basis
from cases.policy.counter_claim import CounterClaim, refuse_counter_claim
from cases.policy.ledger import Line, refuse_determination
from cases.policy.minimum_wage import MonthStandard, Standard
from cases.policy.months import Month, refuse_months, sums
from cases.policy.payment import PAYERS, Payer, by_payer, consequence, refuse_payer
from cases.policy.payment_plan import Part, Standing
from cases.policy.sign_off import SignOff, refuse_sign_off
from cases.policy.wage_check import PayKind
from statutes.findings import Outcome

TODAY = date(2026, 11, 18)
JULY = date(2026, 7, 1)


def yuan(text: str) -> Decimal:
    return Decimal(text).quantize(Decimal("0.01"))


def month(agreed: str = "6000", paid: str = "0", **changes: Any) -> Month:
    given: dict[str, Any] = {"month": JULY, "agreed": yuan(agreed), "paid": yuan(paid), **changes}
    return Month(**given)


# ---------------------------------------------------------------- months


def test_what_is_owed_is_what_was_agreed_less_what_was_paid():
    rows = [month("6000", "1000.55"), month("5500.05", "0", month=date(2026, 8, 1))]
    assert [row.owed for row in rows] == [yuan("4999.45"), yuan("5500.05")]
    assert (sums(rows).count, sums(rows).agreed, sums(rows).owed) == (
        2, yuan("11500.05"), yuan("10499.50"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([month(), month()], "填了两行"),
        ([month(month=date(2026, 12, 1))], "还没有到"),
        ([month("100", "100.01")], "已发100.01元超过应发100.00元"),
        ([month("-1", "-2")], "负数"),
        ([month(days=Decimal("31.5"))], "只有31天"),
        ([month(hours=Decimal(740), overtime_workday=Decimal(5))], "超过全月的小时数"),
        ([month("100", overtime_pay=yuan("100.01"))], "加班工资超过应发"),
    ],
)
def test_an_impossible_month_is_refused_with_the_worker_and_the_month(rows, said):
    refused = refuse_months("范金", rows, today=TODAY)
    assert any(said in str(sentence) for sentence in refused)
    assert all(str(sentence).startswith("范金：2026-") for sentence in refused)


def test_a_sound_month_is_taken():
    whole = month("6000", "6000", days=Decimal(31), hours=Decimal(200), pieces=Decimal("0.5"))
    assert refuse_months("范金", [whole], today=TODAY) == ()
    assert refuse_months("范金", [month(month=date(2026, 11, 1))], today=TODAY) == ()


# ---------------------------------------------------------------- basis and counter-claim


def test_another_basis_is_described():
    assert refuse_basis("范金", Basis.OTHER, " ") is not None
    assert refuse_basis("范金", Basis.OTHER, "微信转账记录") is None
    assert refuse_basis("范金", Basis.CONTRACT, "") is None
    assert refuse_basis("范金", None, "") is None


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (CounterClaim(yuan("0"), "已付"), "同时填写主张扣减的金额"),
        (CounterClaim(yuan("0"), "", yuan("0")), "同时填写主张扣减的金额"),
        (CounterClaim(yuan("500")), "主张扣减的理由"),
        (CounterClaim(yuan("500"), "预支", None, "有借条"), "同时填写采纳的金额"),
        (
            CounterClaim(yuan("500"), "预支", yuan("500.01"), "有借条"),
            "在零与单位主张的500.00元之间",
        ),
        (CounterClaim(yuan("500"), "预支", yuan("-1"), "有借条"), "之间"),
        (CounterClaim(yuan("500"), "预支", yuan("0")), "都须写明理由"),
    ],
)
def test_a_counter_claim_names_its_amount_its_reason_and_the_answer(claim, said):
    assert said in str(refuse_counter_claim("范金", claim))


@pytest.mark.parametrize(
    ("claim", "answered", "off"),
    [
        (CounterClaim(), True, "0"),
        (CounterClaim(yuan("500"), "预支"), False, "0"),
        (CounterClaim(yuan("500"), "预支", yuan("0"), "没有凭证"), True, "0"),
        (CounterClaim(yuan("500"), "预支", yuan("300"), "借条只有三百"), True, "300"),
    ],
)
def test_a_counter_claim_waits_until_it_is_answered(claim, answered, off):
    assert refuse_counter_claim("范金", claim) is None
    assert (claim.is_answered, claim.taken_off) == (answered, yuan(off))


def test_an_unanswered_counter_claim_bars_the_determination():
    line = Line("范金", yuan("5000"), None, is_answered=False)
    assert "尚未答复" in str(refuse_determination(line, yuan("5000"), ""))


def test_what_the_months_give_is_not_overwritten():
    line = Line("范金", yuan("5000"), None, by_months=yuan("4500"))
    assert "已按月核算为4,500.00元" in str(refuse_determination(line, yuan("5000"), ""))
    assert refuse_determination(line, yuan("4500"), "按考勤") is None


def test_a_refusal_to_sign_is_explained():
    assert refuse_sign_off(SignOff.REFUSED, "") is not None
    assert refuse_sign_off(SignOff.REFUSED, "称数额不符") is None
    assert refuse_sign_off(SignOff.FINGERPRINT, "") is None


# ---------------------------------------------------------------- minimum wage (劳动法 第四十八条)

CITY = Standard(yuan("2100"), "某政〔2024〕1号")
HIGHER = Standard(yuan("2300"), "某政〔2026〕9号")
BY_HOUR = Standard(yuan("20.60"), "某政〔2024〕1号")
JULY_DAYS = 23  # working days of July 2026


def wage(row: Month, kind: PayKind = PayKind.MONTHLY, *standards: Standard | None) -> Any:
    first, last = standards or (CITY, CITY)
    return minimum_wage.check(row, kind, MonthStandard(first, last), working_days=JULY_DAYS)


def test_a_month_below_the_minimum_is_flagged_with_article_and_amount():
    flag = wage(month("1800", days=Decimal(23)))
    assert (flag.outcome, flag.amount) == (Outcome.YES, yuan("300"))
    assert str(flag.citation) == "《中华人民共和国劳动法》第四十八条"
    assert "某政〔2024〕1号" in str(flag.says)


def test_the_minimum_itself_is_enough_and_a_fen_less_is_not():
    assert wage(month("2100", days=Decimal(23))) is None
    assert wage(month("2099.99", days=Decimal(23))).amount == yuan("0.01")


def test_overtime_pay_does_not_count_towards_the_minimum():
    paid = month("2500", days=Decimal(26), overtime_pay=yuan("500"), overtime_workday=Decimal(20))
    assert wage(paid).amount == yuan("100")
    unknown = month("2500", days=Decimal(26), overtime_workday=Decimal(20))
    assert wage(unknown).outcome is Outcome.NEEDS


def test_a_month_not_worked_in_full_is_measured_by_the_day():
    floor = yuan("965.52")  # 2100 / 21.75 × 10, to the fen
    assert wage(month("965.52", days=Decimal(10))) is None
    assert wage(month("965.51", days=Decimal(10))).amount == yuan("0.01")
    assert wage(month("900", days=Decimal(10))).amount == floor - yuan("900")


def test_low_pay_without_days_is_asked_about_and_not_guessed():
    flag = wage(month("900"))
    assert (flag.outcome, flag.amount) == (Outcome.NEEDS, None)
    assert "没有登记出勤天数" in str(flag.says)
    assert wage(month("2100")) is None


def test_the_hour_is_the_measure_of_part_time_work():
    assert wage(month("1000", hours=Decimal(40)), PayKind.HOURLY, BY_HOUR, BY_HOUR) is None
    short = wage(month("800", hours=Decimal(40)), PayKind.HOURLY, BY_HOUR, BY_HOUR)
    assert short.amount == yuan("24")
    unknown = wage(month("800"), PayKind.HOURLY, BY_HOUR, BY_HOUR)
    assert unknown.outcome is Outcome.NEEDS


@pytest.mark.parametrize("pair", [(None, None), (CITY, None), (None, CITY)])
def test_a_place_without_a_figure_says_so(pair):
    flag = wage(month("1", days=Decimal(23)), PayKind.MONTHLY, *pair)
    assert flag.outcome is Outcome.NEEDS
    assert "没有登记，无法核对" in str(flag.says)


def test_a_figure_that_changes_within_the_month_is_looked_at_by_a_person():
    full: dict[str, Any] = {"days": Decimal(23)}
    assert wage(month("2050", **full), PayKind.MONTHLY, CITY, HIGHER).amount == yuan("50")
    between = wage(month("2200", **full), PayKind.MONTHLY, CITY, HIGHER)
    assert between.outcome is Outcome.NEEDS and "分段核对" in str(between.says)
    assert wage(month("2300", **full), PayKind.MONTHLY, CITY, HIGHER) is None


# ---------------------------------------------------------------- overtime (劳动法 41, 44)


def test_thirty_six_hours_are_allowed_and_more_are_not():
    most = month(overtime_workday=Decimal(20), overtime_restday=Decimal(16))
    assert overtime.check_hours(most, PayKind.MONTHLY) is None
    more = month(overtime_workday=Decimal(20), overtime_restday=Decimal("16.5"))
    flag: Any = overtime.check_hours(more, PayKind.MONTHLY)
    assert str(flag.citation) == "《中华人民共和国劳动法》第四十一条"
    assert "加班36.5小时" in str(flag.says) and "上限0.5小时" in str(flag.says)
    assert overtime.check_hours(more, PayKind.HOURLY) is None


@pytest.mark.parametrize(
    ("kind", "rate", "due"),
    [
        # 10 h at 150 %, 8 h at 200 %, 8 h at 300 % = 55 hours' worth
        (PayKind.MONTHLY, "4350", "1375.00"),  # 25.00 an hour
        (PayKind.MONTHLY, "5000", "1580.46"),  # 28.7356… an hour: rounded once, at the end
        (PayKind.DAILY, "300", "2062.50"),
    ],
)
def test_overtime_is_paid_at_150_200_and_300_percent(kind, rate, due):
    hours: dict[str, Any] = {
        "overtime_workday": Decimal(10),
        "overtime_restday": Decimal(8),
        "overtime_holiday": Decimal(8),
    }
    enough = month("9000", overtime_pay=yuan(due), **hours)
    assert overtime.check_pay(enough, kind, yuan(rate)) is None
    short = month("9000", overtime_pay=yuan(due) - yuan("0.01"), **hours)
    flag: Any = overtime.check_pay(short, kind, yuan(rate))
    assert (flag.amount, flag.is_breach) == (yuan("0.01"), True)
    assert str(flag.citation) == "《中华人民共和国劳动法》第四十四条"


def test_piecework_is_measured_by_its_own_hour():
    made = month("4400", hours=Decimal(160), overtime_pay=yuan("400"), overtime_workday=Decimal(10))
    assert overtime.check_pay(made, PayKind.PIECEWORK, None) is None
    assert overtime.hourly_rate(made, PayKind.PIECEWORK, None) == Decimal(25)
    assert overtime.overtime_due(made, Decimal(25)) == yuan("375")


@pytest.mark.parametrize(
    ("row", "kind", "rate", "lacks"),
    [
        ({"overtime_pay": yuan("1")}, PayKind.MONTHLY, None, "约定的工资标准"),
        ({"overtime_pay": yuan("1")}, None, "5000", "约定的工资标准"),
        ({"overtime_pay": yuan("1")}, PayKind.PIECEWORK, None, "约定的工资标准"),
        ({}, PayKind.MONTHLY, "5000", "没有登记已计发的加班工资"),
    ],
)
def test_what_is_missing_to_tell_overtime_pay_is_named(row, kind, rate, lacks):
    given = month("9000", overtime_workday=Decimal(1), **row)
    flag: Any = overtime.check_pay(given, kind, yuan(rate) if rate else None)
    assert flag.outcome is Outcome.NEEDS and lacks in str(flag.says)


def test_no_overtime_no_flag():
    assert overtime.check_pay(month(), None, None) is None
    assert overtime.check_hours(month(), None) is None


# ---------------------------------------------------------------- who paid


def test_every_payer_but_the_employer_is_named_and_has_a_consequence():
    assert refuse_payer(Payer.EMPLOYER, "") is None
    for payer in set(Payer) - {Payer.EMPLOYER}:
        assert refuse_payer(payer, " ") is not None
        follows: Any = consequence(payer, name="甲公司", employer="乙公司", amount=yuan("30000"))
        assert "甲公司" in str(follows.says) and "30,000.00元" in str(follows.says)
    own = consequence(Payer.EMPLOYER, name="", employer="乙公司", amount=yuan("1"))
    assert own is None


def test_the_general_contractor_recovers_from_the_subcontractor():
    follows: Any = consequence(
        Payer.GENERAL_CONTRACTOR, name="甲公司", employer="乙公司", amount=yuan("1")
    )
    assert str(follows.says) == "甲公司先行清偿1.00元后，依法向分包单位乙公司追偿。"
    assert str(follows.citation) == "《保障农民工工资支付条例》第三十条"
    given: Any = {"name": "甲公司", "employer": "乙公司", "amount": yuan("1")}
    deposit: Any = consequence(Payer.WAGE_DEPOSIT, **given)
    assert "10个工作日" in str(deposit.says)
    assert deposit.citation != PAYERS[Payer.WAGE_DEPOSIT].citation


def test_what_each_payer_paid_is_added_up_and_what_was_reversed_is_left_out():
    paid = [
        (Payer.EMPLOYER, "", yuan("100")),
        (Payer.GENERAL_CONTRACTOR, "甲公司", yuan("50")),
        (Payer.GENERAL_CONTRACTOR, "甲公司", yuan("25.50")),
        (Payer.DEVELOPER, "丙公司", yuan("10")),
        (Payer.DEVELOPER, "丙公司", yuan("-10")),
    ]
    assert by_payer(paid) == {
        (Payer.EMPLOYER, ""): yuan("100"),
        (Payer.GENERAL_CONTRACTOR, "甲公司"): yuan("75.50"),
    }


# ---------------------------------------------------------------- plans

PLAN = (Part(date(2026, 11, 25), yuan("3000")), Part(date(2026, 12, 10), yuan("7000")))


def test_a_plan_pays_what_is_owed_in_the_order_of_its_days():
    sound: dict[str, Any] = {"outstanding": yuan("10000"), "agreed_on": TODAY, "today": TODAY}
    assert payment_plan.refuse_plan(PLAN, **sound) == ()
    for parts, changes, said in (
        ((), {}, "至少填写一期"),
        (PLAN, {"outstanding": yuan("9999.99")}, "应等于尚欠的9,999.99元"),
        (PLAN, {"agreed_on": date(2026, 11, 19)}, "不得晚于今天"),
        (PLAN[::-1], {}, "依次在后"),
        ((Part(TODAY, yuan("0")), *PLAN), {}, "大于零"),
        ((Part(date(2026, 11, 1), yuan("10000")),), {}, "不得早于约定日期"),
    ):
        refused = payment_plan.refuse_plan(parts, **{**sound, **changes})
        assert any(said in str(sentence) for sentence in refused), said


@pytest.mark.parametrize(
    ("received", "on", "expected"),
    [
        ("0", date(2026, 11, 25), [Standing.DUE, Standing.DUE]),  # due today is not overdue
        ("0", date(2026, 11, 26), [Standing.LATE, Standing.DUE]),
        ("2999.99", date(2026, 11, 26), [Standing.LATE, Standing.DUE]),
        ("3000", date(2026, 11, 26), [Standing.KEPT, Standing.DUE]),
        ("9999", date(2026, 12, 11), [Standing.KEPT, Standing.LATE]),
        ("10000", date(2026, 12, 11), [Standing.KEPT, Standing.KEPT]),
        ("-5", date(2026, 11, 25), [Standing.DUE, Standing.DUE]),
    ],
)
def test_money_counts_towards_the_oldest_instalment_and_late_ones_show(received, on, expected):
    found = payment_plan.standings(PLAN, received=yuan(received), on=on)
    assert [row.standing for row in found] == expected
    assert sum(row.missing for row in found) == yuan("10000") - max(yuan("0"), yuan(received))


# ---------------------------------------------------------------- 加付赔偿金 (条例 第二十六条)


@pytest.mark.parametrize(
    ("outcome", "on", "said"),
    [
        (None, TODAY, "没有责令限期支付"),
        (compensation.OrderOutcome(), TODAY, "尚未送达"),
        (compensation.OrderOutcome(TODAY), TODAY, "至2026-11-18届满"),
        (compensation.OrderOutcome(date(2026, 11, 17)), TODAY, "尚未认定逾期"),
        (compensation.OrderOutcome(date(2026, 11, 17), is_disobeyed=True), TODAY, None),
    ],
)
def test_nothing_is_added_before_an_order_was_disobeyed(outcome, on, said):
    reason = compensation.refuse_compensation(outcome, on=on)
    assert reason is None if said is None else said in str(reason)


@pytest.mark.parametrize("percent", ["49.99", "100.01", "-50", "NaN", "60.001"])
def test_a_share_outside_the_law_is_refused(percent):
    assert compensation.refuse_percent(Decimal(percent), "情节严重") is not None


def test_a_share_within_the_law_is_reasoned():
    assert compensation.refuse_percent(Decimal(50), "首次违法") is None
    assert compensation.refuse_percent(Decimal(100), "恶意欠薪") is None
    assert compensation.refuse_percent(Decimal(75), " ") is not None


def test_each_line_is_rounded_half_up_and_the_total_is_their_sum():
    added = compensation.amounts({1: yuan("0.01"), 2: yuan("0.01"), 3: yuan("99.99")}, Decimal(50))
    assert added == {1: yuan("0.01"), 2: yuan("0.01"), 3: yuan("50.00")}
    assert compensation.total(added) == yuan("50.02")  # half of the sum would be 50.01


def test_a_chosen_amount_is_laid_on_the_workers_by_its_share():
    unpaid = {1: yuan("0.01"), 2: yuan("0.01"), 3: yuan("99.99"), 4: yuan("0")}
    assert compensation.percent_of(yuan("50.02"), unpaid) == Decimal("50.01")
    assert sum(compensation.distribute(yuan("50.02"), unpaid).values()) == yuan("50.02")
    odd = {n: yuan("0.01") for n in range(3)}  # every share of a fen is a fen
    assert compensation.percent_of(yuan("0.02"), odd) is None
    assert sum(compensation.distribute(yuan("0.02"), odd).values()) == yuan("0.02")
    assert compensation.distribute(yuan("0"), unpaid) == {}
    assert compensation.percent_of(yuan("0"), {1: yuan("0")}) is None


@pytest.mark.parametrize(
    ("ordered", "determined", "in_time", "base"),
    [
        ("5000", "5000", "0", "5000"),
        ("5000", "5000", "1000", "4000"),
        ("4000", "5000", "1000", "4000"),  # a thousand had been paid before the order
        ("5000", "6000", "0", "5000"),  # what was determined later was not ordered
        ("5000", "3000", "0", "3000"),
        ("5000", "5000", "5000", "0"),
    ],
)
def test_the_base_is_what_was_ordered_and_not_paid_in_time(ordered, determined, in_time, base):
    found = compensation.base(
        ordered=yuan(ordered), determined=yuan(determined), paid_in_time=yuan(in_time)
    )
    assert found == yuan(base)


@given(
    unpaid=st.lists(st.integers(0, 10**9), min_size=1, max_size=50),
    percent=st.integers(5000, 10000),
)
def test_the_total_is_within_half_a_fen_a_line_of_the_share_of_the_sum(unpaid, percent):
    lines = {n: Decimal(fen) / 100 for n, fen in enumerate(unpaid)}
    share = Decimal(percent) / 100
    added = compensation.amounts(lines, share)
    exact = sum(lines.values()) * share / 100
    assert abs(compensation.total(added) - exact) <= Decimal("0.005") * len(lines)
    assert all(part == part.quantize(Decimal("0.01")) for part in added.values())
