"""One spelling, its pieces, its initials."""

import pytest

from employers.policy.names import initials, name_key, pieces, search_pieces


@pytest.mark.parametrize(
    "spelling",
    ["江城宏达（集团）有限公司", "江城 宏达(集团)有限公司", "江城宏达（集团）有限公司　"],
)
def test_one_name_in_several_spellings(spelling: str) -> None:
    assert name_key(spelling) == "江城宏达(集团)有限公司"


def test_names_with_letters_and_dots_keep_them() -> None:
    assert name_key("abc·德（中国）公司！") == "ABC·德(中国)公司"


def test_initials_are_typed_in_small_letters() -> None:
    assert initials("江城宏达") == "jchd"
    assert initials("重庆长安A1") == "cqcaa1"


def test_pieces_are_every_two_neighbours_once() -> None:
    assert pieces("鑫达鑫达") == ["达鑫", "鑫达"]
    assert pieces("鑫") == []
    assert {"宏达", "hd"} <= set(search_pieces("江城宏达"))
