"""Visits, publicity and training at the desk: entered, followed up, counted and exported."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Training
from accounts.policy.roles import Role
from accounts.tests.factories import make_user
from cases.tests.factories import Bureau
from console.tests.desk import NOON, Desk, Screen
from grids.models import Publicity, Visit

pytestmark = pytest.mark.django_db
TODAY = NOON.date().isoformat()
VISIT = {
    "place": "community",
    "whom": "needy",
    "where": "林山寨社区",
    "visited_on": TODAY,
    "people": "3",
    "problem": "两个月没有拿到工资。",
    "outcome": "handed_on",
    "handed_to": "住建局",
    "follow_up_by": TODAY,
}
TAUGHT = {
    "title": "执法程序培训",
    "organiser": "省厅",
    "held_on": TODAY,
    "hours": "16",
    "exam": "笔试",
    "score": "91",
    "passed": "true",
}
HELD = {"held_on": TODAY, "where": "文化广场", "laws": "《保障农民工工资支付条例》"}


@pytest.fixture
def assistant(bureau: Bureau) -> Screen:
    return Screen(make_user(role=Role.GRID_ASSISTANT, office=bureau.office, name="林协一"))


def visited(screen: Screen, **changes: Any) -> Visit:
    told = {**VISIT, "follower": screen.user.pk, **changes}
    assert screen.client.post(reverse("console:new_visit"), told).status_code == 302
    return Visit.objects.get()


def test_a_problem_that_was_handed_on_stays_on_the_followers_desk_until_it_is_solved(
    assistant: Screen,
) -> None:
    visit = visited(assistant)
    assert "走访问题待解决 1" in assistant.open(reverse("console:home"))
    page = assistant.open(visit.get_absolute_url())
    assert "两个月没有拿到工资" in page and "住建局" in page
    solved = {"act": "solve", "on": TODAY, "answer": "工资已付清。"}
    assert assistant.client.post(visit.get_absolute_url(), solved).status_code == 302
    assert "走访问题待解决" not in assistant.open(reverse("console:home"))
    assert "工资已付清" in assistant.open(visit.get_absolute_url())


def test_a_problem_handed_on_to_nobody_is_refused_and_what_was_typed_stays(
    assistant: Screen,
) -> None:
    address = reverse("console:new_visit")
    answer = assistant.client.post(address, {**VISIT, "handed_to": "", "follower": ""})
    assert answer.status_code == 200 and not Visit.objects.exists()
    assert "两个月没有拿到工资" in answer.content.decode()


def test_publicity_is_entered_with_place_law_and_people_reached(assistant: Screen) -> None:
    address = reverse("console:publicity")
    assert "必填" in assistant.refused_at(address, **HELD)
    assert assistant.client.post(address, {**HELD, "people_reached": 120}).status_code == 302
    assert Publicity.objects.get().people_reached == 120
    assert "文化广场" in assistant.open(address)


def test_training_is_entered_by_a_head_and_counted_for_the_year(desk: Desk) -> None:
    address = reverse("console:trainings")
    told = {**TAUGHT, "user": desk.bureau.lead.pk}
    assert desk.lead.client.post(address, told).status_code == 403
    assert desk.head.client.post(address, told).status_code == 302
    assert Training.objects.get().hours == 16
    assert "执法程序培训" in desk.lead.open(address)


def test_the_counts_are_exported_and_a_formula_stays_text(assistant: Screen, desk: Desk) -> None:
    visited(assistant)
    answer = assistant.client.get(reverse("console:grid_counts_export", args=["csv"]))
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[-1][0] == "合计" and "1" in rows[-1]
    workbook = assistant.client.get(reverse("console:grid_counts_export", args=["xlsx"]))
    assert workbook.content.startswith(b"PK")
