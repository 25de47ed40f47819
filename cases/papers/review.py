"""法制审核意见书 and 集体讨论记录: what was examined, and what each member said."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from cases.policy.deliberation import Member
from cases.policy.legal_review import ITEMS
from documents.kinds import PaperKind

LEGAL_REVIEW = PaperKind("legal_review", "法制审核意见书", "", "legal_review", numbered=False)
DELIBERATION = PaperKind(
    "deliberation_record", "案件集体讨论记录", "", "deliberation_record", numbered=False
)


def legal_review(
    shared: Mapping[str, Any],
    *,
    reasons: Sequence[str],
    found: Collection[str],
    is_passed: bool,
    opinion: Mapping[str, Any],
) -> dict[str, Any]:
    """法制审核意见书 (处罚法 第五十八条): each point examined, and what came of it."""
    return {
        **shared,
        "reasons": list(reasons),
        "items": [{"label": label, "is_met": code in found} for code, label in ITEMS.items()],
        "is_passed": is_passed,
        "reviewer_opinion": dict(opinion),
    }


def deliberation_record(
    shared: Mapping[str, Any],
    *,
    members: Sequence[Member],
    positions: Sequence[str],
    held_on: date | None,
    place: str,
    chair: str,
    recorder: str,
    conclusion: str,
    is_carried: bool,
    review: str,
) -> dict[str, Any]:
    """集体讨论记录 (处罚法 第五十七条): who sat, every member's view, the conclusion."""
    return {
        **shared,
        "held_on": held_on,
        "place": place,
        "chair": chair,
        "recorder": recorder,
        "review": review,
        "members": [
            {
                "name": member.name,
                "position": position,
                "is_present": member.is_present,
                "said": _said(member),
            }
            for member, position in zip(members, positions, strict=True)
        ],
        "present": sum(member.is_present for member in members),
        "agreeing": sum(member.is_present and member.agrees for member in members),
        "conclusion": conclusion,
        "is_carried": is_carried,
    }


def _said(member: Member) -> str:
    """The member's vote and view; a view that begins with the vote does not repeat it."""
    vote = "同意" if member.agrees else "不同意"
    return member.opinion if member.opinion.startswith(vote) else f"{vote}。{member.opinion}"
