"""The rules and the scale in force at a place, and changing them with two people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from accounts.models import Division, User
from early_warning.models import Scale, WarningRule
from early_warning.perms import why_not_set
from early_warning.policy.handling import Terms
from early_warning.policy.places import WHOLE_COUNTRY, nearest
from early_warning.policy.signals import RULES, Figures, Level
from rulebook.models import DatedRow, DatedValue
from rulebook.services import confirm, reject, require_keeper
from statutes.refusal import Refused
from statutes.wording import say

MINIMUM_WAGE = "minimum_wage_monthly"


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that is set for a day, read once: rules, scales and minimum wages by place."""

    rules: Mapping[str, Mapping[str, WarningRule]]  # code -> place -> row
    scales: Mapping[str, Scale]
    wages: Mapping[str, Decimal]
    _figures: dict[str, Mapping[str, Figures]] = field(default_factory=dict)
    _terms: dict[str, Terms] = field(default_factory=dict)
    _floors: dict[str, Decimal | None] = field(default_factory=dict)

    def figures(self, place: str) -> Mapping[str, Figures]:
        """What the place has set by rule code; the others are as shipped."""
        if place not in self._figures:
            found = {code: nearest(rows, place) for code, rows in self.rules.items()}
            self._figures[place] = {code: row.figures for code, row in found.items() if row}
        return self._figures[place]

    def terms(self, place: str) -> Terms:
        if place not in self._terms:
            scale = nearest(self.scales, place)
            self._terms[place] = scale.terms if scale else Terms()
        return self._terms[place]

    def minimum_wage(self, place: str) -> Decimal | None:
        if place not in self._floors:
            self._floors[place] = nearest(self.wages, place)
        return self._floors[place]


def book(on: date) -> Book:
    """Read what is in force that day."""
    rules: dict[str, dict[str, WarningRule]] = {}
    for row in WarningRule.objects.in_force(on):
        rules.setdefault(row.code, {})[row.division_id or WHOLE_COUNTRY] = row
    scales = {row.division_id or WHOLE_COUNTRY: row for row in Scale.objects.in_force(on)}
    wages = DatedValue.objects.in_force(on).filter(key=MINIMUM_WAGE)
    by_place = {row.division_id or WHOLE_COUNTRY: Decimal(str(row.value)) for row in wages}
    return Book(rules, scales, by_place)


def propose_rule(
    *,
    code: str,
    division: Division | None,
    level: str,
    points: int,
    threshold: Decimal | None,
    in_force_from: date,
    citation: str,
    actor: User,
    at: datetime,
) -> WarningRule:
    """Propose what a rule weighs from a day on; it judges once a second official confirmed it."""
    _require_in_place(division.pk if division else None, actor=actor, at=at)
    shipped = RULES[code].shipped
    if shipped.threshold is None and threshold is not None:
        raise Refused(say("这条规则没有阈值，请留空。"))
    if shipped.threshold is not None and threshold is None:
        raise Refused(say("这条规则要有阈值，请填写。"))
    _require_ahead(in_force_from, at)
    return WarningRule.objects.create(
        code=code,
        division=division,
        level=Level(level).value if level else "",
        points=points,
        threshold=threshold,
        in_force_from=in_force_from,
        citation=_cited(citation),
        proposed_by=actor,
        proposed_at=at,
    )


def propose_scale(
    *,
    division: Division | None,
    points: Mapping[Level, int],
    days: Mapping[Level, int],
    in_force_from: date,
    citation: str,
    actor: User,
    at: datetime,
) -> Scale:
    """Propose from how many points a colour begins and how long each may take."""
    _require_in_place(division.pk if division else None, actor=actor, at=at)
    if not 0 < points[Level.YELLOW] < points[Level.ORANGE] < points[Level.RED]:
        raise Refused(say("黄、橙、红的起点分值应当依次升高。"))
    if not 0 < days[Level.RED] <= days[Level.ORANGE] <= days[Level.YELLOW] <= 60:
        raise Refused(say("红、橙、黄的处置期限应当依次不缩短，最长60个工作日。"))
    _require_ahead(in_force_from, at)
    return Scale.objects.create(
        division=division,
        **{level.value: points[level] for level in Level},
        **{f"{level.value}_days": days[level] for level in Level},
        in_force_from=in_force_from,
        citation=_cited(citation),
        proposed_by=actor,
        proposed_at=at,
    )


def decide(row: WarningRule | Scale, *, approved: bool, actor: User, at: datetime) -> DatedRow:
    """Confirm or turn down, as the second official of the same place."""
    _require_in_place(row.division_id, actor=actor, at=at)
    return (confirm if approved else reject)(row, actor=actor, at=at)


def _require_in_place(division_id: str | None, *, actor: User, at: datetime) -> None:
    require_keeper(actor, at)
    wrong = why_not_set(actor, division_id, timezone.localdate(at))
    if wrong is not None:
        raise Refused(wrong)


def _cited(citation: str) -> str:
    if not citation.strip():
        raise Refused(say("请填写依据（文件名称和文号）"))
    return citation.strip()


def _require_ahead(day: date, at: datetime) -> None:
    """A rule judges from now on: what it judged already keeps the figures it was judged by."""
    if day < timezone.localdate(at):
        raise Refused(say("施行日期不得早于今天。"))
