"""发出预警 and its escalation: one open warning an employer, in the highest colour it reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from complaints.services.intake import office_for
from early_warning.models import Warning, WarningSign
from early_warning.policy.signals import LEVEL_LABELS, RANKED, RULES, Level, Signal, Warned
from early_warning.procedure import WARNING
from employers.services.flags import set_warning_level
from grids.models import GridStaff
from rulebook import services as rulebook
from statutes.clocks import Level as ClockLevel
from statutes.clocks import start_of
from statutes.wording import say, term
from workflow import services as workflow
from workflow.models import Clock

CLOCK = "warning_handling"
URGENCY = {
    Level.RED: ClockLevel.RED,
    Level.ORANGE: ClockLevel.YELLOW,
    Level.YELLOW: ClockLevel.BLUE,
}


@dataclass(frozen=True, slots=True)
class Found:
    """What the rules found about one employer on a day."""

    employer_id: int
    division_id: str
    name: str
    warned: Warned
    months: Mapping[str, date]
    news: Sequence[Signal]
    sources: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        assert self.warned.level
        return self.warned.level


@transaction.atomic
def raise_warning(found: Found, *, days: int, on: date, at: datetime) -> Warning:
    """Open a warning with every sign as it speaks now, its person and its day."""
    warning = Warning.objects.create(
        employer_id=found.employer_id,
        employer_name=found.name,
        office=office_for(found.division_id),
        division_id=found.division_id,
        owner=_inspector_of_grid(found.employer_id, on),
        level=found.level.value,
        points=found.warned.points,
        raised_on=on,
        raised_at=at,
        due_on=on,
    )
    _keep_signs(warning, found.warned.signals, found, on)
    _start_clock(warning, days=days, at=at)
    _record(warning, "raise", term("发出预警"), found.warned.signals, at=at)
    _tell(warning, at)
    set_warning_level(warning.employer_id, warning.level)
    return warning


@transaction.atomic
def add_to(warning_id: int, found: Found, *, days: int, on: date, at: datetime) -> Warning:
    """Add what is new to the open warning; a higher colour raises it and shortens its time."""
    rows = Warning.objects.select_for_update(of=("self",)).select_related("office", "owner")
    warning = rows.get(pk=warning_id)
    if not warning.is_open:
        return warning
    _keep_signs(warning, found.news, found, on)
    warning.points = max(warning.points, found.warned.points)
    if RANKED.index(found.level) > RANKED.index(warning.colour):
        _escalate(warning, found, days=days, on=on, at=at)
    else:
        warning.save(update_fields=["points"])
        _record(warning, "add_signs", term("补充预警信号"), found.news, at=at)
    return warning


def _escalate(warning: Warning, found: Found, *, days: int, on: date, at: datetime) -> None:
    warning.level, warning.escalated_on = found.level.value, on
    warning.save(update_fields=["points", "level", "escalated_on"])
    before = warning.due_on
    if rulebook.calendar().add(timezone.localdate(at), days) < before:  # never later than it was
        workflow.stop_clock(
            warning.subject, CLOCK, actor=None, at=at, outcome=Clock.State.CANCELLED
        )
        _start_clock(warning, days=days, at=at)
    _record(warning, "escalate", term("预警升级"), found.news, at=at, before=before)
    _tell(warning, at)
    set_warning_level(warning.employer_id, warning.level)


def _inspector_of_grid(employer_id: int, on: date) -> User | None:
    """The inspector in charge of the employer's grid; with none, the whole unit sees it."""
    rows = GridStaff.objects.filter(
        grid__placements__employer=employer_id,
        duty=GridStaff.Duty.INSPECTOR,
        valid_from__lte=on,
    ).exclude(valid_to__lt=on)
    duty = rows.filter(user__is_active=True).select_related("user").order_by("pk").first()
    return duty.user if duty else None


def _keep_signs(warning: Warning, signals: Sequence[Signal], found: Found, on: date) -> None:
    WarningSign.objects.bulk_create(
        WarningSign(
            warning=warning,
            code=signal.code,
            **signal.sentence.as_data(),
            points=signal.points,
            level=signal.level.value if signal.level else "",
            threshold=_threshold(signal),
            month=found.months.get(signal.code),
            found_on=on,
            sources=sorted(found.sources.get(signal.code, ())),
        )
        for signal in signals
    )


def _threshold(signal: Signal) -> Decimal | None:
    return signal.threshold if RULES[signal.code].shipped.threshold is not None else None


def _start_clock(warning: Warning, *, days: int, at: datetime) -> None:
    base = start_of(timezone.localdate(at))
    clock = workflow.start_clock(
        warning.subject, CLOCK, base_at=base, actor=None, at=at, length=days
    )
    warning.due_on = timezone.localdate(clock.due_at)
    warning.save(update_fields=["due_on"])


def _record(
    warning: Warning,
    act: str,
    label: str,
    signals: Sequence[Signal],
    *,
    at: datetime,
    before: date | None = None,
) -> None:
    payload: dict[str, object] = {
        "level": warning.level,
        "points": warning.points,
        "signs": [signal.code for signal in signals],
        "due_on": warning.due_on.isoformat(),
    }
    if before is not None:
        payload["due_before"] = before.isoformat()
    workflow.record(
        warning.subject, act=act, label=label, actor=None, at=at, citation=WARNING, payload=payload
    )


def _tell(warning: Warning, at: datetime) -> None:
    """Its person, or the heads of the unit where nobody is named; of red both."""
    is_red = warning.colour is Level.RED
    workflow.notify(
        warning.subject,
        message=say(
            "%(employer)s出现%(label)s，请于%(day)s前处置。",
            employer=warning.employer_name,
            label=LEVEL_LABELS[warning.colour],
            day=warning.due_on.isoformat(),
        ),
        at=at,
        users=[warning.owner] if warning.owner else [],
        role=Role.UNIT_HEAD if is_red or warning.owner is None else None,
        level=URGENCY[warning.colour],
    )
