"""The city's rules of 2014: six grounds, any of which is enough (founding document, 二(三)).

凡经调查核实: every ground asks that the matter was verified. Payment cures nothing; the rules name
no period. The last three lead directly to the list; all are proposed to a person, never published
by the machine.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from blacklist.policy.clauses import (
    UNKNOWN,
    about_migrants,
    asks,
    at_least,
    known,
    reached,
    verified,
    yes_or_no,
)
from blacklist.policy.records import REFUSAL_TO_PAY, SAID_BY_PEOPLE, ArrearsRecord
from cases.policy.history import SOURCE_LABELS
from statutes.citations import cite
from statutes.findings import Clause, Finding, all_of
from statutes.money import yuan
from statutes.wording import say

ID = "city-2014"
SOURCE = cite("欠薪名单市规", "二（三）")
TRIGGERS = ("amount", "repeat", "headcount", "police_filed", "obstruction", "petition")
DIRECT = frozenset({"police_filed", "obstruction", "petition"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a place may set. “超过20人以上” contradicts itself: over twenty unless set otherwise."""

    least_amount: Decimal = Decimal("100000.00")
    headcount: int = 20
    headcount_counts_itself: bool = False


def judge(
    record: ArrearsRecord,
    others: Sequence[ArrearsRecord] = (),
    settings: Settings | None = None,
    rules: Collection[str] = TRIGGERS,
) -> tuple[Finding, ...]:
    """One finding a ground; `others` are the same subject's other records, for *repeat*."""
    given = settings or Settings()
    return tuple(_RULES[rule](record, others, given) for rule in TRIGGERS if rule in rules)


def _ground(rule: str, record: ArrearsRecord, *clauses: Clause) -> Finding:
    return all_of(rule, (verified(record, SOURCE), *clauses), SOURCE)


def _amount(record: ArrearsRecord, given: Settings) -> Finding:
    asked = say("数额一次性达到%(least)s元以上", least=yuan(given.least_amount))
    amount = at_least("amount", asked, record, "amount", given.least_amount, SOURCE)
    return _ground("amount", record, about_migrants(record, SOURCE), amount)


def _headcount(record: ArrearsRecord, given: Settings) -> Finding:
    least = given.headcount if given.headcount_counts_itself else given.headcount + 1
    asked = say("人数一次性超过%(count)s人", count=given.headcount)
    if given.headcount_counts_itself:
        asked = say("人数一次性达到%(count)s人以上", count=given.headcount)
    answer, said = reached(record, "workers", least), known(record, "workers")
    counted = asks("headcount", asked, said, answer, "workers", citation=SOURCE)
    return _ground("headcount", record, about_migrants(record, SOURCE), counted)


def _police_filed(record: ArrearsRecord) -> Finding:
    asked = say("因涉嫌拒不支付劳动报酬罪被公安机关立案侦查")
    if record.police_filed_on is None:
        clause = asks("police_filed", asked, say("公安机关没有立案"), False, citation=SOURCE)
    elif not record.police_offence.strip():
        clause = asks("police_filed", asked, UNKNOWN, None, "police_offence", citation=SOURCE)
    else:
        said = say(
            "%(day)s以涉嫌%(offence)s立案",
            day=record.police_filed_on.isoformat(),
            offence=record.police_offence,
        )
        answer = REFUSAL_TO_PAY in record.police_offence
        clause = asks("police_filed", asked, said, answer, citation=SOURCE)
    return _ground("police_filed", record, clause)


def _obstruction(record: ArrearsRecord) -> Finding:
    asked = say("拒绝、阻挠政府有关部门调查处理欠薪案件")
    said, answer = yes_or_no(record.refused), record.refused
    if not record.is_about_wages:
        said, answer = say("违法事项不是拖欠工资"), False
    clause = asks("obstruction", asked, said, answer, "refused", citation=SOURCE)
    return _ground("obstruction", record, clause)


def _petition(record: ArrearsRecord) -> Finding:
    asked = say("无故拖欠导致农民工群体上访，造成不良社会影响")
    said = yes_or_no(record.mass_petition)
    clause = asks("petition", asked, said, record.mass_petition, "mass_petition", citation=SOURCE)
    return _ground("petition", record, about_migrants(record, SOURCE), clause)


def _repeat(record: ArrearsRecord, others: Sequence[ArrearsRecord]) -> Finding:
    """Two verified complaints or reports of one subject, lodged within one year of each other."""
    own = (*_said_by_people(record), about_migrants(record, SOURCE))
    return _ground("repeat", record, *own, _another(record, others))


def _said_by_people(record: ArrearsRecord) -> tuple[Clause, Clause]:
    source = record.source
    asked = say("来自投诉或者举报")
    said = UNKNOWN if source is None else say(SOURCE_LABELS[source])
    answer = None if source is None else source in SAID_BY_PEOPLE
    day = say("投诉举报的日期")
    lodged = (
        UNKNOWN if record.lodged_on is None else say("%(day)s", day=record.lodged_on.isoformat())
    )
    known = True if record.lodged_on else None
    return (
        asks("source", asked, said, answer, "source", citation=SOURCE),
        asks("lodged", day, lodged, known, "lodged_on", citation=SOURCE),
    )


def _another(record: ArrearsRecord, others: Sequence[ArrearsRecord]) -> Clause:
    asked = say("一年内被投诉举报两次以上")
    near = (o for o in others if is_within_a_year(record.lodged_on, o.lodged_on))
    met = [other for other in near if as_second(other) == ()]
    if met:
        first = min(met, key=lambda other: (other.lodged_on or date.max, other.case_no))
        said = say(
            "另有%(case_no)s（%(day)s）",
            case_no=first.case_no,
            day=first.lodged_on.isoformat() if first.lodged_on else "",
        )
        return asks("another", asked, said, True, citation=SOURCE)
    if needs := _open(record, others):
        said = say("另一件的情况未记录")
        return asks("another", asked, said, None, *needs, citation=SOURCE)
    return asks("another", asked, say("一年内没有另一件"), False, citation=SOURCE)


def as_second(other: ArrearsRecord) -> tuple[str, ...] | None:
    """What is unknown of whether this record counts as one of two: nothing if it does.

    `None`: it cannot count, whatever else becomes known.
    """
    facts = {
        "filed_on": other.is_verified,
        "source": None if other.source is None else other.source in SAID_BY_PEOPLE,
        "migrant": other.migrant if other.is_about_wages else False,
        "lodged_on": True if other.lodged_on else None,
    }
    if False in facts.values():
        return None
    return tuple(name for name, known_fact in facts.items() if known_fact is None)


def _open(record: ArrearsRecord, others: Sequence[ArrearsRecord]) -> tuple[str, ...]:
    """What would have to be known of another record for it to make the second."""
    needs: dict[str, None] = {}
    for other in others:
        if not is_far(record.lodged_on, other.lodged_on):
            needs |= dict.fromkeys(as_second(other) or ())
    return tuple(needs)


def is_far(one: date | None, other: date | None) -> bool:
    """More than a year lies between them for certain."""
    return bool(one and other) and not is_within_a_year(one, other)


def is_within_a_year(one: date | None, other: date | None) -> bool:
    """By corresponding day: 03-03 to 03-03 of the next year is within, 03-02 to 03-03 is not."""
    if one is None or other is None:
        return False
    early, late = sorted((one, other))
    return late <= a_year_after(early)


def a_year_after(day: date) -> date:
    """The corresponding day of the next year; 29 February ends on the month's last (民法典 202)."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


_RULES: Mapping[str, Callable[[ArrearsRecord, Sequence[ArrearsRecord], Settings], Finding]] = {
    "amount": lambda record, _others, given: _amount(record, given),
    "repeat": lambda record, others, _given: _repeat(record, others),
    "headcount": lambda record, _others, given: _headcount(record, given),
    "police_filed": lambda record, _others, _given: _police_filed(record),
    "obstruction": lambda record, _others, _given: _obstruction(record),
    "petition": lambda record, _others, _given: _petition(record),
}
