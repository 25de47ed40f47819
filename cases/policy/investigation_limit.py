"""How an investigation's sixty working days are extended (条例 第十七条, 若干规定 第三十条).

The limit itself, and by how much a head may extend it, are the row `investigation` of
`statutes.limits`; here stands when the extension may still be granted.
"""

from datetime import date

from statutes.limits import limit
from statutes.wording import Sentence, say

CLOCK = "investigation"


def extension_days(filed_on: date) -> int:
    """By how many working days: the law of the day of filing, a later one does not reach back."""
    extension = limit(CLOCK, on=filed_on).extension
    return extension.length if extension else 0


def refuse_extension(*, is_extended: bool, due_on: date | None, on: date) -> Sentence | None:
    """Why the investigation may not be extended now, or None: once, and before it expires."""
    if is_extended:
        return say("调查期限已经延长过一次，不能再延长。")
    if due_on is None:
        return say("调查期限没有在计时，无须延长。")
    if on > due_on:
        return say("调查期限已于%(due)s届满，延长须在届满前批准。", due=due_on.isoformat())
    return None
