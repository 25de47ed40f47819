from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from accounts.models import LoginRecord, User
from accounts.policy.roles import Role
from accounts.services import demo, second_factor
from accounts.tests import factories
from statutes.refusal import Refused

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
CODE = "/accounts/second-factor/"
SET_UP = "/accounts/second-factor/set-up/"
RECOVERY = "/accounts/second-factor/recovery-codes/"
ME = "/accounts/me/"


@pytest.fixture(autouse=True)
def _home(settings: Any) -> None:
    settings.LOGIN_REDIRECT_URL = "accounts:me"


def after_password(user: User) -> Client:
    client = Client(REMOTE_ADDR="10.1.2.3")
    client.post(LOGIN, {"username": user.username, "password": factories.PASSWORD})
    return client


def test_a_password_alone_opens_no_page_but_the_second_factor() -> None:
    user = factories.make_user()
    factories.give_device(user)
    client = after_password(user)
    assert client.get(ME).headers["Location"] == f"{CODE}?next=%2Faccounts%2Fme%2F"
    assert client.post("/accounts/password/", {}).headers["Location"] == CODE


def test_the_right_code_opens_the_desk_and_both_steps_are_recorded() -> None:
    user = factories.make_user()
    device = factories.give_device(user)
    client = after_password(user)
    answer = client.post(CODE, {"code": factories.current_code(device), "next": ME})
    assert answer.headers["Location"] == ME
    assert user.name in client.get(ME).content.decode()
    records = LoginRecord.objects.order_by("pk").values_list("outcome", "address")
    assert list(records) == [("success", "10.1.2.3"), ("second_factor", "10.1.2.3")]


def test_a_wrong_code_is_refused_and_slows_down_the_next_try() -> None:
    user = factories.make_user()
    wrong = f"{(int(factories.current_code(factories.give_device(user))) + 1) % 1_000_000:06d}"
    client = after_password(user)
    assert "验证码不正确或已使用" in client.post(CODE, {"code": wrong}).content.decode()
    assert "须间隔1秒再试" in client.post(CODE, {"code": wrong}).content.decode()
    assert client.get(ME).status_code == 302
    assert LoginRecord.objects.filter(outcome="wrong_code").count() == 2


def test_a_code_is_typed_as_people_type_and_not_accepted_twice() -> None:
    user = factories.make_user()
    code = factories.current_code(factories.give_device(user))
    full_width = code.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    spaced = f" {full_width[:3]} {full_width[3:]} "
    assert after_password(user).post(CODE, {"code": spaced}).status_code == 302
    assert "已使用" in after_password(user).post(CODE, {"code": code}).content.decode()


def test_a_newcomer_sets_up_the_phone_before_any_page() -> None:
    client = after_password(factories.make_user())
    assert client.get(ME).headers["Location"].startswith(SET_UP)
    page = client.get(SET_UP).content.decode()
    assert "<svg" in page and "style=" not in page  # the policy allows no inline style
    key = client.session["second_factor_key"]
    assert "验证码不正确" in client.post(SET_UP, {"code": "abc"}).content.decode()
    answer = client.post(SET_UP, {"code": factories.code_of_key(key)})
    assert answer.headers["Location"] == RECOVERY
    assert client.get(RECOVERY).content.decode().count("<code>") == 8
    assert "8个" in client.get(RECOVERY).content.decode()  # shown once
    assert client.get(ME).status_code == 200


def test_a_recovery_code_opens_the_desk_once() -> None:
    user = factories.make_user()
    factories.give_device(user)
    codes = second_factor.renew_recovery_codes(user)
    answer = after_password(user).post(CODE, {"code": f" {codes[0].upper()} "})
    assert answer.headers["Location"] == ME
    assert second_factor.recovery_codes_left(user) == 7
    assert after_password(user).post(CODE, {"code": codes[0]}).status_code == 200


def test_new_recovery_codes_replace_the_old() -> None:
    user = factories.make_user()
    old = second_factor.renew_recovery_codes(user)
    client = factories.staff_client(user)
    client.post(RECOVERY)
    assert client.get(RECOVERY).content.decode().count("<code>") == 8
    assert after_password(user).post(CODE, {"code": old[0]}).status_code == 200


def test_a_stolen_password_never_replaces_the_phone() -> None:
    user = factories.make_user()
    device = factories.give_device(user)
    client = after_password(user)
    assert client.get(SET_UP).headers["Location"] == CODE
    assert client.post(SET_UP, {"code": "123456"}).headers["Location"] == CODE
    assert second_factor.phone_of(user) == device


def test_who_proved_the_phone_may_replace_it() -> None:
    user = factories.make_user()
    client = factories.staff_client(user)
    client.get(SET_UP)
    key = client.session["second_factor_key"]
    client.post(SET_UP, {"code": factories.code_of_key(key)})
    phone = second_factor.phone_of(user)
    assert phone and phone.key == key
    assert client.get(ME).status_code == 200


def test_an_employers_clerk_needs_no_second_factor_and_everybody_else_does() -> None:
    assert after_password(factories.make_user(role=Role.EMPLOYER)).get(ME).status_code == 200
    for role in (Role.POLICE_LIAISON, Role.ADMINISTRATOR, Role.AUDITOR, None):
        answer = after_password(factories.make_user(role=role)).get(ME)
        assert answer.headers["Location"].startswith(SET_UP)


def test_another_administrator_resets_a_lost_phone() -> None:
    user, administrator = factories.make_user(), factories.make_user(role=Role.ADMINISTRATOR)
    client = factories.staff_client(user)
    second_factor.reset(user.pk, actor=administrator)
    assert client.get(ME).headers["Location"].startswith(SET_UP)
    with pytest.raises(Refused, match="不得重置本人"):
        second_factor.reset(administrator.pk, actor=administrator)


def test_the_demo_tells_its_code_and_the_code_works_again_and_again(settings: Any) -> None:
    settings.DEMO = settings.DEBUG = True
    user = factories.make_user(is_demo=True)
    second_factor.enrol_demo(user)
    for _ in range(3):
        client = after_password(user)
        page = client.get(CODE).content.decode()
        code = second_factor.demo_code(user)
        assert "演示环境" in page and code in page
        assert client.post(CODE, {"code": code}).headers["Location"] == ME


def test_the_code_is_told_of_demo_people_only(settings: Any) -> None:
    settings.DEMO = settings.DEBUG = True
    user = factories.make_user()
    factories.give_device(user)
    assert second_factor.demo_code(user) == ""
    assert "演示环境" not in after_password(user).get(CODE).content.decode()


def test_demo_people_do_not_exist_outside_the_demo(settings: Any) -> None:
    settings.DEMO = True
    user = factories.make_user(is_demo=True)
    code = factories.current_code(second_factor.enrol_demo(user))
    client = after_password(user)
    client.post(CODE, {"code": code})
    assert client.get(ME).status_code == 200
    settings.DEMO = False
    assert client.get(ME).headers["Location"].startswith(LOGIN)
    assert after_password(user).get(ME).headers["Location"].startswith(LOGIN)
    assert second_factor.demo_code(user) == "" and second_factor.phone_of(user) is None
    with pytest.raises(ImproperlyConfigured):
        second_factor.enrol_demo(user)


def test_a_demo_person_logs_in_with_the_printed_password_and_the_told_code(settings: Any) -> None:
    office = factories.make_office()

    def enlist() -> User:
        return demo.enlist(
            username="demo",
            name="王监察",
            password=factories.PASSWORD,
            roles=[Role.INSPECTOR],
            office=office,
            since=date(2024, 1, 1),
        )

    settings.DEMO = False
    with pytest.raises(ImproperlyConfigured):
        enlist()
    settings.DEMO = settings.DEBUG = True
    user = enlist()
    assert enlist() == user  # a second start finds the first one's people
    assert user.roles_on(date(2024, 1, 1)) == {Role.INSPECTOR}
    client = after_password(user)
    client.post(CODE, {"code": second_factor.demo_code(user)})
    assert client.get(ME).status_code == 200
