"""The bureau's side up to delivery: team, report, the head's decision, what goes to the police."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.perms import may_investigate
from accounts.policy.roles import Role
from documents import bundles
from documents import services as documents
from documents.models import Paper
from referrals import papers
from referrals.models import PoliceOffice, Referral, TeamMember
from referrals.procedure import COPY, NO_SUBSTITUTE
from referrals.services import gate, package, people
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow
from workflow.models import Approval

APPROVAL = "referral"
TEAM, HEAD, DELIVERY = "referral_team", "referral_head_decision", "referral_delivery"
DECISION = "police_decision"
FORWARDING, COMPLETENESS = "police_forwarding", "police_supplement_notice"
LEAST = 2


@transaction.atomic
def form_team(referral_id: int, *, members: Iterable[User], actor: User, at: datetime) -> Referral:
    """指定专案组: two certified officers or more, at once (移送规定 第五条)."""
    referral = gate.locked(referral_id)
    step = gate.check(referral, "form_team", actor=actor, at=at)
    people_named = list(dict.fromkeys(members))
    if len(people_named) < LEAST:
        raise Refused(say("专案组须有2名以上行政执法人员。"), citation=step.citation)
    on = timezone.localdate(at)
    if gaps := [gap for user in people_named if (gap := may_investigate(user, on))]:
        raise Refused(*gaps)
    TeamMember.objects.bulk_create(
        TeamMember(referral=referral, user=user, named_at=at, named_by=actor)
        for user in people_named
    )
    gate.stop(referral, TEAM, actor=actor, at=at)
    message = say("您已被指定为专案组成员：%(subject)s", subject=str(referral))
    workflow.notify(referral.subject, users=people_named, message=message, at=at)
    return gate.take(referral, step, actor=actor, at=at, payload={"members": len(people_named)})


@transaction.atomic
def drop(referral_id: int, *, reason: str, actor: User, at: datetime) -> Referral:
    """撤下: only where the elements are met no longer, as when all was paid before filing."""
    referral = gate.locked(referral_id)
    step = gate.check(referral, "drop", actor=actor, at=at)
    gate.stop(referral, actor=actor, at=at, outcome="cancelled")
    return gate.take(referral, step, actor=actor, at=at, note=reason)


@transaction.atomic
def submit_report(
    referral_id: int, *, report: str, suspects: str, opinion: str, actor: User, at: datetime
) -> Referral:
    """Lay the team's written report before the head: three days to decide."""
    referral = gate.locked(referral_id)
    step = gate.check(referral, "submit_report", actor=actor, at=at)
    if not report.strip():
        raise Refused(say("请写明专案组的书面报告。"))
    gate.start(referral, HEAD, base_at=at, actor=actor, at=at)
    workflow.propose(
        referral.subject,
        kind=APPROVAL,
        label=term("移送涉嫌犯罪案件"),
        role=Role.BUREAU_HEAD,
        proposer=actor,
        at=at,
        opinion=opinion,
        content={"case_no": referral.case.case_no, "report": report, "suspects": suspects},
    )
    return gate.take(
        referral, step, actor=actor, at=at, note=opinion, report=report, suspects=suspects,
        reported_at=at,
    )  # fmt: skip


@transaction.atomic
def decide(
    referral_id: int, *, approved: bool, opinion: str, actor: User, at: datetime
) -> Referral:
    """The head in charge approves, or refuses with reasons on record (理由记录在案)."""
    referral = gate.locked(referral_id)
    step = gate.check(referral, "approve" if approved else "refuse", actor=actor, at=at)
    waiting = Approval.objects.of(referral.subject).pending().filter(kind=APPROVAL).first()
    if waiting is None:
        raise Refused(say("该事项已由他人审批，请刷新页面查看结果。"))
    workflow.decide(waiting.pk, decider=actor, approved=approved, opinion=opinion, at=at)
    gate.stop(referral, HEAD, actor=actor, at=at)
    referral.decided_by, referral.decided_at = actor, at
    referral.refusal_reason = "" if approved else opinion
    if approved:
        gate.start(referral, DELIVERY, base_at=at, actor=actor, at=at)
        people.default_police_office(referral)
    kept = ("decided_by", "decided_at", "refusal_reason", "police_office")
    columns = {name: getattr(referral, name) for name in kept}
    gate.take(referral, step, actor=actor, at=at, note=opinion, **columns)
    papers_of_decision(referral, opinion=opinion, approved=approved, actor=actor, at=at)
    return referral


def papers_of_decision(
    referral: Referral, *, opinion: str, approved: bool, actor: User, at: datetime
) -> None:
    """移送审批表 either way; approved, also 移送书、调查报告、物品清单."""
    kinds = [(papers.APPROVAL, papers.approval(referral, opinion=opinion, approved=approved))]
    if approved:
        kinds.append((papers.REPORT, papers.report(referral)))
        kinds.append((papers.ITEMS, papers.items(referral)))
    for kind, context in kinds:
        documents.issue(kind, referral.subject, context, office=referral.office, actor=actor, at=at)
    if approved and referral.police_office is not None:
        referral.letter = _letter(referral, actor=actor, at=at)
        referral.save(update_fields=["letter"])


@transaction.atomic
def write_letter(
    referral_id: int, *, police_office: PoliceOffice, actor: User, at: datetime
) -> Referral:
    """移送书 to another police office than that of the same level; the earlier one is void."""
    referral = gate.locked(referral_id)
    step = gate.check(referral, "write_letter", actor=actor, at=at)
    if referral.letter_id and referral.police_office_id == police_office.pk:
        raise Refused(say("移送书已经出具给该机关。"))
    if referral.letter is not None:
        documents.void(referral.letter, reason=step.label, actor=actor, at=at)
    referral.police_office = police_office
    paper = _letter(referral, actor=actor, at=at)
    return gate.take(
        referral,
        step,
        actor=actor,
        at=at,
        police_office=police_office,
        letter=paper,
        package=None,
    )


def _letter(referral: Referral, *, actor: User, at: datetime) -> Paper:
    return documents.issue(
        papers.LETTER,
        referral.subject,
        papers.letter(referral),
        office=referral.office,
        actor=actor,
        at=at,
    )


@transaction.atomic
def bind_package(referral_id: int, *, actor: User, at: datetime) -> Referral:
    """Bind everything that goes to the police as one PDF with its manifest (移送规定 第六条)."""
    referral = gate.locked(referral_id)
    step = gate.check(referral, "bind_package", actor=actor, at=at)
    manifest = package.manifest(referral, actor=actor, on=timezone.localdate(at))
    print_of = package.fingerprint_of(manifest)
    bundle = bundles.order(referral.subject, manifest, fingerprint=print_of, actor=actor, at=at)
    return gate.take(referral, step, actor=actor, at=at, package=bundle)


@transaction.atomic
def deliver(
    referral_id: int,
    *,
    delivered_at: datetime | None = None,
    receiver: str,
    copied_on: date | None = None,
    actor: User,
    at: datetime,
) -> Referral:
    """Hand all of it to the police of the same level, and the copy to the procuratorate."""
    referral = gate.locked(referral_id)
    step = gate.check(referral, "deliver", actor=actor, at=at)
    moment = delivered_at or at
    if moment > at or (referral.decided_at and moment < referral.decided_at):
        raise Refused(say("移送时间须在批准之后，且不晚于现在。"))
    on = timezone.localdate(moment)
    assert referral.letter is not None
    documents.mark_served(referral.letter, on=max(on, referral.letter.issued_on or on))
    gate.take(
        referral, step, actor=actor, at=at, occurred_at=moment, delivered_at=moment,
        referred_on=on, receiver=receiver, copied_on=copied_on or on,
    )  # fmt: skip
    gate.stop(referral, DELIVERY, actor=actor, at=moment)
    gate.start(referral, DECISION, base_at=moment, actor=actor, at=at)
    gate.start(referral, COMPLETENESS, base_at=moment, actor=actor, at=at)
    _tell(referral, actor=actor, at=at)
    return referral


def _tell(referral: Referral, *, actor: User, at: datetime) -> None:
    documents.issue(
        papers.COPY_LETTER,
        referral.subject,
        papers.copy_letter(referral),
        office=referral.office,
        actor=actor,
        at=at,
    )
    label = term("移送公安机关")
    gate.note_on_case(
        referral, "refer_to_police", label, actor=actor, at=at, citation=NO_SUBSTITUTE
    )
    message = say("收到移送案件，请签收并审查：%(subject)s", subject=referral.subject_name)
    people.tell_police(referral, message=message, at=at)
    workflow.record(
        referral.subject, act="copy_to_procuratorate", label=term("抄送人民检察院"), actor=actor,
        at=at, citation=COPY,
    )  # fmt: skip
