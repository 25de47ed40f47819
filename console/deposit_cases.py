"""What the desk knows of a project beside its deposit: the debts of its parties, their past.

Deposits lie below cases and cannot ask for them; the officer confirms what is composed here.
"""

from datetime import date
from decimal import Decimal

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from accounts.jurisdiction import within
from accounts.models import User
from cases.models import Case, CaseSource, Order, OrderLine, Payment
from cases.models.case import CaseQuerySet
from cases.policy.payment import Payer
from employers.models import Employer, Project, ProjectParty
from statutes.clocks import add_months
from wage_deposits.models import NOTHING, Deposit, Use, charged_parties
from wage_deposits.policy.rate import Contractor
from wage_deposits.policy.use import Arrears, PaymentOrder

GENERAL_CONTRACTOR = ProjectParty.Role.GENERAL_CONTRACTOR
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
    """What this register knows of a general contractor; arrears elsewhere it cannot know."""
    sites = _sites(contractor, project)
    last = _last_arrears(contractor)
    return Contractor(
        years_clean=_whole_years(last or timezone.localdate(contractor.created_at), on),
        had_arrears_in_two_years=last is not None and last > add_months(on, -TWO_YEARS),
        is_listed=contractor.is_listed(on),
        has_accounts_and_real_names=all(p.has_wage_account and p.has_real_names for p in sites),
        projects_here=max(1, len(sites)),
    )


def cases_of(project: Project) -> QuerySet[Case]:
    """Cases of the project's parties in its place that are still owed wages.

    A case whose complaint names another project is not one of them.
    """
    owed = Q(determined__gt=F("paid")) | Q(undetermined__gt=0)
    return _filed_on(project).open().filter(owed).order_by("pk")


def _filed_on(project: Project) -> CaseQuerySet:
    named = CaseSource.objects.filter(case=OuterRef("pk"), complaint__project_name__gt="")
    elsewhere = named.exclude(complaint__project_name=project.name)
    parties = project.parties.values("employer")
    here = Case.objects.filed().filter(employer__in=parties, division=project.division_id)
    return here.exclude(Exists(elsewhere))


def unsettled(deposit: Deposit) -> tuple[str, ...]:
    """The numbers of the cases that bar a return."""
    return tuple(cases_of(deposit.project).values_list("case_no", flat=True))


def arrears_of(case: Case, deposit: Deposit) -> Arrears:
    """What is owed in a case, and the order by which the contractor was to pay it."""
    in_advance = case.employer_id != deposit.contractor_id
    orders = _orders_in_advance(case, deposit) if in_advance else case.orders.standing()
    order = orders.select_related("paper").first()
    return Arrears(
        case_id=case.pk,
        case_no=case.case_no,
        debtor=case.subject_name,
        order=_as_payment_order(order) if order else None,
        in_advance=in_advance,
        workers=case.claims.filter(determined__gt=F("paid")).count(),
        amount=max(case.determined - case.paid, NOTHING),
        pending=_unbooked(case),
    )


def _orders_in_advance(case: Case, deposit: Deposit) -> QuerySet[Order]:
    """What told the contractor to pay workers of this case first (先行清偿), soonest due first."""
    told = _filed_on(deposit.project).filter(employer=deposit.contractor_id)
    people = case.claims.values("worker", "identity_hash")
    same = Q(claim__identity_hash__in=people.exclude(identity_hash="").values("identity_hash"))
    same |= Q(claim__identity_hash="", claim__worker__in=people.values("worker"))
    lines = OrderLine.objects.filter(same, order=OuterRef("pk"))
    orders = Order.objects.standing().filter(Exists(lines), case__in=told)
    return orders.order_by(F("due_on").asc(nulls_last=True), "pk")


def _as_payment_order(order: Order) -> PaymentOrder:
    """With what deposits were called upon to pay under it already."""
    number = order.paper.number
    called = Use.objects.filter(order_number=number, returned_at=None)
    return PaymentOrder(
        number=number,
        amount=order.amount,
        due_on=order.due_on,
        is_fulfilled=order.status == Order.Status.FULFILLED,
        called=called.aggregate(sum=Sum("amount"))["sum"] or NOTHING,
    )


def _unbooked(case: Case) -> Decimal:
    """What deposits were called upon to pay for the case beyond what its ledger says they paid."""
    called = Use.objects.filter(case_id=case.pk, returned_at=None).aggregate(sum=Sum("amount"))
    payments = Payment.objects.filter(
        claim__case=case, disbursement__payer=Payer.WAGE_DEPOSIT.value
    )
    booked = payments.aggregate(sum=Sum("amount"))
    return max((called["sum"] or NOTHING) - (booked["sum"] or NOTHING), NOTHING)


def _sites(contractor: Employer, project: Project) -> list[Project]:
    """The contractor's unfinished projects in the same city, this one among them."""
    parts = charged_parties().filter(employer=contractor)
    here = parts.filter(project__division__code__startswith=project.division_id[:4])
    rows = here.filter(project__finished_on=None).select_related("project")
    return [part.project for part in rows]


def _last_arrears(contractor: Employer) -> date | None:
    found = Case.objects.filed().filter(employer=contractor, determined__gt=0)
    last: date | None = found.aggregate(last=Max("filed_on"))["last"]
    return last


def _whole_years(since: date, on: date) -> int:
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))
