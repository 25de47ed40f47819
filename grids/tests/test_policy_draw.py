"""双随机: the same inputs and seed draw the same list, whoever draws it."""

from collections import Counter
from hashlib import sha256

import pytest

from grids.policy.draw import Lots, draw
from statutes.refusal import Refused

FIRMS = frozenset(f"9141010000000{n:04d}X" for n in range(40))
OFFICERS = frozenset({"J001", "J002", "J003", "J004", "J005"})
NOBODY_BARRED: dict[str, frozenset[str]] = {}


def lots(size: int = 10, **given: object) -> Lots:
    return Lots(**{"objects": FIRMS, "officers": OFFICERS, "size": size, "barred": {}, **given})  # type: ignore[arg-type]


def test_a_draw_is_run_again_with_nothing_but_its_printed_inputs() -> None:
    """By hand: hash the inputs, hash each name with them, sort."""
    inputs = lots(size=3)
    text = "size 3\n" + "".join(f"officer {name}\n" for name in sorted(OFFICERS))
    text += "".join(f"object {name}\n" for name in sorted(FIRMS))
    digest = sha256(text.encode()).hexdigest()
    by_hand = sorted(
        FIRMS,
        key=lambda name: sha256(f"2026-11-23 08:30|{digest}|objects|{name}".encode()).digest(),
    )
    drawn = draw(inputs, "2026-11-23 08:30")
    assert [row.name for row in drawn] == by_hand[:3]
    assert drawn == draw(lots(size=3), "2026-11-23 08:30")


def test_another_seed_or_one_more_object_draws_another_list() -> None:
    first = draw(lots(), "a")
    assert first != draw(lots(), "b")
    assert first != draw(lots(objects=FIRMS | {"91410100000099999X"}), "a")


def test_two_different_officers_go_and_the_work_is_shared_evenly() -> None:
    drawn = draw(lots(size=40), "seed")
    assert all(len(set(row.officers)) == 2 for row in drawn)
    assert set(Counter(name for row in drawn for name in row.officers).values()) == {16}


def test_nobody_inspects_the_same_employer_twice_running() -> None:
    barred = {name: frozenset({"J001", "J002", "J003"}) for name in FIRMS}
    drawn = draw(lots(barred=barred), "seed")
    assert {row.officers for row in drawn} <= {("J004", "J005"), ("J005", "J004")}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"size": 41}, "拟抽取41户，符合条件的检查对象只有40户"),
        ({"size": 0}, "抽取户数应当大于零"),
        ({"officers": frozenset({"J001"})}, "监察员只有1人"),
        ({"barred": dict.fromkeys(FIRMS, OFFICERS - {"J001"})}, "可以派出的监察员不足二人"),
    ],
)
def test_a_draw_that_cannot_be_made_says_why(given: dict[str, object], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        draw(lots(**given), "seed")  # type: ignore[arg-type]


def test_the_seed_alone_tells_nobody_whom_the_lot_will_choose() -> None:
    """The machine's number is mixed into every ticket; a draw of before it has the seed alone."""
    alone, mixed_in = draw(lots(), "0418"), draw(lots(), "0418", "5e" * 16)
    assert alone != mixed_in != draw(lots(), "0418", "5f" * 16)
    assert mixed_in == draw(lots(), "0418", "5e" * 16)
    digest = lots().digest()
    first = min(
        FIRMS,
        key=lambda name: sha256(f"0418|{'5e' * 16}|{digest}|objects|{name}".encode()).digest(),
    )
    assert mixed_in[0].name == first


def test_a_draw_needs_a_seed() -> None:
    with pytest.raises(Refused, match="抽签种子"):
        draw(lots(), "  ")
