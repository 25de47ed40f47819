"""Every tab of a case opens for every outcome, for who leads it and for who only reads it."""

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse

from accounts.models import User
from accounts.policy.roles import Role
from accounts.tests.factories import make_user, staff_client
from cases.models import Case
from cases.tests import factories as make
from console.case_page import TABS
from console.demo import outcomes
from console.demo.walk import Walk, carry
from tests.outcomes import filed
from tests.test_outcomes import PAPERS, on_the_spot

pytestmark = pytest.mark.django_db
OUTCOMES = [*PAPERS, "PENALISED_ON_THE_SPOT"]


def ended(bureau: make.Bureau, outcome: str) -> Walk:
    if outcome == "PENALISED_ON_THE_SPOT":
        return on_the_spot(bureau)
    walk = filed(bureau)
    assert carry(walk, getattr(outcomes, outcome))
    return walk


def pages(case: Case) -> list[str]:
    here = case.get_absolute_url()
    tabs = [f"{here}?tab={name}" for name in TABS]
    return [*tabs, reverse("console:case_print", args=[case.pk])]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_tab_opens_for_every_outcome(outcome):
    bureau = make.make_bureau()
    walk = ended(bureau, outcome)
    with time_machine.travel(walk.at, tick=False):
        auditor = make_user(role=Role.AUDITOR, office=bureau.office)
        for person, language in ((walk.lead, "zh-hans"), (auditor, "en")):
            opens_all(walk.case, person, language)


def opens_all(case: Case, person: User, language: str) -> None:
    """A template that asks for what it is not given fails the test (pytest.ini)."""
    client = staff_client(person)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for url in pages(case):
        assert client.get(url).status_code == 200, url
