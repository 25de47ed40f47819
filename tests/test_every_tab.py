"""Every tab of a case opens for every outcome, for who leads it and for who only reads it."""

import logging
from collections.abc import Iterable

import pytest
import time_machine
from django.conf import settings
from django.template import VariableDoesNotExist
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
SHELL = {"q", "demo_clock"}  # of the search box and of the demo's banner, on every page
OUTCOMES = [*PAPERS, "PENALISED_ON_THE_SPOT"]


def ended(bureau: make.Bureau, outcome: str) -> Walk:
    if outcome == "PENALISED_ON_THE_SPOT":
        return on_the_spot(bureau)
    walk = filed(bureau)
    assert carry(walk, getattr(outcomes, outcome))
    return walk


def missing(records: Iterable[logging.LogRecord]) -> set[str]:
    """What templates asked for and were not given, where Django prints nothing.

    What there is none of (`bundle.status` of no bundle) is not missing.
    """
    failed = (r.exc_info[1] for r in records if r.exc_info)
    lookups = (e.params for e in failed if isinstance(e, VariableDoesNotExist))
    return {str(name) for name, looked_in in lookups if looked_in is not None} - SHELL


def pages(case: Case) -> list[str]:
    here = case.get_absolute_url()
    tabs = [f"{here}?tab={name}" for name in TABS]
    return [*tabs, reverse("console:case_print", args=[case.pk])]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_tab_opens_for_every_outcome(outcome, caplog):
    bureau = make.make_bureau()
    walk = ended(bureau, outcome)
    with time_machine.travel(walk.at, tick=False):
        auditor = make_user(role=Role.AUDITOR, office=bureau.office)
        for person, language in ((walk.lead, "zh-hans"), (auditor, "en")):
            opens_all(walk.case, person, language, caplog)


def opens_all(case: Case, person: User, language: str, caplog: pytest.LogCaptureFixture) -> None:
    client = staff_client(person)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for url in pages(case):
        caplog.clear()
        with caplog.at_level(logging.DEBUG, logger="django.template"):
            assert client.get(url).status_code == 200, url
        assert missing(caplog.records) == set(), url
