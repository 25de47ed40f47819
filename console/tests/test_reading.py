"""The record by day and stage, the whole case on paper, two versions of a paper."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.models import Case
from cases.papers.filing import FILING_APPROVAL
from cases.procedure.stages import STAGES, stage_of
from cases.procedure.table import STEPS
from cases.tests import factories as cases
from cases.tests.factories import LODGED
from console.tests.desk import Desk
from documents import services as documents
from documents.models import Paper

pytestmark = pytest.mark.django_db


def history(case: Case, stage: str = "") -> str:
    return f"{case.get_absolute_url()}?tab=history&stage={stage}"


def compared(new: Paper, old: Paper | None = None) -> str:
    url = reverse("console:paper_comparison", args=[new.pk])
    return url if old is None else f"{url}?old={old.pk}"


def test_every_step_belongs_to_one_stage():
    assert {stage_of(name) for name in STEPS} == set(STAGES)
    assert sum(len(acts) for _, acts in STAGES.values()) == len(STEPS)
    assert stage_of("anything") == "other"


def test_the_record_shows_when_it_happened_and_when_it_was_written_down(desk: Desk):
    case = cases.ordered(desk.bureau)
    cases.serve(desk.bureau, case, LODGED + timedelta(days=2), handed_on=LODGED.date())
    page = desk.lead.open(history(case))
    assert "— 送达限期改正指令书 直接送达 陈志强 补记 记录于 2026-11-25" in page, (
        "no hour is made up"
    )
    assert page.index("2026-11-23") < page.index("送达限期改正指令书 直接送达 陈志强")
    assert page.count("补记") == 1


def test_the_record_is_read_stage_by_stage(desk: Desk):
    case = cases.served(desk.bureau)
    page = desk.lead.open(history(case, "order"))
    assert "发出限期改正指令书 10,000.00元 陈志强" in page and "批准立案 王建华" not in page
    assert "复议与诉讼" not in page, "a stage that the case has not been through is not offered"
    assert "批准立案 王建华" in desk.lead.open(history(case, "nothing"))


def test_the_whole_case_stands_on_one_page_for_the_printer(desk: Desk):
    case = cases.verified(desk.bureau)
    page = desk.lead.open(reverse("console:case_print", args=[case.pk]))
    for part in ("基本案情", "工资明细", "限期改正指令书", "立案审批", "办案经过", "打印时间"):
        assert part in page
    assert "下一步" not in page


def test_a_corrected_paper_is_read_beside_the_one_it_corrects(desk: Desk):
    case = cases.filed(desk.bureau)
    old = Paper.objects.of(case.subject(None)).get(kind="filing_approval")
    said = {**old.context, "summary": old.context["summary"] + "另有2人。"}
    subject, at = case.subject(None), LODGED
    given = {"office": case.office, "actor": desk.bureau.head, "at": at, "corrects": old}
    new = documents.issue(FILING_APPROVAL, subject, said, **given)
    html = desk.lead.html(f"{case.get_absolute_url()}?tab=papers")
    assert compared(new, old) in html
    page = desk.lead.html(compared(new))
    assert "<ins>另有2人。</ins>" in page and "基本案情" in page
    assert page.count("<del>") == 0
    assert "两份文书的内容相同" in desk.lead.open(compared(old, old))


def test_papers_of_two_kinds_or_matters_are_no_versions_of_each_other(desk: Desk):
    case, other = cases.served(desk.bureau), cases.filed(desk.bureau)
    mine = Paper.objects.of(case.subject(None))
    order, form = mine.get(kind="correction_order"), mine.get(kind="filing_approval")
    foreign = Paper.objects.of(other.subject(None)).get(kind="filing_approval")
    for old in (order, foreign):
        desk.lead.html(compared(form, old), status=404)
    desk.lead.html(compared(form), status=404)
