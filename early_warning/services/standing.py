"""What stands on the day about many employers at once: one query a fact, whatever their number."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from cases.models import Case, Decision, Order
from cases.policy.decision import Kind
from cases.procedure.states import ENDED
from complaints.models import Complaint
from complaints.procedure import State as ComplaintState
from early_warning.models import MonthlyFacts
from early_warning.policy import months
from early_warning.policy.columns import Kind as FactsKind
from early_warning.policy.months import Told
from early_warning.policy.signals import Month
from employers.models import Employer, FactUpdate, ProjectParty
from grids.models import Visit
from statutes.clocks import end_of, start_of
from wage_deposits.models import Deposit
from wage_deposits.procedure import SECURED
from wage_deposits.procedure import State as DepositState
from workflow.models import Clock

TWELVE_MONTHS = timedelta(days=365)
REPORTED = timedelta(days=90)  # a report of the grid that nobody followed up speaks so long
CLOSED = sorted(state.value for state in ENDED)
NO_COMPLAINT = [ComplaintState.REFUSED.value, ComplaintState.WITHDRAWN.value]
STANDS = {*(state.value for state in SECURED), DepositState.EXEMPT.value}


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

    def count(self, employer_ids: Iterable[int | None]) -> Counter[int]:
        return Counter(self.of_row[pk] for pk in employer_ids if pk is not None)


@dataclass(slots=True)
class Sites:
    """What the building sites of a general contractor have and lack."""

    board: list[bool | None] = field(default_factory=list)
    account: list[bool | None] = field(default_factory=list)
    names: list[bool | None] = field(default_factory=list)
    deposit: list[bool | None] = field(default_factory=list)


def told(files: Files, on: date) -> dict[int, list[Told]]:
    """The months that may still count, by employer."""
    rows = MonthlyFacts.objects.current().since(months.earliest(on)).filter(month__lte=on)
    found: dict[int, list[Told]] = defaultdict(list)
    wanted = rows.filter(employer__in=files.rows).order_by()
    for pk, kind, month, figures in wanted.values_list("employer_id", "kind", "month", "figures"):
        found[files.of_row[pk]].append(Told(FactsKind(kind), month, figures))
    return found


def standing(files: Files, on: date) -> dict[int, Month]:
    """The facts that no monthly file tells, as the day finds them."""
    penalties, complaints = _penalties(files, on), _complaints(files, on)
    orders, reports = _orders_overdue(files, on), _reports(files, on)
    heads, sites = _new_heads(files, on), _sites(files, on)
    return {
        pk: Month(
            penalties=penalties[pk],
            complaints=complaints[pk],
            orders_overdue=orders[pk],
            reported_by_assistant=pk in reports,
            changed_legal_representative=pk in heads,
            **_of_sites(sites.get(pk)),
        )
        for pk in set(files.of_row.values())
    }


def _penalties(files: Files, on: date) -> Counter[int]:
    rows = Decision.objects.standing().filter(
        case__employer__in=files.rows,
        kind=Kind.PENALTY.value,
        decided_on__range=(on - TWELVE_MONTHS, on),
    )
    in_force = rows.exclude(status=Decision.Status.ANNULLED)
    return files.count(in_force.values_list("case__employer_id", flat=True))


def _complaints(files: Files, on: date) -> Counter[int]:
    rows = Complaint.objects.filter(
        employer__in=files.rows,
        received_at__range=(start_of(on - TWELVE_MONTHS), end_of(on)),
    )
    counted = rows.exclude(state__in=NO_COMPLAINT)
    return files.count(counted.values_list("employer_id", flat=True))


def _orders_overdue(files: Files, on: date) -> Counter[int]:
    open_orders = [Order.Status.IN_FORCE, Order.Status.DISOBEYED]
    rows = Order.objects.filter(
        case__employer__in=files.rows, status__in=open_orders, due_on__lt=on
    ).exclude(case__state__in=CLOSED)
    return files.count(rows.values_list("case__employer_id", flat=True))


def _reports(files: Files, on: date) -> frozenset[int]:
    """Trouble that an assistant met on a visit and that is not solved yet."""
    rows = Visit.objects.filter(
        employer__in=files.rows,
        outcome=Visit.Outcome.HANDED_ON,
        visited_on__range=(on - REPORTED, on),
    ).exclude(solved_on__lte=on)
    return frozenset(files.count(rows.values_list("employer_id", flat=True)))


def _new_heads(files: Files, on: date) -> frozenset[int]:
    """Whose legal representative changed while a case was open."""
    opened: dict[int, date] = {}
    cases = Case.objects.filter(employer__in=files.rows).exclude(state__in=CLOSED).order_by()
    for pk, at in cases.values_list("employer_id", "proposed_at"):
        day = timezone.localdate(at)
        opened[files.of_row[pk]] = min(day, opened.get(files.of_row[pk], day))
    if not opened:
        return frozenset()
    rows = FactUpdate.objects.filter(
        employer__in=files.rows, changes__has_key="legal_representative", verified_on__lte=on
    ).values_list("employer_id", "verified_on", "changes__legal_representative__0")
    return frozenset(
        files.of_row[pk]
        for pk, day, before in rows
        if before and day >= opened.get(files.of_row[pk], date.max)
    )


def _sites(files: Files, on: date) -> Mapping[int, Sites]:
    rows = ProjectParty.objects.filter(
        employer__in=files.rows, role=ProjectParty.Role.GENERAL_CONTRACTOR, to_on__isnull=True
    ).exclude(project__finished_on__lte=on)
    columns = ("has_notice_board", "has_wage_account", "has_real_names")
    parts = list(rows.values_list("employer_id", "project_id", *(f"project__{c}" for c in columns)))
    deposits = _deposits({project for _pk, project, *_rest in parts}, on)
    found: dict[int, Sites] = defaultdict(Sites)
    for pk, project, board, account, names in parts:
        site = found[files.of_row[pk]]
        site.board.append(board)
        site.account.append(account)
        site.names.append(names)
        site.deposit.append(deposits.get(project))
    return found


def _deposits(projects: Collection[int], on: date) -> dict[int, bool]:
    """Whether the wages of a project are secured; not while the limit still runs."""
    rows = dict(Deposit.objects.live().filter(project__in=projects).values_list("pk", "state"))
    late = Clock.objects.open().filter(subject_type="wage_deposit", subject_id__in=list(rows))
    breached = set(
        late.filter(code="deposit_opening", breached_at__lte=end_of(on)).values_list(
            "subject_id", flat=True
        )
    )
    of_project = dict(Deposit.objects.filter(pk__in=list(rows)).values_list("pk", "project_id"))
    known = {pk: state in STANDS for pk, state in rows.items() if state in STANDS or pk in breached}
    return {of_project[pk]: secured for pk, secured in known.items()}


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
