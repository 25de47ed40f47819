"""Line numbers as an event keeps them and a sentence says them."""

import pytest

from cases.policy.rows import read, written


@pytest.mark.parametrize(
    ("rows", "text"),
    [((), ""), ((4,), "4"), ((2, 1), "1、2"), ((3, 1, 2, 7), "1–3、7"), ((1, 1, 3), "1、3")],
)
def test_runs_are_written_short_and_read_back(rows, text):
    assert written(rows) == text
    assert read(text) == frozenset(rows)
