"""How a name is compared and found: one spelling, its two-character pieces, its pinyin initials.

Officers search by two characters from anywhere in a name; a trigram index cannot answer that, a
set of two-character pieces can.
"""

import unicodedata

from pypinyin import Style, lazy_pinyin

SHORTEST = 2


def name_key(name: str) -> str:
    """'江城 宏达（集团）有限公司' and '江城宏达(集团)有限公司' are one name."""
    folded = unicodedata.normalize("NFKC", name).upper()
    return "".join(char for char in folded if char.isalnum() or char in "()&·-")


def initials(name: str) -> str:
    """江城宏达 -> jchd, as people type a name they know."""
    letters = lazy_pinyin(name_key(name), style=Style.FIRST_LETTER, errors="default")
    return "".join(letters).lower()


def pieces(text: str) -> list[str]:
    """Return every two neighbouring characters, each once."""
    return sorted({text[i : i + SHORTEST] for i in range(len(text) - SHORTEST + 1)})


def search_pieces(name: str) -> list[str]:
    """What the index holds of a name: pieces of the name (capitals) and of its initials (small)."""
    return sorted({*pieces(name_key(name)), *pieces(initials(name))})
