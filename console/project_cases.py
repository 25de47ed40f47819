"""Which cases belong to a project: those of its parties, whichever file of a merged one they name.

Cases know no project. The employer ties them to it, with the place of work and what the workers
called the site; `wage_deposits.policy.site` says how well the two agree.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from cases.models.case import CaseQuerySet
from employers.models import Employer, Project, ProjectParty
from wage_deposits.policy.site import Fit, fit

FITS = (Fit.ELSEWHERE, Fit.UNCLEAR, Fit.HERE)  # the better one last
COLUMNS = ("pk", "case_no", "filed_on", "employer", "division", "sources__complaint__project_name")


@dataclass(slots=True)
class Placed:
    """A case of a party: who owes, where the work was done, what the site was called."""

    pk: int
    case_no: str
    filed_on: date | None
    debtor: int  # the file that goes on
    place: str
    names: set[str] = field(default_factory=set)
    fit: Fit = Fit.ELSEWHERE


def cases_on(project: Project, cases: CaseQuerySet) -> CaseQuerySet:
    """Those of these cases that belong to the project."""
    here = [row.pk for row in placed([project], cases) if row.fit is Fit.HERE]
    return cases.filter(pk__in=here)


def placed(
    projects: Collection[Project], cases: CaseQuerySet, parties: Q | None = None
) -> list[Placed]:
    """The cases of the projects' parties (of these parties), each with its best fit."""
    parts = ProjectParty.objects.filter(parties or Q(), project__in=projects).order_by()
    engaged = list(parts.values_list("project", "employer", "employer__merged_into").distinct())
    builds_on: dict[int, set[int]] = {}
    for project, employer, merged in engaged:
        builds_on.setdefault(merged or employer, set()).add(project)
    files = files_of(builds_on)
    rows = _named(cases, files)
    known = _projects_of(files) if any(row.names for row in rows) else {}
    for row in rows:
        own = [project for project in projects if project.pk in builds_on[row.debtor]]
        fits = [_fit(row, project, known.get(row.debtor, {})) for project in own]
        row.fit = max(fits, key=FITS.index)
    return rows


def files_of(employers: Iterable[int]) -> dict[int, int]:
    """The files of these employers and every duplicate merged into one -> the file that goes on."""
    roots = set(employers)
    merged = Employer.objects.filter(merged_into__in=roots).values_list("pk", "merged_into")
    return {root: root for root in roots} | {pk: into for pk, into in merged if into is not None}


def _named(cases: CaseQuerySet, files: dict[int, int]) -> list[Placed]:
    found: dict[int, Placed] = {}
    rows = cases.filter(employer__in=list(files)).order_by("pk")
    for pk, case_no, filed_on, employer, place, name in rows.values_list(*COLUMNS):
        row = found.setdefault(pk, Placed(pk, case_no, filed_on, files[employer], place))
        if name:
            row.names.add(name)
    return list(found.values())


def _projects_of(files: dict[int, int]) -> dict[int, dict[int, str]]:
    """Employer -> the names of all projects on which it builds."""
    parts = ProjectParty.objects.filter(employer__in=list(files)).order_by()
    found: dict[int, dict[int, str]] = {}
    for employer, project, name in parts.values_list("employer", "project", "project__name"):
        found.setdefault(files[employer], {})[project] = name
    return found


def _fit(row: Placed, project: Project, known: dict[int, str]) -> Fit:
    others = [name for pk, name in known.items() if pk != project.pk]
    return fit(
        named=row.names,
        own=project.name,
        others=others,
        place=row.place,
        site=project.division_id,
    )
