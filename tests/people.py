"""The personas of the permission matrix, and one of each record in two jurisdictions.

Built once a module inside a transaction of its own; every test starts from the same state.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from accounts.policy.roles import Role
from accounts.tests.factories import make_division, make_office, make_user, staff_client
from cases.tests import factories as cases
from cases.tests.factories import Bureau
from employers.models import EmployerUser
from referrals.models import PoliceOffice
from referrals.services import people as liaisons
from tests.records import NOON, Records

ANONYMOUS = "anonymous"
EMPLOYER = "employer clerk"
GRID = "grid assistant"
INSPECTOR = "inspector"
FOREIGN = "inspector of another district"
HEAD = "unit head"
REVIEWER = "legal reviewer"
BUREAU_HEAD = "bureau head"
POLICE = "police liaison"
AUDITOR = "auditor"
ADMINISTRATOR = "administrator"
PERSONAS = (
    ANONYMOUS, EMPLOYER, GRID, INSPECTOR, FOREIGN, HEAD, REVIEWER, BUREAU_HEAD, POLICE, AUDITOR,
    ADMINISTRATOR,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class House:
    """Everybody's open session, and the records that are theirs and not theirs to see."""

    sessions: dict[str, str]
    here: Records
    elsewhere: Records

    def browser(self, persona: str) -> Client:
        browser = Client(raise_request_exception=True)
        if persona in self.sessions:
            browser.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[persona]
        return browser

    def ask(self, persona: str, method: str, url: str, data: Any = None) -> HttpResponse:
        """What the persona is answered; whatever the request wrote is undone."""
        with undone(), quietly():
            send = getattr(self.browser(persona), method.lower())
            answer = send(url, data or {}) if method == "POST" else send(url)
            if answer.streaming:  # read to its end, so that its file is closed
                answer.getvalue()
            return answer


def _clerk_of(employer_id: int) -> User:
    clerk = make_user(role=Role.EMPLOYER)
    EmployerUser.objects.create(user=clerk, employer_id=employer_id, opened_at=NOON)
    return clerk


def _liaison_of(bureau: Bureau, police_office: int) -> User:
    officer = make_user(role=Role.POLICE_LIAISON)
    liaisons.appoint_liaison(
        office=bureau.office,
        duty="liaison",
        name=officer.name,
        since=cases.TODAY,
        police_office=PoliceOffice.objects.get(pk=police_office),
        user=officer,
    )
    return officer


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def quietly() -> Iterator[None]:
    """Refusals are wanted here; a traceback formatted for each costs more than the request."""
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def build_house() -> House:
    bureau = cases.make_bureau()
    neighbours = Bureau(
        office=(there := make_office("4102")),
        lead=make_user(office=there),
        assistant=make_user(office=there),
        head=make_user(role=Role.UNIT_HEAD, office=there),
        bureau_head=make_user(role=Role.BUREAU_HEAD, office=there),
    )
    make_division("410102")
    here, elsewhere = (
        Records.of(bureau, "410102000000"),
        Records.of(neighbours, "410200000000"),
    )
    people = {
        INSPECTOR: bureau.lead,
        FOREIGN: neighbours.lead,
        HEAD: bureau.head,
        BUREAU_HEAD: bureau.bureau_head,
        EMPLOYER: _clerk_of(here.employer),
        GRID: make_user(role=Role.GRID_ASSISTANT, office=bureau.office),
        REVIEWER: make_user(role=Role.LEGAL_REVIEWER, office=bureau.office),
        POLICE: _liaison_of(bureau, here.police_office),
        AUDITOR: make_user(role=Role.AUDITOR, office=bureau.office),
        ADMINISTRATOR: make_user(role=Role.ADMINISTRATOR, office=bureau.office),
    }
    return House(
        sessions={persona: _session(user) for persona, user in people.items()},
        here=here,
        elsewhere=elsewhere,
    )


def _session(user: User) -> str:
    return staff_client(user).cookies[settings.SESSION_COOKIE_NAME].value
