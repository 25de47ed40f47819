"""From how many points a colour begins, and how long each may take: as shipped.

No national table exists; a place sets its own scale as a dated row (`Scale`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from early_warning.policy.signals import Level, Lines

SHIPPED_DAYS: Mapping[Level, int] = {Level.RED: 3, Level.ORANGE: 5, Level.YELLOW: 10}


@dataclass(frozen=True, slots=True)
class Terms:
    """The lines between the colours, and the working days in which a warning is handled."""

    lines: Lines = field(default_factory=Lines)
    days: Mapping[Level, int] = field(default_factory=lambda: SHIPPED_DAYS)
