"""What the papers of the rating print: plain dicts; wording and layout are the templates'."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from credit_rating.models import Objection, Rating
from credit_rating.policy.conduct import GRADE_LABELS, Grade
from credit_rating.policy.facts import said_of, source_of
from credit_rating.procedure import RATING, RECHECK
from documents.kinds import PaperKind
from statutes.citations import Citation
from statutes.wording import Sentence

RESULT_NOTICE = PaperKind(
    "credit_notice", "劳动保障守法诚信等级评价结果通知书", "诚评字", "credit_notice"
)
RECHECK_DECISION = PaperKind(
    "credit_recheck", "劳动保障守法诚信等级复核决定书", "诚复字", "credit_recheck"
)


def result_notice(rating: Rating, *, objections_until: date) -> dict[str, Any]:
    """等级评价结果通知书: the grade, what it rests on, what follows, how to object."""
    run = rating.run
    return {
        **_head(rating),
        "cut_off": run.cut_off,
        "points": rating.points,
        "reasons": list(reasons(rating.current_findings())),
        "objections_until": objections_until,
        "is_published": rating.is_published,
        "recheck": str(RECHECK),
    }


def recheck_decision(
    rating: Rating, objection: Objection, *, after: str, opinion: str, struck: Iterable[str]
) -> dict[str, Any]:
    """复核决定书: what was objected, what the re-check found, the grade that holds now."""
    return {
        **_head(rating),
        "received_on": objection.received_on,
        "objection": objection.reason,
        "before": rating.standing,
        "after": after,
        "opinion": opinion,
        "struck": list(struck),
        "recheck": str(RECHECK),
    }


def _head(rating: Rating) -> dict[str, Any]:
    return {
        "employer": rating.employer.name,
        "uscc": rating.employer.uscc or "",
        "year": rating.run.year,
        "source": rating.run.source,
        "grade": rating.standing,
        "grade_label": GRADE_LABELS[Grade(rating.standing)],
        "basis": str(RATING),
    }


def reasons(findings: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Each finding that counted, in plain words."""
    for finding in findings:
        if finding["outcome"] == "yes":
            yield {
                "asked": str(Sentence.of_data(finding["asked"])),
                "facts": "，".join(str(said) for said in _facts(finding)),
                "points": abs(finding["points"]),
                "grade": finding["grade"] or "",
                "citation": str(Citation(*finding["citation"])) if finding["citation"] else "",
            }


def _facts(finding: dict[str, Any]) -> list[Sentence]:
    if finding["item"]:
        return [source_of(finding["item"]), *said_of(finding["item"])]
    return [Sentence.of_data(finding["compared"])] if finding["compared"] else []
