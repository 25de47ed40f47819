"""查进度: two things one must know, plain words back, and no leisure to try others' codes."""

import pytest
from django.urls import reverse

from portal.tests import walking
from portal.tests.walking import submit
from workflow.clock import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(client, bureau):
    walking.one_worker(client, today())
    submit(client)
    return client.get(reverse("portal:kiosk_receipt")).context["slips"][0]["code"]


def look_up(code, tail="1234", client=None):
    return (client or walking.a_browser()).post(
        reverse("portal:lookup"), {"code": code, "phone_tail": tail}
    )


def test_code_and_tail_show_stage_date_and_money_but_no_name(code):
    page = look_up(code).content.decode()
    assert "已收到" in page
    assert "9,000.00" in page
    assert "王五" not in page
    assert "鑫达" not in page
    assert "13800001234" not in page


def test_the_code_is_taken_with_or_without_spaces(code):
    assert "9,000.00" in look_up(code.replace(" ", "")).content.decode()


def test_a_wrong_tail_and_a_wrong_code_are_refused_alike(code):
    wrong_tail = look_up(code, "0000").context["form"].errors
    wrong_code = look_up("1111 2222 3333 4444").context["form"].errors
    assert wrong_tail == wrong_code
    assert wrong_tail


def test_codes_cannot_be_tried_at_leisure(code):
    for _ in range(5):
        look_up(code, "0000")
    assert "输错次数太多" in look_up(code).content.decode()


def test_the_answer_has_no_address_of_its_own(code):
    response = look_up(code)
    assert response.request["PATH_INFO"] == reverse("portal:lookup")
    assert response.request["QUERY_STRING"] == ""
    assert "no-store" in response["Cache-Control"]


def test_empty_fields_are_named(client, db):
    page = client.post(reverse("portal:lookup"), {}).content.decode()
    assert "请填查询码" in page
    assert "请填手机号后四位" in page
