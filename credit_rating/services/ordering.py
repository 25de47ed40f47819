"""Order a year to be rated, try it out, or explain it to one employer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Division, Office, User
from accounts.policy.division_codes import code_range, pad, shortest_prefix
from credit_rating.models import Conduct, RatingRun
from credit_rating.policy.conduct import ConductRecord
from credit_rating.policy.facts import item_of
from credit_rating.policy.judgement import Judgement, Settings
from credit_rating.policy.rulesets import RULES, judge
from credit_rating.procedure import State
from credit_rating.services.collection import freeze
from credit_rating.services.rating import judge_shapes
from employers.models import Employer
from rulebook import services as rulebook
from statutes.identity import check_uscc
from statutes.refusal import Refused
from statutes.rulesets import DEFAULTS, Family
from statutes.wording import say

FIRST_YEAR = 2004  # the Regulations are of that year


@dataclass(frozen=True, slots=True)
class Explained:
    """One employer's year: the grade, and every record with what each rule said of it."""

    employer: Employer
    judgement: Judgement
    facts: tuple[dict[str, object], ...]


def order_run(
    *, year: int, ruleset: str | None, division: str | None, actor: User | None, at: datetime,
    cut_off: date | None = None,
) -> RatingRun:  # fmt: skip
    """Order a rating; one that is under way for the same year, place and rules goes on."""
    run = _new(year, ruleset, division, actor, at, cut_off)
    same = RatingRun.objects.unfinished().filter(
        year=run.year, ruleset=run.ruleset, division=run.division_id
    )
    if under_way := same.order_by("-pk").first():
        return under_way
    run.save(force_insert=True)
    return run


def order_for(office: Office, *, year: int, at: datetime) -> RatingRun:
    """Order the rating of an office's whole place, as its calendar does each January."""
    return order_run(year=year, ruleset=None, division=office.division_id, actor=None, at=at)


def try_out(
    *, year: int, ruleset: str | None, division: str | None, at: datetime
) -> tuple[RatingRun, dict[str, int]]:
    """The counts that a run would come to; nothing is kept."""
    run = _new(year, ruleset, division, None, at, None)
    with _undone():
        run.save(force_insert=True)
        freeze(run, at)
        judge_shapes(run, at)
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, {"run": run.pk})
            counts = {"A": 0, "B": 0, "C": 0} | dict(cursor.fetchall())
    return run, counts


def explain(
    *, uscc: str, year: int, ruleset: str | None, at: datetime, cut_off: date | None = None
) -> Explained:
    """Judge one employer's year as it is known now, with all clauses; nothing is kept."""
    code = uscc.strip().upper()
    if wrong := check_uscc(code):
        raise Refused(wrong)
    employer = Employer.objects.filter(uscc=code).first()
    if employer is None:
        raise Refused(say("登记册中没有统一社会信用代码为%(uscc)s的单位，请核对", uscc=code))
    file = employer.merged_into or employer
    run = _new(year, ruleset, None, None, at, cut_off, place=file.division_id)
    return explain_file(run, file)


def explain_file(run: RatingRun, file: Employer) -> Explained:
    """Judge one file by a run that is thrown away again: an explanation, or a what-if."""
    with _undone():
        run.save(force_insert=True)
        freeze(run, run.requested_at, only=tuple(file.file_ids))
        rows = Conduct.objects.filter(run=run, employer=file).order_by("kind", "source_id")
        facts = tuple(rows.values_list("facts", flat=True))
    record = ConductRecord(run.year, tuple(item_of(row) for row in facts))
    return Explained(file, judge(run.ruleset, record, Settings(**run.settings)), facts)


def what_if(
    file: Employer, *, year: int, ruleset: str, at: datetime, cut_off: date | None = None
) -> Explained:
    """The same year by another rule set."""
    run = _new(year, ruleset, None, None, at, cut_off, place=file.division_id)
    return explain_file(run, file)


def _new(
    year: int, ruleset: str | None, division: str | None, actor: User | None, at: datetime,
    cut_off: date | None, *, place: str | None = None,
) -> RatingRun:  # fmt: skip
    today = timezone.localdate(at)
    if not FIRST_YEAR <= year <= today.year:
        raise Refused(
            say("年度应在%(first)s至%(last)s之间，请改正", first=FIRST_YEAR, last=today.year)
        )
    code = _division(division)
    office = _office(actor, code or place)
    rules = ruleset or _adopted(office, year)
    if rules not in RULES:
        known = "、".join(RULES)
        raise Refused(say("没有名为“%(id)s”的信用规则集，可用：%(known)s", id=rules, known=known))
    return RatingRun(
        office=office,
        division_id=code or (office.division_id if actor and office else None),
        year=year,
        ruleset=rules,
        cut_off=min(cut_off or today, today),
        settings=asdict(settings_at(code or place, date(year, 12, 31))),
        state=State.RATING.value,
        requested_by=actor,
        requested_at=at,
    )


def settings_at(division: str | None, on: date) -> Settings:
    """What the place set for the year, frozen with the run."""
    listing = rulebook.dated_value("credit_listing", division, on).value
    skipped = rulebook.dated_value("credit_skipped_review", division, on).value
    years = rulebook.dated_value("credit_skipped_years", division, on).value
    return Settings(listing == "grade_c", skipped == "not_a", int(years))


def _division(given: str | None) -> str | None:
    if not given:
        return None
    code = pad(given)
    if not Division.objects.filter(pk=code).exists():
        raise Refused(say("没有行政区划代码“%(code)s”，请核对", code=given))
    return code


def _office(actor: User | None, division: str | None) -> Office | None:
    """Whose rating it is: the actor's office, else the nearest above the place."""
    if actor is not None:
        return actor.office
    offices = Office.objects.order_by("division_id", "pk")
    if division is None:
        return offices.filter(parent=None).first()
    found = [office for office in offices if _covers(office.division_id, division)]
    return max(found, key=lambda office: len(shortest_prefix(office.division_id)), default=None)


def _covers(division: str, code: str) -> bool:
    first, last = code_range(shortest_prefix(division))
    return first <= code <= last


def _adopted(office: Office | None, year: int) -> str:
    if office is None:
        return DEFAULTS[Family.CREDIT]
    return rulebook.adopted(office, Family.CREDIT, date(year, 12, 31))


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


_COUNT = """
    WITH years AS (
        SELECT employer_id, md5(string_agg(
            shape, ';' ORDER BY shape COLLATE "C", kind COLLATE "C", source_id)) AS key
        FROM credit_rating_conduct WHERE run_id = %(run)s GROUP BY employer_id
    )
    SELECT judged.grade, count(*)
    FROM (
        SELECT unnest(employer_ids) AS employer_id
        FROM credit_rating_runbatch WHERE run_id = %(run)s
    ) AS rated
    LEFT JOIN years USING (employer_id)
    JOIN credit_rating_judgedshape AS judged
        ON judged.run_id = %(run)s AND judged.key = coalesce(years.key, md5(''))
    GROUP BY judged.grade
"""
