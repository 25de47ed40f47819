"""How a name is compared and found: one spelling, its two-character pieces, its pinyin initials.

Officers search by two characters from anywhere in a name; a trigram index cannot answer that, a
set of two-character pieces can.
"""

import unicodedata
from functools import cache
from itertools import pairwise

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

SHORTEST = 2


def name_key(name: str) -> str:
    """'江城 宏达（集团）有限公司' and '江城宏达(集团)有限公司' are one name."""
    folded = unicodedata.normalize("NFKC", name).upper()
    if folded.isalnum():
        return folded
    return "".join(char for char in folded if char.isalnum() or char in "()&·-")


def initials(name: str) -> str:
    """江城宏达 -> jchd, as people type a name they know."""
    key = name_key(name)
    return _initials(key, _pairs(key))


def pieces(text: str) -> list[str]:
    """Return every two neighbouring characters, each once."""
    return sorted(_pairs(text))


def _pairs(text: str) -> set[str]:
    return {first + second for first, second in pairwise(text)}


def search_pieces(name: str) -> list[str]:
    """What the index holds of a name: pieces of the name (capitals) and of its initials (small)."""
    return search_columns(name)[2]


def search_columns(name: str) -> tuple[str, str, list[str]]:
    """Return all three columns by which a name is found: its key, its initials, its pieces."""
    key = name_key(name)
    of_name = _pairs(key)
    letters = _initials(key, of_name)
    return key, letters, sorted(of_name | _pairs(letters))


def _initials(key: str, of_name: set[str]) -> str:
    """Cutting a name into phrases costs most; it can only matter where one of them reads on."""
    alone, turning = _readings()
    begun = [phrase for piece in of_name & turning.keys() for phrase in turning[piece]]
    if not any(phrase in key for phrase in begun):
        return key.translate(alone).lower()
    letters = lazy_pinyin(key, style=Style.FIRST_LETTER, errors="default")
    return "".join(letters).lower()


@cache
def _readings() -> tuple[dict[int, str], dict[str, list[str]]]:
    """The letter of each character alone; by their first two characters, phrases that change it."""
    alone = {code: _letter(readings) for code, readings in PINYIN_DICT.items()}
    turning: dict[str, list[str]] = {}
    for phrase, readings in PHRASES_DICT.items():
        letters = "".join(_letter(said[0]) for said in readings)
        if phrase.translate(alone) != letters:
            turning.setdefault(phrase[:SHORTEST], []).append(phrase)
    return alone, turning


def _letter(reading: str) -> str:
    """'zhòng,chóng' -> z, 'ān' -> a."""
    return unicodedata.normalize("NFD", reading[:1])[:1]
