"""What the desk knows of a project beside its deposit: the debts of its parties, their past.

Deposits lie below cases and cannot ask for them; the officer confirms what is composed here.
"""

from datetime import date
from decimal import Decimal

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from accounts.jurisdiction import within
from accounts.models import User
from cases.models import Case, CaseSource, Payment
from cases.policy.payment import Payer
from employers.models import Employer, Project, ProjectParty
from statutes.clocks import add_months
from wage_deposits.models import NOTHING, Deposit, Use
from wage_deposits.policy.rate import Contractor
from wage_deposits.policy.use import Arrears

GENERAL_CONTRACTOR = ProjectParty.Role.GENERAL_CONTRACTOR
TWO_YEARS = 24


def projects_seen_by(user: User) -> QuerySet[Project]:
    """Projects of the jurisdiction that have a general contractor."""
    parts = ProjectParty.objects.filter(project=OuterRef("pk"), role=GENERAL_CONTRACTOR, to_on=None)
    return Project.objects.filter(within(user)).filter(Exists(parts)).select_related("division")


def without_deposit(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Those for which nothing has been fixed yet, or what was fixed has ended."""
    live = Deposit.objects.live().filter(project=OuterRef("pk"))
    return projects.exclude(Exists(live))


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
    parties = project.parties.values("employer")
    named = CaseSource.objects.filter(case=OuterRef("pk"), complaint__project_name__gt="")
    elsewhere = named.exclude(complaint__project_name=project.name)
    owed = Q(determined__gt=F("paid")) | Q(undetermined__gt=0)
    here = Case.objects.filed().open().filter(employer__in=parties, division=project.division_id)
    return here.filter(owed).exclude(Exists(elsewhere)).order_by("pk")


def unsettled(deposit: Deposit) -> tuple[str, ...]:
    """The numbers of the cases that bar a return."""
    return tuple(cases_of(deposit.project).values_list("case_no", flat=True))


def arrears_of(case: Case) -> Arrears:
    """What is owed in a case, and the order that was to bring it about."""
    order = case.orders.standing().select_related("paper").first()
    return Arrears(
        case_id=case.pk,
        case_no=case.case_no,
        debtor=case.subject_name,
        order_number=order.paper.number if order else "",
        order_due_on=order.due_on if order else None,
        workers=case.claims.filter(determined__gt=F("paid")).count(),
        amount=max(case.determined - case.paid, NOTHING),
        pending=_unbooked(case),
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
    parts = ProjectParty.objects.filter(employer=contractor, role=GENERAL_CONTRACTOR, to_on=None)
    here = parts.filter(project__division__code__startswith=project.division_id[:4])
    rows = here.filter(project__finished_on=None).select_related("project")
    return [part.project for part in rows]


def _last_arrears(contractor: Employer) -> date | None:
    found = Case.objects.filed().filter(employer=contractor, determined__gt=0)
    last: date | None = found.aggregate(last=Max("filed_on"))["last"]
    return last


def _whole_years(since: date, on: date) -> int:
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))
