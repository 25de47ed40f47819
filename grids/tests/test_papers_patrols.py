"""The papers of a patrol: what each says, and what it keeps to itself."""

import re

import pytest

from documents import services as documents
from documents.models import Paper
from documents.printing import pdf_of
from grids.models import Patrol
from grids.papers import patrols as papers
from grids.policy.frequency import Basis
from grids.tests import patrol_factories as make
from grids.tests.patrol_factories import TODAY, House

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def text_of(patrol: Patrol, kind: str) -> str:
    paper = Paper.objects.of(patrol.subject).get(kind=kind)
    declared = (papers.APPROVAL_FORM, papers.NOTICE, papers.RECORD, papers.ADVICE)
    row = next(k for k in declared if k.code == kind)
    html = documents.preview(row, paper.context, office=paper.office)
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


def test_the_approval_form_names_basis_officers_and_both_opinions(house: House) -> None:
    text = text_of(make.approved(house), "patrol_approval")
    assert "投诉举报" in text and make.CAUSE in text
    assert "拟对该单位实施检查。签名：陈志强2026年11月23日" in text
    assert "同意。签名：周建国2026年11月23日" in text
    assert "主办：陈志强（证号" in text


def test_the_notice_says_what_is_inspected_by_whom_and_whom_to_ring(house: House) -> None:
    patrol = make.approved(
        house,
        basis=Basis.CAMPAIGN,
        cause="冬季行动",
        plan=make.make_plan(house, kind="campaign"),
    )
    text = text_of(patrol, "patrol_notice")
    assert "定于2026年11月23日对你单位" in text
    assert "检查依据：专项检查（冬季行动）" in text
    assert "11．劳动规章制度合法，并向劳动者公示。" in text
    assert f"监督电话：{house.office.supervision_phone}" in text
    assert "不出示执法证件的，依据《中华人民共和国行政处罚法》第五十五条" in text


def test_an_employer_does_not_read_that_somebody_complained(house: House) -> None:
    patrol = make.recorded(house, "contracts")
    for kind in ("patrol_notice", "patrol_record"):
        text = text_of(patrol, kind)
        assert "线索核查" in text
        assert make.CAUSE not in text and "投诉举报" not in text


def test_the_record_holds_every_answer_and_the_hash_of_every_photograph(house: House) -> None:
    patrol = make.recorded(house, "contracts")
    text = text_of(patrol, "patrol_record")
    assert "到场时间2026年11月23日10时30分" in text and "到场人数26人" in text
    assert f"不符合{make.SEEN}" in text
    assert text.count("符合") >= len(patrol.checklist())


def test_an_unfinished_record_marks_its_blanks(house: House) -> None:
    patrol = make.answered(house)
    missing = documents.missing_facts(papers.RECORD, papers.record(patrol, on=TODAY))
    assert missing == ("结束时间", "单位在场人员")


def test_advice_orders_nothing(house: House) -> None:
    patrol = make.recorded(house, "contracts", corrected=True)
    context = papers.advice(patrol, findings="当场已改正。", requirement="及时签订合同。")
    html = documents.preview(papers.ADVICE, context, office=house.office)
    assert "本建议不是行政处罚，也不是责令改正" in html
    assert documents.missing_facts(
        papers.ADVICE, papers.advice(patrol, findings="", requirement="")
    ) == ("认定的事实", "建议内容")


@pytest.mark.slow
def test_they_print(house: House) -> None:
    for paper in Paper.objects.of(make.recorded(house, "contracts").subject):
        assert pdf_of(paper).startswith(b"%PDF")
