"""What is set nearest to a place: its own, else its county's, city's, province's, the country's."""

from collections.abc import Mapping
from typing import TypeVar

from accounts.policy.division_codes import pad

T = TypeVar("T")
LEVELS = (12, 9, 6, 4, 2)
WHOLE_COUNTRY = ""


def nearest(by_place: Mapping[str, T], code: str) -> T | None:
    """The entry of the nearest place at or above the code."""
    for digits in LEVELS:
        found = by_place.get(pad(code[:digits]))
        if found is not None:
            return found
    return by_place.get(WHOLE_COUNTRY)
