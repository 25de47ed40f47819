"""案卷 and 归档: one case, one file, bound from what was issued and obtained."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Office, User
from cases.models import Case, Decision
from cases.papers.case_file import (
    CASE_COVER,
    CASE_INDEX,
    CASE_NOTES,
    EVIDENCE_CARD,
    case_cover,
    case_index,
    case_notes,
    evidence_card,
)
from cases.perms.file_contents import fingerprint_of, pieces_of
from cases.policy.case_file import EVIDENCE, VOLUME_LABELS, Piece, Volume, arranged
from cases.policy.ledger import NOTHING
from cases.services import gate
from documents import bundles
from documents.kinds import PaperKind
from documents.models import Bundle
from statutes.money import yuan
from statutes.refusal import Refused
from statutes.wording import say


@transaction.atomic
def bundle_file(case_id: int, *, actor: User, at: datetime) -> Bundle:
    """Have the file bound as it stands (生成案卷); the job's progress is the bundle's own."""
    case = gate.lock(case_id)
    gate.take(case, "bundle_file", actor=actor, at=at)
    return _order(case, actor=actor, at=at)


@transaction.atomic
def archive(case_id: int, *, archive_no: str, retention: str, actor: User, at: datetime) -> Case:
    """Put a closed case away (归档) under its number, its cover printed with it."""
    case = gate.lock(case_id)
    _hold_numbers(case)
    number = archive_no.strip()
    if not number:
        raise Refused(say("须填写归档号。"))
    if Case.objects.filter(office=case.office, archive_no=number).exists():
        raise Refused(say("归档号%(number)s已被使用。", number=number))
    case.archived_on = timezone.localdate(at)
    case.archive_no, case.retention = number, retention
    payload = {"archive_no": number, "retention": retention}
    gate.take(case, "archive", actor=actor, at=at, payload=payload)
    _order(case, actor=actor, at=at)
    return case


def _hold_numbers(case: Case) -> None:
    """One of the office's cases at a time is put away: the second finds its number taken."""
    Office.objects.select_for_update(no_key=True).get(pk=case.office_id)


def next_archive_no(case: Case, *, on: date) -> str:
    """The number that would follow the office's last of the year; the archive may have its own."""
    archived = Case.objects.filter(office=case.office, archived_on__year=on.year).count()
    return f"{case.office.prefix}卷〔{on.year}〕{archived + 1}号"


def _order(case: Case, *, actor: User, at: datetime) -> Bundle:
    pieces = pieces_of(case)
    return bundles.order(
        gate.subject_of(case),
        manifest(case, pieces, bound_by=actor.name, on=timezone.localdate(at)),
        fingerprint=fingerprint_of(case, pieces),
        actor=actor,
        at=at,
    )


# ---------------------------------------------------------------- what is bound


def manifest(case: Case, pieces: Sequence[Piece], *, bound_by: str, on: date) -> dict[str, Any]:
    """The list that the binder follows: each volume with its cover, entries and notes."""
    officers, outcome, cards = case.serving_officers(), _outcome(case), _cards(case)
    volumes = []
    for volume, mine in arranged(pieces).items():
        if volume is Volume.SECONDARY and not mine:
            continue
        cover = case_cover(case, volume, officers, outcome=outcome, on=on)
        notes = case_notes(case, volume, bound_by=bound_by, on=on)
        volumes.append(
            {
                "title": VOLUME_LABELS[volume],
                "cover": _sheet(CASE_COVER, cover),
                "index": _sheet(CASE_INDEX, case_index(case, volume)),
                "notes": _sheet(CASE_NOTES, notes),
                "entries": [_entry(piece, cards) for piece in mine],
            }
        )
    return {"title": f"{case.case_no}案卷", "volumes": volumes}


def _sheet(kind: PaperKind, context: dict[str, Any]) -> dict[str, Any]:
    return {
        "template": kind.template,
        "version": kind.version,
        "title": kind.title,
        "context": context,
    }


def _entry(piece: Piece, cards: dict[int, dict[str, Any]]) -> dict[str, Any]:
    sources: list[dict[str, Any]] = []
    if piece.code == EVIDENCE:
        sources.append({"sheet": _sheet(EVIDENCE_CARD, cards[piece.pk])})
    if piece.paper is not None:
        sources.append({"paper": piece.paper})
    sources += [{"file": pk} for pk in piece.files]
    return {
        "number": piece.number,
        "author": piece.author,
        "title": piece.title,
        "on": piece.on,
        "note": piece.note,
        "sources": sources,
    }


def _cards(case: Case) -> dict[int, dict[str, Any]]:
    items = case.evidence.select_related("collector", "second_collector", "original")
    return {item.pk: evidence_card(case, item) for item in items}


def _outcome(case: Case) -> str:
    """处理结果 in one line."""
    made = case.decisions.standing().first()
    if made is None:
        return "责令改正，已改正" if case.orders.standing().exists() else "已自行改正"
    figures = (("罚款", made.fine), ("责令支付", made.wages), ("加付赔偿金", made.compensation))
    parts = [f"{label}{yuan(amount)}元" for label, amount in figures if amount > NOTHING]
    annulled = "（已被撤销）" if made.status == Decision.Status.ANNULLED else ""
    return "，".join([str(made.get_kind_display()) + annulled, *parts])
