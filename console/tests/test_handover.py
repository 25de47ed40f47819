"""The head's screen of a hand-over: look first, then decide, then watch."""

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import make_user
from cases.jobs import carry_out_handover, resume_handovers
from cases.models import Case, Handover
from cases.tests import factories as cases
from console.tests.desk import Desk, Screen, fresh
from console.views import handover as views

pytestmark = pytest.mark.django_db
PAGE = reverse("console:handover")


@pytest.fixture
def taker(desk: Desk) -> User:
    return make_user(office=desk.bureau.office, name="周敏")


@pytest.fixture
def filed(desk: Desk) -> Case:
    return cases.filed(desk.bureau)


def between(desk: Desk, taker: User) -> dict[str, object]:
    return {"giver": desk.bureau.lead.pk, "taker": taker.pk}


def decision(desk: Desk, taker: User, **changes: object) -> dict[str, object]:
    return {**between(desk, taker), "scope": "all", "reason": "调离岗位。", **changes}


def test_the_head_sees_what_would_move_before_deciding(
    desk: Desk, filed: Case, taker: User
) -> None:
    assert "移交案件" in desk.head.open(reverse("console:cases"))
    waiting = cases.propose(desk.bureau, cases.lodge(1, employer_name="江城测试服饰有限公司"))
    query = "&".join(f"{name}={pk}" for name, pk in between(desk, taker).items())
    page = desk.head.open(f"{PAGE}?{query}")
    assert "可以移交1件" in page and filed.case_no in page
    assert waiting.case_no in page and "不能改派监察员" in page
    assert [o.user for o in fresh(filed).serving_officers()][0] == desk.bureau.lead


def test_the_decision_moves_the_cases_and_prints_the_list(
    desk: Desk, filed: Case, taker: User
) -> None:
    response = desk.head.client.post(PAGE, decision(desk, taker))
    record = Handover.objects.get()
    assert response["Location"] == record.get_absolute_url()
    page = desk.head.open(record.get_absolute_url())
    assert "已移交 1 / 1 件" in page and "打印移交清单" in page
    assert [o.user for o in fresh(filed).serving_officers()][0] == taker
    told = Screen(taker)
    assert "件案件" in told.open(reverse("console:notices"))
    assert "已移交 1 / 1 件" in told.open(record.get_absolute_url())


def test_a_long_hand_over_is_watched_while_the_rest_moves(
    desk: Desk, filed: Case, taker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "AT_ONCE", 0)
    desk.head.client.post(PAGE, decision(desk, taker))
    record = Handover.objects.get()
    assert "正在逐件移交" in desk.head.open(record.get_absolute_url())
    part = desk.head.client.get(record.get_absolute_url(), headers={"HX-Request": "true"})
    assert "已移交 0 / 1 件" in part.content.decode() and "<html" not in part.content.decode()
    assert resume_handovers() == 0
    assert carry_out_handover(record.pk) == 0
    assert "已移交 1 / 1 件" in desk.head.open(record.get_absolute_url())


def test_only_the_ticked_lines_move(desk: Desk, filed: Case, taker: User) -> None:
    other = cases.file(desk.bureau, cases.lodge(1, employer_name="江城测试服饰有限公司"))
    ticked = decision(desk, taker, scope="chosen", line=[f"case-{other.pk}"])
    desk.head.client.post(PAGE, ticked)
    assert [o.user for o in fresh(filed).serving_officers()][0] == desk.bureau.lead
    assert [o.user for o in fresh(other).serving_officers()][0] == taker


def test_a_refusal_keeps_the_page_and_the_words(desk: Desk, filed: Case) -> None:
    lapsed = make_user(office=desk.bureau.office, name="吴涛", certified=False)
    response = desk.head.client.post(PAGE, decision(desk, lapsed))
    page = response.content.decode()
    assert "吴涛没有监察证件" in page or "吴涛" in page
    assert "调离岗位。" in page and not Handover.objects.exists()


def test_inspectors_do_not_hand_over(desk: Desk, taker: User) -> None:
    assert desk.lead.client.get(PAGE).status_code == 403
    assert desk.lead.client.post(PAGE, decision(desk, taker)).status_code == 403
