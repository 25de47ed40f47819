"""The sweep: propose whom the rules would list, take back what no longer stands, list nobody.

Done twice it changes nothing; every candidate is its own transaction, so a sweep that breaks off
has lost nothing. A day that has not come, or a set that was not adopted, is tried and not written.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accounts.locks import alone
from blacklist.policy.verdicts import Verdict
from blacklist.services import proposing
from blacklist.services.collecting import Collected, in_slices, records_of
from blacklist.services.judging import OTHER, Counted, Found, found_on, in_full
from cases.models import Case, HistoricCase
from employers.models import Employer
from statutes.refusal import Refused
from statutes.rulesets import DEFAULTS, Family, rule_sets_of
from statutes.wording import say

SETS = tuple(row.id for row in rule_sets_of(Family.BLACKLIST))
NAMED = ("name", "uscc")  # all that is read of a subject


@dataclass(frozen=True, slots=True)
class Proposal:
    """A subject that met a ground, with its whole records."""

    subject: Employer
    found: Found
    on: date
    collected: tuple[Collected, ...]

    def verdict(self) -> Verdict:
        """Every ground of its set, those left open too."""
        return in_full(self.found.ruleset, self.collected, self.on)

    def met(self) -> Verdict:
        """The grounds of the records that met one."""
        found = self.found
        return in_full(
            found.ruleset, self.collected, self.on, only=found.keys, rules=found.triggers
        )

    def other(self) -> Verdict:
        """What the set says that was not adopted."""
        return in_full(OTHER[self.found.ruleset], self.collected, self.on, forced=True)


@dataclass(frozen=True, slots=True)
class Undetermined:
    """A subject of whom nothing can be said until the columns it lacks are known."""

    subject: Employer
    ruleset: str
    cases: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """What a sweep found and did."""

    on: date
    ruleset: str = ""
    evaluated: int = 0
    candidates: list[dict[str, Any]] = field(default_factory=list)
    undetermined: list[dict[str, Any]] = field(default_factory=list)
    opened: int = 0
    changed: int = 0
    closed: int = 0


def require_known(ruleset: str | None) -> None:
    if ruleset is not None and ruleset not in SETS:
        raise Refused(
            say(
                "没有名为“%(ruleset)s”的规则集，请用%(known)s",
                ruleset=ruleset,
                known="、".join(SETS),
            )
        )


def sweep(on: date, *, at: datetime, ruleset: str | None = None, dry_run: bool = False) -> Tally:
    """Evaluate every subject by the set adopted for each record, or by one set as a what-if."""
    require_known(ruleset)
    with alone("sweep_blacklist") as is_alone:
        if not is_alone:
            raise Refused(say("另一次名单评定正在进行，请稍后再试。"))
        is_dry = dry_run or ruleset is not None or on > timezone.localdate(at)
        tally, counted = Tally(on), Counted()
        met, open_ones = _sorted_out(found_on(on, ruleset, counted))
        tally.evaluated = counted.records
        tally.ruleset = ruleset or ",".join(sorted(counted.rulesets)) or _default()
        for proposal in proposals(met, on, ruleset):
            tally.candidates.append(_told(proposal))
            if not is_dry:
                _count(tally, proposing.settle(proposal, on=on, at=at))
        tally.undetermined += [_lacking(row) for row in undetermined(open_ones)]
        if not is_dry:
            standing = {(found.subject_id, found.ruleset) for found in met}
            tally.closed += proposing.take_back(standing, on=on, at=at)
    return tally


def evaluate(subject_ids: Collection[int], *, on: date, at: datetime) -> None:
    """Judge a few subjects anew, as after an act upon one of their cases."""
    found = found_on(on, None, Counted(), subject_ids)
    met, _open = _sorted_out(found)
    for proposal in proposals(met, on, None):
        proposing.settle(proposal, on=on, at=at)
    standing = {(row.subject_id, row.ruleset) for row in met}
    proposing.take_back(standing, on=on, at=at, subjects=subject_ids)


def proposals(met: Iterable[Found], on: date, ruleset: str | None) -> Iterator[Proposal]:
    """Every subject that met a ground, its whole records read a few hundred at a time."""
    by_subject: dict[int, list[Found]] = {}
    for found in met:
        by_subject.setdefault(found.subject_id, []).append(found)
    for some in in_slices(by_subject):
        subjects = Employer.objects.only(*NAMED).in_bulk(some)
        records = records_of(some, on, ruleset)
        for subject_id in some:
            collected = records[subject_id]
            for found in by_subject[subject_id]:
                yield Proposal(subjects[subject_id], found, on, tuple(collected))


def undetermined(open_ones: Iterable[Found]) -> Iterator[Undetermined]:
    """Those of whom a fact is lacking, with the numbers of their cases."""
    rows = list(open_ones)
    for start in range(0, len(rows), 1_000):
        some = rows[start : start + 1_000]
        subjects = Employer.objects.only(*NAMED).in_bulk([row.subject_id for row in some])
        numbers = case_numbers(key for row in some for key in row.keys)
        for row in some:
            cases = tuple(sorted(numbers[key] for key in row.keys))
            yield Undetermined(subjects[row.subject_id], row.ruleset, cases, row.needs)


def case_numbers(keys: Iterable[str]) -> dict[str, str]:
    """case:12 -> its number."""
    found: dict[str, str] = {}
    ids: dict[str, list[int]] = {"case": [], "history": []}
    for key in keys:
        kind, _, pk = key.partition(":")
        ids[kind].append(int(pk))
    for kind, model in (("case", Case), ("history", HistoricCase)):
        rows = model._default_manager.filter(pk__in=ids[kind]).order_by()
        found |= {f"{kind}:{pk}": number for pk, number in rows.values_list("pk", "case_no")}
    return found


def _sorted_out(found: Iterable[Found]) -> tuple[list[Found], list[Found]]:
    met: list[Found] = []
    lacking: list[Found] = []
    for row in found:
        (met if row.triggers else lacking).append(row)
    return met, lacking


def _default() -> str:
    return DEFAULTS[Family.BLACKLIST]


def _count(tally: Tally, what: str) -> None:
    if what:
        setattr(tally, what, getattr(tally, what) + 1)


def _told(proposal: Proposal) -> dict[str, Any]:
    verdict = proposal.met()
    return {
        "subject": proposal.subject.name,
        "uscc": proposal.subject.uscc or "",
        "cases": list(verdict.cases),
        "triggers": list(verdict.triggers),
        "findings": [proposing.ground_json(ground) for ground in verdict.met],
    }


def _lacking(row: Undetermined) -> dict[str, Any]:
    return {
        "subject": row.subject.name,
        "uscc": row.subject.uscc or "",
        "cases": list(row.cases),
        "needs": list(row.needs),
    }
