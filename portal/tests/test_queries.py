"""Few queries a page, and the same number for 72 workers as for two."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from complaints.tests.rosters import QIAN, ZHAO, xlsx
from portal.tests import walking
from portal.tests.test_kiosk import FOUNDING, after_the_lines, group, upload
from portal.tests.walking import answer, page_url
from workflow.clock import today

pytestmark = pytest.mark.django_db
BOOKKEEPING = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SET ")


def queries(act):
    """How many queries an act takes, leaving out the brackets of transactions."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        act()
    sql = [query["sql"] for query in captured.captured_queries]
    return [line for line in sql if not line.startswith(BOOKKEEPING)]


def test_a_question_costs_the_session_and_nothing_else(client, bureau):
    walking.one_worker(client, today())
    for name in ("purpose", "prior", "employer", "period", "others", "wages", "identity", "check"):
        told = queries(lambda name=name: client.get(page_url(name)))
        assert 1 <= len(told) <= 2, told  # the session read, and renewed
        assert all("django_session" in line for line in told)


def test_places_cost_three_more(client, bureau):
    walking.one_worker(client, today())
    assert len(queries(lambda: client.get(page_url("county")))) <= 5
    assert len(queries(lambda: client.get(page_url("township")))) <= 3


def test_an_answer_costs_the_session_and_nothing_else(client, bureau):
    walking.one_worker(client, today())
    assert len(queries(lambda: answer(client, "employer", **walking.EMPLOYER))) == 2


def submission(client, roster):
    group(client, today())
    answer(client, "roster", file=upload(roster))
    answer(client, "roster_check")
    after_the_lines(client)
    token = client.get(page_url("check")).context["token"]
    return len(queries(lambda: client.post(page_url("check"), {"token": token})))


def test_a_submission_costs_the_same_for_two_and_for_72(client, bureau):
    few = submission(client, xlsx(ZHAO, QIAN))
    many = submission(client, FOUNDING)
    assert many == few
    assert many <= 24


def test_the_receipt_costs_the_same_for_72(client, bureau):
    submission(client, FOUNDING)
    assert len(queries(lambda: client.get(reverse("portal:kiosk_receipt")))) <= 6
