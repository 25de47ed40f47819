"""A filed case with its people, ready to be carried to any outcome."""

from datetime import date
from random import Random

from accounts.policy.roles import Role
from accounts.tests.factories import make_user
from cases.models import Case
from cases.tests import factories as make
from console.demo.people import Bureau
from console.demo.teller import Teller
from console.demo.walk import Walk

FAR = date(2028, 12, 29)  # nothing in these stories happens later


def people_of(bureau: make.Bureau) -> Bureau:
    """The bureau of the tests as the stories know it."""
    return Bureau(
        office=bureau.office,
        inspectors=[bureau.lead, bureau.assistant],
        head=bureau.head,
        bureau_head=bureau.bureau_head,
        reviewer=make_user(role=Role.LEGAL_REVIEWER, office=bureau.office, name="孙立法"),
    )


def teller_of(bureau: make.Bureau, people: Bureau | None = None, day: date = make.TODAY) -> Teller:
    bureaus = {bureau.office.pk: people or people_of(bureau)}
    return Teller(bureaus, Random(bureau.office.pk), day, FAR, 0, office_id=bureau.office.pk)


def filed(bureau: make.Bureau, workers: int = 2) -> Walk:
    case: Case = make.filed(bureau, workers)
    teller = teller_of(bureau)
    teller.wait(1)
    return Walk(teller, case, bureau.lead)
