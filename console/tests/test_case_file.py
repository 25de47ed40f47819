"""The tab of the case file: the sheet with its links, the override, the bundle."""

import pytest
from django.urls import reverse

from cases.models import Case, ScoreOverride
from cases.procedure.states import State
from cases.tests import factories as cases
from cases.tests.test_services_case_file import bundled, closed, print_all
from cases.tests.test_services_review_sheet import adopt
from console.tests.desk import Desk, act_url, fresh
from documents.models import Bundle

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


def test_the_bundle_shows_its_progress_until_it_can_be_opened(desk: Desk, corrected: Case):
    assert "尚未生成案卷" in desk.lead.open(tab(corrected))
    assert "尚未打印完成" in desk.lead.refused(corrected, "bundle")
    print_all()
    desk.lead.take(corrected, "bundle")
    Bundle.objects.update(done=3)
    html = desk.lead.html(tab(corrected))
    assert 'hx-trigger="every 2s"' in html and f'value="3">3/{Bundle.objects.get().total}' in html
    assert "正在生成" in desk.lead.refused(corrected, "bundle")


@pytest.mark.slow
def test_a_bound_file_is_opened_and_a_closed_case_archived(desk: Desk, corrected: Case):
    case = closed(desk.bureau, corrected)
    bundle = bundled(desk.bureau, case)
    html = desk.lead.html(tab(case))
    url = reverse("documents:stored_file", args=[bundle.file_id])
    assert bundle.file and url in html and bundle.file.sha256 in html
    assert "every 2s" not in html
    assert desk.lead.client.get(url).status_code == 200
    page = desk.lead.html(act_url(case, "archive"))
    assert "江人社监卷〔2026〕1号" in page
    desk.lead.take(case, "archive", archive_no="卷2026-7", retention="permanent")
    assert fresh(case).state == State.ARCHIVED
    assert "卷2026-7 · 永久" in desk.lead.open(tab(case))


@pytest.mark.slow
def test_what_was_added_after_binding_is_said(desk: Desk, corrected: Case):
    bundled(desk.bureau, corrected)
    case = closed(desk.bureau, corrected)
    assert "此后案卷又有新材料" in desk.lead.open(tab(case))
