"""听证通知书, 听证笔录, 听证报告 (处罚法 第六十四条、第六十五条)."""

from collections.abc import Mapping
from typing import Any

from cases.models import Hearing
from documents.kinds import PaperKind

SUMMONS = PaperKind("hearing_summons", "行政处罚听证通知书", "听通字", "hearing_summons")
RECORD = PaperKind("hearing_record", "听证笔录", "", "hearing_record", numbered=False)
REPORT = PaperKind("hearing_report", "听证报告", "", "hearing_report", numbered=False)


def hearing_context(shared: Mapping[str, Any], hearing: Hearing, number: str) -> dict[str, Any]:
    """What the three papers share: when, where, before whom, on which notice."""
    return {
        **shared,
        "notice_number": number,
        "requester": hearing.requester,
        "requested_on": hearing.requested_on,
        "set_for": hearing.set_for,
        "place": hearing.place,
        "is_public": hearing.is_public,
        "chair": hearing.chair.name if hearing.chair else "",
        "panel": hearing.panel,
        "clerk": hearing.clerk,
        "held_on": hearing.held_on,
        "attendance": hearing.attendance,
        "course": hearing.course,
        "conclusion": hearing.conclusion,
    }
