"""事先告知: the notice, its service, what the party says, what the officers answer.

处罚法 第四十四条、第四十五条、第六十二条至第六十四条; 条例 第十九条.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from cases.models import Case, Defence, Delivery, PriorNotice, Proposal
from cases.papers import notice as papers
from cases.policy import hearing as rule
from cases.policy.deliberation import DeliberationFacts
from cases.services import deliveries, gate, progress, proposals
from cases.services.deliveries import Handing
from documents import services as documents
from documents.models import StoredFile
from employers.models import Employer
from rulebook import services as rulebook
from rulebook.policy.keys import DatedFigure
from statutes.clocks import start_of
from statutes.limits import limit
from statutes.penalty_types import Also
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow

DEFENCE, REQUEST = "defence", "hearing_request"


def standing(case: Case) -> PriorNotice:
    """The notice that stands; refused where there is none."""
    notice = case.notices.standing().select_related("paper", "hearing_paper", "proposal").first()
    if notice is None:
        raise Refused(say("尚未告知当事人拟作出的处理内容及事实、理由、依据。"))
    return notice


def threshold(case: Case, *, on: date) -> DatedFigure:
    """From which fine on this party may ask for a hearing: the figure of the place."""
    is_person = case.employer.kind != Employer.Kind.UNIT
    key = "hearing_threshold_citizen" if is_person else "hearing_threshold_organisation"
    return rulebook.dated_value(key, case.division_id, on)


def defence_days(case: Case, *, on: date) -> int:
    return int(rulebook.dated_value("defence_days", case.division_id, on).value)


def offers_hearing(case: Case, proposal: Proposal, *, on: date) -> bool:
    """Whether what is intended is one of the penalties of 第六十三条."""
    rows = proposal.grounds.values_list("formula", flat=True)
    measures = {Also(also) for formula in rows for also in formula["also"]}
    terms, figure = proposals.terms_of(proposal), threshold(case, on=on)
    return rule.must_be_offered(terms, threshold=figure.yuan, measures=measures)


def notice_context(case: Case, proposal: Proposal, *, on: date) -> dict[str, Any]:
    """What the notice will say, for the paper and its preview."""
    return papers.prior_notice(
        proposals.context_of(case, proposal, on=on),
        defence_days=defence_days(case, on=on),
        offers_hearing=offers_hearing(case, proposal, on=on),
        request_days=limit(REQUEST, on=on).term.length,
    )


@transaction.atomic
def issue_notice(case_id: int, *, actor: User, at: datetime) -> PriorNotice:
    """Tell the party what is intended, on which facts and law, and how it may answer."""
    case = gate.lock(case_id)
    gate.take(case, "issue_notice", actor=actor, at=at)
    proposal, on = proposals.current(case), timezone.localdate(at)
    context = notice_context(case, proposal, on=on)
    subject, kind = gate.subject_of(case), papers.NOTICES[proposal.ending]
    paper = documents.issue(kind, subject, context, office=case.office, actor=actor, at=at)
    notice = PriorNotice(
        case=case,
        proposal=proposal,
        paper=paper,
        offers_hearing=context["offers_hearing"],
        defence_days=context["defence_days"],
        issued_on=on,
    )
    if notice.offers_hearing:
        _add_hearing_rights(case, notice, context, actor=actor, at=at)
    notice.save(force_insert=True)
    progress.report(case, at=at)
    return notice


def _add_hearing_rights(
    case: Case, notice: PriorNotice, context: dict[str, Any], *, actor: User, at: datetime
) -> None:
    """听证告知书, numbered in its own series, goes out together with the notice."""
    figure = threshold(case, on=notice.issued_on)
    told = papers.hearing_rights(
        context, request_days=context["request_days"], threshold=figure.yuan
    )
    subject, kind = gate.subject_of(case), papers.HEARING_RIGHTS
    notice.hearing_paper = documents.issue(
        kind, subject, told, office=case.office, actor=actor, at=at
    )


@transaction.atomic
def serve_notice(case_id: int, handing: Handing, *, actor: User, at: datetime) -> Delivery:
    """Record service of the notice; from that day the party's periods run."""
    case = gate.lock(case_id)
    notice = standing(case)
    delivery = deliveries.deliver(case, "serve_notice", notice.paper, handing, actor=actor, at=at)
    after_service(case, notice, delivery.served_on, actor=actor, at=at)
    return delivery


def after_service(case: Case, notice: PriorNotice, day: date, *, actor: User, at: datetime) -> None:
    """The periods of the served notice: to state one's case, and to ask for a hearing."""
    subject, base = gate.subject_of(case), start_of(day)
    clock = workflow.start_clock(
        subject, DEFENCE, base_at=base, actor=actor, at=at, length=notice.defence_days
    )
    notice.served_on, notice.defence_until = day, timezone.localdate(clock.due_at)
    if notice.offers_hearing:
        clock = workflow.start_clock(subject, REQUEST, base_at=base, actor=actor, at=at)
        notice.hearing_until = timezone.localdate(clock.due_at)
    notice.save(update_fields=["served_on", "defence_until", "hearing_until"])
    if notice.hearing_paper is not None:
        documents.mark_served(notice.hearing_paper, on=day)
    progress.report(case, at=at)


@transaction.atomic
def record_defence(
    case_id: int,
    *,
    form: str,
    received_on: date,
    speaker: str,
    content: str,
    actor: User,
    at: datetime,
    file: StoredFile | None = None,
) -> Defence:
    """Record what the party says, in writing or orally; a late statement is heard as well."""
    case = gate.lock(case_id)
    notice = standing(case)
    gate.take(case, "record_defence", actor=actor, at=at, occurred_at=start_of(received_on))
    _refuse_day(notice, received_on, at)
    if form == Defence.Form.WRITTEN and file is None:
        raise Refused(say("书面陈述申辩须上传原件。"))
    defence = Defence(
        notice=notice,
        form=form,
        received_on=received_on,
        speaker=speaker.strip(),
        content=content.strip(),
        file=file,
        recorded_by=actor,
        recorded_at=at,
    )
    if form == Defence.Form.ORAL:
        _write_down(case, defence, actor=actor, at=at)
    defence.save(force_insert=True)
    return defence


def _refuse_day(notice: PriorNotice, day: date, at: datetime) -> None:
    if notice.served_on is not None and day < notice.served_on:
        raise Refused(say("日期不得早于告知书送达之日%(on)s。", on=notice.served_on.isoformat()))
    if day > timezone.localdate(at):
        raise Refused(say("日期不得晚于今天。"))


def _write_down(case: Case, defence: Defence, *, actor: User, at: datetime) -> None:
    proposal = defence.notice.proposal
    shared = proposals.context_of(case, proposal, on=timezone.localdate(at))
    context = papers.defence_record(shared, defence, defence.notice.paper.number)
    subject, kind = gate.subject_of(case), papers.DEFENCE_RECORD
    defence.paper = documents.issue(kind, subject, context, office=case.office, actor=actor, at=at)


@transaction.atomic
def answer_defence(
    case_id: int, *, defence: Defence, answer: str, review: str, actor: User, at: datetime
) -> Defence:
    """Write down what was reviewed and whether it is followed; it never makes matters worse."""
    case = gate.lock(case_id)
    gate.take(case, "answer_defence", actor=actor, at=at, payload={"answer": answer})
    row = Defence.objects.select_for_update().get(pk=defence.pk, notice=standing(case))
    if row.reviewed_at is not None:
        raise Refused(say("该份陈述申辩已经复核。"))
    if not review.strip():
        raise Refused(say("须写明复核意见。"))
    row.answer, row.review = answer, review.strip()
    row.reviewed_by, row.reviewed_at = actor, at
    row.save(update_fields=["answer", "review", "reviewed_by", "reviewed_at"])
    return row


@transaction.atomic
def waive_defence(
    case_id: int, *, waived_on: date, waiver: StoredFile, actor: User, at: datetime
) -> PriorNotice:
    """The party gives up its statement (and hearing) in writing: nothing need be waited for."""
    case = gate.lock(case_id)
    notice = standing(case)
    gate.take(case, "waive_defence", actor=actor, at=at, occurred_at=start_of(waived_on))
    _refuse_day(notice, waived_on, at)
    notice.waived_on, notice.waiver = waived_on, waiver
    notice.save(update_fields=["waived_on", "waiver"])
    gate.stop_if_open(case, DEFENCE, REQUEST, actor=actor, at=at)
    return notice


@transaction.atomic
def conclude_notice(case_id: int, *, actor: User, at: datetime) -> Case:
    """The periods are over and every statement is answered: on to review and decision."""
    case = gate.lock(case_id)
    gate.take(case, "conclude_notice", actor=actor, at=at)
    gate.stop_if_open(case, DEFENCE, REQUEST, actor=actor, at=at)
    call_reviewers(case, actor=actor, at=at)
    progress.report(case, at=at)
    return case


@transaction.atomic
def go_to_decision(case_id: int, *, actor: User, at: datetime) -> Case:
    """What asks for no notice goes straight to review and decision."""
    case = gate.lock(case_id)
    gate.take(case, "go_to_decision", actor=actor, at=at)
    call_reviewers(case, actor=actor, at=at)
    progress.report(case, at=at)
    return case


def call_reviewers(case: Case, *, actor: User, at: datetime) -> None:
    """Tell whoever must act next on the proposal: the reviewer, or those who deliberate."""
    proposal = proposals.current(case)
    heard = case.notices.standing().filter(hearing__held_on__isnull=False).exists()
    reviewed = proposal.is_complex or proposal.is_public_interest or proposal.is_prescribed or heard
    subject = gate.subject_of(case)
    if reviewed:
        message = say("%(case)s等待法制审核", case=case.case_no)
        workflow.notify(subject, role=Role.LEGAL_REVIEWER, message=message, at=at, excluding=actor)
    elif DeliberationFacts(proposal.is_complex, proposal.is_grave).is_required:
        call_leaders(case, actor=actor, at=at)


def call_leaders(case: Case, *, actor: User, at: datetime) -> None:
    message = say("%(case)s等待负责人集体讨论", case=case.case_no)
    subject = gate.subject_of(case)
    workflow.notify(subject, role=Role.BUREAU_HEAD, message=message, at=at, excluding=actor)
