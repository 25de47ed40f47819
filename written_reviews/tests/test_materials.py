"""The kinds of paper that may be handed in are those that the rules ask for, and some more."""

from written_reviews.models import Material
from written_reviews.policy.materials import EXPECTED

ASKED = ["licence", "roster", "contracts", "payroll", "attendance", "insurance"]


def test_the_usual_papers_are_asked_for_under_the_names_they_are_handed_in_by() -> None:
    assert list(EXPECTED) == ASKED
    assert [str(Material.Kind(kind).label) for kind in EXPECTED] == list(EXPECTED.values())


def test_every_paper_that_offices_inspect_may_be_handed_in() -> None:
    papers = {"samples", "terminations", "filing", "dispatch", "vouchers", "wage_book", "rules"}
    others = {"hours_permit", "last_passed", "other"}
    assert {*ASKED, *papers, *others} == set(Material.Kind.values)
