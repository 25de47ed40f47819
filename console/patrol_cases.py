"""What a patrol leads to beyond its own app: the case, its order, and the photographs as evidence.

Cases lie above grids, so the desk composes the two; an order is issued in a case (条例 第十八条).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from cases.models import Case, Evidence
from cases.papers.order import OrderDraft
from cases.policy.evidence import Form, Kind
from cases.services import filing, orders
from cases.services.evidence import NewEvidence, record_evidence
from cases.services.filing import Lead
from documents import files
from documents import services as documents
from documents.models import Paper
from grids.models import Patrol, PatrolPhoto
from grids.policy.frequency import Basis
from grids.policy.results import IN_A_CASE, Result
from grids.services import inspecting
from grids.services.inspecting import Opened
from statutes.refusal import Refused
from statutes.wording import say


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that the inspection brought home: its bytes are read when they are entered."""

    kind: Kind
    title: str
    proves: str
    taken_on: date
    name: str
    sha256: str
    content_type: str
    read: Callable[[], bytes]


@transaction.atomic
def conclude(patrol: Patrol, data: dict[str, Any], actor: User, at: datetime) -> Patrol:
    """Say what follows; an order or a filing opens the case with the facts of the patrol."""
    result, cause = Result(data["result"]), data.pop("cause", "")
    opened = None
    if result in IN_A_CASE:
        case = _open_case(patrol, data, cause, actor, at)
        opened = Opened(case.pk, case.case_no)
    given = {**data, "result": result}
    return inspecting.conclude(patrol.pk, **given, opened=opened, actor=actor, at=at)


def _open_case(patrol: Patrol, data: dict[str, Any], cause: str, actor: User, at: datetime) -> Case:
    if not cause:
        raise Refused(say("没有发现违法行为，不能立案。"))
    matter = Lead(
        office=patrol.office,
        employer=patrol.employer,
        division_id=patrol.division_id,
        source=source_of(patrol),
        cause=cause,
        summary=summary_of(patrol, data["findings"]),
        reference=patrol.notice_number,
    )
    return filing.open_case(
        matter,
        lead=patrol.lead,
        assistants=[patrol.partner],
        actor=actor,
        opinion=data["note"],
        at=at,
    )


def source_of(patrol: Patrol) -> str:
    is_campaign = patrol.basis == Basis.CAMPAIGN
    return Case.Source.SPECIAL if is_campaign else Case.Source.PATROL


def summary_of(patrol: Patrol, findings: str) -> str:
    """The facts as the filing form states them: when, on which notice, what was found."""
    assert patrol.arrived_at is not None  # its record is drawn up
    day = timezone.localdate(patrol.arrived_at)
    met = say(
        "%(year)s年%(month)s月%(day)s日，监察员%(lead)s、%(partner)s持检查通知书%(notice)s"
        "对该单位实施检查，到场核实%(met)s人。",
        year=day.year,
        month=day.month,
        day=day.day,
        lead=patrol.lead.name,
        partner=patrol.partner.name,
        notice=patrol.notice_number,
        met=patrol.headcount_met,
    )
    return f"{met}\n{findings.strip()}"


def usual_order(case: Case, *, on: date) -> OrderDraft:
    """What the ledger says, and what the patrol that led to the case wrote on the spot."""
    usual = orders.default_draft(case, on=on)
    patrol = Patrol.objects.filter(case_id=case.pk, result=Result.ORDER.value).first()
    if patrol is None:
        return usual
    found, required = patrol.findings, patrol.requirement
    if usual.findings:  # of wages, which the ledger knows to the fen
        found, required = f"{usual.findings}\n{found}", f"{usual.requirement}\n{required}"
    return replace(usual, findings=found, requirement=required)


@transaction.atomic
def enter_evidence(patrol: Patrol, actor: User, at: datetime) -> int:
    """Enter the signed record and the photographs as evidence of the case, each sealed anew."""
    case = case_of(patrol)
    pieces = left_out(patrol) if case else []
    if case is None or not pieces:
        raise Refused(say("没有尚未登记为证据的检查记录或者照片。"))
    for piece in pieces:
        upload = SimpleUploadedFile(piece.name, piece.read(), content_type=piece.content_type)
        entry = _entry(patrol, piece)
        record_evidence(case.pk, entry, upload=upload, actor=actor, at=at)
    return len(pieces)


def case_of(patrol: Patrol) -> Case | None:
    return Case.objects.filter(pk=patrol.case_id).first() if patrol.case_id else None


def left_out(patrol: Patrol) -> list[Piece]:
    """What the inspection brought home and the case does not hold yet; a record once printed."""
    items = {item.code: item.question for item in patrol.checklist()}
    photos = patrol.photos.select_related("file", "item")
    found = [_of_photo(p, items.get(p.item.code, "") if p.item else "") for p in photos]
    if patrol.record is not None and patrol.record.file:
        found.insert(0, _of_record(patrol.record, patrol))
    held = Evidence.objects.filter(case_id=patrol.case_id or 0, original__isnull=False)
    known = set(held.values_list("original__sha256", flat=True))
    return [piece for piece in found if piece.sha256 not in known]


def _of_photo(photo: PatrolPhoto, shown: str) -> Piece:
    title = gettext("现场检查照片")
    return Piece(
        kind=Kind.AUDIOVISUAL,
        title=f"{title}：{shown}" if shown else title,
        proves=shown or gettext("现场检查情况"),
        taken_on=timezone.localdate(photo.taken_at),
        name=photo.file.name,
        sha256=photo.file.sha256,
        content_type=photo.file.content_type,
        read=partial(files.read, photo.file),
    )


def _of_record(paper: Paper, patrol: Patrol) -> Piece:
    assert patrol.arrived_at is not None  # by its state
    return Piece(
        kind=Kind.SITE_RECORD,
        title=paper.title,
        proves=gettext("现场检查情况"),
        taken_on=timezone.localdate(patrol.arrived_at),
        name=f"{paper.title}.pdf",
        sha256=paper.file_sha256,
        content_type="application/pdf",
        read=partial(documents.read_file, paper),
    )


def _entry(patrol: Patrol, piece: Piece) -> NewEvidence:
    return NewEvidence(
        kind=piece.kind,
        form=Form.ORIGINAL,
        title=piece.title,
        origin=f"{gettext('检查通知书')} {patrol.notice_number}",
        proves=piece.proves,
        obtained_on=piece.taken_on,
        collector=patrol.lead,
        second_collector=patrol.partner,
        place=patrol.employer.address,
    )
