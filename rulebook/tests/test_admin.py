"""The rulebook in the admin: added as a proposal, confirmed by somebody else, never edited."""

import json
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user, staff_client
from rulebook.models import DatedValue, HolidayNotice, State
from rulebook.tests.factories import NOTICE_2027, make_notice

pytestmark = pytest.mark.django_db


def make_administrators() -> tuple[User, User]:
    """Return the two people whom the admin site opens to."""
    office = make_office()
    first, second = (make_user(role=Role.ADMINISTRATOR, office=office) for _ in range(2))
    return first, second


def notice_form(**changed: Any) -> dict[str, Any]:
    return {
        "year": 2027,
        "title": "国务院办公厅关于2027年部分节假日安排的通知",
        "document_number": "国办发明电〔2026〕0号",
        "published_on": "2026-11-20",
        "source": "",
        "holidays": json.dumps(NOTICE_2027),
    } | changed


def test_an_added_notice_is_a_proposal_of_whoever_added_it() -> None:
    proposer, _ = make_administrators()
    response = staff_client(proposer).post(
        reverse("admin:rulebook_holidaynotice_add"), notice_form()
    )
    assert response.status_code == 302
    notice = HolidayNotice.objects.get()
    assert (notice.state, notice.proposed_by) == (State.PROPOSED.value, proposer)


def test_a_notice_with_impossible_days_is_shown_back_with_the_reason() -> None:
    proposer, _ = make_administrators()
    wrong = json.dumps([{**NOTICE_2027[0], "work": ["2027-01-04"]}])
    response = staff_client(proposer).post(
        reverse("admin:rulebook_holidaynotice_add"), notice_form(holidays=wrong)
    )
    assert "2027-01-04不是周末" in response.content.decode()
    assert not HolidayNotice.objects.exists()


def figure_form(**changed: Any) -> dict[str, Any]:
    return {
        "key": "hearing_threshold_citizen",
        "division": "",
        "value": '"2000.00"',
        "citation": "江城市行政处罚听证程序规定第三条",
        "in_force_from": "2026-01-01",
        "in_force_to": "",
    } | changed


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"value": '"两千"'}, "应为金额"),
        ({"in_force_to": "2025-12-31"}, "不得早于施行日期"),
    ],
)
def test_a_wrong_figure_is_shown_back_with_the_reason(changed: dict[str, str], reason: str) -> None:
    proposer, _ = make_administrators()
    client = staff_client(proposer)
    response = client.post(reverse("admin:rulebook_datedvalue_add"), figure_form(**changed))
    assert reason in response.content.decode()
    assert not DatedValue.objects.exists()


def test_an_added_figure_is_a_proposal() -> None:
    proposer, _ = make_administrators()
    client = staff_client(proposer)
    response = client.post(reverse("admin:rulebook_datedvalue_add"), figure_form())
    assert response.status_code == 302
    assert DatedValue.objects.get().proposed_by == proposer


@pytest.mark.parametrize(
    ("action", "state"), [("confirm_selected", "confirmed"), ("reject_selected", "rejected")]
)
def test_a_second_person_decides_from_the_list(action: str, state: str) -> None:
    proposer, second = make_administrators()
    notice = make_notice(proposer)
    given = {"action": action, "_selected_action": [notice.pk]}
    staff_client(second).post(reverse("admin:rulebook_holidaynotice_changelist"), given)
    notice.refresh_from_db()
    assert (notice.state, notice.decided_by) == (state, second)


def test_the_proposer_is_told_why_the_list_does_not_confirm() -> None:
    proposer, _ = make_administrators()
    notice = make_notice(proposer)
    given = {"action": "confirm_selected", "_selected_action": [notice.pk]}
    url = reverse("admin:rulebook_holidaynotice_changelist")
    response = staff_client(proposer).post(url, given, follow=True)
    assert "另一人确认" in response.content.decode()
    notice.refresh_from_db()
    assert notice.state == State.PROPOSED.value


def test_nothing_is_edited_or_deleted() -> None:
    proposer, second = make_administrators()
    notice = make_notice(proposer)
    client = staff_client(second)
    change = reverse("admin:rulebook_holidaynotice_change", args=[notice.pk])
    assert client.post(change, notice_form(year=2028)).status_code == 403
    delete = reverse("admin:rulebook_holidaynotice_delete", args=[notice.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    notice.refresh_from_db()
    assert notice.year == 2027


def test_a_figure_keeps_its_list_page() -> None:
    _, second = make_administrators()
    for name in ("datedvalue", "holidaynotice", "adoption"):
        url = reverse(f"admin:rulebook_{name}_changelist")
        assert staff_client(second).get(url).status_code == 200
