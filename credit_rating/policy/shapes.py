"""The shape of a record: what the rules can tell apart of it, written as one short text.

Two records of one shape are judged alike by a rule set, so each shape is judged once however many
employers bear it. A figure is written as the interval between two cuts of the rule set in which it
lies, and read back as the interval's lower end, which every rule answers as it would the figure.
`services.collection` writes the same text in SQL; a test holds the two together.
"""

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from credit_rating.policy.conduct import Award, ConductRecord, Decision, Item, Kind, Matter, Review
from credit_rating.policy.judgement import KNOWN
from credit_rating.policy.matters import as_letters
from credit_rating.policy.rulesets import Cuts

FIELDS = (
    "kind", "matters", "workers", "amount", "fine", "decision", "is_ordered", "disobeyed",
    "obstructed", "petition", "impact", "convicted", "review", "years_skipped", "award",
)  # fmt: skip
BETWEEN, JOINER, UNKNOWN = "|", ";", "?"
FLAGS = ("is_ordered", "disobeyed", "obstructed", "petition", "impact", "convicted")
YES_NO: dict[bool | None, str] = {True: "t", False: "f", None: UNKNOWN}
NO_YES = {text: answer for answer, text in YES_NO.items()}
Figure = TypeVar("Figure", int, Decimal)


def shape_of(item: Item, cuts: Cuts) -> str:
    """Write one record."""
    flags = (YES_NO[getattr(item, name)] for name in FLAGS)
    return BETWEEN.join(
        (
            item.kind.value,
            as_letters(item.matters),
            _interval(item.workers, cuts.workers),
            _interval(item.amount, cuts.amount),
            _interval(item.fine, cuts.fine),
            UNKNOWN if item.decision is None else item.decision.value,
            *flags,
            item.review.value if item.review else "",
            str(item.years_skipped),
            item.award.value if item.award else "",
        )
    )


def shape_of_year(items: Sequence[Item], cuts: Cuts) -> str:
    """Write a year: its records in the order of their shapes."""
    return JOINER.join(sorted(shape_of(item, cuts) for item in items))


def year_of_shape(shape: str, year: int, cuts: Cuts) -> ConductRecord:
    """Read a year back as the rules judge it."""
    items = (item_of(part, cuts) for part in shape.split(JOINER) if part)
    return ConductRecord(year, tuple(items))


@lru_cache(maxsize=KNOWN)
def item_of(shape: str, cuts: Cuts) -> Item:
    """Read one record back, each figure as the lower end of its interval."""
    values = dict(zip(FIELDS, shape.split(BETWEEN), strict=True))
    decision = values["decision"]
    return Item(
        Kind(values["kind"]),
        frozenset(map(Matter, values["matters"])),
        workers=_lower(values["workers"], (0, *cuts.workers)),
        amount=_lower(values["amount"], (Decimal(0), *cuts.amount)),
        fine=_lower(values["fine"], (Decimal(0), *cuts.fine)),
        decision=None if decision == UNKNOWN else Decision(decision),
        is_ordered=NO_YES[values["is_ordered"]],
        disobeyed=NO_YES[values["disobeyed"]],
        obstructed=NO_YES[values["obstructed"]],
        petition=NO_YES[values["petition"]],
        impact=NO_YES[values["impact"]],
        convicted=NO_YES[values["convicted"]],
        review=Review(values["review"]) if values["review"] else None,
        years_skipped=int(values["years_skipped"]),
        award=Award(values["award"]) if values["award"] else None,
    )


def _interval(figure: Figure | None, cuts: Sequence[Figure]) -> str:
    return UNKNOWN if figure is None else str(bisect_right(cuts, figure))


def _lower(written: str, ends: Sequence[Figure]) -> Figure | None:
    return None if written == UNKNOWN else ends[int(written)]
