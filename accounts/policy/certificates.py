"""Whether an officer's certificate stands on a day (条例 第十六条：出示劳动保障监察证件)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from statutes.wording import Sentence, say

WARNING_DAYS = 60


@dataclass(frozen=True, slots=True)
class Validity:
    number: str
    valid_from: date
    valid_to: date


def why_uncertified(name: str, held: Iterable[Validity], on: date) -> Sentence | None:
    """Return why the officer may not act that day, or None."""
    certificates = tuple(held)
    if any(c.valid_from <= on <= c.valid_to for c in certificates):
        return None
    past = [c for c in certificates if c.valid_to < on]
    if past:
        last = max(past, key=lambda c: c.valid_to)
        return say(
            "%(name)s的监察证件（%(number)s）已于%(ended)s到期，不得实施调查行为",
            name=name,
            number=last.number,
            ended=last.valid_to.isoformat(),
        )
    if certificates:
        first = min(certificates, key=lambda c: c.valid_from)
        return say(
            "%(name)s的监察证件（%(number)s）自%(begins)s起有效，此前不得实施调查行为",
            name=name,
            number=first.number,
            begins=first.valid_from.isoformat(),
        )
    return say("%(name)s未持有监察证件，不得实施调查行为", name=name)


def lapse_warning(name: str, held: Iterable[Validity], on: date) -> Sentence | None:
    """Warn within 60 days before the last certificate ends, until it is renewed."""
    current = [c for c in held if c.valid_to >= on and c.valid_from <= on + _WARNING]
    if not current:
        return None
    last = max(current, key=lambda c: c.valid_to)
    left = (last.valid_to - on).days
    if left > WARNING_DAYS:
        return None
    return say(
        "%(name)s的监察证件（%(number)s）将于%(ends)s到期，还剩%(days)s天",
        name=name,
        number=last.number,
        ends=last.valid_to.isoformat(),
        days=left,
    )


_WARNING = timedelta(days=WARNING_DAYS)
