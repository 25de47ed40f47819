"""Dated periods: both days belong to the period; an open end lasts until revoked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.policy.roles import Role, may_hold_together
from statutes.wording import Sentence


@dataclass(frozen=True, slots=True)
class Holding:
    """One person holds one role at one office for a period, as its own or for a head (代)."""

    role: Role
    office_id: int | None
    valid_from: date
    valid_to: date | None
    delegated_by: int | None = None

    def holds_on(self, on: date) -> bool:
        return in_force(self.valid_from, self.valid_to, on)

    @property
    def is_open(self) -> bool:
        return self.valid_to is None


def in_force(valid_from: date, valid_to: date | None, on: date) -> bool:
    return valid_from <= on and (valid_to is None or on <= valid_to)


def objection_to(held: Sequence[Holding]) -> Sentence | None:
    """Say which roles held at one time exclude each other; any overlap begins with one of them."""
    for begun in {holding.valid_from for holding in held}:
        objection = may_hold_together(h.role for h in held if h.holds_on(begun))
        if objection:
            return objection
    return None
