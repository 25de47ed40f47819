"""What stands on the day about many employers at once: one query a fact, whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from cases.models import Case, Decision, Order, WageClaim
from cases.policy.decision import Kind
from cases.procedure.states import ENDED
from complaints.models import Claimant, Complaint
from complaints.procedure import State as ComplaintState
from early_warning.models import MonthlyFacts
from early_warning.policy import months
from early_warning.policy.columns import Kind as FactsKind
from early_warning.policy.months import Told
from early_warning.policy.signals import Month
from early_warning.services.deposits import secured
from employers.models import Employer, FactUpdate, ProjectParty
from grids.models import Visit
from statutes.clocks import end_of, start_of

TWELVE_MONTHS = timedelta(days=365)
REPORTED = timedelta(days=90)  # a report of the grid that nobody followed up speaks so long
CLOSED = sorted(state.value for state in ENDED)
NO_COMPLAINT = [ComplaintState.REFUSED.value, ComplaintState.WITHDRAWN.value]
Records = Mapping[int, set[str]]  # employer -> the keys of what was found about it


@dataclass(slots=True)
class Files:
    """The employers asked about; a duplicate that was merged speaks for the file that goes on."""

    of_row: dict[int, int]

    @classmethod
    def of(cls, ids: Collection[int]) -> "Files":
        merged = Employer.objects.filter(merged_into__in=ids).values_list("pk", "merged_into_id")
        return cls({pk: pk for pk in ids} | {pk: into for pk, into in merged if into})

    @property
    def rows(self) -> list[int]:
        return list(self.of_row)

    def gather(self, rows: Iterable[tuple[Any, ...]]) -> Records:
        """Rows of (employer, key) by the file that goes on."""
        found: dict[int, set[str]] = defaultdict(set)
        for employer_id, key in rows:
            found[self.of_row[employer_id]].add(str(key))
        return found


@dataclass(slots=True)
class Sites:
    """What the building sites of a general contractor have and lack."""

    board: list[bool | None] = field(default_factory=list)
    account: list[bool | None] = field(default_factory=list)
    names: list[bool | None] = field(default_factory=list)
    deposit: list[bool | None] = field(default_factory=list)
    lacks: set[str] = field(default_factory=set)  # "12:deposit": which site lacks what

    def add(self, project: int, **told: bool | None) -> None:
        for name, answer in told.items():
            getattr(self, name).append(answer)
            if answer is False:
                self.lacks.add(f"{project}:{name}")


def told(files: Files, on: date) -> dict[int, list[Told]]:
    """The months that may still count, by employer."""
    rows = MonthlyFacts.objects.current().since(months.earliest(on)).filter(month__lte=on)
    found: dict[int, list[Told]] = defaultdict(list)
    wanted = rows.filter(employer__in=files.rows).order_by()
    for pk, kind, month, figures in wanted.values_list("employer_id", "kind", "month", "figures"):
        found[files.of_row[pk]].append(Told(FactsKind(kind), month, figures))
    return found


@dataclass(frozen=True, slots=True)
class Stood:
    """What the day finds about one employer, and by rule the records that it rests on."""

    month: Month
    sources: Mapping[str, frozenset[str]]


def standing(files: Files, on: date) -> dict[int, Stood]:
    """The facts that no monthly file tells, as the day finds them."""
    found: dict[str, Records] = {
        "penalties": _penalties(files, on),
        "complaints": _complaints(files, on),
        "order_overdue": _orders_overdue(files, on),
        "assistant_report": _reports(files, on),
        "legal_representative": _new_heads(files, on),
    }
    people, found["group_complained"] = _groups(files)
    complained, sites = _complained_of(files), _sites(files, on)
    return {
        pk: _stood(
            {code: frozenset(records.get(pk, ())) for code, records in found.items()},
            sites.get(pk),
            complaining_workers=len(people.get(pk, ())),
            is_complained_of=pk in complained,
        )
        for pk in set(files.of_row.values())
    }


def _stood(
    sources: dict[str, frozenset[str]],
    sites: Sites | None,
    *,
    complaining_workers: int,
    is_complained_of: bool,
) -> Stood:
    month = Month(
        penalties=len(sources["penalties"]),
        complaints=len(sources["complaints"]),
        complaining_workers=complaining_workers,
        is_complained_of=is_complained_of,
        orders_overdue=len(sources["order_overdue"]),
        reported_by_assistant=bool(sources["assistant_report"]),
        changed_legal_representative=bool(sources["legal_representative"]),
        **_of_sites(sites),
    )
    if sites is not None:
        sources["site_lacks"] = frozenset(sites.lacks)
    return Stood(month, sources)


def _penalties(files: Files, on: date) -> Records:
    rows = Decision.objects.standing().filter(
        case__employer__in=files.rows,
        kind=Kind.PENALTY.value,
        decided_on__range=(on - TWELVE_MONTHS, on),
    )
    in_force = rows.exclude(status=Decision.Status.ANNULLED)
    return files.gather(in_force.values_list("case__employer_id", "pk"))


def _complaints(files: Files, on: date) -> Records:
    rows = Complaint.objects.filter(
        employer__in=files.rows,
        received_at__range=(start_of(on - TWELVE_MONTHS), end_of(on)),
    )
    counted = rows.exclude(state__in=NO_COMPLAINT)
    return files.gather(counted.values_list("employer_id", "pk"))


def _complained_of(files: Files) -> Records:
    """Against whom a complaint is being handled: not accepted yet, or in a case still open."""
    waiting = Complaint.objects.open().filter(employer__in=files.rows)
    cases = Case.objects.filter(employer__in=files.rows, source=Case.Source.COMPLAINT)
    in_hand = cases.exclude(state__in=CLOSED)
    rows = [*waiting.values_list("employer_id", "pk"), *in_hand.values_list("employer_id", "pk")]
    return files.gather(rows)


def _groups(files: Files) -> tuple[Records, Records]:
    """Who complains and is not helped yet: each person once, and the matters they stand in.

    A complaint that became a case stays the same matter, so that it is no news a second time.
    """
    waiting = Claimant.objects.filter(
        complaint__employer__in=files.rows, complaint__in=Complaint.objects.open()
    ).order_by()
    columns = ("complaint__employer_id", "identity_hash", "complaint_id")
    rows: list[tuple[int, str, int | str]] = list(waiting.values_list(*columns))
    in_hand = WageClaim.objects.unsettled().filter(case__employer__in=files.rows).order_by()
    for pk, who, complaint, case, claim in in_hand.exclude(case__state__in=CLOSED).values_list(
        "case__employer_id", "identity_hash", "claimant__complaint_id", "case_id", "pk"
    ):
        rows.append((pk, who or f"claim {claim}", complaint or f"case {case}"))
    people = files.gather((pk, who) for pk, who, _matter in rows)
    return people, files.gather((pk, matter) for pk, _who, matter in rows)


def _orders_overdue(files: Files, on: date) -> Records:
    open_orders = [Order.Status.IN_FORCE, Order.Status.DISOBEYED]
    rows = Order.objects.filter(
        case__employer__in=files.rows, status__in=open_orders, due_on__lt=on
    ).exclude(case__state__in=CLOSED)
    return files.gather(rows.values_list("case__employer_id", "pk"))


def _reports(files: Files, on: date) -> Records:
    """Wage trouble that an assistant met on a visit and that is not solved yet."""
    rows = Visit.objects.filter(
        employer__in=files.rows,
        is_wage_trouble=True,
        outcome=Visit.Outcome.HANDED_ON,
        visited_on__range=(on - REPORTED, on),
    ).exclude(solved_on__lte=on)
    return files.gather(rows.values_list("employer_id", "pk"))


def _new_heads(files: Files, on: date) -> Records:
    """Whose legal representative changed while a case was open."""
    opened: dict[int, date] = {}
    cases = Case.objects.filter(employer__in=files.rows).exclude(state__in=CLOSED).order_by()
    for pk, at in cases.values_list("employer_id", "proposed_at"):
        day = timezone.localdate(at)
        opened[files.of_row[pk]] = min(day, opened.get(files.of_row[pk], day))
    if not opened:
        return {}
    rows = FactUpdate.objects.filter(
        employer__in=files.rows, changes__has_key="legal_representative", verified_on__lte=on
    ).values_list("employer_id", "pk", "verified_on", "changes__legal_representative__0")
    return files.gather(
        (pk, update)
        for pk, update, day, before in rows
        if before and day >= opened.get(files.of_row[pk], date.max)
    )


def _sites(files: Files, on: date) -> Mapping[int, Sites]:
    rows = ProjectParty.objects.filter(
        employer__in=files.rows, role=ProjectParty.Role.GENERAL_CONTRACTOR, to_on__isnull=True
    ).exclude(project__finished_on__lte=on)
    columns = ("has_notice_board", "has_wage_account", "has_real_names")
    parts = list(rows.values_list("employer_id", "project_id", *(f"project__{c}" for c in columns)))
    deposits = secured({project for _pk, project, *_rest in parts}, on)
    found: dict[int, Sites] = defaultdict(Sites)
    for pk, project, board, account, names in parts:
        found[files.of_row[pk]].add(
            project, board=board, account=account, names=names, deposit=deposits.get(project)
        )
    return found


def _of_sites(sites: Sites | None) -> dict[str, Any]:
    if sites is None:
        return {}
    return {
        "has_notice_board": _all_have(sites.board),
        "has_wage_account": _all_have(sites.account),
        "has_deposit": _all_have(sites.deposit),
        "has_real_names": _all_have(sites.names),
    }


def _all_have(known: Iterable[bool | None]) -> bool | None:
    """False as soon as one site is known to lack it; unknown counts for nothing."""
    said = [answer for answer in known if answer is not None]
    return all(said) if said else None
