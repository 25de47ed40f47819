"""结案: the four questions answered, proposed by an officer, approved by the head."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from cases.models import Case, ClosingCheck
from cases.papers.closing import CLOSING_APPROVAL, closing_approval
from cases.papers.parts import signed_opinion
from cases.perms.facts import facts_of
from cases.policy.closing_check import Answer, closing_check
from cases.procedure.states import CLOSING
from cases.services import filing, gate, progress, review_sheet
from workflow.models import Clock


def answers_of(case: Case, actor: User, at: datetime) -> tuple[Answer, ...]:
    """The four answers as they stand, for the form and the closing check (四不放过)."""
    return closing_check(facts_of(case, actor, timezone.localdate(at)).closing)


def form_context(
    case: Case, answers: tuple[Answer, ...], *, opinion: str, actor: User, at: datetime
) -> dict[str, Any]:
    """The 结案审批表 as the head will see it beside the decision."""
    on = timezone.localdate(at)
    return closing_approval(
        case,
        case.serving_officers(),
        answers,
        case.orders.standing().select_related("paper").first(),
        case.decisions.standing().select_related("paper").first(),
        _review(case, actor, at),
        officer_opinion=signed_opinion(opinion, actor.name, on),
        on=on,
    )


def _review(case: Case, actor: User, at: datetime) -> dict[str, Any]:
    """What the file came to when closing was proposed, and what a head said of it."""
    sheet = review_sheet.sheet_of(case, actor, at)
    return {
        "points": sheet.score.points,
        "lacking": [m.item.label for m in sheet.marks if m.is_met is False],
        "explained": list(case.score_overrides.values_list("reason", flat=True)),
    }


@transaction.atomic
def propose_closing(
    case_id: int,
    *,
    summary: str,
    no_penalty_reason: str = "",
    actor: User,
    opinion: str,
    at: datetime,
) -> Case:
    """Propose to close: keep the four answers as they stand, lay the form before the head."""
    case = gate.lock(case_id)
    case.closing_summary = summary.strip()
    case.no_penalty_reason = no_penalty_reason.strip()
    answers = answers_of(case, actor, at)
    gate.take(case, "propose_closing", actor=actor, at=at, note=opinion)
    rows = [_row(answer) for answer in answers]
    ClosingCheck.objects.create(case=case, answers=rows, proposed_by=actor, proposed_at=at)
    filing.propose(
        case,
        CLOSING_APPROVAL,
        form_context(case, answers, opinion=opinion, actor=actor, at=at),
        kind=CLOSING,
        role=Role.UNIT_HEAD,
        actor=actor,
        opinion=opinion,
        at=at,
    )
    return case


def _row(answer: Answer) -> dict[str, Any]:
    """One answer as it is kept: its sentence by msgid and values, its article by name."""
    return {
        "code": answer.code,
        "is_met": answer.is_met,
        "msgid": answer.reason.msgid,
        "params": dict(answer.reason.params),
        "law": answer.citation.law,
        "article": answer.citation.article,
    }


@transaction.atomic
def decide_closing(
    case_id: int, *, approved: bool, actor: User, opinion: str, at: datetime
) -> Case:
    """Close the case, or return it with what is still wanting."""
    case = gate.lock(case_id)
    if not approved:
        step = "return_closing_of_decision" if _is_decided(case) else "return_closing"
        gate.take(case, step, actor=actor, at=at, note=opinion)
        gate.decide(case, CLOSING, actor=actor, approved=False, opinion=opinion, at=at)
        return case
    case.closed_on = timezone.localdate(at)
    gate.take(case, "approve_closing", actor=actor, at=at, note=opinion)
    approval = gate.decide(case, CLOSING, actor=actor, approved=True, opinion=opinion, at=at)
    running = Clock.objects.of(case.subject(None)).open().values_list("code", flat=True)
    gate.stop_if_open(case, *running, actor=actor, at=at)
    filing.issue_form(case, CLOSING_APPROVAL, approval, actor=actor, at=at)
    progress.report(case, at=at)
    return case


def _is_decided(case: Case) -> bool:
    return case.decisions.standing().exists()
