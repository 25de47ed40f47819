"""Which cases stand against a project, and what a contractor's past is composed of."""

from datetime import date, timedelta
from typing import Any

import pytest

from cases.models import Case
from cases.tests import factories as cases
from console.deposit_cases import cases_of, past_of, unsettled
from console.tests.desk import NOON, Desk
from employers.models import Employer, Project, ProjectParty
from wage_deposits.models import Deposit
from wage_deposits.tests import factories as deposits
from wage_deposits.tests.factories import House

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
PART = ProjectParty.Role


@pytest.fixture
def deposit(desk: Desk) -> Deposit:
    people = desk.bureau
    return deposits.opened(House(people.office, lead=people.lead, head=people.head))


def owing(desk: Desk, **changes: Any) -> Case:
    """Two workers' employer owes them wages."""
    return cases.determine_as_claimed(desk.bureau, cases.file(desk.bureau, cases.lodge(**changes)))


def joins(case: Case, project: Project) -> ProjectParty:
    return ProjectParty.objects.create(
        project=project, employer=case.employer, role=PART.SUBCONTRACTOR
    )


# -- what bars a return --


def test_the_site_may_be_spelled_otherwise(desk: Desk, deposit: Deposit) -> None:
    case = owing(desk, project_name="国际商贸城（二期）工程")
    joins(case, deposit.project)
    Project.objects.filter(pk=deposit.project_id).update(name="江城国际商贸城(二期)")
    deposit.refresh_from_db()
    assert unsettled(deposit) == (case.case_no,)
    assert list(cases_of(deposit.project)) == [case]


def test_a_site_that_nobody_registered_may_be_this_one(desk: Desk, deposit: Deposit) -> None:
    """It bars the return until it is known; the money of this project does not pay it."""
    case = owing(desk, project_name="别处工程")
    joins(case, deposit.project)
    assert unsettled(deposit) == (case.case_no,)
    assert not cases_of(deposit.project).exists()
    joins(case, deposits.make_project("别处 工程", contractor=deposit.contractor))
    assert unsettled(deposit) == ()


@pytest.mark.parametrize(
    ("place", "bars"),
    [("410102003000", True), ("410100000000", True), ("410103000000", False)],
)
def test_the_place_of_work_is_compared_by_county(
    desk: Desk, deposit: Deposit, place: str, bars: bool
) -> None:
    case = owing(desk, project_name="")
    joins(case, deposit.project)
    deposits.make_division(place)
    Case.objects.filter(pk=case.pk).update(division=place)
    assert bool(unsettled(deposit)) is bars


def test_a_case_of_a_merged_file_counts(desk: Desk, deposit: Deposit) -> None:
    case = owing(desk, project_name="")
    kept = deposits.make_employer("江城宏达建筑劳务（集团）有限公司", uscc=deposits.make_uscc(41))
    Employer.objects.filter(pk=case.employer_id).update(merged_into=kept)
    ProjectParty.objects.create(project=deposit.project, employer=kept, role=PART.SUBCONTRACTOR)
    assert unsettled(deposit) == (case.case_no,)
    ProjectParty.objects.filter(employer=kept).update(employer=case.employer)
    assert unsettled(deposit) == (case.case_no,)


def test_a_case_that_waits_to_be_filed_bars_the_return(desk: Desk, deposit: Deposit) -> None:
    case = cases.propose(desk.bureau, cases.lodge(project_name=""))
    joins(case, deposit.project)
    assert unsettled(deposit) == (case.case_no,)
    assert not cases_of(deposit.project).exists()


def test_the_cases_of_a_project_take_few_queries(
    desk: Desk, deposit: Deposit, django_assert_max_num_queries
) -> None:
    joins(owing(desk), deposit.project)
    with django_assert_max_num_queries(4):
        assert unsettled(deposit)


# -- the past of a contractor --


def test_the_past_of_a_contractor_is_composed(desk: Desk) -> None:
    """What the officer is shown before confirming it."""
    project = deposits.make_project(has_wage_account=True, has_real_names=True)
    builder = deposits.contractor_of(project)
    known = past_of(builder, project, TODAY)
    assert (known.years_clean, known.projects_here) == (0, 1)
    assert known.has_accounts_and_real_names and not known.had_arrears_in_two_years
    later = past_of(builder, project, TODAY + timedelta(days=731))
    assert later.years_clean == 2
    Project.objects.filter(pk=project.pk).update(has_real_names=None)
    assert not past_of(builder, project, date(2026, 11, 23)).has_accounts_and_real_names


def test_the_arrears_of_whom_it_engaged_are_its_own(desk: Desk) -> None:
    """工资条例 第三十条: the contractor answers for its subcontractors."""
    project = deposits.make_project()
    builder, new = deposits.contractor_of(project), deposits.make_project("滨河花园")
    case = owing(desk, project_name="")
    assert not past_of(builder, new, TODAY).had_arrears_in_two_years
    part = joins(case, project)
    assert past_of(builder, new, TODAY).had_arrears_in_two_years
    developer = deposits.make_employer("江城置业有限公司", uscc=deposits.make_uscc(31))
    part.under = ProjectParty.objects.create(
        project=project, employer=developer, role=PART.DEVELOPER
    )
    part.save(update_fields=["under"])
    assert not past_of(builder, new, TODAY).had_arrears_in_two_years  # engaged by another


def test_the_arrears_and_listings_of_merged_files_are_its_own(desk: Desk) -> None:
    project = deposits.make_project()
    builder, case = deposits.contractor_of(project), owing(desk)
    Employer.objects.filter(pk=case.employer_id).update(
        merged_into=builder, listed_on=TODAY, listed_until=TODAY + timedelta(days=1095)
    )
    known = past_of(builder, project, TODAY)
    assert known.had_arrears_in_two_years and known.is_listed
