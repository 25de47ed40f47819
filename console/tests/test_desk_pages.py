"""What belongs to the desk and to no case: drafts, notices, the demo clock; and English."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.urls import reverse

from accounts.policy.roles import Role
from accounts.tests.factories import make_user
from cases.tests import factories as cases
from complaints.tests import factories as complaints
from console.models import Draft
from console.services import LONGEST
from console.tests.desk import NOON, Desk, Screen, act_url
from workflow.models import Clock, Notification, TestClock

pytestmark = pytest.mark.django_db
DRAFT = reverse("console:draft", args=["case-1-closing", "summary"])
NOTICES = reverse("console:notices")
TEST_CLOCK = reverse("console:test_clock")


# -- drafts --


def test_a_draft_is_given_back_to_its_author_alone(desk: Desk) -> None:
    assert desk.lead.client.get(DRAFT).status_code == 204
    assert desk.lead.client.post(DRAFT, {"text": "调查到一半"}).status_code == 204
    assert desk.lead.client.get(DRAFT).json()["text"] == "调查到一半"
    for other in (desk.assistant, desk.head):
        assert other.client.get(DRAFT).status_code == 204


def test_the_last_text_wins_and_is_sealed_in_the_database(desk: Desk) -> None:
    for text in ("一", "一二\x00三"):
        desk.lead.client.post(DRAFT, {"text": text})
    assert desk.lead.client.get(DRAFT).json()["text"] == "一二三"  # no text holds a NUL
    assert Draft.objects.count() == 1


def test_a_draft_that_is_too_long_is_refused_and_the_last_one_kept(desk: Desk) -> None:
    desk.lead.client.post(DRAFT, {"text": "好的草稿"})
    refused = desk.lead.client.post(DRAFT, {"text": "长" * (LONGEST + 1)})
    assert refused.status_code == 413
    assert "分段填写" in refused.content.decode()
    assert desk.lead.client.get(DRAFT).json()["text"] == "好的草稿"


def test_a_place_that_no_form_has_is_not_found(desk: Desk) -> None:
    url = reverse("console:draft", args=["a" * 200, "b" * 200])
    assert desk.lead.client.post(url, {"text": "x"}).status_code == 404
    assert desk.lead.client.get(url).status_code == 404


# -- notices --


def test_nothing_new_is_said(desk: Desk) -> None:
    assert "没有消息" in desk.lead.open(NOTICES)


def test_notices_are_read_by_their_recipient_and_marked_once_shown(desk: Desk) -> None:
    cases.propose(desk.bureau, cases.lodge())
    html = desk.head.html(NOTICES)
    assert "等待您审批" in html
    shown = re.findall(r'name="notice" value="(\d+)"', html)
    assert len(shown) == Notification.objects.visible_to(desk.bureau.head).unread().count() > 0
    desk.lead.client.post(NOTICES, {"notice": shown})
    assert Notification.objects.visible_to(desk.bureau.head).unread().exists(), "not one's own"
    desk.head.client.post(NOTICES, {"notice": shown})
    assert not Notification.objects.visible_to(desk.bureau.head).unread().exists()
    assert "等待您审批" in desk.head.open(NOTICES)


def test_a_broken_number_marks_nothing(desk: Desk) -> None:
    sent = {"notice": ["x", "-1", "9" * 30, "9" * 5000, "", "²"]}
    assert desk.head.client.post(NOTICES, sent).status_code == 302


# -- the demo's clock --


def test_in_production_the_clock_has_no_page(desk: Desk) -> None:
    assert desk.lead.client.get(TEST_CLOCK).status_code == 404
    assert desk.lead.client.post(TEST_CLOCK, {"act": "shift", "days": 5}).status_code == 404
    assert not TestClock.objects.exists()


def test_in_the_demo_the_clock_is_stopped_shifted_and_let_go(desk: Desk, settings: Any) -> None:
    settings.DEBUG = True
    stop = {"act": "stop", "moment": "2027-01-04T09:30"}
    assert desk.lead.client.post(TEST_CLOCK, stop).status_code == 302
    assert "2027-01-04 09:30" in desk.lead.open(TEST_CLOCK)
    assert desk.lead.client.post(TEST_CLOCK, {"act": "shift", "days": "30"}).status_code == 302
    assert f"{NOON + timedelta(days=30):%Y-%m-%d}" in desk.lead.open(TEST_CLOCK)
    assert desk.lead.client.post(TEST_CLOCK, {"act": "reset"}).status_code == 302
    assert not TestClock.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"act": "stop"},
        {"act": "shift"},
        {"act": "stop", "moment": "tomorrow"},
        {"act": "shift", "days": "99999"},
        {"act": "wind"},
    ],
)
def test_a_clock_that_cannot_be_set_stays(desk: Desk, settings: Any, sent: dict[str, str]) -> None:
    settings.DEBUG = True
    assert desk.lead.refused_at(TEST_CLOCK, **sent)
    assert not TestClock.objects.exists()


def test_the_auditor_is_not_offered_the_clock(desk: Desk, settings: Any) -> None:
    settings.DEBUG = True
    auditor = Screen(make_user(role=Role.AUDITOR, office=desk.bureau.office))
    assert TEST_CLOCK not in auditor.html(reverse("console:home"))
    assert TEST_CLOCK in desk.lead.html(reverse("console:home"))


# -- in English --


def of_a_case(name: str, make: Callable[..., Any]) -> Callable[[Desk], tuple[str, str]]:
    return lambda desk: ("lead", reverse(f"console:{name}", args=[make(desk.bureau).pk]))


def clock(desk: Desk) -> tuple[str, str]:
    subject = complaints.make_complaint().subject
    return "lead", reverse("console:clock", args=[Clock.objects.of(subject).get().pk])


def decision(desk: Desk) -> tuple[str, str]:
    return "head", act_url(cases.propose(desk.bureau, cases.lodge()), "decide-filing")


PAGES: dict[str, tuple[Callable[[Desk], tuple[str, str]], str]] = {
    "worklist": (lambda _: ("lead", reverse("console:home")), "Due today"),
    "search": (lambda _: ("lead", reverse("console:search")), "Search"),
    "notices": (lambda _: ("lead", NOTICES), "No "),
    "complaint": (
        lambda _: ("lead", complaints.make_complaint().get_absolute_url()),
        "Next step",
    ),
    "clock": (clock, "working day"),
    "case": (of_a_case("case", cases.served), "Next step"),
    "ledger": (of_a_case("ledger", cases.filed), "Claimed"),
    "payment": (of_a_case("payment", cases.served), "Record payment"),
    "workers": (of_a_case("add_workers", cases.filed), "Name"),
    "decision": (decision, "Approve"),
}


@pytest.mark.parametrize("screen_name", PAGES)
def test_every_screen_opens_in_english(desk: Desk, screen_name: str) -> None:
    make, word = PAGES[screen_name]
    person, url = make(desk)
    screen: Screen = getattr(desk, person)
    screen.client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    response = screen.client.get(url)
    assert response["Content-Language"] == "en"
    assert word in response.content.decode()


def test_a_refusal_is_said_in_english(desk: Desk) -> None:
    case = cases.filed(desk.bureau)
    desk.lead.client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    url = reverse("console:ledger", args=[case.pk])
    claim = case.claims.all()[0]
    sent = {"version": case.ledger_version, f"determined-{claim.pk}": "abc"}
    said = desk.lead.refused_at(url, **sent)
    assert "abc" in said and "不是金额" not in said
