"""What the desk knows of a project beside its deposit: the debts of its parties, their past.

Deposits lie below cases and cannot ask for them; the officer confirms what is composed here.
"""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from accounts.jurisdiction import within
from accounts.models import User
from cases.models import Case, Order, OrderLine, Payment
from cases.models.case import CaseQuerySet
from cases.policy.payment import Payer
from console.project_cases import cases_on, files_of, placed
from employers.models import Employer, Project, ProjectParty
from statutes.clocks import add_months
from wage_deposits.models import NOTHING, Deposit, Use, charged_parties
from wage_deposits.policy.rate import Contractor
from wage_deposits.policy.site import Fit
from wage_deposits.policy.use import Arrears, PaymentOrder

GENERAL_CONTRACTOR = ProjectParty.Role.GENERAL_CONTRACTOR
BELOW = (ProjectParty.Role.SUBCONTRACTOR, ProjectParty.Role.TEAM_LEADER)
TWO_YEARS = 24


def projects_seen_by(user: User) -> QuerySet[Project]:
    """Projects of the jurisdiction of which somebody must deposit."""
    parts = charged_parties().filter(project=OuterRef("pk"))
    return Project.objects.filter(within(user)).filter(Exists(parts)).select_related("division")


def without_deposit(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Those of which a party has no figure yet, or what was fixed has ended.

    For the general contract there is one, whichever of its contractors it was fixed for.
    """
    live = Deposit.objects.live().filter(project=OuterRef("project"))
    builds = ProjectParty.objects.filter(role=GENERAL_CONTRACTOR, employer=OuterRef("contractor"))
    general = live.filter(Exists(builds.filter(project=OuterRef("project"))))
    own = live.filter(contractor=OuterRef("employer"))
    fixed = Q(Exists(own)) | Q(Exists(general), role=GENERAL_CONTRACTOR)
    return projects.filter(Exists(charged_parties().filter(project=OuterRef("pk")).exclude(fixed)))


def contractors_of(project: Project) -> QuerySet[Employer]:
    """Who must deposit for it, the general contractor first."""
    parts = charged_parties().filter(project=project)
    general = parts.filter(role=GENERAL_CONTRACTOR, employer=OuterRef("pk"))
    rows = Employer.objects.filter(pk__in=parts.values("employer"))
    return rows.order_by(Exists(general).desc(), "pk")


def engaged_directly(project: Project) -> frozenset[Employer]:
    """Those of them whom the developer engaged itself beside a general contractor."""
    parts = charged_parties().filter(project=project).select_related("employer")
    general = {part.employer for part in parts if part.role == GENERAL_CONTRACTOR}
    return frozenset(part.employer for part in parts) - general


def past_of(contractor: Employer, project: Project, on: date) -> Contractor:
    """What this register knows of a contractor; arrears elsewhere it cannot know.

    Known is what stands in any file that was merged into its own.
    """
    root = contractor.merged_into or contractor
    files = list(files_of([root.pk]))
    sites, last = _sites(files, project), _last_arrears(files)
    known = Employer.objects.filter(pk__in=files)
    since = known.aggregate(since=Min("created_at"))["since"]
    return Contractor(
        years_clean=_whole_years(last or timezone.localdate(since), on),
        had_arrears_in_two_years=last is not None and last > add_months(on, -TWO_YEARS),
        is_listed=known.listed(on).exists(),
        has_accounts_and_real_names=all(p.has_wage_account and p.has_real_names for p in sites),
        projects_here=max(1, len(sites)),
    )


def cases_of(project: Project) -> CaseQuerySet:
    """Cases of the project's parties that are still owed wages there."""
    return cases_on(project, _owed().filed()).order_by("pk")


def _owed() -> CaseQuerySet:
    """Where money is left to pay; what waits to be filed is counted later."""
    owed = Q(determined__gt=F("paid")) | Q(undetermined__gt=0)
    return Case.objects.open().filter(owed | Q(filed_on=None))


def unsettled(deposit: Deposit) -> tuple[str, ...]:
    """The numbers of the cases that bar a return: all that are not plainly of another project."""
    rows = placed([deposit.project], _owed())
    return tuple(row.case_no for row in rows if row.fit is not Fit.ELSEWHERE)


@transaction.atomic
def arrears_locked(case_id: int, deposit: Deposit, use: Use | None = None) -> Arrears:
    """As `arrears_of`, of a case in whose ledger nothing moves until the act is done."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
    return arrears_of(case, deposit, use)


def arrears_of(case: Case, deposit: Deposit, use: Use | None = None) -> Arrears:
    """What is owed in a case, and the order by which the contractor was to pay it.

    `use`: the payment that is being decided on, which does not stand in its own way.
    """
    others = Use.objects.filter(returned_at=None).exclude(pk=use.pk if use else 0)
    in_advance = case.employer_id not in _files_of(deposit.contractor)
    orders = _orders_in_advance(case, deposit) if in_advance else case.orders.standing()
    order = orders.select_related("paper").first()
    return Arrears(
        case_id=case.pk,
        case_no=case.case_no,
        debtor=case.subject_name,
        order=_as_payment_order(order, others) if order else None,
        in_advance=in_advance,
        workers=case.claims.filter(determined__gt=F("paid")).count(),
        amount=max(case.determined - case.paid, NOTHING),
        pending=_unbooked(case, others),
    )


def _files_of(contractor: Employer) -> dict[int, int]:
    return files_of([contractor.merged_into_id or contractor.pk])


def _orders_in_advance(case: Case, deposit: Deposit) -> QuerySet[Order]:
    """What told the contractor to pay workers of this case first (先行清偿), soonest due first."""
    own = Case.objects.filed().filter(employer__in=list(_files_of(deposit.contractor)))
    told = cases_on(deposit.project, own)
    people = case.claims.values("worker", "identity_hash")
    same = Q(claim__identity_hash__in=people.exclude(identity_hash="").values("identity_hash"))
    same |= Q(claim__identity_hash="", claim__worker__in=people.values("worker"))
    lines = OrderLine.objects.filter(same, order=OuterRef("pk"))
    orders = Order.objects.standing().filter(Exists(lines), case__in=told)
    return orders.order_by(F("due_on").asc(nulls_last=True), "pk")


def _as_payment_order(order: Order, uses: QuerySet[Use]) -> PaymentOrder:
    """With what deposits were called upon to pay under it already."""
    number = order.paper.number
    called = uses.filter(order_number=number).aggregate(sum=Sum("amount"))
    return PaymentOrder(
        number=number,
        amount=order.amount,
        due_on=order.due_on,
        is_fulfilled=order.status == Order.Status.FULFILLED,
        called=called["sum"] or NOTHING,
    )


def _unbooked(case: Case, uses: QuerySet[Use]) -> Decimal:
    """What deposits were called upon to pay for the case beyond what its ledger says they paid."""
    called = uses.filter(case_id=case.pk).aggregate(sum=Sum("amount"))
    payments = Payment.objects.filter(
        claim__case=case, disbursement__payer=Payer.WAGE_DEPOSIT.value
    )
    booked = payments.aggregate(sum=Sum("amount"))
    return max((called["sum"] or NOTHING) - (booked["sum"] or NOTHING), NOTHING)


def _sites(files: Collection[int], project: Project) -> list[Project]:
    """The contractor's unfinished projects in the same city, this one among them."""
    parts = charged_parties().filter(employer__in=files)
    here = parts.filter(project__division__code__startswith=project.division_id[:4])
    rows = here.filter(project__finished_on=None).select_related("project")
    return list({part.project for part in rows})


def _last_arrears(files: Collection[int]) -> date | None:
    """When it last owed wages: its own workers, or those of whom it engaged on its projects,
    whom it had to pay first (工资条例 第三十条)."""
    owing = Case.objects.filed().filter(determined__gt=0)
    own = owing.filter(employer__in=files).aggregate(last=Max("filed_on"))["last"]
    builds = ProjectParty.objects.filter(employer__in=files, role=GENERAL_CONTRACTOR)
    engages = ProjectParty.objects.filter(under__employer__in=files)
    answers_for = Q(pk__in=engages) | Q(project__in=builds.values("project"), role__in=BELOW)
    projects = Project.objects.filter(
        Q(pk__in=builds.values("project")) | Q(pk__in=engages.values("project"))
    )
    under = ~Q(under__role=ProjectParty.Role.DEVELOPER) & answers_for
    rows = placed(list(projects), owing, under)
    days = [own, *(row.filed_on for row in rows if row.fit is not Fit.ELSEWHERE)]
    return max((day for day in days if day is not None), default=None)


def _whole_years(since: date, on: date) -> int:
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))
