"""文号 of a statutory paper (党政机关公文格式 GB/T 9704—2012, 7.2.5).

The year stands in full in 〔〕; the serial carries neither 第 nor leading zeros. A bureau whose
local habit differs (…令字〔2018〕第0005号) passes its own pattern.
"""

PATTERN = "{prefix}{word}〔{year}〕{n}号"


def paper_number(
    office_prefix: str, word: str, year: int, n: int, *, pattern: str = PATTERN
) -> str:
    """Write the number of the n-th paper of this word that the office issued in the year."""
    if n < 1:
        raise ValueError("the first paper of a series is number 1")
    return pattern.format(prefix=office_prefix, word=word, year=year, n=n)
