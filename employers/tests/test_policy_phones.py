"""One number in several spellings."""

import pytest

from employers.policy.phones import phone_key, phone_keys


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("0371-65748250", ["037165748250", "65748250"]),
        ("138 0000 1234", ["13800001234"]),
        ("+86 138-0000-1234", ["13800001234"]),
        ("65748250、13800001234", ["13800001234", "65748250"]),
        ("无", []),
        ("", []),
    ],
)
def test_a_number_is_kept_by_its_digits(written: str, keys: list[str]) -> None:
    assert phone_keys([written]) == keys


def test_what_is_no_number_is_not_searched_as_one() -> None:
    assert phone_key("1234") == phone_key("宏达") == phone_key("91410102MA") == ""
    assert phone_key("0371-65748250") == "037165748250"
