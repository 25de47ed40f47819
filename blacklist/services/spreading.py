"""抄送、惩戒 (45号令 第十条; 市规 二（三）): who is told of a listing, and what each does."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from blacklist import papers
from blacklist.models import Dispatch, Listing, Sanction
from blacklist.policy.departments import (
    DEPARTMENT_LABELS,
    SANCTIONS,
    Department,
    Measure,
    sanctions_until,
)
from blacklist.services import gate
from documents.models import StoredFile
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import say


def open_sanctions(listing: Listing, *, on: date) -> None:
    """Open the five measures; the credit file and its two patrols a year are our own, at once."""
    assert listing.listed_from and listing.listed_until  # it was decided
    for measure, row in SANCTIONS.items():
        Sanction.objects.create(
            listing=listing,
            measure=measure.value,
            until=sanctions_until(measure, listing.listed_from, listing.listed_until),
            begun_on=None if row.departments else on,
        )


@transaction.atomic
def send_copies(
    listing_id: int, *, bodies: dict[Department, str], actor: User, at: datetime
) -> list[Dispatch]:
    """Write to each department with its package; those already written to are left alone."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "send_copies", actor=actor, at=at)
    sent = set(listing.dispatches.standing().values_list("department", flat=True))
    wanted = {d: name.strip() for d, name in bodies.items() if name.strip() and d.value not in sent}
    if not wanted:
        raise Refused(say("请填写至少一个收件单位。"), citation=step.citation)
    copies = [_send(listing, d, body, actor=actor, at=at) for d, body in wanted.items()]
    payload = {"departments": [copy.department for copy in copies]}
    gate.take(listing, step, actor=actor, at=at, payload=payload)
    return copies


def _send(
    listing: Listing, department: Department, body: str, *, actor: User, at: datetime
) -> Dispatch:
    context = papers.copy_letter(listing, department, body)
    return Dispatch.objects.create(
        listing=listing,
        department=department.value,
        body=body,
        paper=gate.issue(listing, papers.COPY_LETTER, context, actor=actor, at=at),
        sent_on=timezone.localdate(at),
    )


@transaction.atomic
def record_receipt(
    listing_id: int,
    *,
    dispatch: Dispatch,
    received_on: date,
    receiver: str,
    actor: User,
    at: datetime,
    receipt: StoredFile | None = None,
) -> Dispatch:
    """Record that a department has signed for its package."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "record_receipt", actor=actor, at=at)
    copy = _of(listing, dispatch, received_on=None)
    gate.require_past(received_on, at, since=copy.sent_on)
    copy.received_on, copy.receiver, copy.receipt = received_on, receiver.strip(), receipt
    copy.save(update_fields=["received_on", "receiver", "receipt"])
    gate.take(
        listing,
        step,
        actor=actor,
        at=at,
        payload={"department": copy.department},
        occurred_at=start_of(received_on),
    )
    return copy


@transaction.atomic
def record_reply(
    listing_id: int,
    *,
    dispatch: Dispatch,
    replied_on: date,
    reply: str,
    has_begun: bool,
    actor: User,
    at: datetime,
) -> Dispatch:
    """Record what a department answered; where it carries its measure out, that is in force."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "record_reply", actor=actor, at=at)
    copy = _of(listing, dispatch, replied_on=None)
    if copy.received_on is None:
        raise Refused(say("该部门尚未签收。"))
    gate.require_past(replied_on, at, since=copy.received_on)
    copy.replied_on, copy.reply = replied_on, reply.strip()
    copy.save(update_fields=["replied_on", "reply"])
    if has_begun:
        _begin(listing, Department(copy.department), replied_on, copy.reply)
    payload = {"department": copy.department, "begun": has_begun}
    gate.take(listing, step, actor=actor, at=at, payload=payload, occurred_at=start_of(replied_on))
    return copy


def _of(listing: Listing, dispatch: Dispatch, **columns: None) -> Dispatch:
    """The copy as it now is; another may have recorded the same meanwhile."""
    rows = listing.dispatches.standing().filter(pk=dispatch.pk, **columns)
    copy: Dispatch | None = rows.select_for_update(of=("self",)).first()
    if copy is None:
        raise Refused(say("该抄送已由他人登记，请刷新页面查看。"))
    return copy


def _begin(listing: Listing, department: Department, on: date, reply: str) -> None:
    """The measures of a department are in force; one that two carry out begins with the first."""
    measures = [m.value for m in Measure if department in SANCTIONS[m].departments]
    rows = listing.sanctions.filter(measure__in=measures, begun_on=None, is_past=False)
    note = f"{DEPARTMENT_LABELS[department]}：{reply}"[:500]
    rows.update(begun_on=on, note=note)
