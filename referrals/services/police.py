"""What the police do: at their own desk, or entered from their paper by an officer of the bureau.

Every verb takes a `Word`: when it was said, on which paper, why, and what came back with it.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from referrals.models import Link, PoliceOffice, Referral
from referrals.services import gate, people
from referrals.services.bureau import COMPLETENESS, DECISION, FORWARDING
from referrals.services.gate import Word
from referrals.services.objecting import (
    EXPLANATION,
    FILING_NOTICE,
    HANDOVER,
    OBJECTION,
    RECONSIDERATION,
    SUGGESTION,
    SUPPLEMENT,
)
from statutes.clocks import Level
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow
from workflow.procedure import Step

WITHDRAWAL = "police_withdrawal_notice"
VERIFICATION, COMPLEX = "police_decision_verification", "police_decision_complex"
LONGER = frozenset({VERIFICATION, COMPLEX})
DECIDING = (DECISION, VERIFICATION, COMPLEX, COMPLETENESS, FORWARDING)


def _spoken(
    referral: Referral, name: str, word: Word, *, actor: User, at: datetime
) -> tuple[Step, Link]:  # type: ignore[type-arg]
    step = gate.check_by_either(referral, name, actor=actor, at=at)
    assert referral.police_office is not None
    organ = referral.police_office.name
    return step, gate.keep_word(referral, step, word, organ=organ, actor=actor, at=at)


def _taken(
    referral: Referral, step: Step, link: Link, *, actor: User, at: datetime,  # type: ignore[type-arg]
    is_urgent: bool = False, **columns: object,
) -> Referral:  # fmt: skip
    """The move itself, and the bureau is told who waits for it now."""
    gate.take(
        referral, step, actor=actor, at=at, note=link.reason, payload={"link": link.pk},
        occurred_at=link.occurred_at, **columns,
    )  # fmt: skip
    message = say("%(organ)s%(act)s：%(subject)s", organ=link.organ, act=step.label,
                  subject=referral.subject_name)  # fmt: skip
    level = Level.RED if is_urgent else Level.CALM
    workflow.notify(
        referral.subject, users=people.bureau_side(referral), message=message, at=at,
        level=level, excluding=actor,
    )  # fmt: skip
    return referral


@transaction.atomic
def sign_receipt(referral_id: int, *, word: Word, actor: User, at: datetime) -> Referral:
    """签收回执: the police may not refuse a referral for its papers (公安程序规定 180)."""
    referral = gate.locked(referral_id)
    step, link = _spoken(referral, "sign_receipt", word, actor=actor, at=at)
    gate.start(referral, FORWARDING, base_at=link.occurred_at, actor=actor, at=at)
    return _taken(referral, step, link, actor=actor, at=at, received_at=link.occurred_at)


@transaction.atomic
def confirm(referral_id: int, *, word: Word, actor: User, at: datetime) -> Referral:
    """Theirs, and complete: both 24 hours end."""
    referral = gate.locked(referral_id)
    step, link = _spoken(referral, "confirm", word, actor=actor, at=at)
    gate.stop(referral, COMPLETENESS, FORWARDING, actor=actor, at=link.occurred_at)
    return _taken(referral, step, link, actor=actor, at=at, confirmed_at=link.occurred_at)


@transaction.atomic
def ask_supplement(referral_id: int, *, word: Word, actor: User, at: datetime) -> Referral:
    """告知补正: the bureau has three days; the days of the decision run on."""
    referral = gate.locked(referral_id)
    if not word.reason.strip():
        raise Refused(say("请写明需要补正的材料。"))
    step, link = _spoken(referral, "ask_supplement", word, actor=actor, at=at)
    gate.stop(referral, COMPLETENESS, FORWARDING, actor=actor, at=link.occurred_at)
    gate.start(referral, SUPPLEMENT, base_at=link.occurred_at, actor=actor, at=at)
    return _taken(referral, step, link, actor=actor, at=at, is_urgent=True)


@transaction.atomic
def forward(
    referral_id: int, *, to: PoliceOffice, word: Word, actor: User, at: datetime
) -> Referral:
    """转送: to the office that has jurisdiction, told in writing; its own days begin."""
    referral = gate.locked(referral_id)
    if to.pk == referral.police_office_id:
        raise Refused(say("请选择有管辖权的其他公安机关。"))
    step, link = _spoken(referral, "forward", word, actor=actor, at=at)
    gate.stop(referral, *DECIDING, SUPPLEMENT, actor=actor, at=link.occurred_at)
    for code in (DECISION, COMPLETENESS):
        gate.start(referral, code, base_at=link.occurred_at, actor=actor, at=at)
    _taken(
        referral, step, link, actor=actor, at=at, police_office=to, received_at=None,
        confirmed_at=None,
    )  # fmt: skip
    message = say("收到转送案件，请签收并审查：%(subject)s", subject=referral.subject_name)
    people.tell_police(referral, message=message, at=at)
    return referral


@transaction.atomic
def take_longer(referral_id: int, *, code: str, word: Word, actor: User, at: datetime) -> Referral:
    """Ten days where a lead must be verified, thirty where it is complex; before the three end."""
    referral = gate.locked(referral_id)
    if code not in LONGER or not word.reason.strip():
        raise Refused(say("请选择延长的情形，并写明理由。"))
    running = people.open_clock(referral, DECISION)
    if running is None or running.breached_at <= at:
        raise Refused(say("立案审查期限已经届满，不能再延长。"))
    step, link = _spoken(referral, "take_longer", word, actor=actor, at=at)
    gate.stop(referral, DECISION, actor=actor, at=at, outcome="cancelled")
    gate.start(referral, code, base_at=running.started_at, actor=actor, at=at)
    return _taken(referral, step, link, actor=actor, at=at, is_lengthened=True)


@transaction.atomic
def file(
    referral_id: int, *, offence: str, case_no: str = "", word: Word, actor: User, at: datetime
) -> Referral:
    """立案: the bureau hands over what it kept within three days of the notice."""
    referral = gate.locked(referral_id)
    if not offence.strip():
        raise Refused(say("请写明立案的罪名。"))
    step, link = _spoken(referral, "file", word, actor=actor, at=at)
    gate.stop(referral, actor=actor, at=link.occurred_at)
    gate.start(referral, HANDOVER, base_at=link.occurred_at, actor=actor, at=at)
    on = timezone.localdate(link.occurred_at)
    _taken(
        referral, step, link, actor=actor, at=at, is_urgent=True, police_filed_on=on,
        police_offence=offence.strip(), police_case_no=case_no.strip(),
    )  # fmt: skip
    gate.note_on_case(
        referral, "police_filed", step.label, actor=actor, at=at, citation=step.citation
    )
    return referral


@transaction.atomic
def refuse_filing(referral_id: int, *, word: Word, actor: User, at: datetime) -> Referral:
    """不予立案: in writing, with reasons, and the papers come back; else it is not recorded."""
    referral = gate.locked(referral_id)
    step, link = _spoken(referral, "refuse_filing", word, actor=actor, at=at)
    gate.stop(referral, actor=actor, at=link.occurred_at)
    gate.start(referral, OBJECTION, base_at=link.occurred_at, actor=actor, at=at)
    on = timezone.localdate(link.occurred_at)
    _taken(referral, step, link, actor=actor, at=at, is_urgent=True, police_refused_on=on)
    gate.note_on_case(
        referral, "police_refused", step.label, actor=actor, at=at, citation=step.citation,
        note=link.reason,
    )  # fmt: skip
    return referral


@transaction.atomic
def uphold_refusal(referral_id: int, *, word: Word, actor: User, at: datetime) -> Referral:
    """复议维持: three days to go to the procuratorate."""
    referral = gate.locked(referral_id)
    step, link = _spoken(referral, "uphold_refusal", word, actor=actor, at=at)
    gate.stop(referral, RECONSIDERATION, actor=actor, at=link.occurred_at)
    gate.start(referral, SUGGESTION, base_at=link.occurred_at, actor=actor, at=at)
    return _taken(referral, step, link, actor=actor, at=at, is_urgent=True)


@transaction.atomic
def explain(referral_id: int, *, word: Word, actor: User, at: datetime) -> Referral:
    """说明不立案理由: to the procuratorate, within seven days."""
    referral = gate.locked(referral_id)
    if not word.reason.strip():
        raise Refused(say("请写明不立案的理由。"))
    step, link = _spoken(referral, "explain", word, actor=actor, at=at)
    gate.stop(referral, EXPLANATION, FILING_NOTICE, actor=actor, at=link.occurred_at)
    return _taken(referral, step, link, actor=actor, at=at)


@transaction.atomic
def withdraw(referral_id: int, *, word: Word, actor: User, at: datetime) -> Referral:
    """撤销案件: told within three days with reasons and the papers; the bureau handles it again."""
    referral = gate.locked(referral_id)
    step, link = _spoken(referral, "withdraw", word, actor=actor, at=at)
    gate.stop(referral, actor=actor, at=at, outcome="cancelled")
    gate.start(referral, WITHDRAWAL, base_at=link.occurred_at, actor=actor, at=at)
    gate.stop(referral, WITHDRAWAL, actor=actor, at=at)
    on = timezone.localdate(link.occurred_at)
    _taken(referral, step, link, actor=actor, at=at, is_urgent=True, withdrawn_on=on)
    gate.note_on_case(
        referral, "police_withdrew", step.label, actor=actor, at=at, citation=step.citation,
        note=link.reason,
    )  # fmt: skip
    return referral


@transaction.atomic
def conclude(referral_id: int, *, outcome: str, word: Word, actor: User, at: datetime) -> Referral:
    """How it ended before the prosecutor or the court."""
    referral = gate.locked(referral_id)
    if not outcome.strip():
        raise Refused(say("请写明刑事程序的结果。"))
    step, link = _spoken(referral, "conclude", word, actor=actor, at=at)
    on = timezone.localdate(link.occurred_at)
    return _taken(
        referral, step, link, actor=actor, at=at, concluded_on=on, outcome=outcome.strip()
    )
