"""The catalogue of violations: whole, well-founded, and complete for the acts it covers."""

import csv
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from statutes import penalty_words as words
from statutes.articles import rules
from statutes.citations import cite
from statutes.penalty_types import ALSO_LABELS, EFFECT_LABELS, Also, Effect, Measure
from statutes.refusal import Refused
from statutes.violation_types import (
    KIND_LABELS,
    KIND_SCOPES,
    ORDER_LABELS,
    SCOPE_LABELS,
    Kind,
    Order,
    Scope,
    Violation,
)
from statutes.violations import CATALOGUE, ITEMS, ROWS, VIOLATIONS, code_of, of_kind, violation


def table() -> list[dict[str, str]]:
    path = Path(__file__).parent / "tables" / "catalogue.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def written(row: Violation) -> dict[str, str]:
    """A row of the catalogue as the review table words it."""
    penalty = row.penalty
    return {
        "代码": row.code,
        "案由": row.label,
        "监察事项": row.scope.value,
        "施行": row.in_force_from.isoformat(),
        "至": row.in_force_to.isoformat() if row.in_force_to else "",
        "违反": "、".join(map(str, row.breached)),
        "依据": "、".join(map(str, row.bases)),
        "后果": EFFECT_LABELS[penalty.effect],
        "标准": str(words.standard(penalty, penalty.bounds)) if penalty.bounds else "",
        "责任人员": str(words.plain_range(penalty.persons)) if penalty.persons else "",
        "可以": "可以" if penalty.may else "",
        "先责令": "是" if row.after_order else "",
        "并处": "、".join(ALSO_LABELS[also] for also in penalty.also),
        "情节严重": "、".join(ALSO_LABELS[also] for also in penalty.grave),
    }


def test_the_catalogue_is_the_reviewed_table() -> None:
    assert [written(row) for row in ROWS] == table()


def test_each_violation_names_what_is_breached_and_on_what_basis_it_is_ordered_right() -> None:
    for row in ROWS:
        assert row.label, row.code
        assert row.consequence, row.code
        assert row.breached, row.code
        assert set(row.breached) | set(row.bases) <= set(rules()), row.code


AMOUNT = r"(\d+)(万)?元"
RANGE = re.compile(AMOUNT + "以上" + AMOUNT + "以下|(\\d+)倍以上(\\d+)倍以下|(50)%以上(1)倍以下")


def test_the_words_and_the_figures_of_a_consequence_agree() -> None:
    for row in ROWS:
        figures = (row.penalty.bounds, row.penalty.persons)
        ranged = [(b.low, b.high) for b in figures if b and not b.is_point]
        said = [_figures_of(found) for found in RANGE.finditer(row.consequence)]
        assert said == ranged, row.code


def test_a_fixed_figure_stands_in_the_words_of_its_consequence() -> None:
    fixed = {row.code: row for row in ROWS if row.penalty.bounds and row.penalty.bounds.is_point}
    del fixed["child_labour_unlicensed"]  # its words double the other rows' figures
    for code, row in fixed.items():
        assert row.penalty.bounds is not None
        figure = words.figure(row.penalty.bounds.low).replace("10000", "1万")
        assert f"{figure}元" in row.consequence or f"{figure}的" in row.consequence, code


def _figures_of(found: re.Match[str]) -> tuple[Decimal, Decimal]:
    low, low_wan, high, high_wan, one, many, half, whole = found.groups()
    if low:
        wan = Decimal(10_000)
        return Decimal(low) * (wan if low_wan else 1), Decimal(high) * (wan if high_wan else 1)
    if half:
        return Decimal(half) / 100, Decimal(whole)
    return Decimal(one), Decimal(many)


def test_figures_are_whole() -> None:
    for row in ROWS:
        penalty = row.penalty
        assert (penalty.effect is Effect.WARNING_ONLY) is (penalty.bounds is None), row.code
        assert (penalty.measure is Measure.NOTHING) is (penalty.bounds is None), row.code
        assert bool(penalty.multiplied) is (penalty.measure is Measure.TIMES), row.code
        for bounds in (penalty.bounds, penalty.persons, penalty.without_amount):
            assert bounds is None or 0 <= bounds.low <= bounds.high, row.code


def test_what_follows_only_an_unobeyed_order_says_so_and_compensation_always_does() -> None:
    for row in ROWS:
        if row.after_order:
            said = ("逾期", "拒不改正", "从责令限期改正之日起")
            assert any(word in row.label + row.consequence for word in said), row.code
        if row.penalty.effect is Effect.COMPENSATION:
            assert row.owed_to_workers, row.code
            assert row.after_order, row.code


def test_rows_of_one_violation_follow_each_other_without_overlap_or_gap() -> None:
    for rows in CATALOGUE.values():
        for earlier, later in zip(rows, rows[1:], strict=False):
            assert earlier.in_force_to is not None
            assert (later.in_force_from - earlier.in_force_to).days == 1
        assert rows[-1].in_force_to is None


def test_the_day_decides_the_law() -> None:
    assert "90天" in violation("women_maternity_leave", date(2012, 4, 27)).label
    assert "98天" in violation("women_maternity_leave", date(2012, 4, 28)).label
    assert violation("women_maternity_leave") is violation(
        "women_maternity_leave", date(2026, 11, 23)
    )
    with pytest.raises(Refused, match="2004-12-01起收录"):
        violation("overtime", date(2004, 11, 30))


def test_public_items_name_rows_of_the_catalogue_and_every_code_is_accepted() -> None:
    assert set(ITEMS.values()) <= set(CATALOGUE)
    assert [code_of(code) for code in CATALOGUE] == list(CATALOGUE)
    with pytest.raises(Refused, match="没有名为“speeding”的事项"):
        code_of("speeding")


def test_one_fine_holds_for_the_whole_protection_of_women_and_young_workers() -> None:
    stands_for_all = violation(ITEMS["female_or_juvenile_protection"]).penalty
    assert {row.penalty for row in ROWS if row.kind is Kind.PROTECTION} == {stands_for_all}


def test_the_nine_matters_are_covered() -> None:
    assert set(KIND_SCOPES) == set(Kind)
    assert {row.scope for row in VIOLATIONS.values()} == set(Scope) == set(SCOPE_LABELS)


def test_what_revokes_or_stops_is_marked_for_it_gives_a_right_to_a_hearing() -> None:
    marked = {row.code for row in VIOLATIONS.values() if Also.PERMIT_REVOKED in row.penalty.also}
    assert marked == {"dispatch_rules"}
    stopped = {row.code for row in VIOLATIONS.values() if Also.SITE_STOPPED in row.penalty.also}
    assert len(stopped) == 6


@pytest.mark.parametrize(
    ("article", "items"),
    [
        (cite("条例", "第二十三条"), 5),
        (cite("女职工规定", "第十三条"), 3),
        (cite("条例", "第二十四条"), 1),
        (cite("条例", "第二十五条"), 2),
        (cite("条例", "第二十六条"), 4),
        (cite("条例", "第二十七条"), 1),
        (cite("条例", "第二十八条"), 2),
        (cite("人力资源市场条例", "第四十二条"), 1),
        (cite("社会保险法", "第八十四条"), 1),
        (cite("社会保险法", "第八十六条"), 1),
        (cite("社会保险法", "第八十八条"), 1),
        (cite("经办条例", "第五十五条"), 1),
        (cite("劳动合同法", "第八十条"), 1),
        (cite("劳动合同法", "第八十一条"), 1),
        (cite("劳动合同法", "第八十四条"), 2),
        (cite("劳动合同法", "第九十二条"), 2),
        (cite("童工规定", "第六条"), 2),
        (cite("童工规定", "第七条"), 1),
        (cite("童工规定", "第八条"), 1),
        (cite("童工规定", "第九条"), 1),
        (cite("工资条例", "第五十八条"), 1),
        (cite("条例", "第二十九条"), 4),
        (cite("条例", "第三十条"), 4),
        (cite("工资条例", "第五十四条"), 3),
        (cite("工资条例", "第五十五条"), 3),
        (cite("工资条例", "第五十六条"), 4),
        (cite("工资条例", "第五十七条"), 3),
    ],
    ids=str,
)
def test_every_item_of_an_article_is_a_row(article: object, items: int) -> None:
    assert sum(row.basis == article for row in VIOLATIONS.values()) == items


def test_money_owed_to_workers_is_ordered_to_be_paid_or_returned() -> None:
    for row in VIOLATIONS.values():
        if row.order is Order.PAY_BY:
            assert row.owed_to_workers
        if row.owed_to_workers:
            assert row.order in (Order.PAY_BY, Order.RETURN_BY)


def test_wage_arrears_are_first_ordered_paid_and_only_then_surcharged() -> None:
    arrears = violation("wage_arrears")
    assert ORDER_LABELS[arrears.order] == "责令限期支付"
    assert arrears.basis == cite("条例", "第二十六条")
    assert arrears.after_order
    assert "不是罚款" in arrears.consequence


def test_later_acts_prevail() -> None:
    assert "98天" in violation("women_maternity_leave").label
    assert "2倍以上5倍以下" in violation("insurance_fraud").consequence


def test_every_kind_has_its_label_and_its_rows_and_codes_are_unique() -> None:
    assert set(KIND_LABELS) == set(Kind)
    assert set(ORDER_LABELS) == set(Order)
    rows = [row for kind in Kind for row in of_kind(kind)]
    assert all(of_kind(kind) for kind in Kind)
    assert len(rows) == len(VIOLATIONS) == len({row.label for row in rows})
