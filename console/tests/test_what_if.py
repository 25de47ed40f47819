"""The what-if page and its workbook, the old cases on the file, the circumstances of a case."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user, staff_client
from blacklist.models import Candidate
from blacklist.tests.factories import old_case
from cases.tests import factories as cases
from employers.tests.factories import make_employer
from statutes.workbooks import rows_of

pytestmark = pytest.mark.django_db
PERIOD = {"since": "2026-01-01", "until": "2026-09-01"}


@pytest.fixture
def client() -> Client:
    """A unit head's."""
    office = make_office("4101", name="江城市人力资源和社会保障局", word="江人社监")
    return staff_client(make_user(role=Role.UNIT_HEAD, office=office, name="王建华"))


def test_both_sets_are_tried_over_a_period_and_nothing_is_written(client) -> None:
    old_case("旧1", make_employer("江城东风劳务有限公司"), amount=Decimal("100000.00"))
    old_case("旧2", make_employer("江城西风劳务有限公司"), workers=10, amount=Decimal("40000.00"))
    old_case("旧3", make_employer("江城南风劳务有限公司"), refused=True, filed_on=date(2025, 3, 1))
    old_case("旧4", make_employer("湘江北风劳务有限公司"), "430102", refused=True)
    page = client.get(reverse("console:what_if"), PERIOD).content.decode()
    assert "江城东风劳务有限公司" in page and "江城西风劳务有限公司" in page
    assert "江城南风劳务有限公司" not in page and "湘江北风劳务有限公司" not in page
    assert "100,000.00元" in page and "只有后一套列入" in page
    assert not Candidate.objects.exists()
    narrowed = client.get(reverse("console:what_if"), PERIOD | {"show": "second"})
    assert "江城东风劳务有限公司" not in narrowed.content.decode()


def test_the_workbook_holds_every_row(client) -> None:
    for number in range(3):
        employer = make_employer(f"江城第{number}劳务有限公司")
        old_case(f"旧{number}", employer, amount=Decimal("100000.00"))
    answer = client.get(reverse("console:what_if_export"), PERIOD)
    rows = list(rows_of(BytesIO(b"".join(answer.streaming_content))))
    assert len(rows) == 4 and str(rows[1][1][0]).startswith("江城第")


@pytest.mark.parametrize("wrong", [{"since": "x"}, {"since": "2026-10-01"}, {"first": "x"}])
def test_a_wrong_question_is_answered_with_the_reason(client, wrong) -> None:
    page = client.get(reverse("console:what_if"), PERIOD | wrong)
    assert page.status_code == 200 and "error-summary" in page.content.decode()
    assert client.get(reverse("console:what_if_export"), PERIOD | wrong).status_code == 302


def test_old_cases_stand_on_the_file(client) -> None:
    case = old_case("江旧案〔2014〕1号")
    page = client.get(reverse("console:employer", args=[case.employer_id])).content.decode()
    assert "江旧案〔2014〕1号" in page


def test_the_inspector_answers_what_no_paper_says() -> None:
    bureau = cases.make_bureau()
    case = cases.determined(bureau)
    client = staff_client(bureau.lead)
    address = reverse("console:circumstances", args=[case.pk])
    assert client.get(address).status_code == 200
    told = {"migrant": "yes", "refused": "no", "known_on": "2026-03-01", "basis": "询问笔录"}
    assert client.post(address, told | {"basis": ""}).status_code == 200
    assert client.post(address, told).status_code == 302
    row = case.circumstances.get()
    assert (row.migrant, row.refused, row.promise) == (True, False, None)
    assert "询问笔录" in client.get(address).content.decode()
