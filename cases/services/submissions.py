"""What a party hands in at its own desk, and the officer's answer to it.

Nothing is paid or corrected by it: the officer enters a payment in the ledger, and two officers
verify a correction, as they do with what comes by hand (条例 第十八条).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Case, Submission, SubmittedFile
from cases.perms import party
from cases.policy.submission import (
    OUTCOME_LABELS,
    Given,
    Outcome,
    answer_refusal,
    refusals,
)
from cases.procedure.states import ENDED
from cases.services import gate
from documents.files import store_upload
from documents.models import Paper
from employers.services.telling import clerks_of
from statutes.refusal import Refused
from statutes.wording import Sentence, say, term
from workflow import services as workflow

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

KINDS = ("pdf", "image")
NOT_YOURS = say("该文书没有送达给您所在的单位。")
NOT_HERS = say("单位提交的材料由本案的承办监察员核收。")


@transaction.atomic
def hand_in(
    paper_id: int,
    given: Given,
    uploads: Sequence["UploadedFile[bytes]"],
    *,
    token: UUID,
    actor: User,
    at: datetime,
) -> Submission:
    """Take in what a clerk hands in on a paper served on its own employer; twice sent is once."""
    case, paper = _asked(paper_id, actor)
    if (done := case.submissions.filter(token=token).first()) is not None:
        return done
    if Submission.objects.filter(token=token).exists():
        raise Refused(gate.USED_ELSEWHERE)
    _refuse(case, paper, replace(given, files=len(uploads)), at)
    made = Submission.objects.create(
        case=case,
        paper=paper,
        kind=given.kind.value,
        content=given.content.strip(),
        amount=given.amount,
        paid_on=given.paid_on,
        token=token,
        handed_in_by=actor,
        handed_in_at=at,
    )
    for upload in uploads:
        file = store_upload(upload, actor=actor, at=at, kinds=KINDS, subject=case.subject(None))
        SubmittedFile.objects.create(submission=made, file=file)
    _record(case, made, "hand_in_submission", term("单位提交材料"), actor, at)
    _tell_officers(case, made, at)
    return made


def _asked(paper_id: int, actor: User) -> tuple[Case, Paper]:
    """The paper and its case, locked; a paper that was not served on one's employer is refused."""
    paper = party.served(party.cases_of_clerk(actor)).filter(pk=paper_id).first()
    if paper is None:
        raise Refused(NOT_YOURS)
    return gate.lock(paper.subject_id), paper


def _refuse(case: Case, paper: Paper, given: Given, at: datetime) -> None:
    if case.status in ENDED:
        raise Refused(say("本案已经结束，不再收取材料；如有异议，请按文书所载的救济途径提出。"))
    assert paper.served_on is not None  # only served papers are answered
    waiting = case.submissions.waiting().count()
    today = timezone.localdate(at)
    if found := refusals(given, waiting=waiting, served_on=paper.served_on, today=today):
        raise Refused(*found)


def _tell_officers(case: Case, made: Submission, at: datetime) -> None:
    people = [officer.user for officer in case.serving_officers()]
    message = say("%(case)s收到单位提交的材料，请核收或者退回。", case=case.case_no)
    workflow.notify(gate.subject_of(case), users=people, message=message, at=at)


@transaction.atomic
def answer(
    submission_id: int, *, outcome: Outcome, words: str, actor: User, at: datetime
) -> Submission:
    """核收 or 退回 by an officer of the case; the employer's clerks are told either way."""
    found = Submission.objects.get(pk=submission_id)
    case = gate.lock(found.case_id)
    made = Submission.objects.select_for_update(of=("self",)).get(pk=submission_id)
    if reason := why_not_answered(case, actor):
        raise Refused(reason)
    answered = Outcome(made.outcome)
    if reason := answer_refusal(outcome=outcome, answered=answered, words=words):
        raise Refused(reason)
    made.outcome, made.answer = outcome.value, words.strip()
    made.answered_by, made.answered_at = actor, at
    made.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    accepts = outcome is Outcome.ACCEPTED
    act, label = ("accept", term("核收单位材料")) if accepts else ("return", term("退回单位材料"))
    _record(case, made, f"{act}_submission", label, actor, at, note=words)
    message = say(
        "您就%(case)s提交的材料：%(label)s。", label=OUTCOME_LABELS[outcome], case=case.case_no
    )
    workflow.notify(gate.subject_of(case), users=clerks_of(case.employer), message=message, at=at)
    return made


def why_not_answered(case: Case, user: User) -> Sentence | None:
    """The officers of the case answer; nobody else."""
    serves = case.officers.serving().filter(user=user).exists()
    return None if serves else NOT_HERS


def _record(
    case: Case, made: Submission, act: str, label: str, actor: User, at: datetime, note: str = ""
) -> None:
    payload = {"submission": made.pk, "kind": made.kind, "paper": made.paper_id}
    workflow.record(
        gate.subject_of(case), act=act, label=label, actor=actor, at=at, note=note, payload=payload
    )
