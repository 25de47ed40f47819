"""Judge every employer: a slice at a time, so that memory stays flat whatever their number."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from time import perf_counter

from django.db.models import Prefetch

from accounts.locks import alone
from early_warning.models import Warning, WarningSign
from early_warning.policy import months
from early_warning.policy.news import Sign, is_news
from early_warning.policy.signals import RANKED, Level, Month, Signal, Warned, judge
from early_warning.services import raising, standing
from early_warning.services.rules import Book, book
from early_warning.services.standing import Files
from employers.models import Employer
from statutes.refusal import Refused
from statutes.wording import say

SLICE = 2_000
REMEMBERED = timedelta(days=365)  # how long a closed warning settles its signs
Slice = Sequence[tuple[int, str, str, str | None]]  # id, division, name, code
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of one employer, and what is new about it."""

    employer_id: int
    name: str
    uscc: str
    division_id: str
    warned: Warned
    months: Mapping[str, date]
    sources: Mapping[str, frozenset[str]]
    news: tuple[Signal, ...] = ()
    standing_warning: Warning | None = None

    @property
    def level(self) -> Level:
        assert self.warned.level
        return self.warned.level

    @property
    def rises(self) -> bool:
        before = self.standing_warning
        return before is not None and RANKED.index(self.level) > RANKED.index(before.colour)


@dataclass(slots=True)
class Tally:
    """What an evaluation did, or would do."""

    on: date
    evaluated: int = 0
    raised: int = 0
    escalated: int = 0
    added: int = 0
    settled: int = 0  # signs that a closed warning had answered already
    seconds: float = 0.0
    items: list[tuple[str, Verdict, Warning | None]] = field(default_factory=list)


def evaluate(
    on: date,
    *,
    at: datetime,
    dry_run: bool = False,
    size: int = SLICE,
    progress: Progress = lambda rows: None,
) -> Tally:
    """Judge every employer by what is known on the day; one open warning each, raised in colour.

    Every warning is its own transaction: a run that breaks off has lost nothing, done twice it
    changes nothing.
    """
    begun, tally, set_values = perf_counter(), Tally(on), book(on)
    with alone("evaluate_warnings") as is_alone:
        if not is_alone:
            raise Refused(say("另一次预警评估正在进行，请稍后再试。"))
        for rows in _slices(size):
            for verdict in _judged(rows, set_values, on):
                _settle(verdict, tally, set_values, at=at, dry_run=dry_run)
            tally.evaluated += len(rows)
            progress(tally.evaluated)
    tally.seconds = round(perf_counter() - begun, 2)
    return tally


def _slices(size: int) -> Iterator[Slice]:
    """Every file that goes on, by key."""
    last = 0
    rows = Employer.objects.current().exclude(status=Employer.Status.CANCELLED).order_by("pk")
    while found := list(
        rows.filter(pk__gt=last).values_list("pk", "division_id", "name", "uscc")[:size]
    ):
        yield found
        last = found[-1][0]


def _judged(rows: Slice, set_values: Book, on: date) -> Iterator[Verdict]:
    """Those of the slice about whom the rules say something, with what was said before."""
    files = Files.of([pk for pk, *_rest in rows])
    told, stands = standing.told(files, on), standing.standing(files, on)
    verdicts = []
    for pk, place, name, uscc in rows:
        wage = set_values.minimum_wage(place)
        stood = stands[pk]
        known = months.assemble(told.get(pk, ()), stood.month, on, wage)
        warned = _judge(known.month, set_values, place)
        if warned.level is not None:
            about = (pk, name, uscc or "", place)
            verdicts.append(Verdict(*about, warned, known.of_rule, stood.sources))
    yield from _with_news(verdicts, on)


def _judge(month: Month, set_values: Book, place: str) -> Warned:
    return judge(month, set_values.terms(place).lines, set_values.figures(place))


def _with_news(verdicts: Sequence[Verdict], on: date) -> Iterator[Verdict]:
    """Compare with the open warning of each, and with those that were closed within the year."""
    ids = [verdict.employer_id for verdict in verdicts]
    known = Prefetch("signs", WarningSign.objects.order_by("pk"))
    rows = Warning.objects.filter(employer__in=ids).prefetch_related(known).order_by("pk")
    recent = rows.exclude(closed_on__lt=on - REMEMBERED)
    before: dict[int, list[Sign]] = {}
    standing_by: dict[int, Warning] = {}
    for warning in recent:
        before.setdefault(warning.employer_id, []).extend(s.sign for s in warning.signs.all())
        if warning.is_open:
            standing_by[warning.employer_id] = warning
    for verdict in verdicts:
        settled = before.get(verdict.employer_id, [])
        open_one = standing_by.get(verdict.employer_id)
        weights = _weights(open_one)
        news = tuple(
            s
            for s in verdict.warned.signals
            if is_news(_sign(s, verdict), settled) or s.points > weights.get(s.code, s.points)
        )
        yield replace(verdict, news=news, standing_warning=open_one)


def _weights(warning: Warning | None) -> dict[str, int]:
    """How much each sign of the open warning counts so far."""
    found: dict[str, int] = {}
    for sign in warning.signs.all() if warning else ():
        found[sign.code] = max(sign.points, found.get(sign.code, 0))
    return found


def _sign(signal: Signal, verdict: Verdict) -> Sign:
    month = verdict.months.get(signal.code)
    return Sign(signal.code, signal.sentence, month, verdict.sources.get(signal.code, frozenset()))


def _settle(
    verdict: Verdict, tally: Tally, set_values: Book, *, at: datetime, dry_run: bool
) -> None:
    """Raise, escalate or add to; nothing where nothing is new."""
    what = _due(verdict)
    if not what:
        tally.settled += not verdict.standing_warning
        return
    setattr(tally, what, getattr(tally, what) + 1)
    warning = verdict.standing_warning
    if not dry_run:
        days = set_values.terms(verdict.division_id).days[verdict.level]
        found = raising.Found(
            verdict.employer_id, verdict.division_id, verdict.name, verdict.warned,
            verdict.months, verdict.news, verdict.sources,
        )  # fmt: skip
        if warning is None:
            warning = raising.raise_warning(found, days=days, on=tally.on, at=at)
        else:
            warning = raising.add_to(warning.pk, found, days=days, on=tally.on, at=at)
    tally.items.append((what, verdict, warning))


def _due(verdict: Verdict) -> str:
    if verdict.standing_warning is None:
        return "raised" if verdict.news else ""
    if verdict.rises:
        return "escalated"
    return "added" if verdict.news else ""
