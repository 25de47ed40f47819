"""Duplicates are suggested with reasons, likeliest first; coincidence of place alone is none."""

from datetime import date

from complaints.policy.duplicates import Signature, suggest


def signature(key: int, **changes: object) -> Signature:
    values: dict[str, object] = {
        "employer_id": None,
        "employer_name": "江城宏达建筑劳务有限公司",
        "division": "410105000000",
        "first": date(2026, 7, 1),
        "last": date(2026, 10, 31),
        "people": frozenset({"a", "b"}),
    }
    return Signature(key, **{**values, **changes})  # type: ignore[arg-type]


THIS = signature(1)
STRANGERS = frozenset({"x"})


def test_shared_workers_weigh_most() -> None:
    same_people = signature(2, employer_name="别的公司", people=frozenset({"b"}))
    same_employer = signature(3, people=STRANGERS)

    found = suggest(THIS, [same_employer, same_people])

    assert [suggestion.key for suggestion in found] == [2, 3]
    assert str(found[0].reasons[0].sentence) == "有1名投诉人相同。"
    assert found[1].score == 50


def test_the_same_employer_under_another_spelling_is_recognised() -> None:
    spelt = signature(2, employer_name="江城宏达建筑 劳务有限公司（项目部）", people=STRANGERS)
    assert [suggestion.key for suggestion in suggest(THIS, [spelt])] == [2]


def test_place_and_season_alone_are_no_sign() -> None:
    elsewhere = signature(2, employer_name="另一家公司", people=STRANGERS)
    assert suggest(THIS, [elsewhere]) == ()


def test_an_old_complaint_in_another_county_against_the_same_name_is_no_sign() -> None:
    old = signature(
        2,
        people=STRANGERS,
        division="410222000000",
        first=date(2024, 1, 1),
        last=date(2024, 2, 29),
    )
    assert suggest(THIS, [old]) == ()


def test_unknown_periods_do_not_overlap() -> None:
    undated = signature(2, people=STRANGERS, first=None, last=None)
    assert suggest(THIS, [undated]) == ()
