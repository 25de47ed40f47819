"""单位办事: a log-in by paper code, and what a clerk may ask for."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.policy.roles import Role
from accounts.tests.factories import PASSWORD, make_office, make_user
from employers.models import EmployerUser, FactProposal
from employers.services import clerks, proposals
from employers.tests.factories import AT, make_employer

pytestmark = pytest.mark.django_db
OPEN, FACTS = reverse("portal:employer_open"), reverse("portal:employer_facts")
DESK = reverse("portal:employer_desk")


@pytest.fixture(autouse=True)
def that_day() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def officer() -> User:
    return make_user(office=make_office("4101"))


def filled(code: str, **changes: str) -> dict[str, str]:
    usual = {"code": code, "name": "经办人甲", "username": "jingban1"}
    return {**usual, "password": PASSWORD, "again": PASSWORD, **changes}


def test_a_clerk_opens_a_log_in_and_asks_for_a_change(officer: User, client: Client) -> None:
    employer = make_employer(phone="0371-1", headcount=80)
    _, code = clerks.invite(employer.pk, actor=officer, at=AT)
    response = client.post(OPEN, filled(code.lower()))
    assert response.status_code == 302
    assert response["Location"] == reverse("accounts:login")

    login = {"username": "jingban1", "password": PASSWORD}
    entered = client.post(reverse("accounts:login"), login)
    assert entered["Location"] == DESK
    page = client.get(FACTS).content.decode()
    for said in (employer.name, "0371-1", "不能由单位自行变更", "还没有申报过"):
        assert said in page

    unchanged = {"phone": "0371-1", "headcount": "80"}
    said = client.post(FACTS, unchanged).content.decode()
    assert "没有改动任何信息" in said
    assert client.post(FACTS, {**unchanged, "headcount": "约八十"}).status_code == 200
    refused = client.post(FACTS, {"phone": "0371-2", "headcount": "80", "insured": "999"})
    assert "“参加社会保险”是守法诚信等级评价的内容，不能由单位自行变更" in refused.content.decode()
    assert not FactProposal.objects.exists()
    asked = client.post(FACTS, {"phone": "0371-2", "headcount": "80"})
    assert asked.status_code == 302
    proposal = FactProposal.objects.get()
    assert proposal.changes == {"phone": ["0371-1", "0371-2"]}
    later = AT + timedelta(minutes=1)
    proposals.decide_facts(proposal.pk, accepted=False, opinion="空号。", actor=officer, at=later)
    page = client.get(FACTS).content.decode()
    assert "未采纳" in page
    assert "空号。" in page


def test_a_refused_opening_keeps_what_was_typed(officer: User, client: Client) -> None:
    _, code = clerks.invite(make_employer().pk, actor=officer, at=AT)
    for data, said in (
        (filled("AAAAAAA-AAAAAAA"), "邀请码不正确"),
        (filled(code, again="x"), "两次输入的密码不一致"),
        (filled(code, password="123", again="123"), "密码"),
        (filled(code, username=officer.username), "已被使用"),
    ):
        response = client.post(OPEN, data)
        page = response.content.decode()
        assert response.status_code == 200
        assert said in page
        assert data["name"] in page
        assert 'value="' + data["password"] not in page
    assert not EmployerUser.objects.exists()


def test_a_clerk_without_an_employer_and_an_officer_find_nothing_here(
    officer: User, client: Client
) -> None:
    client.force_login(make_user(role=Role.EMPLOYER), backend="accounts.backends.PeopleBackend")
    for response in (client.get(FACTS), client.post(FACTS, {"phone": "1"})):
        assert "没有对应的用人单位" in response.content.decode()
    client.force_login(officer, backend="accounts.backends.PeopleBackend")
    assert client.get(FACTS).status_code in (302, 403)
