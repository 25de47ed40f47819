"""What the bureau does after the police have spoken: supplement, objection, handover, resuming."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from documents import services as documents
from documents.kinds import PaperKind
from documents.models import Paper
from referrals import papers
from referrals.models import Referral
from referrals.procedure import HANDLING
from referrals.services import gate, people
from referrals.services.gate import Word
from statutes.refusal import Refused
from statutes.wording import Sentence, say, term

SUPPLEMENT = "referral_supplement"
OBJECTION, RECONSIDERATION = "filing_reconsideration_request", "police_reconsideration"
SUGGESTION, EXPLANATION = "supervision_suggestion", "police_explanation"
FILING_NOTICE, HANDOVER = "police_filing_on_notice", "referral_handover"


@transaction.atomic
def supply(referral_id: int, *, word: Word, actor: User, at: datetime) -> Referral:
    """Hand in what was lacking, within three days of the notice."""
    referral = gate.locked(referral_id)
    step = gate.check(referral, "supply", actor=actor, at=at)
    if not word.reason.strip():
        raise Refused(say("请写明补正的材料。"))
    link = gate.keep_word(referral, step, word, organ=referral.office.name, actor=actor, at=at)
    gate.stop(referral, SUPPLEMENT, actor=actor, at=link.occurred_at)
    _tell(referral, say("已补正移送材料：%(subject)s", subject=referral.subject_name), at)
    return gate.take(
        referral, step, actor=actor, at=at, note=word.reason, payload={"link": link.pk},
        confirmed_at=link.occurred_at,
    )  # fmt: skip


@transaction.atomic
def ask_reconsideration(referral_id: int, *, reason: str, actor: User, at: datetime) -> Referral:
    """提请复议: within three days of the notice; the police then have three."""
    referral = gate.locked(referral_id)
    context = papers.reconsideration(referral, reason=reason)
    return _write(
        referral, "ask_reconsideration", papers.RECONSIDERATION, context, reason,
        ends=OBJECTION, begins=RECONSIDERATION, actor=actor, at=at,
    )  # fmt: skip


@transaction.atomic
def suggest_supervision(referral_id: int, *, reason: str, actor: User, at: datetime) -> Referral:
    """建议立案监督: to the procuratorate, after the reconsideration or directly."""
    referral = gate.locked(referral_id)
    context = papers.supervision(referral, reason=reason)
    gate.stop(referral, SUGGESTION, actor=actor, at=at)
    return _write(
        referral, "suggest_supervision", papers.SUPERVISION, context, reason,
        ends=OBJECTION, begins="", actor=actor, at=at,
    )  # fmt: skip


def _write(
    referral: Referral, name: str, kind: PaperKind, context: dict[str, object], reason: str, *,
    ends: str, begins: str, actor: User, at: datetime,
) -> Referral:  # fmt: skip
    step = gate.check(referral, name, actor=actor, at=at)
    if not reason.strip():
        raise Refused(say("请写明理由。"))
    paper: Paper = documents.issue(
        kind, referral.subject, context, office=referral.office, actor=actor, at=at
    )
    word = Word(reason=reason)
    gate.keep_word(
        referral, step, word, organ=referral.office.name, actor=actor, at=at, paper=paper
    )
    gate.stop(referral, ends, actor=actor, at=at)
    if begins:
        gate.start(referral, begins, base_at=at, actor=actor, at=at)
    _tell(referral, say("%(act)s：%(subject)s", act=step.label, subject=referral.subject_name), at)
    return gate.take(referral, step, actor=actor, at=at, note=reason)


@transaction.atomic
def record_demand(referral_id: int, *, word: Word, actor: User, at: datetime) -> Referral:
    """The procuratorate asks the police for their reasons: seven days."""
    return _from_procuratorate(referral_id, "record_demand", word, EXPLANATION, actor, at)


@transaction.atomic
def record_order_to_file(referral_id: int, *, word: Word, actor: User, at: datetime) -> Referral:
    """通知立案: the police file within fifteen days."""
    return _from_procuratorate(referral_id, "record_order_to_file", word, FILING_NOTICE, actor, at)


def _from_procuratorate(
    referral_id: int, name: str, word: Word, begins: str, actor: User, at: datetime
) -> Referral:
    referral = gate.locked(referral_id)
    step = gate.check(referral, name, actor=actor, at=at)
    assert referral.police_office is not None
    organ = referral.police_office.procuratorate
    link = gate.keep_word(referral, step, word, organ=organ, actor=actor, at=at)
    gate.stop(referral, EXPLANATION, actor=actor, at=link.occurred_at)
    gate.start(referral, begins, base_at=link.occurred_at, actor=actor, at=at)
    _tell(referral, say("%(act)s：%(subject)s", act=step.label, subject=referral.subject_name), at)
    return gate.take(
        referral, step, actor=actor, at=at, note=word.reason, payload={"link": link.pk}
    )


@transaction.atomic
def hand_over(referral_id: int, *, on: date, receiver: str, actor: User, at: datetime) -> Referral:
    """移交: what was kept, and the rest of the papers, within three days of the filing notice."""
    referral = gate.locked(referral_id)
    step = gate.check(referral, "hand_over", actor=actor, at=at)
    if on > timezone.localdate(at) or (referral.police_filed_on and on < referral.police_filed_on):
        raise Refused(say("移交日期须在立案之后，且不晚于今天。"))
    documents.issue(
        papers.HANDOVER_LIST,
        referral.subject,
        papers.handover(referral, on=on, receiver=receiver),
        office=referral.office,
        actor=actor,
        at=at,
    )
    gate.stop(referral, HANDOVER, actor=actor, at=at)
    return gate.take(
        referral, step, actor=actor, at=at, payload={"on": on.isoformat()}, handed_over_on=on
    )


@transaction.atomic
def resume_handling(referral_id: int, *, reason: str, actor: User, at: datetime) -> Referral:
    """What was not dealt with before the referral is dealt with now (移送规定 第十条)."""
    referral = gate.locked(referral_id)
    step = gate.check(referral, "resume_handling", actor=actor, at=at)
    gate.stop(referral, actor=actor, at=at, outcome="cancelled")
    label = term("恢复行政处理")
    gate.note_on_case(
        referral, "resume_handling", label, actor=actor, at=at, citation=HANDLING, note=reason
    )
    return gate.take(
        referral, step, actor=actor, at=at, note=reason, resumed_on=timezone.localdate(at)
    )


def _tell(referral: Referral, message: Sentence, at: datetime) -> None:
    people.tell_police(referral, message=message, at=at)
