"""A figure through time at one place: what was in force on any day, from one reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rulebook.policy.keys import DatedFigure


@dataclass(frozen=True, slots=True)
class Spell:
    """One confirmed row: its level, and from when to when it holds."""

    figure: DatedFigure
    in_force_from: date
    in_force_to: date | None

    def holds(self, on: date) -> bool:
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)


@dataclass(frozen=True, slots=True)
class History:
    """The spells of a figure, those of the nearest level first."""

    spells: Sequence[Spell]

    def on(self, day: date) -> DatedFigure | None:
        """The figure that day at the nearest level that set one; None where nobody has."""
        return next((spell.figure for spell in self.spells if spell.holds(day)), None)
