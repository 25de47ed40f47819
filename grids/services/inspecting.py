"""At the employer's and after: the arrival lock, the checklist, the record, and its result."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from documents import content_store
from documents import services as documents
from documents.files import store_upload
from documents.kinds import PaperKind
from documents.models import Paper
from grids.models import Patrol, PatrolItem, PatrolPhoto
from grids.papers import patrols as papers
from grids.policy.arrival import check_arrival, check_end
from grids.policy.checklists import Answer, Item, propose
from grids.policy.results import IN_A_CASE, Breach, Obstruction, Result, check_result
from grids.services import patrol_gate as gate
from grids.services import serving
from statutes.refusal import Refused
from statutes.wording import Sentence, say
from workflow import services as workflow


@dataclass(frozen=True, slots=True)
class Position:
    """Where the phone was, if it said so."""

    latitude: Decimal | None = None
    longitude: Decimal | None = None


NOWHERE = Position()


@dataclass(frozen=True, slots=True)
class Answered:
    """One line of the checklist as an officer filled it in."""

    answer: Answer | None
    note: str = ""
    is_corrected: bool = False


@dataclass(frozen=True, slots=True)
class Shot:
    """A photograph as it comes from the phone; `code` names the item that it shows, if any."""

    upload: "UploadedFile[Any]"
    code: str = ""
    taken_at: datetime | None = None
    position: Position = NOWHERE


@dataclass(frozen=True, slots=True)
class Opened:
    """The case that an order or a filing opened, as the app above knows it."""

    case_id: int
    case_no: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How the inspection ended on the spot, for its record."""

    ended_at: datetime
    present: str
    rights_told: bool
    remarks: str = ""
    recusal_asked: str = ""
    refusal: str = ""
    witness: str = ""
    obstruction: Obstruction | None = None


@transaction.atomic
def arrive(
    patrol_id: int,
    *,
    arrived_at: datetime,
    headcount: int,
    token: UUID,
    actor: User,
    at: datetime,
    position: Position = NOWHERE,
    shown_to: str = "",
) -> Patrol:
    """到场锁定: the start and the people met, once and for all; only then the checklist opens.

    Whom nobody brought the notice before is shown it now.
    """
    patrol = gate.locked(patrol_id)
    if gate.is_repeated(patrol, token, actor=actor, at=at):
        return patrol
    step = gate.check(patrol, "arrive", actor=actor, at=at)
    assert patrol.approved_at is not None  # by its state
    planned_on = patrol.planned_on
    check_arrival(arrived_at, now=at, approved_at=patrol.approved_at, planned_on=planned_on)
    notice = serving.on_arrival(patrol, shown_to, arrived_at=arrived_at, headcount=headcount, at=at)
    workflow.stop_clock(patrol.subject, gate.DUE, actor=actor, at=at)
    PatrolItem.objects.bulk_create(
        PatrolItem(patrol=patrol, code=item.code) for item in patrol.checklist()
    )
    return gate.take(
        patrol,
        step,
        actor=actor,
        at=at,
        occurred_at=arrived_at,
        payload={"headcount": headcount},
        arrived_at=arrived_at,
        headcount_met=headcount,
        latitude=position.latitude,
        longitude=position.longitude,
        **notice,
    )


@transaction.atomic
def record_items(
    patrol_id: int,
    answers: Mapping[str, Answered],
    *,
    token: UUID,
    actor: User,
    at: datetime,
    shots: Sequence[Shot] = (),
) -> Patrol:
    """Take in what the phone sends of the checklist, with its photographs; twice is once."""
    patrol = gate.locked(patrol_id)
    if gate.is_repeated(patrol, token, actor=actor, at=at):
        return patrol
    step = gate.check(patrol, "record_items", actor=actor, at=at)
    known = {item.code: item for item in patrol.checklist()}
    if wrong := list(_wrong(known, answers)):
        raise Refused(*wrong)
    rows = {row.code: row for row in patrol.items.all()}
    changed = [rows[code] for code, given in answers.items() if _write(rows[code], given)]
    PatrolItem.objects.bulk_update(changed, ["answer", "note", "is_corrected"])
    for shot in shots:
        _keep(patrol, shot, rows.get(shot.code), actor=actor, at=at)
    breached = sum(row.answer == Answer.BREACHED for row in rows.values())
    answered = sum(bool(row.answer) for row in rows.values())
    payload = {"answered": answered, "breached": breached, "photos": len(shots)}
    return gate.take(patrol, step, actor=actor, at=at, payload=payload)


@transaction.atomic
def finish(patrol_id: int, ending: Ending, *, actor: User, at: datetime) -> Patrol:
    """End the inspection and draw up 检查记录 from what was entered.

    Who was turned away, or met nobody, ends it without the checklist.
    """
    patrol = gate.locked(patrol_id)
    name = "finish_obstructed" if ending.obstruction else "finish"
    step = gate.check(patrol, name, actor=actor, at=at)
    assert patrol.arrived_at is not None  # by its state
    check_end(ending.ended_at, arrived_at=patrol.arrived_at, now=at)
    _require_told(patrol, ending)
    columns: dict[str, Any] = {
        "ended_at": ending.ended_at,
        "present": ending.present.strip(),
        "remarks": ending.remarks.strip(),
        "recusal_asked": ending.recusal_asked.strip(),
        "refusal": ending.refusal.strip(),
        "witness": ending.witness.strip(),
        "obstruction": ending.obstruction.value if ending.obstruction else "",
    }
    gate.take(patrol, step, actor=actor, at=at, occurred_at=ending.ended_at, **columns)
    context = papers.record(patrol, on=timezone.localdate(patrol.arrived_at))
    patrol.record = _issue(patrol, papers.RECORD, context, actor=actor, at=at)
    patrol.save(update_fields=["record"])
    return patrol


@transaction.atomic
def conclude(
    patrol_id: int,
    *,
    result: Result,
    note: str,
    findings: str,
    requirement: str,
    actor: User,
    at: datetime,
    opened: Opened | None = None,
) -> Patrol:
    """Say what follows: nothing, advice, or an order or a case that the app above has opened."""
    patrol = gate.locked(patrol_id)
    step = gate.check(patrol, "conclude", actor=actor, at=at)
    check_result(result, breaches_of(patrol), patrol.obstructed)
    if (result in IN_A_CASE) is (opened is None):
        raise Refused(say("责令改正和立案须在案件中办理。"))
    needs_words = result in (Result.ADVICE, Result.ORDER)
    if needs_words and not (findings.strip() and requirement.strip()):
        raise Refused(say("请写明认定的事实和改正（建议）内容。"))
    columns: dict[str, Any] = {
        "result": result.value,
        "result_note": note,
        "findings": findings.strip(),
        "requirement": requirement.strip() if needs_words else "",
    }
    if result is Result.ADVICE:
        context = papers.advice(patrol, findings=findings, requirement=requirement)
        columns["advice"] = _issue(patrol, papers.ADVICE, context, actor=actor, at=at)
    if opened is not None:
        columns |= {"case_id": opened.case_id, "case_no": opened.case_no}
    payload = {"result": result.value, "case": opened.case_id if opened else None}
    return gate.take(patrol, step, actor=actor, at=at, note=note, payload=payload, **columns)


def breaches_of(patrol: Patrol) -> tuple[Breach, ...]:
    """The failed items, each with the finding, order and articles that it proposes."""
    known = {item.code: item for item in patrol.checklist()}
    on = timezone.localdate(patrol.arrived_at) if patrol.arrived_at else patrol.planned_on
    rows = patrol.items.filter(answer=Answer.BREACHED.value)
    return tuple(Breach(propose(known[r.code], r.note, on), r.is_corrected) for r in rows)


def _require_told(patrol: Patrol, ending: Ending) -> None:
    """Rights are told where somebody is there to hear them; what kept the officers out is said."""
    if ending.obstruction is Obstruction.REFUSED and patrol.notice_delivered_at is None:
        raise Refused(say("检查通知书还没有送达或者出示，不能认定拒绝检查。"))
    if not ending.rights_told and ending.obstruction is not Obstruction.NOBODY:
        raise Refused(say("检查时须出示执法证件，告知陈述申辩和申请回避的权利。"))
    if ending.obstruction and not ending.remarks.strip():
        raise Refused(say("未能检查的，请写明经过。"))
    if ending.refusal and not ending.witness:
        raise Refused(say("拒绝签名的，须有见证人。"))


def _wrong(known: Mapping[str, Item], answers: Mapping[str, Answered]) -> Iterable[Sentence]:
    """What cannot be written down, item by item."""
    for code, given in answers.items():
        if code not in known:
            yield say("检查清单上没有“%(code)s”这一项。", code=code)
        elif given.answer is Answer.BREACHED and not given.note.strip():
            yield say("“%(item)s”不符合，请写明看到的情况。", item=say(known[code].question))


def _write(row: PatrolItem, given: Answered) -> bool:
    """Put the answer on its row; False where nothing changes."""
    is_breach = given.answer is Answer.BREACHED
    before = (row.answer, row.note, row.is_corrected)
    row.answer = given.answer.value if given.answer else ""
    row.note, row.is_corrected = given.note.strip(), is_breach and given.is_corrected
    return before != (row.answer, row.note, row.is_corrected)


def _keep(
    patrol: Patrol, shot: Shot, item: PatrolItem | None, *, actor: User, at: datetime
) -> None:
    """Store a photograph once; the row says when and where it was taken, the file its hash."""
    if _is_kept(patrol, shot, item):
        return
    assert patrol.arrived_at is not None  # by its state
    taken_at = shot.taken_at if shot.taken_at and shot.taken_at <= at else at
    subject = patrol.subject
    file = store_upload(shot.upload, actor=actor, at=at, kinds=("image",), subject=subject)
    if patrol.photos.filter(file__sha256=file.sha256).exists():
        raise Refused(say("照片“%(name)s”已经上传过，不必再传。", name=file.name))
    PatrolPhoto.objects.create(
        patrol=patrol,
        item=item,
        file=file,
        taken_at=max(taken_at, patrol.arrived_at),
        latitude=shot.position.latitude,
        longitude=shot.position.longitude,
        taken_by=actor,
    )


def _is_kept(patrol: Patrol, shot: Shot, item: PatrolItem | None) -> bool:
    """Whether the very picture lies with this item: a phone that lost the answer sends it again."""
    sha256 = content_store.digest(shot.upload.chunks())
    shot.upload.seek(0)
    return patrol.photos.filter(file__sha256=sha256, item=item).exists()


def _issue(
    patrol: Patrol, kind: PaperKind, context: Mapping[str, Any], *, actor: User, at: datetime
) -> Paper:
    subject, office = patrol.subject, patrol.office
    return documents.issue(kind, subject, context, office=office, actor=actor, at=at)
