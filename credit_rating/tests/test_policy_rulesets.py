"""Both rule sets, every ground alone and in pairs, in a legal officer's words (`tables/*.csv`)."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credit_rating.policy.conduct import (
    Award,
    ConductRecord,
    Decision,
    Grade,
    Item,
    Kind,
    Matter,
    Review,
)
from credit_rating.policy.judgement import Judgement, Settings, kept_json, row_of
from credit_rating.policy.matters import matters_of
from credit_rating.policy.rulesets import RULES, judge
from credit_rating.policy.shapes import shape_of_year, year_of_shape
from credit_rating.tests.words import record, table
from statutes.rulesets import Family, rule_sets_of
from statutes.violations import VIOLATIONS

SKIPPED = Item(Kind.REVIEW, review=Review.NOT_TAKEN, years_skipped=3)


def opened(judgement: Judgement) -> list[str]:
    return sorted(
        f"{reason.finding.rule}:{name}"
        for reason in judgement.reasons
        for name in dict.fromkeys(reason.open or reason.finding.needs)
    )


@pytest.mark.parametrize("row", table("national_2017.csv"), ids=lambda row: row["情形"])
def test_the_national_rules_grade_by_grounds(row: dict[str, str]) -> None:
    judgement = judge("national-2017", record(row["事实"]))
    counted = [reason.finding.rule for reason in judgement.reasons if reason.counts]
    assert judgement.grade == row["等级"]
    assert sorted(counted) == sorted(row["依据"].split())
    assert {name.split(":")[0] for name in opened(judgement)} == set(row["未决"].split())
    assert judgement.points is None


@pytest.mark.parametrize("row", table("city_2013.csv"), ids=lambda row: row["情形"])
def test_the_city_rules_count_points(row: dict[str, str]) -> None:
    judgement = judge("city-2013", record(row["事实"]))
    counted = [_named(reason) for reason in judgement.reasons if reason.counts]
    assert (judgement.grade, str(judgement.points)) == (row["等级"], row["得分"])
    assert sorted(counted) == sorted(row["依据"].split())
    assert opened(judgement) == sorted(row["未决"].split())


def _named(reason) -> str:
    rule = reason.finding.rule
    return f"{rule}:{row_of(reason).code}" if rule == "deduction" else rule


def test_the_tables_put_every_ground_of_c_beside_every_other() -> None:
    grounds = ("three_times", "incident", "crime", "grave", "disobedience", "obstruction", "listed")
    seen = [set(row["依据"].split()) for row in table("national_2017.csv")]
    for one, other in itertools.combinations(grounds, 2):
        assert any({one, other} <= met for met in seen), (one, other)


def test_every_rule_set_of_the_statutes_can_judge() -> None:
    assert set(RULES) == {row.id for row in rule_sets_of(Family.CREDIT)}


def test_publication_belongs_to_the_rule_set() -> None:
    assert RULES["city-2013"].published == {Grade.C}
    assert RULES["national-2017"].published == frozenset()


def test_a_place_may_lower_who_skips_the_review() -> None:
    once, often = Settings(skipped_review_is_b=True), Settings(skipped_years_are_c=3)
    year = ConductRecord(2025, (SKIPPED,))
    assert judge("national-2017", year).grade is Grade.A
    assert judge("national-2017", year, once).grade is Grade.B
    assert judge("national-2017", year, often).grade is Grade.C
    assert judge("city-2013", year, often).grade is Grade.C


def test_two_years_are_not_three() -> None:
    year = ConductRecord(2025, (Item(Kind.REVIEW, review=Review.NOT_TAKEN, years_skipped=2),))
    assert judge("national-2017", year, Settings(skipped_years_are_c=3)).grade is Grade.A


def test_a_place_may_leave_the_listing_to_the_list() -> None:
    year = ConductRecord(2025, (Item(Kind.LISTING),))
    assert judge("city-2013", year, Settings(listing_is_c=False)).grade is Grade.A


def test_every_reason_cites_and_quotes() -> None:
    for rows, ruleset in ((table("city_2013.csv"), "city-2013"),
                          (table("national_2017.csv"), "national-2017")):  # fmt: skip
        for row in rows:
            for reason in judge(ruleset, record(row["事实"])).kept:
                kept = kept_json(reason)
                assert kept["citation"] and kept["asked"]["msgid"]
                assert (kept["item"] is None) == (kept["rule"] == "three_times")


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        ("wage_arrears", {Matter.WAGES}),
        ("克扣或者无故拖欠劳动者工资报酬", {Matter.WAGES}),
        ("拖欠农民工工资", {Matter.WAGES}),
        ("欠薪", {Matter.WAGES}),
        ("未与劳动者签订劳动合同", {Matter.CONTRACTS}),
        ("未缴纳社会保险费", {Matter.INSURANCE}),
        ("解除劳动合同未支付经济补偿", set()),
        ("使用童工", {Matter.CHILD_LABOUR}),
        ("强迫劳动", {Matter.FORCED_LABOUR}),
        ("无理抗拒、阻挠劳动保障监察", {Matter.OBSTRUCTION}),
        ("违法延长劳动者工作时间", set()),
        ("", set()),
    ],
)
def test_old_words_are_read_as_the_matters_of_the_rules(text: str, matters: set[Matter]) -> None:
    assert matters_of(text) == matters


def test_every_violation_of_the_catalogue_has_its_matters() -> None:
    assert all(matters_of(code) == matters_of(VIOLATIONS[code].label) for code in VIOLATIONS)


flags = st.sampled_from([True, False, None])
figures = ("0.00", "19999.99", "20000.00", "20000.01", "49999.99", "50000.00", "900000.00")
sums = st.sampled_from([None, *map(Decimal, figures)])
items = st.builds(
    Item,
    kind=st.sampled_from(Kind),
    matters=st.sampled_from(
        [frozenset[Matter](), *map(frozenset, itertools.combinations(Matter, 2))]
    ),
    workers=st.sampled_from([None, 0, 1, 4, 5, 6, 9, 10, 300]),
    amount=sums,
    fine=sums,
    decision=st.sampled_from([None, *Decision]),
    is_ordered=flags,
    disobeyed=flags,
    obstructed=flags,
    petition=flags,
    impact=flags,
    convicted=flags,
    review=st.sampled_from([None, *Review]),
    years_skipped=st.integers(0, 4),
    award=st.sampled_from([None, *Award]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(items, max_size=3), st.sampled_from(sorted(RULES)))
def test_records_of_one_shape_are_judged_alike(found: list[Item], ruleset: str) -> None:
    cuts = RULES[ruleset].cuts
    shape = shape_of_year(found, cuts)
    whole = judge(ruleset, ConductRecord(2025, tuple(found)))
    read = judge(ruleset, year_of_shape(shape, 2025, cuts))
    assert (whole.grade, whole.points) == (read.grade, read.points)
    assert shape_of_year(year_of_shape(shape, 2025, cuts).items, cuts) == shape
