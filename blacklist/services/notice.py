"""事先告知 and 异议 (45号令 第六条): told before it is decided, heard within five working days."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from blacklist import papers
from blacklist.listing_perms import DECISION_CLOCK, EXTEND
from blacklist.models import Listing, Objection
from blacklist.services import delivering, gate
from documents.models import StoredFile
from statutes.clocks import start_of
from statutes.limits import limit
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow

OBJECTION, REPLY = "listing_objection", "listing_objection_reply"


@transaction.atomic
def issue_notice(listing_id: int, *, reasons: str, actor: User, at: datetime) -> Listing:
    """Tell the unit and the persons why, on which law, and that they may object."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "issue_notice", actor=actor, at=at)
    listing.reasons = reasons.strip()
    listing.notice = gate.issue(
        listing, papers.NOTICE, papers.prior_notice(listing), actor=actor, at=at
    )
    return gate.take(listing, step, actor=actor, at=at, payload={"paper": listing.notice_id})


@transaction.atomic
def serve_notice(
    listing_id: int, handed: delivering.Handed, *, actor: User, at: datetime
) -> Listing:
    """Record service; once all have it, the five working days to object begin."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "serve_notice", actor=actor, at=at)
    assert listing.notice is not None  # a notified listing has its notice
    last = delivering.hand(listing, listing.notice, handed, actor=actor, at=at)
    if last is not None:
        clock = workflow.start_clock(
            listing.subject, OBJECTION, base_at=start_of(last), actor=actor, at=at
        )
        listing.notice_served_on = last
        listing.objection_until = timezone.localdate(clock.due_at)
    payload = {"parties": [party.pk for party in handed.parties]}
    occurred = start_of(handed.handed_on)
    return gate.take(listing, step, actor=actor, at=at, payload=payload, occurred_at=occurred)


@transaction.atomic
def record_objection(
    listing_id: int,
    *,
    speaker: str,
    received_on: date,
    content: str,
    token: UUID,
    actor: User,
    at: datetime,
    file: StoredFile | None = None,
) -> Objection:
    """Take an objection handed in at the desk; it is checked within five working days."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "record_objection", actor=actor, at=at)
    _refuse_untimely(listing, received_on, at)
    objection = _write(listing, Objection.Channel.DESK, speaker, received_on, content, token,
                       file, actor=actor, at=at)  # fmt: skip
    gate.take(listing, step, actor=actor, at=at, occurred_at=start_of(received_on))
    return objection


@transaction.atomic
def object_online(
    listing_id: int,
    *,
    content: str,
    token: UUID,
    actor: User,
    at: datetime,
    file: StoredFile | None = None,
) -> Objection:
    """Take the objection of the employer's own clerk; same duty, same clock."""
    listing = gate.locked(listing_id)
    step = gate.objected_online(listing)
    today = timezone.localdate(at)
    _refuse_untimely(listing, today, at)
    objection = _write(listing, Objection.Channel.ONLINE, listing.employer.name, today, content,
                       token, file, actor=actor, at=at)  # fmt: skip
    gate.take(listing, step, actor=actor, at=at)
    people = [listing.owner] if listing.owner else []
    message = say("%(listing)s收到网上异议，请在5个工作日内核实并告知结果。", listing=str(listing))
    workflow.notify(listing.subject, users=people, message=message, at=at)
    return objection


def _refuse_untimely(listing: Listing, received_on: date, at: datetime) -> None:
    """Who has the notice may object at once; the right ends with the fifth working day."""
    assert listing.notice is not None  # only a notified listing is objected to
    gate.require_past(received_on, at, since=listing.notice.issued_on)
    if listing.objection_until is not None and received_on > listing.objection_until:
        raise Refused(
            say("异议期限已于%(day)s届满。", day=listing.objection_until.isoformat()),
            citation=limit(OBJECTION, on=received_on).citation,
        )


def _write(
    listing: Listing,
    channel: str,
    speaker: str,
    received_on: date,
    content: str,
    token: UUID,
    file: StoredFile | None,
    *,
    actor: User,
    at: datetime,
) -> Objection:
    if Objection.objects.filter(token=token).exists():
        raise Refused(say("这张表单已在别处提交过，请重新打开本页填写。"))
    workflow.start_clock(listing.subject, REPLY, base_at=start_of(received_on), actor=actor, at=at)
    return Objection.objects.create(
        listing=listing,
        speaker=speaker.strip(),
        received_on=received_on,
        channel=channel,
        content=content.strip(),
        file=file,
        token=token,
        recorded_by=actor,
        recorded_at=at,
    )


@transaction.atomic
def answer_objection(
    listing_id: int, *, is_upheld: bool, answer: str, actor: User, at: datetime
) -> Objection:
    """Tell the party what the check found; what was found right bars the listing."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "answer_objection", actor=actor, at=at)
    objection: Objection = listing.open_objection
    objection.is_upheld, objection.answer = is_upheld, answer.strip()
    objection.answered_on = timezone.localdate(at)
    objection.listing = listing
    context = papers.objection_answer(objection)
    objection.paper = gate.issue(listing, papers.OBJECTION_ANSWER, context, actor=actor, at=at)
    objection.save()
    gate.stop_if_open(listing, REPLY, actor=actor, at=at)
    gate.take(listing, step, actor=actor, at=at, note=answer, payload={"is_upheld": is_upheld})
    return objection


# ---------------------------------------------------------------- the twenty further days


@transaction.atomic
def propose_extension(listing_id: int, *, opinion: str, actor: User, at: datetime) -> Listing:
    """Ask for twenty further working days (45号令 第八条), before the first have run out."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "propose_extension", actor=actor, at=at)
    label = term("延长列入决定期限")
    gate.propose(listing, EXTEND, label, actor=actor, at=at, opinion=opinion, content={})
    return gate.take(listing, step, actor=actor, at=at, note=opinion)


@transaction.atomic
def decide_extension(
    listing_id: int, *, approved: bool, opinion: str, actor: User, at: datetime
) -> Listing:
    """Grant the further days once, or send the request back."""
    listing = gate.locked(listing_id)
    name = "approve_extension" if approved else "return_extension"
    step = gate.check(listing, name, actor=actor, at=at)
    gate.decide(listing, EXTEND, actor=actor, approved=approved, opinion=opinion, at=at)
    if approved:
        further = limit(DECISION_CLOCK, on=timezone.localdate(at)).extension
        assert further is not None  # the row names it
        workflow.extend_clock(
            listing.subject, DECISION_CLOCK, length=further.length, actor=actor, at=at, note=opinion
        )
        listing.is_extended = True
    return gate.take(listing, step, actor=actor, at=at, note=opinion)
