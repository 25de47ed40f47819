"""Tiers within the range, what lightens or worsens, what is too old, and what the page prints."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statutes.citations import cite
from statutes.findings import Outcome
from statutes.leniency import ADVICE_LABELS, Advice, Circumstances, leniency
from statutes.penalties import penalty_range
from statutes.pursuit import time_barred
from statutes.refusal import Refused
from statutes.standards import standards
from statutes.tiers import DEFAULT_TIERS, outside_tier, place_in_range, tier_of, tiers_at
from statutes.violations import CATALOGUE

TODAY = date(2026, 11, 23)
OBSTRUCTION = penalty_range("obstruction", on=TODAY)  # 2000 to 20000
KNOWN_NO = Circumstances(**{field.name: False for field in fields(Circumstances)})

# -- tiers --


def test_the_default_tiers_are_four_equal_parts() -> None:
    placed = [place_in_range(OBSTRUCTION, tier) for tier in DEFAULT_TIERS]
    assert [p.minimum for p in placed] == [2000, 6500, 11000, 15500]
    assert [p.maximum for p in placed] == [6500, 11000, 15500, 20000]
    assert [tier.label for tier in DEFAULT_TIERS] == ["轻微", "一般", "较重", "严重"]


def test_an_office_may_set_other_shares() -> None:
    first = place_in_range(OBSTRUCTION, tiers_at((10, 40, 70))[0])
    assert [first.minimum, first.maximum] == [2000, 3800]


@pytest.mark.parametrize(
    "shares", [(), (25, 50), (50, 25, 75), (0, 50, 75), (25, 50, 100), (1, 1, 2)]
)
def test_shares_that_do_not_rise_are_refused(shares: tuple[int, ...]) -> None:
    with pytest.raises(Refused, match="递增"):
        tiers_at(shares)


def test_a_shared_bound_belongs_to_the_lower_tier() -> None:
    found = tier_of(OBSTRUCTION, Decimal(6500), DEFAULT_TIERS)
    assert found is not None
    assert found.code == "minor"


def test_there_is_no_tier_outside_the_range_or_where_the_law_fixes_one_figure() -> None:
    assert tier_of(OBSTRUCTION, Decimal(1), DEFAULT_TIERS) is None
    records = penalty_range("child_labour_records", on=TODAY)
    assert tier_of(records, Decimal(10000), DEFAULT_TIERS) is None


def test_outside_the_tier_of_the_findings_a_reason_is_asked_for() -> None:
    ordinary = DEFAULT_TIERS[1]
    assert outside_tier(OBSTRUCTION, Decimal(8000), ordinary) is None
    told = str(outside_tier(OBSTRUCTION, Decimal(18000), ordinary))
    assert "“一般”档（6500.00元至11000.00元）" in told


SHARES = st.lists(st.integers(1, 99), min_size=3, max_size=3, unique=True).map(sorted)


@given(shares=SHARES, workers=st.integers(1, 999))
def test_tiers_fill_the_range_without_gap_or_overlap(shares: list[int], workers: int) -> None:
    hours = penalty_range("overtime", on=TODAY, workers=workers)
    placed = [place_in_range(hours, tier) for tier in tiers_at(shares)]
    assert placed[0].minimum == hours.minimum
    assert placed[-1].maximum == hours.maximum
    assert all(a.maximum == b.minimum for a, b in pairwise(placed))


@given(shares=SHARES, fen=st.integers(200_000, 2_000_000))
def test_every_amount_of_the_range_has_its_tier(shares: list[int], fen: int) -> None:
    amount, tiers = Decimal(fen) / 100, tiers_at(shares)
    found = tier_of(OBSTRUCTION, amount, tiers)
    assert found is not None
    assert outside_tier(OBSTRUCTION, amount, found) is None


# -- leniency --


def told(**facts: bool | None) -> Advice:
    return leniency(replace(KNOWN_NO, **facts)).advice


@pytest.mark.parametrize(
    ("facts", "advice"),
    [
        ({}, Advice.ORDINARY),
        ({"minor": True, "corrected_in_time": True}, Advice.SPARE),
        ({"minor": True, "corrected_in_time": True, "harmed": True}, Advice.ORDINARY),
        ({"minor": True}, Advice.ORDINARY),
        (
            {"first_time": True, "slight_harm": True, "corrected_in_time": True, "harmed": True},
            Advice.MAY_SPARE,
        ),
        ({"first_time": True, "slight_harm": True}, Advice.ORDINARY),
        ({"proven_without_fault": True}, Advice.SPARE),
        ({"undid_harm": True}, Advice.LIGHTEN),
        ({"coerced": True}, Advice.LIGHTEN),
        ({"confessed": True}, Advice.LIGHTEN),
        ({"rendered_service": True}, Advice.LIGHTEN),
        ({"other_milder_ground": True}, Advice.LIGHTEN),
        ({"toxic_child_labour": True}, Advice.WORSEN),
        ({"retaliated": True}, Advice.WORSEN),
        ({"repeated": True, "undid_harm": True}, Advice.WEIGH),
    ],
)
def test_each_ground_leads_where_the_act_says(facts: dict[str, bool], advice: Advice) -> None:
    assert told(**facts) is advice


def test_what_nobody_has_established_leaves_a_rule_open() -> None:
    nothing = leniency(Circumstances())
    assert {finding.outcome for finding in nothing.findings} == {Outcome.NEEDS}
    assert nothing.advice is Advice.ORDINARY
    assert set(nothing.needs) == {field.name for field in fields(Circumstances)}
    partly = leniency(Circumstances(minor=True, corrected_in_time=True))
    assert partly.minor.needs == ("harmed",)
    assert leniency(Circumstances(minor=False)).minor.outcome is Outcome.NO


def test_each_finding_names_its_article_and_what_was_established() -> None:
    found = leniency(replace(KNOWN_NO, undid_harm=True))
    assert found.milder.citation == cite("处罚法", "第三十二条")
    assert found.minor.citation == cite("处罚法", "第三十三条")
    (ground,) = found.milder.met
    assert str(ground.asked) == "是否主动消除或者减轻违法行为危害后果"
    assert str(ground.compared) == "认定：是"


def test_every_circumstance_is_asked_about_and_every_advice_has_its_words() -> None:
    asked = {clause.code for rule in leniency(KNOWN_NO).findings for clause in rule.clauses}
    assert asked == {field.name for field in fields(Circumstances)}
    assert set(ADVICE_LABELS) == set(Advice)


# -- too old --


@pytest.mark.parametrize(
    ("ended", "found", "grave", "barred"),
    [
        ("2024-11-23", "2026-11-23", False, False),
        ("2024-11-22", "2026-11-23", False, True),
        ("2024-02-29", "2026-02-28", False, False),
        ("2024-02-29", "2026-03-01", False, True),
        ("2022-01-01", "2026-11-23", True, False),
        ("2021-11-23", "2026-11-23", True, False),
        ("2021-11-22", "2026-11-23", True, True),
    ],
)
def test_two_years_or_five_where_life_or_health_was_harmed(
    ended: str, found: str, grave: bool, barred: bool
) -> None:
    finding = time_barred(
        ended_on=date.fromisoformat(ended),
        found_on=date.fromisoformat(found),
        endangers=grave,
        harmed=grave,
    )
    assert finding.outcome is (Outcome.YES if barred else Outcome.NO)
    assert finding.citation == cite("条例", "第二十条")


def test_a_missing_fact_leaves_it_open_unless_it_cannot_matter() -> None:
    ended, found = date(2023, 1, 1), date(2026, 1, 1)
    assert time_barred(ended_on=None, found_on=found).needs == ("ended_on",)
    open_ = time_barred(ended_on=ended, found_on=found)
    assert open_.needs == ("endangers", "harmed")
    assert time_barred(ended_on=ended, found_on=found, harmed=False).outcome is Outcome.YES
    fresh = time_barred(ended_on=date(2025, 6, 1), found_on=found)
    assert fresh.outcome is Outcome.NO
    ancient = time_barred(ended_on=date(2015, 1, 1), found_on=found)
    assert ancient.outcome is Outcome.YES


# -- the public page --


def test_the_page_lists_every_violation_in_force_with_its_articles() -> None:
    page = standards(TODAY)
    assert [line.violation.code for line in page] == list(CATALOGUE)
    for line in page:
        assert all(article.rule for article in (*line.breached, *line.bases))
        assert line.bases[0].citation == line.violation.basis


def test_the_page_prints_tiers_for_one_person_and_none_where_there_is_no_room() -> None:
    page = {line.violation.code: line for line in standards(TODAY)}
    hours = page["overtime"]
    assert str(hours.range) == "每人100元至500元"
    assert [str(line.range) for line in hours.tiers] == [
        "每人100元至200元",
        "每人200元至300元",
        "每人300元至400元",
        "每人400元至500元",
    ]
    assert page["child_labour"].tiers == ()
    assert str(page["child_labour"].range) == "每人每月5000元（不满一个月按一个月计）"
    assert [str(line.range) for line in page["wage_arrears"].tiers][0] == "应付金额的50%至62.5%"
    assert str(page["insurance_concealed"].tiers[0].range) == "瞒报工资数额的1倍至1.5倍"
    assert str(page["wage_ledger"].persons) == "10000元至30000元"
    assert page["no_written_contract"].range is None


def test_an_earlier_page_knows_only_the_law_of_its_day() -> None:
    page = {line.violation.code: line for line in standards(date(2010, 1, 1))}
    assert "no_special_account" not in page
    assert str(page["insurance_fraud"].range) == "骗取金额的1倍至3倍"
