"""证据 (处罚法 第四十六条): numbered as it comes in, sealed, shown, excluded with a reason."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from accounts.perms import may_investigate
from cases.models import Case, Evidence
from cases.papers.evidence import EVIDENCE_LIST, evidence_list
from cases.policy import evidence as rule
from cases.services import gate, sealed
from cases.services.beginnings import begun_on
from documents import pictures
from documents import services as documents
from documents.files import store_upload
from documents.models import Paper, StoredFile
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say

UPLOADS = ("pdf", "image", "xlsx", "docx", "audio", "video")


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """One piece of evidence as an officer enters it."""

    kind: rule.Kind
    form: rule.Form
    title: str
    origin: str
    proves: str
    obtained_on: date
    collector: User
    second_collector: User
    place: str = ""
    condition: str = ""
    witness: str = ""
    pages: int = 1


@transaction.atomic
def record_evidence(
    case_id: int,
    entry: NewEvidence,
    *,
    upload: "UploadedFile[Any] | None",
    actor: User,
    at: datetime,
) -> Evidence:
    """Enter a piece of evidence: the next number of the case, the original sealed by its hash."""
    case = gate.lock(case_id)
    _require_sound(case, entry, has_file=upload is not None, today=timezone.localdate(at))
    original = _sealed(case, upload, actor=actor, at=at) if upload else None
    _require_new(case, entry, original)
    item = Evidence(case=case, serial=_next_serial(case), **_columns(entry))
    item.recorded_by, item.recorded_at, item.original = actor, at, original
    if original is not None and pictures.is_picture(original):
        subject = case.subject(None)
        item.viewing = pictures.viewing_copy(original, actor=actor, at=at, subject=subject)
    item.save(force_insert=True)
    payload = {"evidence": item.number, "sha256": original.sha256 if original else ""}
    occurred_at = start_of(entry.obtained_on)
    gate.take(case, "record_evidence", actor=actor, at=at, payload=payload, occurred_at=occurred_at)
    return item


def _require_sound(case: Case, entry: NewEvidence, *, has_file: bool, today: date) -> None:
    """Everything that the entry lacks, and every collector who was not certified that day."""
    people = (entry.collector, entry.second_collector)
    item = rule.Item(
        kind=entry.kind,
        title=entry.title,
        origin=entry.origin,
        obtained_on=entry.obtained_on,
        collectors=[str(user.pk) for user in people],
        has_file=has_file,
        proves=entry.proves,
        begun_on=begun_on(case),
    )
    gaps = [gap for user in people if (gap := may_investigate(user, entry.obtained_on))]
    if reasons := [*rule.refuse(item, today=today), *dict.fromkeys(gaps)]:
        raise Refused(*reasons)


def _sealed(case: Case, upload: "UploadedFile[Any]", *, actor: User, at: datetime) -> StoredFile:
    """The bytes as they came. They hang on no subject: only the evidence's own pages open them."""
    return store_upload(upload, actor=actor, at=at, kinds=UPLOADS)


def _require_new(case: Case, entry: NewEvidence, original: StoredFile | None) -> None:
    """A form sent twice, or a file entered twice, is one piece of evidence."""
    standing = case.evidence.standing()
    if original is not None:
        same = standing.filter(original__sha256=original.sha256)
    else:
        told = {name: getattr(entry, name) for name in ("title", "origin", "obtained_on")}
        same = standing.filter(original__isnull=True, **told)
    if (twin := same.first()) is not None:
        raise Refused(
            say("已经登记为%(number)s（%(title)s），不重复登记。",
                number=twin.number, title=twin.title)
        )  # fmt: skip


def _next_serial(case: Case) -> int:
    """The case is locked: no two pieces take one number, and none is left out."""
    last: int | None = case.evidence.aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def _columns(entry: NewEvidence) -> dict[str, Any]:
    return {
        "kind": entry.kind.value,
        "form": entry.form.value,
        "title": entry.title.strip(),
        "origin": entry.origin.strip(),
        "condition": entry.condition.strip(),
        "proves": entry.proves.strip(),
        "obtained_on": entry.obtained_on,
        "place": entry.place.strip(),
        "collector": entry.collector,
        "second_collector": entry.second_collector,
        "witness": entry.witness.strip(),
        "pages": entry.pages,
    }


@transaction.atomic
def exclude_evidence(
    case_id: int, *, evidence: Evidence, reason: str, actor: User, at: datetime
) -> Evidence:
    """Exclude what proved false or was unlawfully obtained; its number and file stay on record."""
    case = gate.lock(case_id)
    item = case.evidence.get(pk=evidence.pk)
    if item.is_excluded:
        raise Refused(say("%(number)s已经排除。", number=item.number))
    if not reason.strip():
        raise Refused(say("排除证据须写明理由。"))
    payload = {"evidence": item.number}
    gate.take(case, "exclude_evidence", actor=actor, at=at, note=reason, payload=payload)
    item.excluded_at, item.exclusion_reason = at, reason.strip()
    item.save(update_fields=["excluded_at", "exclusion_reason"])
    return item


def list_context(case: Case, *, on: date) -> dict[str, Any]:
    """The 证据清单 as it would print today."""
    people = ("collector", "second_collector")
    items = case.evidence.standing().select_related("original", *people)
    records = case.interviews.select_related("asker", "recorder")
    return evidence_list(case, items, records, on=on)


@transaction.atomic
def issue_evidence_list(case_id: int, *, actor: User, at: datetime) -> Paper:
    """Draw up 证据清单 of what stands now; a later one does not undo an earlier one."""
    case = gate.lock(case_id)
    gate.take(case, "issue_evidence_list", actor=actor, at=at)
    context = list_context(case, on=timezone.localdate(at))
    subject, office = gate.subject_of(case), case.office
    return documents.issue(EVIDENCE_LIST, subject, context, office=office, actor=actor, at=at)


@transaction.atomic
def open_original(evidence_id: int, *, reader: User, purpose: str, at: datetime) -> StoredFile:
    """Hand the sealed original to an officer in charge; who took it and why is recorded first.

    A photograph's original tells where and with whose telephone it was taken.
    """
    item = Evidence.objects.select_related("case", "original").get(pk=evidence_id)
    if item.original is None:
        raise Refused(say("%(number)s没有文件，实物由承办机构保管。", number=item.number))
    sealed.log_opening(item.case, f"evidence:{item.pk}", reader=reader, purpose=purpose, at=at)
    return item.original
