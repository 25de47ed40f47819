"""The tab of the case file: the sheet with its links, the override, the bundle."""

import pytest

from cases.models import Case, ScoreOverride
from cases.tests import factories as cases
from cases.tests.test_services_review_sheet import adopt
from console.tests.desk import Desk, act_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected(desk: Desk) -> Case:
    return cases.verified(desk.bureau)


def tab(case: Case) -> str:
    return f"{case.get_absolute_url()}?tab=file"


def test_the_sheet_shows_its_points_and_names_each_missing_item(desk: Desk, corrected: Case):
    page = desk.lead.open(tab(corrected))
    assert "85 /100" in page
    assert "询问（检查）笔录要素齐全 −3 没有询问笔录或者现场检查笔录。" in page
    assert "调查 10/19" in page and "立案 14/14" in page
    assert desk.head.open(tab(corrected)).count("还没有登记证据。") >= 3


def test_a_head_lets_a_poor_file_go_on_its_own_screen(desk: Desk, corrected: Case):
    adopt(desk.bureau, "description=60/ledger=40")
    assert "案卷评查40分，不足80分" in desk.lead.open(corrected.get_absolute_url())
    desk.head.take(corrected, "override-score", reason="证据由法院调取，另存。")
    assert ScoreOverride.objects.get().by == desk.bureau.head
    page = desk.lead.open(tab(corrected))
    assert "负责人已说明理由" in page and "证据由法院调取，另存。" in page
    assert "案卷评查40分" not in desk.lead.open(act_url(corrected, "closing"))
