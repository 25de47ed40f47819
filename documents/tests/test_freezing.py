from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from documents import freezing


def test_a_frozen_context_is_plain_json() -> None:
    frozen = freezing.plain(
        {"on": date(2026, 11, 26), "sum": Decimal("210000.00"), "lines": ({"n": 1, "x": None},)}
    )
    assert frozen == {"on": "2026-11-26", "sum": "210000.00", "lines": [{"n": 1, "x": None}]}


def test_a_moment_keeps_its_time_zone() -> None:
    assert freezing.plain(datetime(2026, 1, 2, 3, tzinfo=UTC)) == "2026-01-02T03:00:00+00:00"


@pytest.mark.parametrize("value", [0.1, object(), {1, 2}])
def test_a_value_that_json_would_blur_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        freezing.plain({"value": value})


def test_the_hash_does_not_depend_on_the_order_of_keys() -> None:
    one: dict[str, Any] = {"kind": "a", "number": "", "template": "t", "version": 1}
    assert freezing.content_hash(context={"x": "1", "y": "2"}, **one) == freezing.content_hash(
        context={"y": "2", "x": "1"}, **one
    )


@pytest.mark.parametrize("field", ["kind", "number", "template"])
def test_the_hash_covers_kind_number_and_template(field: str) -> None:
    one: dict[str, Any] = {"kind": "a", "number": "b", "template": "c", "version": 1}
    changed = {**one, field: "other"}
    assert freezing.content_hash(context={}, **one) != freezing.content_hash(context={}, **changed)


def test_a_verification_code_has_more_than_fifty_bits() -> None:
    assert len(freezing.CODE_SIGNS) ** freezing.CODE_LENGTH > 2**50
    assert len({freezing.new_code() for _ in range(1000)}) == 1000


def test_a_code_has_no_signs_that_look_alike() -> None:
    assert not set("01OIL") & set(freezing.CODE_SIGNS)


def test_a_code_may_be_typed_as_people_type() -> None:
    assert freezing.spaced_code("ABCDEFGHJKMN") == "ABCD-EFGH-JKMN"
    assert freezing.tidy_code(" abcd-efgh jkmn") == "ABCDEFGHJKMN"
