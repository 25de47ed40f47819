"""The national rules in force since 2022-01-01 (人社部令第45号 第五条、第七条).

Two grounds, each only after an order to pay has expired unpaid. Who paid before the decision and
promised in writing may be left off, so nothing is proposed; that is asked first.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from blacklist.policy.clauses import (
    UNKNOWN,
    about_migrants,
    asks,
    reached,
    verified,
    yes_or_no,
)
from blacklist.policy.records import ArrearsRecord
from cases.policy.history import SubjectKind
from statutes.citations import cite
from statutes.crime_thresholds import INTERPRETATION, MONTHS, WORKERS, Band, band
from statutes.findings import Clause, Finding, all_of
from statutes.money import yuan
from statutes.wording import say

ID = "national-2022"
GROUNDS, CURE = cite("45号令", "第五条"), cite("45号令", "第七条")
LIABLE_UNIT = cite("工资条例", "第三十条")
TRIGGERS = ("crime_amount", "mass_incident")
BandOf = Callable[[str, date], Band]
Known = tuple[bool | None, str]  # an answer, and the column that gives it


def judge(record: ArrearsRecord, on: date, *, band_of: BandOf = band) -> tuple[Finding, ...]:
    """One finding a ground, as on a day; `band_of` gives the threshold of a place and day."""
    shared = (
        _not_cured(record),
        about_migrants(record, GROUNDS),
        verified(record, GROUNDS),
        _expired_unpaid(record, on),
        _is_a_unit(record),
    )
    return (
        all_of("crime_amount", (*shared, _crime_amount(record, on, band_of)), GROUNDS),
        all_of("mass_incident", (*shared, *_mass_incident(record)), GROUNDS),
    )


def _not_cured(record: ArrearsRecord) -> Clause:
    asked = say("没有在决定前付清并作出书面信用承诺")
    if record.paid_on is None:
        return asks("not_cured", asked, say("尚未付清"), True, citation=CURE)
    if record.promise is None:
        return asks("not_cured", asked, say("承诺未记录"), None, "promise", citation=CURE)
    said = say("%(day)s付清", day=record.paid_on.isoformat())
    if record.promise:
        said = say("%(day)s付清并承诺", day=record.paid_on.isoformat())
    return asks("not_cured", asked, said, not record.promise, citation=CURE)


def _expired_unpaid(record: ArrearsRecord, on: date) -> Clause:
    asked = say("经责令限期支付，逾期未支付")
    due = record.order_due_on
    if record.is_ordered is False:
        return asks("expired", asked, say("没有责令支付"), False, citation=GROUNDS)
    if record.paid_on and due and record.paid_on <= due:
        said = say("%(day)s在期限内付清", day=record.paid_on.isoformat())
        return asks("expired", asked, said, False, citation=GROUNDS)
    if due and due >= on:
        said = say("期限%(day)s尚未届满", day=due.isoformat())
        return asks("expired", asked, said, False, citation=GROUNDS)
    if due is None:
        lacking = ("order_due_on",) if record.order_on else ("order_on", "order_due_on")
        return asks("expired", asked, UNKNOWN, None, *lacking, citation=GROUNDS)
    said = say("期限%(day)s届满，未支付", day=due.isoformat())
    return asks("expired", asked, said, True, citation=GROUNDS)


def _is_a_unit(record: ArrearsRecord) -> Clause:
    """An individual is not listed alone: the unit that must pay is sought (工资条例 30、36)."""
    asked = say("列入的是用人单位")
    if record.has_uscc:
        return asks("unit", asked, say("单位"), True, citation=LIABLE_UNIT)
    if record.subject_kind is None:
        return asks("unit", asked, UNKNOWN, None, "subject_kind", citation=LIABLE_UNIT)
    if record.subject_kind is SubjectKind.INDIVIDUAL:
        said = say("只有个人，须查明负清偿责任的单位")
        return asks("unit", asked, said, None, "uscc", citation=LIABLE_UNIT)
    return asks("unit", asked, say("单位"), True, citation=LIABLE_UNIT)


def _crime_amount(record: ArrearsRecord, on: date, band_of: BandOf) -> Clause:
    """One worker's three months, or ten workers together, at the figure of the place."""
    place = band_of(record.division, record.filed_on or on)
    answer, needs = _either(_one_worker(record, place), _ten_workers(record, place))
    asked = say(
        "达到拒不支付劳动报酬罪数额标准：一人三个月以上且%(one)s元以上，或者十人以上累计%(ten)s元以上",
        one=_figures(place, "one"),
        ten=_figures(place, "ten"),
    )
    said = say(
        "最高一人%(months)s个月%(one)s元，共%(workers)s人%(amount)s元",
        months=_known(record.max_worker_months),
        one=_money(record.max_worker_amount),
        workers=_known(record.workers),
        amount=_money(record.amount),
    )
    return asks("crime_amount", asked, said, answer, *needs, citation=INTERPRETATION)


def _one_worker(record: ArrearsRecord, place: Band) -> tuple[Known, Known]:
    counted = reached(record, "max_worker_months", MONTHS)
    owed = _reached(record, "max_worker_amount", place.least.one, place.most.one)
    return (counted, "max_worker_months"), owed


def _ten_workers(record: ArrearsRecord, place: Band) -> tuple[Known, Known]:
    counted = reached(record, "workers", WORKERS)
    return (counted, "workers"), _reached(record, "amount", place.least.ten, place.most.ten)


def _reached(record: ArrearsRecord, column: str, least: Decimal, most: Decimal) -> Known:
    """Whether the figure is reached, or the name of what would have to be known to say so."""
    amount = getattr(record, column)
    if amount is not None and column not in record.rising and least <= amount < most:
        return None, "threshold"
    return reached(record, column, most), column


def _either(*ways: tuple[Known, Known]) -> tuple[bool | None, tuple[str, ...]]:
    """Whether one way is met in both its facts, and what would have to be known to say so."""
    unknown: list[str] = []
    for way in ways:
        answers = [answer for answer, _ in way]
        if all(answers):
            return True, ()
        if False not in answers:
            unknown += [name for answer, name in way if answer is None]
    return (None if unknown else False), tuple(unknown)


def _mass_incident(record: ArrearsRecord) -> tuple[Clause, Clause]:
    event, impact = say("引发群体性事件、极端事件"), say("造成严重不良社会影响")
    said = say(
        "群体上访：%(petition)s；极端事件未见记载，按未发生计",
        petition=yes_or_no(record.mass_petition),
    )
    return (
        asks(
            "event", event, said, record.mass_petition, "mass_petition", citation=GROUNDS
        ),
        asks(
            "impact", impact, yes_or_no(record.serious_impact), record.serious_impact,
            "serious_impact", citation=GROUNDS,
        ),
    )  # fmt: skip


def _figures(place: Band, name: str) -> str:
    least, most = getattr(place.least, name), getattr(place.most, name)
    return yuan(least) if least == most else f"{yuan(least)}—{yuan(most)}"


def _known(value: object) -> object:
    return UNKNOWN if value is None else value


def _money(value: object) -> object:
    return UNKNOWN if value is None else yuan(value)  # type: ignore[arg-type]
