"""A clock's due date as a projection of its history: nothing is counted down and stored.

Pauses move the due date by the time really paused; an extension adds length in the clock's own
unit; a restart begins the whole length anew (补正 supplied); a correction names another start.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from statutes.clocks import Due, Levels, Pause, Term, due, levels
from statutes.wording import term
from statutes.workdays import Calendar


class Act(StrEnum):
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    RESTART = "restart"
    EXTEND = "extend"
    CORRECT = "correct"
    RECALCULATE = "recalculate"
    STOP = "stop"


ACT_LABELS: dict[Act, str] = {
    Act.START: term("开始计时"),
    Act.PAUSE: term("中止"),
    Act.RESUME: term("恢复"),
    Act.RESTART: term("重新起算"),
    Act.EXTEND: term("延长"),
    Act.CORRECT: term("更正起算"),
    Act.RECALCULATE: term("按新日历重算"),
    Act.STOP: term("办结"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One recorded act upon a clock. `length` is the extension, in the clock's own unit."""

    act: Act
    at: datetime
    length: int = 0


@dataclass(frozen=True, slots=True)
class Projection:
    base_at: datetime
    pauses: tuple[Pause, ...]
    extensions: tuple[int, ...]
    due: Due
    levels: Levels


def project(limit: Term, happenings: Iterable[Happening], calendar: Calendar) -> Projection:
    """Replay the clock's history; the first happening must be its start (ValueError otherwise)."""
    base: datetime | None = None
    pauses: list[Pause] = []
    extensions: list[int] = []
    for happening in happenings:
        match happening.act:
            case Act.START | Act.RESTART | Act.CORRECT:
                base, pauses, extensions = happening.at, [], []
            case Act.PAUSE:
                pauses.append(Pause(happening.at, None))
            case Act.RESUME:
                pauses[-1] = Pause(pauses[-1].started_at, happening.at)
            case Act.EXTEND:
                extensions.append(happening.length)
            case _:
                pass
    if base is None:
        raise ValueError("a clock's history begins with its start")
    # An open pause has no end yet: the due date shown is the one from before it.
    closed = tuple(pause for pause in pauses if pause.ended_at is not None)
    end = due(limit, base, calendar=calendar, extensions=tuple(extensions), pauses=closed)
    return Projection(
        base, tuple(pauses), tuple(extensions), end, levels(limit, base, end, calendar)
    )
