"""The range of every penalty, against a table in the law's words and against itself."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statutes.citations import cite
from statutes.dates import Spell, separate
from statutes.penalties import Range, governing, heavier, outside, penalty_range
from statutes.penalty_types import Effect, Measure
from statutes.refusal import Refused
from statutes.violations import CATALOGUE, ITEMS, VIOLATIONS

TABLES = Path(__file__).parent / "tables"
TODAY = date(2026, 11, 23)
SPRING = Spell(date(2024, 3, 14), date(2024, 6, 19))


def table(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def spell(text: str) -> Spell:
    start, end = text.split(":")
    return Spell(date.fromisoformat(start), date.fromisoformat(end))


def reckoned(row: dict[str, str]) -> Range:
    return penalty_range(
        row["事项"],
        on=date.fromisoformat(row["日期"]),
        workers=int(row["人数"]) if row["人数"] else None,
        amount=Decimal(row["金额"]) if row["金额"] else None,
        spells=[spell(text) for text in row["期间"].split()],
    )


@pytest.mark.parametrize("row", table("penalties"), ids=lambda r: f"{r['事项']}-{r['日期']}")
def test_each_range_is_as_the_law_sets_it(row: dict[str, str]) -> None:
    found = reckoned(row)
    assert (f"{found.minimum}", f"{found.maximum}") == (row["最低"], row["最高"])
    assert found.kind.value == row["种类"]
    assert str(found.citation) == row["依据"]
    assert found.citation == found.bases[0]


def test_the_table_covers_every_public_item() -> None:
    assert {row["事项"] for row in table("penalties")} >= set(ITEMS)


@pytest.mark.parametrize("row", table("begun_months"), ids=lambda r: f"{r['起']}-{r['止']}")
def test_a_begun_month_counts(row: dict[str, str]) -> None:
    assert spell(f"{row['起']}:{row['止']}").begun_months == int(row["月数"])


def test_the_formula_says_what_was_multiplied_and_each_spell_how_it_was_counted() -> None:
    children = penalty_range("child_labour", on=TODAY, workers=2, spells=[SPRING])
    assert str(children.formula) == "2人×4个月×每人每月5000元"
    (counted,) = map(str, children.steps)
    assert counted == "2024-03-14至2024-06-19，不满一个月按一个月，计4个月"
    hours = penalty_range("overtime", on=TODAY, workers=14)
    assert str(hours.formula) == "14人×每人100元至500元"
    assert hours.may
    arrears = penalty_range("wage_arrears", on=TODAY, amount=Decimal("10000"))
    assert str(arrears.formula) == "应付金额10,000.00元×50%至100%"
    assert arrears.after_order
    dispatch = penalty_range("dispatch_unlicensed", on=TODAY)
    assert str(dispatch.formula) == "50000元以下"


def test_a_unit_without_a_licence_pays_double_where_the_rule_says_so() -> None:
    plain = penalty_range("child_labour", on=TODAY, workers=2, spells=[SPRING])
    doubled = penalty_range("child_labour", on=TODAY, workers=2, spells=[SPRING], unlicensed=True)
    own_row = penalty_range("child_labour_unlicensed", on=TODAY, workers=2, spells=[SPRING])
    assert doubled.maximum == 2 * plain.maximum == own_row.maximum
    assert str(doubled.formula) == "（2人×4个月×每人每月5000元）×2（无照单位加一倍）"
    with pytest.raises(Refused, match="没有对无照单位加倍"):
        penalty_range("obstruction", on=TODAY, unlicensed=True)


def test_responsible_persons_are_fined_by_a_range_of_their_own() -> None:
    person = penalty_range("wage_ledger", on=TODAY, unit=False)
    assert [person.minimum, person.maximum] == [10000, 30000]
    assert not person.for_unit
    assert person.also == ()
    insured = penalty_range("insurance_registration", on=TODAY, unit=False)
    assert [insured.minimum, insured.maximum] == [500, 3000]
    with pytest.raises(Refused, match="没有对责任人员另行罚款"):
        penalty_range("overtime", on=TODAY, workers=3, unit=False)


def test_only_articles_in_force_that_day_are_named() -> None:
    before = penalty_range("wage_arrears", on=date(2007, 12, 31), amount=Decimal(1))
    since = penalty_range("wage_arrears", on=date(2008, 1, 1), amount=Decimal(1))
    assert before.bases == (cite("条例", "第二十六条"),)
    assert since.bases == (cite("条例", "第二十六条"), cite("劳动合同法", "第八十五条"))


@pytest.mark.parametrize(
    ("item", "facts", "sentence"),
    [
        ("overtime", {}, "请填写人数"),
        ("overtime", {"workers": 0}, "应为正整数"),
        ("overtime", {"workers": -2}, "应为正整数"),
        ("child_labour", {"workers": 2}, "请填写起止日期"),
        ("child_labour", {"spells": [SPRING]}, "请填写人数"),
        ("wage_arrears", {"workers": 3}, "请填写应付金额"),
        ("insurance_underreport", {}, "请填写瞒报工资数额"),
        ("wage_arrears", {"amount": Decimal(0)}, "金额应大于零"),
        ("wage_arrears", {"amount": Decimal(-5)}, "金额应大于零"),
        ("speeding", {}, "没有名为"),
    ],
)
def test_a_missing_or_absurd_fact_is_asked_for_by_name(
    item: str, facts: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        penalty_range(item, on=TODAY, **facts)  # type: ignore[arg-type]


def test_facts_that_the_law_does_not_ask_for_change_nothing() -> None:
    alone = penalty_range("obstruction", on=TODAY)
    assert penalty_range("obstruction", on=TODAY, workers=9, amount=Decimal(5)) == alone


# -- spells --


def test_a_reversed_spell_is_refused() -> None:
    with pytest.raises(Refused, match="终止日早于起始日"):
        Spell(date(2024, 6, 19), date(2024, 3, 14))


def test_overlapping_spells_are_refused_for_they_would_count_a_month_twice() -> None:
    again = Spell(date(2024, 6, 19), date(2024, 7, 1))
    with pytest.raises(Refused, match="重叠"):
        separate([again, SPRING])
    with pytest.raises(Refused, match="重叠"):
        separate([SPRING, SPRING])


def test_spells_without_a_day_between_are_one_spell() -> None:
    next_day = Spell(date(2024, 6, 20), date(2024, 6, 30))
    assert separate([next_day, SPRING]) == (Spell(SPRING.start, next_day.end),)
    later = Spell(date(2024, 6, 21), date(2024, 6, 30))
    assert separate([later, SPRING]) == (SPRING, later)


DAYS = st.dates(date(2003, 1, 1), date(2026, 11, 23))


@given(start=DAYS, length=st.integers(0, 1500))
def test_months_grow_with_the_days_and_never_skip_one(start: date, length: int) -> None:
    today = Spell(start, start + timedelta(length)).begun_months
    tomorrow = Spell(start, start + timedelta(length + 1)).begun_months
    assert today <= tomorrow <= today + 1
    assert length // 31 + 1 <= today <= length // 28 + 1


# -- properties --

FACTS = {
    "workers": st.integers(1, 5000),
    "amount": st.decimals(Decimal("0.01"), Decimal("999999999.99"), places=2),
    "length": st.integers(0, 900),
}


def any_range(code: str, workers: int, amount: Decimal, length: int, on: date = TODAY) -> Range:
    spells = [Spell(SPRING.start, SPRING.start + timedelta(length))]
    return penalty_range(code, on=on, workers=workers, amount=amount, spells=spells)


@given(code=st.sampled_from(sorted(CATALOGUE)), **FACTS)
def test_the_least_is_never_above_the_most(
    code: str, workers: int, amount: Decimal, length: int
) -> None:
    found = any_range(code, workers, amount, length)
    assert 0 <= found.minimum <= found.maximum
    assert found.minimum == found.minimum.quantize(Decimal("0.01"))
    assert (found.maximum == 0) is (found.kind is Effect.WARNING_ONLY)
    assert str(found.formula)


@given(code=st.sampled_from(sorted(CATALOGUE)), **FACTS)
def test_more_harm_never_costs_less(code: str, workers: int, amount: Decimal, length: int) -> None:
    less = any_range(code, workers, amount, length)
    for more in (
        any_range(code, workers + 1, amount, length),
        any_range(code, workers, amount + 1, length),
        any_range(code, workers, amount, length + 40),
    ):
        assert less.minimum <= more.minimum
        assert less.maximum <= more.maximum


@given(code=st.sampled_from(sorted(CATALOGUE)), day=DAYS, **FACTS)
def test_every_day_has_its_law_or_a_refusal(
    code: str, day: date, workers: int, amount: Decimal, length: int
) -> None:
    first = CATALOGUE[code][0].in_force_from
    if day < first:
        with pytest.raises(Refused, match="收录"):
            any_range(code, workers, amount, length, on=day)
    else:
        assert any_range(code, workers, amount, length, on=day).on == day


@given(amount=st.decimals(Decimal("0.01"), Decimal("999999.99"), places=2))
def test_compensation_is_never_below_half_nor_above_the_whole(amount: Decimal) -> None:
    found = penalty_range("wage_arrears", on=TODAY, amount=amount)
    assert found.minimum >= amount / 2
    assert found.minimum - amount / 2 < Decimal("0.01")
    assert found.maximum == amount


# -- one act, one fine; old law and new --


def test_one_act_is_fined_once_by_the_heavier_rule() -> None:
    light = penalty_range("obstruction", on=TODAY)
    heavy = penalty_range("no_wage_account", on=TODAY)
    for pair in ((light, heavy), (heavy, light)):
        found = heavier(*pair)
        assert (found.chosen, found.spared) == (heavy, light)
    assert found.citation == cite("处罚法", "第二十九条")
    assert "最高100000.00元" in str(found.because)


def test_of_two_equal_maxima_the_higher_minimum_is_the_heavier() -> None:
    agency = penalty_range("illegal_agency", on=TODAY)
    bank = penalty_range("account_query_refused", on=TODAY)
    assert heavier(agency, bank).chosen == bank


def test_compensation_is_no_fine_and_stands_beside_one() -> None:
    fine = penalty_range("obstruction", on=TODAY)
    wages = penalty_range("wage_arrears", on=TODAY, amount=Decimal(1000))
    with pytest.raises(Refused, match="只有罚款"):
        heavier(fine, wages)


def test_the_law_of_the_act_governs_unless_the_later_one_is_milder() -> None:
    then = penalty_range("insurance_fraud", on=date(2011, 6, 30), amount=Decimal(1000))
    now = penalty_range("insurance_fraud", on=date(2011, 7, 1), amount=Decimal(1000))
    assert governing(then, now).chosen == then
    assert governing(now, then).chosen == then
    assert governing(then, then).chosen == then
    assert "较轻" in str(governing(now, then).because)
    assert governing(then, now).citation == cite("处罚法", "第三十七条")


# -- outside the range --


def test_an_amount_within_the_range_needs_no_reason() -> None:
    hours = penalty_range("overtime", on=TODAY, workers=14)
    for amount in ("1400", "1400.01", "7000"):
        assert outside(hours, Decimal(amount)) is None


def test_below_the_least_asks_for_a_ground_of_leniency() -> None:
    told = str(outside(penalty_range("obstruction", on=TODAY), Decimal("1999.99")))
    assert "1999.99元低于法定最低2000.00元" in told
    assert "第三十二条" in told


def test_above_the_most_asks_for_the_basis() -> None:
    told = str(outside(penalty_range("obstruction", on=TODAY), Decimal("20000.01")))
    assert "高于法定最高20000.00元（《劳动保障监察条例》第三十条）" in told


def test_a_fine_that_may_be_left_out_may_be_nothing_but_not_too_little() -> None:
    hours = penalty_range("overtime", on=TODAY, workers=2)
    assert outside(hours, Decimal(0)) is None
    assert outside(hours, Decimal(1)) is not None
    assert outside(penalty_range("obstruction", on=TODAY), Decimal(0)) is not None


def test_compensation_has_no_leniency_of_penalties() -> None:
    wages = penalty_range("wage_arrears", on=TODAY, amount=Decimal(1000))
    told = str(outside(wages, Decimal(499)))
    assert "加付赔偿金499.00元低于法定最低500.00元" in told
    assert "第三十二条" not in told


def test_money_where_the_law_knows_none_is_outside() -> None:
    order = penalty_range("no_written_contract", on=TODAY)
    assert outside(order, Decimal(0)) is None
    assert "没有罚款" in str(outside(order, Decimal(1)))


@given(
    code=st.sampled_from(sorted(VIOLATIONS)),
    proposed=st.decimals(Decimal("0.01"), Decimal("9999999"), places=2),
)
def test_outside_speaks_exactly_when_the_amount_is_not_between_the_ends(
    code: str, proposed: Decimal
) -> None:
    found = any_range(code, 3, Decimal(1000), 100)
    within = found.minimum <= proposed <= found.maximum
    assert (outside(found, proposed) is None) is within


def test_every_measure_is_reckoned() -> None:
    assert {row.penalty.measure for row in VIOLATIONS.values()} == set(Measure)
