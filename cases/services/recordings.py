"""音像记录 (处罚法 第四十七条): sound and picture of an act, as a file with start and end."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from cases.models import Case, Recording
from cases.policy.recording import Occasion, refuse_span
from cases.services import gate
from documents.files import store_upload
from documents.policy.uploads import MEDIA_KINDS
from statutes.refusal import Refused
from statutes.wording import say


@dataclass(frozen=True, slots=True)
class NewRecording:
    """What was recorded, where, from when to when, and by whom."""

    occasion: Occasion
    matter: str
    place: str
    began_at: datetime
    ended_at: datetime
    recorder: User


@transaction.atomic
def add_recording(
    case_id: int, entry: NewRecording, *, upload: "UploadedFile[Any]", actor: User, at: datetime
) -> Recording:
    """Enter a film or a sound of an act; its bytes are checked and hashed, never converted."""
    case = gate.lock(case_id)
    if reasons := refuse_span(entry.began_at, entry.ended_at, now=at):
        raise Refused(*reasons)
    subject = gate.subject_of(case)
    file = store_upload(upload, actor=actor, at=at, kinds=MEDIA_KINDS, subject=subject)
    _require_new(case, file.sha256)
    recording = Recording.objects.create(
        case=case,
        occasion=entry.occasion.value,
        matter=entry.matter.strip(),
        place=entry.place.strip(),
        began_at=entry.began_at,
        ended_at=entry.ended_at,
        recorder=entry.recorder,
        file=file,
        recorded_at=at,
    )
    payload = {"recording": recording.pk, "sha256": file.sha256, "occasion": recording.occasion}
    began = entry.began_at
    gate.take(case, "add_recording", actor=actor, at=at, payload=payload, occurred_at=began)
    return recording


def _require_new(case: Case, sha256: str) -> None:
    twin = case.recordings.filter(file__sha256=sha256).first()
    if twin is not None:
        raise Refused(say("这个文件已经登记为“%(matter)s”的音像记录。", matter=twin.matter))
