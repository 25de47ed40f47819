"""A kind of paper, a subject, issued papers for tests, as plain functions."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from accounts.models import Office, User
from accounts.subjects import Subject
from accounts.tests.factories import make_office, make_user
from documents import services
from documents.kinds import PaperKind
from documents.models import Paper

AT = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)  # 10:30 in Shanghai
LETTER = PaperKind("letter", "协助调查通知书", "函字", "letter")
SLIP = PaperKind("slip", "收件回执", "", "letter", numbered=False)
RARE_NAMES = "王昇、李垚、赵赟、陈珺、刘喆、𠮷永福"
MARKS = "☑ 是 ☐ 否 ☒ 不适用 ✓ ①②③ № “引” 〔2026〕——〇"

_ids = count(1)


def subject_of(office: Office, **fields: Any) -> Subject:
    number = next(_ids)
    return Subject(
        type="cases.case",
        id=fields.pop("id", number),
        label=fields.pop("label", f"江劳监案〔2026〕{number}号"),
        division_id=office.division_id,
        office_id=office.pk,
        **fields,
    )


def letter_context(**facts: Any) -> dict[str, Any]:
    paragraph = f"本机关受理{RARE_NAMES}等72名劳动者投诉你单位拖欠工资一案，{MARKS}。"
    return {
        "addressee": "江城宏达建筑劳务有限公司",
        "paragraphs": [paragraph],
        "annex": None,
        **facts,
    }


def wage_annex(rows: int) -> dict[str, Any]:
    return {
        "title": "劳动者工资明细表",
        "columns": [
            {"key": "name", "label": "姓名", "kind": "name"},
            {"key": "claimed", "label": "诉求金额（元）", "kind": "money"},
        ],
        "rows": [{"name": f"测试工人{n}", "claimed": "2916.67"} for n in range(1, rows + 1)],
    }


def issue_letter(office: Office | None = None, actor: User | None = None, **fields: Any) -> Paper:
    office = office or make_office()
    return services.issue(
        fields.pop("kind", LETTER),
        fields.pop("subject", None) or subject_of(office),
        fields.pop("context", None) or letter_context(),
        office=office,
        actor=actor or make_user(office=office),
        at=fields.pop("at", AT),
        **fields,
    )
