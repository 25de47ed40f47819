from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db.models import F
from django.test import Client
from django.urls import reverse

from accounts.models import LoginRecord, User
from accounts.policy.roles import Role
from accounts.tests import factories

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
PASSWORD_PAGE = "/accounts/password/"
ME = "/accounts/me/"
NEW_PASSWORD = {
    "old_password": factories.PASSWORD,
    "new_password1": "Xin-de-mima-88",
    "new_password2": "Xin-de-mima-88",
}


@pytest.fixture(autouse=True)
def _home(settings: Any) -> None:
    settings.LOGIN_REDIRECT_URL = "accounts:me"


def log_in(client: Client, user: User, password: str = factories.PASSWORD, **extra: Any) -> Any:
    return client.post(LOGIN, {"username": user.username, "password": password}, **extra)


def outcomes() -> list[str]:
    return list(LoginRecord.objects.order_by("pk").values_list("outcome", flat=True))


def test_a_page_of_the_desk_asks_for_a_log_in_and_returns_there(client: Client) -> None:
    answer = client.get(ME + "?a=1")
    assert answer.headers["Location"] == f"{LOGIN}?next=%2Faccounts%2Fme%2F%3Fa%3D1"
    assert client.get(answer.headers["Location"]).status_code == 200


def test_a_wrong_password_says_so_without_telling_whether_the_name_exists(client: Client) -> None:
    user = factories.make_user()
    known = log_in(client, user, "cuowu-de-mima").content.decode()
    unknown = client.post(LOGIN, {"username": "meiyouci", "password": "x"}).content.decode()
    assert "登录名或密码不正确" in known and "登录名或密码不正确" in unknown
    assert outcomes() == ["wrong_password", "unknown_user"]
    people = LoginRecord.objects.order_by("pk").values_list("user", flat=True)
    assert list(people) == [user.pk, None]


def test_five_errors_lock_the_pair_of_name_and_address_for_minutes(settings: Any) -> None:
    settings.AXES_ENABLED = True
    user, colleague = factories.make_user(), factories.make_user()
    client = Client(REMOTE_ADDR="10.0.0.1")
    for _ in range(4):
        assert log_in(client, user, "cuowu").status_code == 200
    locked = log_in(client, user, "cuowu")
    assert locked.status_code == 429
    assert "连续输错5次" in locked.content.decode() and "在15分钟后再试" in locked.content.decode()
    assert locked.headers["Retry-After"] == "900"
    assert log_in(client, user).status_code == 429  # the right password does not help either
    assert log_in(Client(REMOTE_ADDR="10.0.0.2"), user).status_code == 302
    assert log_in(Client(REMOTE_ADDR="10.0.0.1"), colleague).status_code == 302
    assert outcomes() == ["wrong_password"] * 4 + ["locked_out"] * 2 + ["success"] * 2


def test_a_lock_ends_by_itself_and_further_tries_do_not_lengthen_it(settings: Any) -> None:
    settings.AXES_ENABLED = True
    user = factories.make_user()
    client = Client()
    for _ in range(5):
        log_in(client, user, "cuowu")
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=14, seconds=30))
    assert "在1分钟后再试" in log_in(client, user).content.decode()
    assert "在1分钟后再试" in log_in(client, user, "cuowu").content.decode()
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=1))
    assert log_in(client, user).status_code == 302


def test_no_password_is_kept_of_a_failed_log_in(settings: Any, client: Client) -> None:
    settings.AXES_ENABLED = True
    log_in(client, factories.make_user(), "mimi-de-mima")
    attempt = AccessAttempt.objects.get()
    assert "mimi-de-mima" not in f"{attempt.post_data}{attempt.get_data}"


def test_behind_a_proxy_only_the_proxys_own_entry_is_believed(settings: Any) -> None:
    user = factories.make_user()
    forged = {"HTTP_X_FORWARDED_FOR": "1.1.1.1, 10.9.9.9", "REMOTE_ADDR": "10.0.0.7"}
    log_in(Client(), user, **forged)
    settings.BEHIND_PROXY = True
    log_in(Client(), user, **forged)
    addresses = LoginRecord.objects.order_by("pk").values_list("address", flat=True)
    assert list(addresses) == ["10.0.0.7", "10.9.9.9"]


def test_an_idle_session_ends_with_a_sentence() -> None:
    client = factories.staff_client(factories.make_user())
    assert client.get(ME).status_code == 200
    Session.objects.update(expire_date=F("expire_date") - timedelta(minutes=30))
    answer = client.get(ME)
    assert answer.headers["Location"] == f"{LOGIN}?ended=1&next=%2Faccounts%2Fme%2F"
    assert "超过30分钟未操作" in client.get(answer.headers["Location"]).content.decode()


def test_htmx_leaves_the_whole_page_when_the_session_ended(client: Client) -> None:
    answer = client.get(ME, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, LOGIN)


def test_using_the_desk_renews_the_idle_limit_once_a_minute(time_machine: Any) -> None:
    client = factories.staff_client(factories.make_user())

    def expires() -> Any:
        client.get(ME)
        return Session.objects.get(pk=client.session.session_key).expire_date

    start = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    time_machine.move_to(start, tick=False)
    first = expires()
    time_machine.move_to(start + timedelta(seconds=59), tick=False)
    assert expires() == first
    time_machine.move_to(start + timedelta(seconds=60), tick=False)
    assert expires() == first + timedelta(seconds=60)


def test_a_new_password_ends_the_sessions_elsewhere() -> None:
    user = factories.make_user()
    here, elsewhere = factories.staff_client(user), factories.staff_client(user)
    assert here.post(PASSWORD_PAGE, NEW_PASSWORD).headers["Location"] == ME
    assert here.get(ME).status_code == 200
    assert elsewhere.get(ME).headers["Location"].startswith(LOGIN)


@pytest.mark.parametrize("weak", ["12345678901234", "password1234", "short-1", factories.PASSWORD])
def test_a_weak_or_repeated_password_is_refused(weak: str) -> None:
    client = factories.staff_client(factories.make_user())
    answer = client.post(
        PASSWORD_PAGE,
        {"old_password": factories.PASSWORD, "new_password1": weak, "new_password2": weak},
    )
    assert answer.status_code == 200 and "is-invalid" in answer.content.decode()


def test_a_first_password_is_changed_before_anything_else() -> None:
    client = factories.staff_client(factories.make_user(must_change_password=True))
    assert client.get(ME).headers["Location"].startswith(PASSWORD_PAGE)
    assert "初始密码" in client.get(PASSWORD_PAGE).content.decode()
    client.post(PASSWORD_PAGE, NEW_PASSWORD)
    assert client.get(ME).status_code == 200


def test_logging_out_is_a_post_and_ends_the_session() -> None:
    client = factories.staff_client(factories.make_user())
    assert client.get("/accounts/logout/").status_code == 405
    assert client.post("/accounts/logout/").headers["Location"] == LOGIN
    assert client.get(ME).headers["Location"].startswith(LOGIN)
    assert outcomes() == ["logged_out"]


def test_an_account_that_was_closed_is_out_at_once() -> None:
    user = factories.make_user()
    client = factories.staff_client(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(ME).headers["Location"].startswith(LOGIN)


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_a_log_in_never_leads_to_another_site(client: Client, away: str) -> None:
    clerk = factories.make_user(role=Role.EMPLOYER)
    form = {"username": clerk.username, "password": factories.PASSWORD, "next": away}
    assert client.post(LOGIN, form).headers["Location"] == reverse("portal:employer_desk")


def test_the_session_of_a_page_costs_six_queries(django_assert_num_queries: Any) -> None:
    """Session, user, second factor, roles, and the two that make a GET read-only."""
    client = factories.staff_client(factories.make_user())
    client.get(PASSWORD_PAGE)
    with django_assert_num_queries(7):  # in a test the read-only transaction is a savepoint: 3
        client.get(PASSWORD_PAGE)
