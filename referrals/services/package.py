"""移送材料: what goes to the police as one PDF, and the manifest that names every hash."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from accounts.models import User
from cases.models import Case
from cases.papers.case_file import CASE_INDEX, EVIDENCE_CARD, evidence_card
from cases.perms.file_contents import pieces_of
from cases.policy.case_file import EVIDENCE, Piece
from documents.kinds import PaperKind
from documents.models import Paper, StoredFile
from referrals import papers
from referrals.models import Referral

OWN = (papers.LETTER, papers.APPROVAL, papers.REPORT, papers.ITEMS)
# Of the case: what was ordered and how it was served, who was heard, who the party is.
OF_CASE = frozenset(
    {
        "correction_order",
        "handling_decision",
        "service_receipt",
        "interview_record",
        "inspection_record",
        "evidence_list",
        EVIDENCE,
    }
)


def manifest(referral: Referral, *, actor: User, on: date) -> dict[str, Any]:
    """The list that the binder follows: letter, report, lists, wages, orders, service, evidence."""
    entries = [*_own(referral), _wages(referral), *_of_case(referral.case)]
    checks = papers.checksums(referral, list(_checked(entries)))
    volume = {
        "title": "移送材料",
        "cover": _sheet(papers.COVER, papers.cover(referral)),
        "index": _sheet(CASE_INDEX, papers.index(referral)),
        "notes": _sheet(papers.CHECKSUMS, {**checks, "bound_by": actor.name, "bound_on": on}),
        "entries": entries,
    }
    return {"title": f"{referral.case.case_no}移送材料", "volumes": [volume]}


def fingerprint_of(listed: dict[str, Any]) -> str:
    """What was bound, in one hash: a later package with other contents has another."""
    sources = [entry["sources"] for entry in listed["volumes"][0]["entries"]]
    text = json.dumps(sources, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def checks_of(referral: Referral) -> list[dict[str, str]]:
    """The manifest's rows as they were bound, for the screens of both sides."""
    if referral.package is None:
        return []
    rows: list[dict[str, str]] = referral.package.manifest["volumes"][0]["notes"]["context"]["rows"]
    return rows


def _own(referral: Referral) -> Iterator[dict[str, Any]]:
    issued = Paper.objects.of(referral.subject).issued().order_by("-pk")
    for kind in OWN:
        paper = issued.filter(kind=kind.code).first()
        if paper is not None:
            author = referral.office.name
            yield _entry(paper.number, author, kind.title, paper.issued_on, [{"paper": paper.pk}])


def _wages(referral: Referral) -> dict[str, Any]:
    sheet = {"sheet": _sheet(papers.WAGES, papers.wages(referral.case))}
    return _entry("", referral.office.name, papers.WAGES.title, None, [sheet])


def _of_case(case: Case) -> Iterator[dict[str, Any]]:
    collected = case.evidence.select_related("collector", "second_collector", "original")
    cards = {item.pk: evidence_card(case, item) for item in collected}
    for piece in pieces_of(case):
        if piece.code in OF_CASE:
            sources = list(_sources(piece, cards))
            yield _entry(piece.number, piece.author, piece.title, piece.on, sources)


def _sources(piece: Piece, cards: dict[int, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    if piece.code == EVIDENCE:
        yield {"sheet": _sheet(EVIDENCE_CARD, cards[piece.pk])}
    if piece.paper is not None:
        yield {"paper": piece.paper}
    for pk in piece.files:
        yield {"file": pk}


def _checked(entries: list[dict[str, Any]]) -> Iterator[dict[str, str]]:
    """Each piece with the hash of its bytes; a leaf printed for the package has none of its own."""
    sources = [(entry, source) for entry in entries for source in entry["sources"]]
    printed = Paper.objects.in_bulk([s["paper"] for _, s in sources if "paper" in s])
    stored = StoredFile.objects.in_bulk([s["file"] for _, s in sources if "file" in s])
    for entry, source in sources:
        found = {"title": entry["title"], "number": entry["number"]}
        if "paper" in source:
            yield {**found, "sha256": printed[source["paper"]].file_sha256}
        elif "file" in source:
            yield {**found, "sha256": stored[source["file"]].sha256}


def _entry(
    number: str, author: str, title: str, on: date | None, sources: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "number": number,
        "author": author,
        "title": title,
        "on": on,
        "note": "",
        "sources": sources,
    }


def _sheet(kind: PaperKind, context: dict[str, Any]) -> dict[str, Any]:
    return {
        "template": kind.template,
        "version": kind.version,
        "title": kind.title,
        "context": context,
    }
