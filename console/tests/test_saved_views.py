"""Saved views: the filters of a list under a name, one person's own."""

import pytest
from django.urls import reverse

from accounts.policy.roles import Role
from accounts.tests.factories import make_user
from cases.models import Case
from cases.tests import factories as cases
from complaints.tests import factories as complaints
from console.models import SavedView
from console.services import MOST_VIEWS
from console.tests.desk import Desk, Screen, plain

pytestmark = pytest.mark.django_db
CASES = reverse("console:cases")
KEEP = reverse("console:keep_view", args=["cases"])


@pytest.fixture
def filed(desk: Desk) -> Case:
    return cases.filed(desk.bureau)


@pytest.fixture
def proposed(desk: Desk) -> Case:
    return cases.propose(desk.bureau, cases.lodge(1, employer_name="江城测试服饰有限公司"))


def keep(screen: Screen, url: str = KEEP, **data: object) -> str:
    """Send the small form; returns the page it leads back to, as text."""
    response = screen.client.post(url, data, follow=True)
    assert response.status_code == 200
    return plain(response.content.decode())


def test_the_present_filters_are_kept_under_a_name(desk: Desk, filed: Case, proposed: Case) -> None:
    page = keep(desk.lead, name="在查的", state="investigating")
    assert filed.case_no in page and proposed.case_no not in page
    assert "在查的" in desk.lead.open(CASES)
    assert SavedView.objects.get().filters == {"state": "investigating"}


def test_what_opens_first_is_a_choice_and_everything_stays_one_step_away(
    desk: Desk, filed: Case, proposed: Case
) -> None:
    keep(desk.lead, name="在查的", state="investigating", is_default="on")
    assert proposed.case_no not in desk.lead.open(CASES)
    assert proposed.case_no in desk.lead.open(f"{CASES}?state=&source=&cause=&mine=")
    keep(desk.lead, name="待批的", state="filing_review", is_default="on")
    assert SavedView.objects.get(is_default=True).name == "待批的"
    assert filed.case_no not in desk.lead.open(CASES)


def test_a_view_is_renamed_and_deleted(desk: Desk) -> None:
    keep(desk.lead, name="在查的", state="investigating")
    keep(desk.lead, act="change", name="在查的", new_name="调查中", is_default="on")
    view = SavedView.objects.get()
    assert (view.name, view.is_default) == ("调查中", True)
    keep(desk.lead, act="delete", name="调查中")
    assert not SavedView.objects.exists()


def test_the_same_name_again_keeps_the_newer_filters(desk: Desk) -> None:
    keep(desk.lead, name="我的", state="investigating")
    keep(desk.lead, name="我的", mine="1")
    assert SavedView.objects.get().filters == {"mine": "1"}


def test_only_known_parameters_and_values_are_kept_and_followed(desk: Desk, filed: Case) -> None:
    keep(desk.lead, name="怪的", state="'; drop", office="1", source="patrol", pk__gt="0")
    assert SavedView.objects.get().filters == {"source": "patrol"}
    SavedView.objects.update(filters={"state": "abolished"}, is_default=True)
    assert filed.case_no in desk.lead.open(CASES)


def test_each_person_has_their_own(desk: Desk) -> None:
    keep(desk.lead, name="在查的", state="investigating", is_default="on")
    keep(desk.assistant, act="delete", name="在查的")
    assert "在查的" not in desk.assistant.open(CASES)
    assert "在查的" in desk.lead.open(CASES)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"name": "  "}, "请填写视图的名称"),
        ({"name": "长" * 41}, "不超过40个字"),
        ({"act": "change", "name": "没有的", "new_name": "新名"}, "没有名为“没有的”的视图"),
        ({"act": "change", "name": "甲", "new_name": "乙"}, "已有名为“乙”的视图"),
    ],
)
def test_what_cannot_be_kept_says_why(desk: Desk, data: dict, sentence: str) -> None:
    for name in ("甲", "乙"):
        keep(desk.lead, name=name)
    assert sentence in keep(desk.lead, **data)


def test_there_is_an_end_to_them(desk: Desk) -> None:
    owner = desk.bureau.lead
    SavedView.objects.bulk_create(
        SavedView(user=owner, place="cases", name=f"视图{n}") for n in range(MOST_VIEWS)
    )
    assert "最多保存30个视图" in keep(desk.lead, name="再一个")


def test_the_lists_narrow_to_what_is_mine(desk: Desk, filed: Case) -> None:
    other = Screen(make_user(office=desk.bureau.office))
    assert filed.case_no in desk.lead.open(f"{CASES}?mine=1")
    assert filed.case_no not in other.open(f"{CASES}?mine=1")
    mine = complaints.make_complaint()
    url = f"{reverse('console:complaints')}?mine=1"
    assert mine.number not in desk.lead.open(url)
    desk.head.take(mine, "assign", owner=desk.bureau.lead.pk)
    assert mine.number in desk.lead.open(url)


def test_the_worklist_opens_with_the_lens_one_prefers(desk: Desk) -> None:
    keep(
        desk.lead,
        reverse("console:keep_view", args=["worklist"]),
        name="全部",
        lens="all",
        is_default="on",
    )
    page = desk.lead.html(reverse("console:home"))
    assert "<h1>全部在办</h1>" in page
    assert "<h1>今天要办</h1>" in desk.lead.html(f"{reverse('console:home')}?lens=today")


def test_an_unknown_list_keeps_nothing(desk: Desk) -> None:
    url = reverse("console:keep_view", args=["people"])
    assert desk.lead.client.post(url, {"name": "甲"}).status_code == 404
    auditor = Screen(make_user(role=Role.AUDITOR, office=desk.bureau.office))
    assert "甲" in keep(auditor, name="甲")
