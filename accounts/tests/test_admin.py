from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Delegation, Division, RoleMembership, User
from accounts.policy.roles import Role
from accounts.services import second_factor
from accounts.tests import factories

pytestmark = pytest.mark.django_db
TABLES = [
    "division", "office", "user", "delegation", "certificate", "training", "loginrecord"
]  # fmt: skip


@pytest.fixture
def administrator() -> User:
    return factories.make_user(role=Role.ADMINISTRATOR)


@pytest.fixture
def client(administrator: User) -> Client:
    return factories.staff_client(administrator)


def membership_form(index: int, **row: Any) -> dict[str, Any]:
    return {f"memberships-{index}-{name}": value for name, value in row.items()}


def user_form(user: User, *rows: dict[str, Any]) -> dict[str, Any]:
    form: dict[str, Any] = {
        "username": user.username,
        "name": user.name,
        "is_active": "on",
        "memberships-TOTAL_FORMS": len(rows),
        "memberships-INITIAL_FORMS": 0,
        "certificates-TOTAL_FORMS": 0,
        "certificates-INITIAL_FORMS": 0,
    }
    for index, row in enumerate(rows):
        form |= membership_form(index, user=user.pk, valid_from="2026-01-01", **row)
    return form


@pytest.mark.parametrize("table", TABLES)
def test_every_table_of_people_and_places_opens(client: Client, table: str) -> None:
    factories.give_certificate(factories.make_user())
    assert client.get(reverse(f"admin:accounts_{table}_changelist")).status_code == 200


def test_nobody_else_enters_and_an_administrator_only_with_the_second_factor() -> None:
    index = reverse("admin:index")
    for role in (Role.BUREAU_HEAD, Role.AUDITOR):
        head = factories.staff_client(factories.make_user(role=role, is_staff=True))
        assert head.get(index, follow=True).status_code == 403
    half = Client()
    user = factories.make_user(role=Role.ADMINISTRATOR)
    half.force_login(user, backend="accounts.backends.PeopleBackend")
    assert half.get(index).headers["Location"].startswith("/accounts/second-factor/")
    assert Client().get(index).headers["Location"].startswith("/accounts/login/")


def test_an_administrator_sees_reference_data_and_no_case_and_no_secret(client: Client) -> None:
    listed = client.get(reverse("admin:index")).context["app_list"]
    assert {app["app_label"] for app in listed} <= {"accounts", "rulebook"}
    assert client.get(reverse("admin:otp_totp_totpdevice_changelist")).status_code == 403


def test_a_new_person_must_change_the_first_password(client: Client) -> None:
    form = {
        "username": "xinren",
        "name": "新人",
        "password1": "Xinren-mima-2026",
        "password2": "Xinren-mima-2026",
        "memberships-TOTAL_FORMS": 0,
        "memberships-INITIAL_FORMS": 0,
        "certificates-TOTAL_FORMS": 0,
        "certificates-INITIAL_FORMS": 0,
    }
    assert client.post(reverse("admin:accounts_user_add"), form).status_code == 302
    assert User.objects.get(username="xinren").must_change_password


def test_roles_that_exclude_each_other_are_refused(client: Client) -> None:
    user = factories.make_user(role=None, office=factories.make_office())
    address = reverse("admin:accounts_user_change", args=[user.pk])
    both = user_form(
        user,
        {"role": Role.INSPECTOR.value, "office": user.office_id},
        {"role": Role.ADMINISTRATOR.value, "office": ""},
    )
    assert "不得兼任" in client.post(address, both).content.decode()
    one = user_form(user, {"role": Role.ADMINISTRATOR.value, "office": ""})
    assert client.post(address, one).status_code == 302
    user.refresh_from_db()
    assert user.is_staff and user.has_role(Role.ADMINISTRATOR, date(2026, 1, 1))


def test_an_administrator_does_not_change_the_own_account(
    client: Client, administrator: User
) -> None:
    address = reverse("admin:accounts_user_change", args=[administrator.pk])
    form = user_form(administrator, {"role": Role.ADMINISTRATOR.value, "office": ""})
    assert client.post(address, form).status_code == 403
    assert RoleMembership.objects.filter(user=administrator).count() == 1


def test_a_lost_phone_is_reset_for_others_only(client: Client, administrator: User) -> None:
    user = factories.make_user()
    factories.give_device(user)
    chosen = {"action": "reset_second_factor", "_selected_action": [user.pk, administrator.pk]}
    answer = client.post(reverse("admin:accounts_user_changelist"), chosen, follow=True)
    assert "不得重置本人" in answer.content.decode()
    assert second_factor.phone_of(user) is None
    assert second_factor.phone_of(administrator)


def test_a_zone_is_added_by_hand_and_the_national_list_stays(client: Client) -> None:
    factories.make_divisions()
    add = reverse("admin:accounts_division_add")
    form = {"code": "410171000000", "name": "高新区", "level": "county"}
    assert client.post(add, form).status_code == 302
    zone = Division.objects.get(pk="410171000000")
    assert zone.full_name == "河南省郑州市高新区"
    change = reverse("admin:accounts_division_change", args=[zone.pk])
    assert client.post(change, {"name": "高新技术区"}).status_code == 302
    zone.refresh_from_db()
    assert zone.full_name == "河南省郑州市高新技术区"
    listed = reverse("admin:accounts_division_change", args=["410100000000"])
    assert client.post(listed, {"name": "别名"}).status_code == 403
    wrong = {"code": "990171000000", "name": "无处", "level": "county"}
    assert "没有上级区划" in client.post(add, wrong).content.decode()


def test_a_delegation_is_checked_by_the_same_rule(client: Client) -> None:
    office = factories.make_office()
    head = factories.make_user(role=Role.BUREAU_HEAD, office=office)
    deputy = factories.make_user(role=Role.UNIT_HEAD, office=office)
    add = reverse("admin:accounts_delegation_add")
    form = {
        "delegator": deputy.pk,
        "delegate": head.pk,
        "role": Role.BUREAU_HEAD.value,
        "office": office.pk,
        "valid_from": "2026-11-02",
        "valid_to": "2026-11-08",
        "document": "江人社监委〔2026〕1号",
    }
    assert "不能委托" in client.post(add, form).content.decode()
    form |= {"delegator": head.pk, "delegate": deputy.pk}
    assert client.post(add, form).status_code == 302
    assert Delegation.objects.get().delegate == deputy


def test_nothing_is_deleted(client: Client) -> None:
    user = factories.make_user()
    assert client.post(reverse("admin:accounts_user_delete", args=[user.pk])).status_code == 403
