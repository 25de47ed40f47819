"""Builds the demo city: bureau, employers, two years of complaints, and the founding case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from django.db import transaction

from accounts.models import Office
from cases.models import Case
from complaints.models import Complaint
from complaints.policy.roster import read_roster
from complaints.policy.statement import Channel, LodgeStatement
from complaints.services import desk, intake
from console.demo import (
    deposits,
    files,
    firms,
    grids,
    listings,
    outcomes,
    patrols,
    publicity,
    ratings,
    referrals,
    reviews,
    stories,
    warnings,
)
from console.demo.people import Bureau, open_bureaus
from console.demo.teller import Teller
from documents.models import Paper
from employers.models import Employer
from employers.services.register import find_or_register
from rulebook import services as rulebook
from statutes.clocks import start_of

ROSTER = Path(__file__).parent / "roster-72.xlsx"
TWO_YEARS = 700  # calendar days; the oldest stories stay inside the two-year limit
FIRMS_A_COMPLAINT = 5
# A small city shows fewer of the cases that rest where somebody is to act.
FIRMS_A_RESTING_CASE = 4


@dataclass(frozen=True, slots=True)
class City:
    """What was built, counted."""

    employers: int
    complaints: int
    cases: int
    papers: int


def is_built() -> bool:
    return Office.objects.exists()


@transaction.atomic
def build(*, today: date, number_of_employers: int, seed: int) -> City:
    """Build the whole city through the services; needs DEBUG, and an empty bureau."""
    rng = Random(seed)
    city, district = open_bureaus()
    bureaus = {city.office.pk: city, district.office.pk: district}
    opened_on = today - timedelta(days=TWO_YEARS)
    register = firms.register(rng, number_of_employers, actor=city.inspectors[0], on=opened_on)
    _live(rng, bureaus, register, today=today)
    _patrol(rng, bureaus, register, today=today)
    founding_case(rng, city, today=today)
    _withheld(rng, bureaus, register, today=today)
    deposits.build(rng, city, today=today)
    files.build(rng, city, register, today=today)
    reviews.build(city, today=today)
    warnings.build(rng, city, today=today)
    grids.build(rng, city, register, today=today)
    patrols.build(rng, city, register, today=today)
    publicity.build(rng, city, bureaus, today=today)
    listings.build(rng, city, today=today)
    referrals.build(rng, city, register, today=today)
    ratings.build(city, today=today)
    return City(
        Employer.objects.count(),
        Complaint.objects.count(),
        Case.objects.count(),
        Paper.objects.count(),
    )


def _live(
    rng: Random, bureaus: Mapping[int, Bureau], register: list[Employer], *, today: date
) -> None:
    """Complaints over two years; a third of them in the last weeks, so that the desk is full."""
    number = max(1, len(register) // FIRMS_A_COMPLAINT)
    ages = [rng.randint(1, 35) if i % 3 == 0 else rng.randint(36, TWO_YEARS) for i in range(number)]
    told_first = iter(stories.LONG_STORIES)
    for age in sorted(ages, reverse=True):
        day = rulebook.calendar().workday_on_or_after(today - timedelta(days=age))
        serial = 40 * Complaint.objects.count()
        # No story reaches into today: nothing in the demo happened later than now.
        yesterday = today - timedelta(days=1)
        teller = Teller(bureaus, rng, min(day, yesterday), yesterday, serial)
        stories.tell(teller, rng.choice(register), next(told_first, None))
    serial = 40 * Complaint.objects.count()
    last_workday = rulebook.calendar().add(today, -1)
    waiting = Teller(bureaus, rng, last_workday, last_workday, serial)
    stories.leave_for_approval(waiting, rng.choice(register))


def _patrol(
    rng: Random, bureaus: Mapping[int, Bureau], register: list[Employer], *, today: date
) -> None:
    """What officers found themselves, each case resting at another stage of the procedure."""
    stories.tell_of_patrol(_teller(rng, bureaus, today, 30), rng.choice(register))
    for way, begun in outcomes.RESTING[: len(register) // FIRMS_A_RESTING_CASE]:
        stories.tell_of_obstruction(_teller(rng, bureaus, today, begun), rng.choice(register), way)


def _teller(rng: Random, bureaus: Mapping[int, Bureau], today: date, begun: int) -> Teller:
    """Whose story began so many working days ago and reaches no further than yesterday."""
    day = rulebook.calendar().add(today, -begun)
    return Teller(bureaus, rng, day, today - timedelta(days=1), 0)


def _withheld(
    rng: Random, bureaus: Mapping[int, Bureau], register: list[Employer], *, today: date
) -> None:
    """One complaint whose people asked that their employer not learn who complained."""
    lodged_on, yesterday = rulebook.calendar().add(today, -8), today - timedelta(days=1)
    teller = Teller(bureaus, rng, lodged_on, yesterday, 40 * Complaint.objects.count())
    stories.wait_for_consent(teller, rng.choice(register))


def founding_case(rng: Random, bureau: Bureau, *, today: date) -> Complaint:
    """72 workers, 210,000.00 yuan: lodged from the foreman's own roster and waiting to be filed."""
    roster = read_roster(ROSTER.read_bytes(), ROSTER.name, today=today)
    employer = find_or_register(
        name="江城恒信建设工程有限公司",
        uscc=firms.credit_code(rng, "410103"),
        division="410103000000",
        actor=bureau.inspectors[0],
        at=start_of(today),
        address="建设路66号",
        legal_representative="张某",
    )
    day = rulebook.calendar().add(today, -2)
    teller = Teller({bureau.office.pk: bureau}, rng, day, today, 0)
    statement = LodgeStatement(
        employer_name=employer.name,
        division_id="410103000000",
        claims=roster.lines,
        statement="包工头拖欠我们七月到十月的工资，多次讨要没有结果。",
        workplace_address="东风路安置房工地",
        is_construction=True,
        project_name="东风路安置房",
        team_leader="张某",
        representatives=(0, 1, 2),
    )
    token = f"{rng.getrandbits(128):032x}"
    lodged = intake.lodge(statement, token=token, channel=Channel.KIOSK, at=teller.at)
    complaint, lead = lodged.complaint, bureau.inspectors[0]
    desk.assign(complaint.pk, owner=lead, actor=bureau.head, at=teller.at)
    desk.identify_employer(complaint.pk, employer=employer, actor=lead, at=teller.at)
    return complaint
