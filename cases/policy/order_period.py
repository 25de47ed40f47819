"""The period an order to correct gives the employer (条例 第十八条第二项, 第二十六条).

National law names no length; the default and its bounds are an office's habit, handed in from
the settings. The period runs in working days from the day after service.
"""

from dataclasses import dataclass

from statutes.wording import Sentence, say


@dataclass(frozen=True, slots=True)
class Bounds:
    """The habit of an office: usual, shortest and longest period in working days."""

    usual: int
    shortest: int
    longest: int


def refuse_period(days: int, bounds: Bounds) -> Sentence | None:
    """Why an order may not give this period, or None."""
    if bounds.shortest <= days <= bounds.longest:
        return None
    return say(
        "改正期限须在%(shortest)s至%(longest)s个工作日之间。",
        shortest=bounds.shortest,
        longest=bounds.longest,
    )
