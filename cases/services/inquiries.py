"""调查询问通知书 (条例 第十五条): issued with a day to answer by, answered or not."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Case, Inquiry
from cases.papers.inquiry import INQUIRY_NOTICE, InquiryDraft, default_matter, inquiry_notice
from cases.policy.questions import materials
from cases.services import gate
from cases.services.nearest import Duty, follow
from documents import services as documents
from rulebook import services as rulebook
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.violations import violation
from statutes.wording import Sentence, say

REPLY = "inquiry_reply"
USUAL_WORKING_DAYS = 5
USUAL_MANNER = "派员携带材料到本机关"


def default_draft(case: Case, *, on: date) -> InquiryDraft:
    """The notice as it would read from the case alone."""
    return InquiryDraft(
        addressee=case.subject_name,
        matter=default_matter(case),
        manner=USUAL_MANNER,
        materials=materials(violation(case.cause).kind),
        due_on=rulebook.calendar().add(on, USUAL_WORKING_DAYS),
    )


def draft_context(case: Case, draft: InquiryDraft, *, on: date) -> dict[str, Any]:
    return inquiry_notice(case, draft, on=on)


@transaction.atomic
def issue_inquiry(
    case_id: int,
    *,
    addressee: str,
    matter: str,
    manner: str,
    materials: Sequence[str],
    due_on: date,
    actor: User,
    at: datetime,
) -> Inquiry:
    """Issue 调查询问通知书: who is to answer what, how, by when and with which materials."""
    case = gate.lock(case_id)
    on = timezone.localdate(at)
    draft = InquiryDraft(addressee.strip(), matter.strip(), manner.strip(), materials, due_on)
    if reasons := _refuse(case, draft, on=on):
        raise Refused(*reasons)
    gate.take(case, "issue_inquiry", actor=actor, at=at, payload={"due_on": due_on.isoformat()})
    context, subject = draft_context(case, draft, on=on), gate.subject_of(case)
    paper = documents.issue(
        INQUIRY_NOTICE, subject, context, office=case.office, actor=actor, at=at
    )
    inquiry = Inquiry.objects.create(
        case=case,
        paper=paper,
        addressee=draft.addressee,
        matter=draft.matter,
        materials=list(materials),
        due_on=due_on,
        issued_on=on,
    )
    _follow(case, actor=actor, at=at)
    return inquiry


def _refuse(case: Case, draft: InquiryDraft, *, on: date) -> list[Sentence]:
    due = draft.due_on
    assert due is not None
    waiting = case.inquiries.filter(answered_on__isnull=True, issued_on=on)
    rows = (
        (due <= on, say("期限须晚于今天。")),
        (
            not rulebook.calendar().is_workday(due),
            say("期限届满日（%(day)s）不是工作日，请另定一日。", day=due.isoformat()),
        ),
        (not draft.materials, say("请列明需要提供的材料。")),
        (
            waiting.filter(addressee=draft.addressee, matter=draft.matter).exists(),
            say("今天已就同一事项向%(name)s发出调查询问通知书。", name=draft.addressee),
        ),
    )
    return [sentence for bars, sentence in rows if bars]


@transaction.atomic
def answer_inquiry(
    case_id: int, *, inquiry: Inquiry, answered_on: date, answer: str, actor: User, at: datetime
) -> Inquiry:
    """Record what was answered and brought, or that nothing was; the clock stops on that."""
    case = gate.lock(case_id)
    asked = case.inquiries.select_related("paper").get(pk=inquiry.pk)
    if reasons := _refuse_answer(asked, answered_on, answer, today=timezone.localdate(at)):
        raise Refused(*reasons)
    payload = {"inquiry": asked.paper.number, "answered_on": answered_on.isoformat()}
    occurred_at = start_of(answered_on)
    gate.take(case, "answer_inquiry", actor=actor, at=at, payload=payload, occurred_at=occurred_at)
    asked.answered_on, asked.answer = answered_on, answer.strip()
    asked.save(update_fields=["answered_on", "answer"])
    _follow(case, actor=actor, at=at)
    return asked


def _refuse_answer(
    asked: Inquiry, answered_on: date, answer: str, *, today: date
) -> list[Sentence]:
    rows = (
        (asked.answered_on is not None, say("%(number)s已登记答复。", number=asked.paper.number)),
        (
            answered_on < asked.issued_on,
            say("答复日期不得早于通知书的制作日期（%(day)s）。", day=asked.issued_on.isoformat()),
        ),
        (answered_on > today, say("答复日期不得晚于今天。")),
        (not answer.strip(), say("请写明答复情况；没有答复的，写明情形。")),
    )
    return [sentence for bars, sentence in rows if bars]


def _follow(case: Case, *, actor: User, at: datetime) -> None:
    """The case's reply clock runs on the notice that falls due first."""
    open_ = case.inquiries.filter(answered_on__isnull=True).order_by("due_on", "pk").first()
    duty = None
    if open_ is not None:
        length = (open_.due_on - open_.issued_on).days
        duty = Duty(start_of(open_.issued_on), length)
    follow(case, REPLY, duty, actor=actor, at=at)
