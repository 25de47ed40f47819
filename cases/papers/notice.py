"""事先告知书, 听证告知书 and 陈述申辩笔录: what the party is told, and what it answers."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from cases.models import Defence
from cases.policy.decision import Kind
from documents.kinds import PaperKind

PENALTY_NOTICE = PaperKind("penalty_notice", "行政处罚事先告知书", "罚先告字", "prior_notice")
HANDLING_NOTICE = PaperKind("handling_notice", "行政处理事先告知书", "处先告字", "prior_notice")
HEARING_RIGHTS = PaperKind("hearing_rights", "行政处罚听证告知书", "听告字", "hearing_rights")
DEFENCE_RECORD = PaperKind("defence_record", "陈述申辩笔录", "", "defence_record", numbered=False)
NOTICES: Mapping[Kind, PaperKind] = {
    Kind.PENALTY: PENALTY_NOTICE,
    Kind.HANDLING: HANDLING_NOTICE,
}


def prior_notice(
    shared: Mapping[str, Any], *, defence_days: int, offers_hearing: bool, request_days: int
) -> dict[str, Any]:
    """事先告知书: facts, law breached, basis, what is intended, and the right to be heard."""
    return {
        **shared,
        "defence_days": defence_days,
        "offers_hearing": offers_hearing,
        "request_days": request_days,
    }


def hearing_rights(
    shared: Mapping[str, Any], *, request_days: int, threshold: Decimal
) -> dict[str, Any]:
    """听证告知书 (处罚法 第六十三条): what is intended, the right, by when and where to ask."""
    return {**shared, "request_days": request_days, "threshold": threshold}


def defence_record(shared: Mapping[str, Any], defence: Defence, number: str) -> dict[str, Any]:
    """陈述申辩笔录: who said what, when, to whom."""
    return {
        **shared,
        "notice_number": number,
        "speaker": defence.speaker,
        "received_on": defence.received_on,
        "content": defence.content,
    }
