"""Every form that the procedure uses prints every field it must carry (law.md §10).

One story a family: what is issued on the way is read as a clerk would read it, field by field.
"""

import re
from collections.abc import Callable, Mapping

import pytest

from cases.papers.case_file import CASE_COVER, CASE_INDEX, CASE_NOTES
from cases.perms.file_contents import pieces_of
from cases.services import case_file
from cases.tests import factories as make
from cases.tests import records
from complaints import papers as intake
from complaints.policy.acceptance import Code
from complaints.policy.statement import Kind
from complaints.tests.factories import make_complaint
from console.demo import outcomes
from console.demo.walk import Walk, Way, carry
from documents import services as documents
from documents.models import Paper
from documents.rendering import sheet
from employers.models import Employer
from tests.forms import (
    COURT,
    HANDLED,
    HEARING,
    RECORDS,
    REGISTERED,
    REMEDIES,
    SPOT,
    USCC,
    Forms,
)
from tests.outcomes import filed
from tests.test_outcomes import on_the_spot

pytestmark = pytest.mark.django_db


def printed(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


def lacks(text: str, fields: tuple[str, ...]) -> list[str]:
    return [field for field in fields if re.sub(r"\s+", "", field) not in text]


@pytest.fixture
def bureau() -> make.Bureau:
    return make.make_bureau()


def carried(way: Way) -> Callable[[make.Bureau], Walk]:
    def story(bureau: make.Bureau) -> Walk:
        walk = filed(bureau)
        Employer.objects.update(uscc=USCC, economic_type="有限责任公司")
        assert carry(walk, way)
        return walk

    return story


def recorded(bureau: make.Bureau) -> None:
    case = make.filed(bureau)
    records.inquiry(bureau, case)
    records.inspection(bureau, case)
    records.preservation(bureau, case)


def reported(bureau: make.Bureau) -> None:
    make.file(bureau, make.lodge(kind=Kind.REPORT))


STORIES: Mapping[str, tuple[Callable[[make.Bureau], object], Forms]] = {
    "penalty after a hearing": (carried(outcomes.PENALTY_AFTER_HEARING), HEARING),
    "handling decision": (carried(outcomes.HANDLED), HANDLED),
    "taken to court": (carried(outcomes.TAKEN_TO_COURT), COURT),
    "penalty on the spot": (on_the_spot, SPOT),
    "investigation": (recorded, RECORDS),
    "report": (reported, REGISTERED),
}
# What no paper that leaves the printer may show.
NEVER = ("None", "False", "上一级", "。。", "；；", "，，", "。，", "；。", "：：", "、。", "到手")


@pytest.mark.parametrize("story", STORIES)
def test_every_form_of_the_story_carries_every_field(bureau: make.Bureau, story: str) -> None:
    tell, forms = STORIES[story]
    tell(bureau)
    found = {
        paper.kind: printed(sheet(paper.template_name, paper.context))
        for paper in Paper.objects.order_by("pk")
    }
    assert {
        k: lacks(found[k], fields) for k, fields in forms.items() if lacks(found[k], fields)
    } == {}
    wrong = {k: [w for w in NEVER if w in text] for k, text in found.items()}
    assert {k: words for k, words in wrong.items() if words} == {}
    iso = {k: re.findall(r"\d{4}-\d{2}-\d{2}", text) for k, text in found.items()}
    assert {k: days for k, days in iso.items() if days} == {}
    assert {
        k: re.findall(r"\d{17}[\dX]", text) for k, text in found.items() if USCC not in text
    } == {k: [] for k, text in found.items() if USCC not in text}


@pytest.mark.parametrize("code", [Code.CIVIL_CLAIM, Code.OUTSIDE_POWERS])
def test_a_refusal_names_matter_article_reason_and_where_to_go(code: Code) -> None:
    complaint = make_complaint()
    context = intake.refusal_notice(
        complaint, code=code, reason="已经立案审理", body="中原区人民法院"
    )
    text = printed(documents.preview(intake.REFUSAL_NOTICE, context, office=complaint.office))
    fields = (
        "投诉不予受理通知书",
        "1人",
        "已经立案审理。",
        "根据《",
        "可以向",
        "中原区人民法院",
        *REMEDIES[:2],
        "（印章）",
    )
    assert lacks(text, fields) == []


def test_cover_index_and_notes_carry_every_field(bureau: make.Bureau) -> None:
    case = make.filed(bureau)
    manifest = case_file.manifest(case, pieces_of(case), bound_by="陈志强", on=make.TODAY)
    main = manifest["volumes"][0]
    entry = {
        "number": "江人社监令字〔2026〕1号",
        "author": "江城市人力资源和社会保障局",
        "title": "指令书",
        "on": "2026-11-23",
        "pages": "1—3",
        "note": "原件另附",
    }
    counted = {"entries": [entry], "pieces": 1, "pages": 3}
    fields = {
        CASE_COVER: (
            "正卷",
            "题名",
            "当事人",
            "案由",
            "处理结果",
            "立案日期",
            "结案日期",
            "承办人主办陈志强",
            "归档日期",
            "归档号",
            "保管期限",
            "1件3页",
        ),
        CASE_INDEX: (
            "卷内目录",
            "序号文号责任者题名日期页号备注",
            "1江人社监令字〔2026〕1号",
            "202611231—3原件另附",
        ),
        CASE_NOTES: (
            "备考表",
            "本卷共1件3页",
            "立卷人陈志强",
            "立卷日期2026年11月23日",
            "检查人",
            "检查日期",
        ),
    }
    for part, (kind, asked) in zip(("cover", "index", "notes"), fields.items(), strict=True):
        text = printed(sheet(kind.template_name, {**main[part]["context"], **counted}))
        assert lacks(text, asked) == []
