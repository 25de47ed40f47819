"""Which debts stand against a project: spelled as workers spell, placed as offices place."""

import pytest

from wage_deposits.policy.site import Fit, fit

OWN, SITE = "江城国际商贸城（二期）", "410102000000"
KNOWN = {"own": OWN, "others": ["滨河花园"], "place": SITE, "site": SITE}


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ([], Fit.HERE),
        ([" "], Fit.HERE),
        ([OWN], Fit.HERE),
        (["江城国际商贸城(二期)"], Fit.HERE),
        (["商贸城二期"], Fit.HERE),
        (["江城国际商贸城二期工程3号楼"], Fit.HERE),
        (["国际商贸城（二期）工程"], Fit.HERE),
        (["工地"], Fit.UNCLEAR),
        (["滨河花园"], Fit.ELSEWHERE),
        (["滨河花园", OWN], Fit.HERE),
        (["滨河花园", "东站工地"], Fit.UNCLEAR),
        (["东站工地"], Fit.UNCLEAR),
    ],
)
def test_a_site_is_known_by_its_name_however_it_is_spelled(named: list[str], expected: Fit) -> None:
    assert fit(named=named, **KNOWN) is expected  # type: ignore[arg-type]


def test_the_name_of_another_project_is_another_even_where_it_holds_this_one_s() -> None:
    given = {**KNOWN, "own": "江城国际商贸城", "others": [OWN]}
    assert fit(named=["江城国际商贸城(二期)"], **given) is Fit.ELSEWHERE  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("410102000000", Fit.HERE),
        ("410102003000", Fit.HERE),  # a township of the county
        ("410100000000", Fit.HERE),  # the city, of which nobody said which county
        ("410103000000", Fit.ELSEWHERE),
        ("410202000000", Fit.ELSEWHERE),
    ],
)
def test_an_unnamed_site_is_near_by_its_division(place: str, expected: Fit) -> None:
    assert fit(named=[], **{**KNOWN, "place": place}) is expected  # type: ignore[arg-type]
    # and as near the other way round
    turned = {**KNOWN, "place": SITE, "site": place}
    assert fit(named=[], **turned) is expected  # type: ignore[arg-type]


def test_a_named_site_is_known_wherever_the_complaint_was_placed() -> None:
    assert fit(named=["商贸城二期"], **{**KNOWN, "place": "410202000000"}) is Fit.HERE  # type: ignore[arg-type]
