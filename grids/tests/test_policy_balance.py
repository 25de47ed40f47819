"""Every employer in one grid, the closest; grids kept in balance."""

import pytest

from grids.policy.balance import Area, Load, Sizes, coverage, grid_for, imbalances, propose_split

DISTRICT = Area("410102-00", ("410102",), employers=10)
STREET = Area("410102001-01", ("410102001",), employers=300, workers=5000)
OTHER = Area("410102003-01", ("410102003",), employers=250, workers=9000)
AREAS = (DISTRICT, STREET, OTHER)


@pytest.mark.parametrize(
    ("division", "grid"),
    [
        ("410102001000", "410102001-01"),  # the street's own grid, not the district's
        ("410102002000", "410102-00"),  # only the district covers it
        ("410102000000", "410102-00"),
        ("410103001000", None),
    ],
)
def test_the_closest_grid(division: str, grid: str | None) -> None:
    assert grid_for(division, AREAS) == grid
    assert grid_for(division, reversed(AREAS)) == grid


def test_what_is_out_of_balance_says_why() -> None:
    sizes = Sizes(most_employers=280, most_workers=8000, fewest_employers=200)
    found = {x.code: [str(r) for r in x.reasons] for x in imbalances(AREAS, sizes)}
    assert found["410102001-01"][0] == "用人单位300户，超过280户，建议拆分。"
    assert found["410102003-01"][0] == "劳动者9000人，超过8000人，建议拆分。"
    assert found["410102-00"][0].startswith("用人单位10户，少于200户")
    assert list(found) == ["410102001-01", "410102003-01", "410102-00"]


def test_a_grid_with_two_assistants_and_a_fair_size_is_left_alone() -> None:
    assert imbalances([Area("A", ("41",), 300, 3000, 2)], Sizes()) == []
    lacking = imbalances([Area("A", ("41",), 300, 3000, 1)], Sizes())
    assert str(lacking[0].reasons[0]) == "协管员缺1人，每个网格不少于二人。"


def test_a_split_parts_the_workers_evenly_and_loses_no_division() -> None:
    loads = [Load("a", 100, 900), Load("b", 50, 500), Load("c", 60, 450), Load("d", 5, 10)]
    halves = propose_split(loads)
    assert halves is not None
    first, second = halves
    assert (first.divisions, second.divisions) == (("a", "d"), ("b", "c"))
    assert (first.workers, second.workers) == (910, 950)
    assert propose_split(loads[:1]) is None


def test_a_division_that_no_grid_covers_is_seen() -> None:
    seen = coverage(["410102001000", "410103001000"], AREAS)
    assert seen == {"410102001000": True, "410103001000": False}
