"""What a grade rests on, in plain words and the reader's language."""

from typing import Any

from accounts.wording import translate
from credit_rating.policy.facts import said_of, source_of
from statutes.citations import Citation
from statutes.wording import Sentence


def shown_findings(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each finding in plain words: the rule, the record, what it costs, the article."""
    return [
        {
            "asked": translate(Sentence.of_data(finding["asked"])),
            "source": translate(source_of(finding["item"])) if finding["item"] else "",
            "case": finding["item"]["id"] if _is_case(finding["item"]) else None,
            "facts": [translate(said) for said in _facts(finding)],
            "points": finding["points"],
            "grade": finding["grade"] if finding["outcome"] == "yes" else "",
            "is_met": finding["outcome"] == "yes",
            "open": finding["open"],
            "citation": str(Citation(*finding["citation"])) if finding["citation"] else "",
        }
        for finding in findings
    ]


def _is_case(item: dict[str, Any] | None) -> bool:
    return item is not None and item["kind"] == "case"


def _facts(finding: dict[str, Any]) -> list[Sentence]:
    if finding["item"]:
        return list(said_of(finding["item"]))
    return [Sentence.of_data(finding["compared"])] if finding["compared"] else []
