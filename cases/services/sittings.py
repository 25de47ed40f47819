"""询问笔录 and 现场检查笔录 (条例 第十五条、第十六条): two officers, signed page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.perms import may_investigate
from cases.models import Case, Interview, InterviewLine
from cases.papers.records import (
    INSPECTION_RECORD,
    INTERVIEW_RECORD,
    Held,
    inspection_record,
    interview_record,
)
from cases.policy import questions, sitting, transcript
from cases.policy.transcript import Line
from cases.services import gate, sealed
from cases.services.beginnings import begun_on
from documents import services as documents
from documents.files import store_upload
from documents.kinds import PaperKind
from statutes.identity import check_resident_id
from statutes.refusal import Refused
from statutes.violations import violation
from statutes.wording import say

SCANS = ("pdf", "image")


@dataclass(frozen=True, slots=True)
class Signed:
    """The record as it was held, and how many of its pages were signed."""

    held: Held
    signed_pages: int
    scan: "UploadedFile[Any] | None" = None


def template(case: Case, side: questions.Side) -> str:
    """The questions to begin with, by the case's 案由 and by who is asked."""
    law = violation(case.cause)
    asked = questions.questions(law.kind, side, office=case.office.name, cause=law.label)
    return transcript.written_out(asked)


@transaction.atomic
def record_interview(
    case_id: int, entry: Signed, *, written: str, actor: User, at: datetime
) -> Interview:
    """Enter 询问笔录: each question has its answer, each page its signature or the refusal."""
    case = gate.lock(case_id)
    lines = transcript.lines(written)
    _require_sound(case, entry, transcript.refuse(lines), at=at)
    context = interview_record(case, entry.held, lines)
    record = _enter(
        case, entry, Interview.Kind.INTERVIEW, INTERVIEW_RECORD, context, actor=actor, at=at
    )
    _write(record, lines)
    _take(case, "record_interview", record, actor=actor, at=at)
    return record


@transaction.atomic
def record_inspection(
    case_id: int, entry: Signed, *, findings: str, actor: User, at: datetime
) -> Interview:
    """Enter 现场检查笔录: what was looked at in whose presence, and what was found."""
    case = gate.lock(case_id)
    _require_sound(case, entry, (), at=at)
    context = inspection_record(case, entry.held, findings.strip())
    kind, form = Interview.Kind.INSPECTION, INSPECTION_RECORD
    record = _enter(case, entry, kind, form, context, actor=actor, at=at, findings=findings.strip())
    _take(case, "record_inspection", record, actor=actor, at=at)
    return record


def _require_sound(case: Case, entry: Signed, gaps: Sequence[Any], *, at: datetime) -> None:
    """Refuse with everything at once; both officers are held, so that two records cannot cross."""
    held = entry.held
    people = (held.asker, held.recorder)
    _hold(people)
    on = timezone.localdate(held.began_at)
    facts = _facts(entry)
    reasons = [
        *sitting.refuse(facts, now=at, on=on, begun_on=begun_on(case)),
        *sitting.refuse_overlap(facts, _earlier(case, entry)),
        *(gap for user in people if (gap := may_investigate(user, on))),
        *gaps,
    ]
    if held.identity and (wrong := check_resident_id(held.identity)):
        reasons.append(wrong)
    if reasons:
        raise Refused(*dict.fromkeys(reasons))


def _hold(people: Sequence[User]) -> None:
    ids = sorted(user.pk for user in people)
    list(User.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))


def _facts(entry: Signed) -> sitting.Sitting:
    held = entry.held
    return sitting.Sitting(
        began_at=held.began_at,
        ended_at=held.ended_at,
        officers=(held.asker.pk, held.recorder.pk),
        person=held.person,
        rights_told=held.rights_told,
        pages=held.pages,
        signed_pages=entry.signed_pages,
        refusal=held.refusal,
        witness=held.witness,
    )


def _earlier(case: Case, entry: Signed) -> list[sitting.Earlier]:
    """Records whose hours touch these: of this case, and of these officers in any case."""
    held = entry.held
    touching = Interview.objects.touching(held.began_at, held.ended_at)
    near = touching.of_case_or_officers(case, (held.asker, held.recorder))
    return [
        sitting.Earlier(
            case_no=other.case.case_no,
            person=other.person,
            began_at=timezone.localtime(other.began_at),
            ended_at=timezone.localtime(other.ended_at),
            officers=frozenset({other.asker_id, other.recorder_id}),
            is_of_this_case=other.case_id == case.pk,
        )
        for other in near.select_related("case")
    ]


def _enter(
    case: Case,
    entry: Signed,
    kind: Interview.Kind,
    form: PaperKind,
    context: dict[str, Any],
    *,
    actor: User,
    at: datetime,
    findings: str = "",
) -> Interview:
    held, subject, scan = entry.held, gate.subject_of(case), None
    if entry.scan is not None:
        scan = store_upload(entry.scan, actor=actor, at=at, kinds=SCANS, subject=subject)
    paper = documents.issue(form, subject, context, office=case.office, actor=actor, at=at)
    return Interview.objects.create(
        case=case,
        kind=kind,
        paper=paper,
        began_at=held.began_at,
        ended_at=held.ended_at,
        place=held.place.strip(),
        asker=held.asker,
        recorder=held.recorder,
        person=held.person.strip(),
        role=held.role.strip(),
        identity=held.identity,
        phone=held.phone,
        rights_told=held.rights_told,
        recusal_asked=held.recusal_asked,
        findings=findings,
        pages=held.pages,
        signed_pages=entry.signed_pages,
        refusal=held.refusal.strip(),
        witness=held.witness.strip(),
        scan=scan,
        recorded_at=at,
    )


def _write(record: Interview, lines: Sequence[Line]) -> None:
    InterviewLine.objects.bulk_create(
        InterviewLine(interview=record, row=row, question=line.question, answer=line.answer)
        for row, line in enumerate(lines, 1)
    )


def _take(case: Case, step: str, record: Interview, *, actor: User, at: datetime) -> None:
    payload = {
        "interview": record.pk,
        "paper": record.paper_id,
        "pages": record.pages,
        "signed_pages": record.signed_pages,
        "recusal_asked": record.recusal_asked,
    }
    gate.take(case, step, actor=actor, at=at, payload=payload, occurred_at=record.began_at)


@transaction.atomic
def attach_scan(
    case_id: int, *, record: Interview, scan: "UploadedFile[Any]", actor: User, at: datetime
) -> Interview:
    """Put the signed pages to a record that was printed and signed after it had been entered."""
    case = gate.lock(case_id)
    entered: Interview = case.interviews.get(pk=record.pk)
    if entered.scan_id is not None:
        raise Refused(say("%(person)s的笔录已有签名件。", person=entered.person))
    subject = gate.subject_of(case)
    file = store_upload(scan, actor=actor, at=at, kinds=SCANS, subject=subject)
    payload = {"interview": entered.pk, "sha256": file.sha256}
    gate.take(case, "attach_scan", actor=actor, at=at, payload=payload)
    entered.scan = file
    entered.save(update_fields=["scan"])
    return entered


@transaction.atomic
def open_identity(interview_id: int, *, reader: User, purpose: str, at: datetime) -> Interview:
    """Show the sealed number and telephone of the person asked; who looked is recorded first."""
    record = Interview.objects.select_related("case").get(pk=interview_id)
    sealed.log_opening(record.case, f"interview:{record.pk}", reader=reader, purpose=purpose, at=at)
    return record
