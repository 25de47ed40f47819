"""The arithmetic of the bench: ratios, bars, medians, sizes and the table that shows them."""

import json
from collections.abc import Callable

import pytest

from benchmarks import frame
from benchmarks.frame import Row, Times, as_json, readable, sizes_up_to, table


def a_row(ours: float, baseline: float, bar: float, *, more_is_better: bool = False) -> Row:
    return Row("work", "10 k", ours, baseline, "ms", bar, more_is_better)


def test_a_time_holds_its_bar_up_to_and_including_it() -> None:
    assert a_row(30, 10, 3).ratio == 3
    assert a_row(30, 10, 3).held
    assert not a_row(30.1, 10, 3).held


def test_a_rate_holds_its_bar_from_it_upwards() -> None:
    assert a_row(40, 100, 0.4, more_is_better=True).held
    assert not a_row(39.9, 100, 0.4, more_is_better=True).held


def test_both_are_taken_in_turns_after_a_first_of_each_that_is_not_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = 0.0
    order: list[str] = []

    def lasting(name: str, *seconds: float) -> Callable[[], None]:
        left = iter(seconds)

        def act() -> None:
            nonlocal clock
            order.append(name)
            clock += next(left)

        return act

    monkeypatch.setattr(frame.time, "perf_counter", lambda: clock)
    times = Times()
    times.take(lasting("ours", 9, 0.2, 0.4, 0.9), lasting("baseline", 9, 0.1, 0.1, 0.3), rounds=3)
    assert order == ["ours", "baseline", *["baseline", "ours"] * 3]
    assert times.ours == pytest.approx(400)  # the median, in milliseconds
    assert times.baseline == pytest.approx(100)


def test_a_second_round_of_measuring_adds_to_the_first() -> None:
    times = Times()
    for _ in range(2):
        times.take(lambda: None, lambda: None, rounds=2)
    assert len(times._ours) == len(times._baseline) == 4


@pytest.mark.parametrize(
    ("rows", "sizes"),
    [
        (5_000, (5_000,)),
        (10_000, (10_000,)),
        (100_000, (10_000, 100_000)),
        (1_000_000, (10_000, 100_000, 1_000_000)),
    ],
)
def test_the_sizes_lead_up_to_the_largest(rows: int, sizes: tuple[int, ...]) -> None:
    assert sizes_up_to(rows) == sizes


def test_a_size_is_written_as_people_say_it() -> None:
    assert [readable(n) for n in (10_000, 1_000_000)] == ["10 k", "1 M"]


def test_the_table_shows_every_row_with_its_verdict() -> None:
    heading, first, second = table(
        [a_row(20, 10, 3), a_row(20, 100, 0.4, more_is_better=True)]
    ).splitlines()
    assert heading.split()[:4] == ["work", "size", "ours", "baseline"]
    assert " ".join(first.split()) == "work 10 k 20.0 ms 10.0 ms 2.00 ≤ 3 held"
    assert second.endswith("≥ 0.4  MISSED")


def test_the_json_carries_ratio_and_verdict() -> None:
    (told,) = json.loads(as_json([a_row(20, 10, 3)]))
    assert (told["ratio"], told["held"], told["bar"]) == (2, True, 3)
