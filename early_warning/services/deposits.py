"""Whether the wages of a project are secured on a day: by money that is there, not by a file."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Sum

from employers.models import ProjectParty
from statutes.clocks import end_of
from wage_deposits.models import NOTHING, Deposit, DepositMove, Guarantee
from wage_deposits.procedure import SECURED, State
from workflow.models import Clock

OPENING, REFILL = "deposit_opening", "deposit_refill"


@dataclass(frozen=True, slots=True)
class Held:
    """What stands behind a deposit: its state, the money left, the limits that have run out."""

    state: State
    means: Mapping[str, Decimal]
    has_lapsed: bool  # its guarantee
    breached: frozenset[str]

    @property
    def left(self) -> Decimal:
        """What could be paid out; a lapsed guarantee pays nothing."""
        cash = self.means.get(DepositMove.Means.CASH, NOTHING)
        promised = self.means.get(DepositMove.Means.GUARANTEE, NOTHING)
        return cash if self.has_lapsed else cash + promised

    @property
    def is_secured(self) -> bool | None:
        """None: the time to deposit has not run out yet."""
        if self.state is State.EXEMPT:
            return True
        if self.state not in SECURED:
            return False if OPENING in self.breached else None
        return self.left > NOTHING and REFILL not in self.breached


def secured(projects: Collection[int], on: date) -> dict[int, bool]:
    """Project -> whether its general contract is; those whose limit still runs are left out."""
    builds = ProjectParty.objects.filter(
        role=ProjectParty.Role.GENERAL_CONTRACTOR,
        project=OuterRef("project"),
        employer=OuterRef("contractor"),
    )
    rows = list(
        Deposit.objects.live()
        .filter(Exists(builds), project__in=projects)
        .values_list("pk", "project_id", "state")
        .order_by()
    )
    ids = [pk for pk, *_rest in rows]
    means, lapsed, breached = _means(ids), _lapsed(ids, on), _breached(ids, on)
    found = {
        project: Held(
            State(state), means.get(pk, {}), pk in lapsed, frozenset(breached.get(pk, ()))
        ).is_secured
        for pk, project, state in rows
    }
    return {project: known for project, known in found.items() if known is not None}


def _means(ids: Collection[int]) -> dict[int, dict[str, Decimal]]:
    rows = DepositMove.objects.filter(deposit__in=ids).order_by().values_list("deposit", "means")
    found: dict[int, dict[str, Decimal]] = {}
    for pk, means, total in rows.annotate(total=Sum("amount")):
        found.setdefault(pk, {})[means] = total
    return found


def _lapsed(ids: Collection[int], on: date) -> frozenset[int]:
    rows = Guarantee.objects.filter(deposit__in=ids, ended_on=None, valid_to__lt=on)
    return frozenset(rows.values_list("deposit_id", flat=True))


def _breached(ids: Collection[int], on: date) -> dict[int, set[str]]:
    rows = Clock.objects.open().filter(
        subject_type="wage_deposit",
        subject_id__in=ids,
        code__in=[OPENING, REFILL],
        breached_at__lte=end_of(on),
    )
    found: dict[int, set[str]] = {}
    for pk, code in rows.values_list("subject_id", "code"):
        found.setdefault(pk, set()).add(code)
    return found
