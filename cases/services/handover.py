"""移交: a head gives one officer's open matters to another, each by the service of its own app.

Every matter moves in a transaction of its own, so a thousand of them hold no lock for long, and
what was interrupted goes on where it stopped. What cannot move stays, with its reason.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from accounts.models import Office, User
from accounts.perms import certified, may_investigate
from accounts.policy.roles import Role
from cases.models import Case, CaseOfficer, Handover, HandoverItem
from cases.papers.handover import CASELOAD_LIST, caseload_list
from cases.policy import handover as rule
from cases.policy.handover import Seat
from cases.policy.officers import Officer
from cases.procedure.states import STATE_LABELS
from cases.procedure.table import STEPS
from cases.services import supervision
from complaints.models import Complaint
from complaints.services import desk
from documents import services as documents
from statutes.citations import cite
from statutes.refusal import Refused
from statutes.wording import Sentence, say, term
from workflow import services as workflow

TWO_OFFICERS = cite("条例", "第十六条")
Matter = Case | Complaint


@dataclass(frozen=True, slots=True)
class Line:
    """One matter of the giver: the role in it, and why it cannot move (None: it can)."""

    matter: Matter
    was_lead: bool
    why: Sentence | None = None

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{'case' if isinstance(self.matter, Case) else 'complaint'}-{self.matter.pk}"


def plan(office: Office, giver: User, taker: User, *, on: date) -> tuple[Line, ...]:
    """What would move and what could not; a handful of queries, however many matters."""
    receiving = Seat(taker.pk, Officer(taker.name, is_lead=False, gap=may_investigate(taker, on)))
    open_complaints = Complaint.objects.open().filter(office=office, owner=giver).order_by("pk")
    return (
        *_cases(office, giver, receiving, on),
        *(
            Line(complaint, was_lead=True, why=receiving.officer.gap)
            for complaint in open_complaints
        ),
    )


def _cases(office: Office, giver: User, taker: Seat, on: date) -> Iterator[Line]:
    serving = CaseOfficer.objects.serving().select_related("user")
    people = Prefetch("officers", serving.prefetch_related("user__certificates"), to_attr="seats")
    mine = Case.objects.open().filter(office=office).assigned_to(giver)
    for case in mine.prefetch_related(people).order_by("pk"):
        officers: list[CaseOfficer] = case.seats
        seats = [
            Seat(o.user_id, Officer(o.user.name, o.is_lead, certified(o.user, on)))
            for o in officers
        ]
        was_lead = any(o.is_lead for o in officers if o.user_id == giver.pk)
        why = _not_now(case) or rule.refuse(seats, giver.pk, taker)
        yield Line(case, was_lead, why)


def _not_now(case: Case) -> Sentence | None:
    if case.status in STEPS["assign_officers"].sources:
        return None
    stage = STATE_LABELS[case.status]
    return say("“%(label)s”阶段不能改派监察员，待该阶段结束后再移交。", label=stage)


@transaction.atomic
def begin(
    office: Office,
    *,
    giver: User,
    taker: User,
    reason: str,
    chosen: Collection[str] | None,
    actor: User,
    at: datetime,
) -> Handover:
    """Decide on the hand-over and list its items; `chosen` are keys of lines, None means all."""
    on = timezone.localdate(at)
    _refuse(office, giver, taker, reason, actor, on)
    lines = [x for x in plan(office, giver, taker, on=on) if chosen is None or x.key in chosen]
    if not any(line.why is None for line in lines):
        raise Refused(say("没有可以移交的案件或者投诉。"), citation=TWO_OFFICERS)
    decided = Handover.objects.create(
        office=office,
        giver=giver,
        taker=taker,
        reason=reason.strip(),
        decided_by=actor,
        decided_at=at,
    )
    HandoverItem.objects.bulk_create(_item(decided, line) for line in lines)
    workflow.record(
        decided.subject,
        act="hand_over_caseload",
        label=term("移交案件"),
        actor=actor,
        at=at,
        citation=TWO_OFFICERS,
        note=decided.reason,
        payload={"giver": giver.pk, "taker": taker.pk, "matters": len(lines)},
    )
    return decided


def _refuse(office: Office, giver: User, taker: User, reason: str, actor: User, on: date) -> None:
    if not actor.has_role(Role.UNIT_HEAD, on, office.pk):
        raise Refused(say("移交须由该监察机构的负责人决定。"))
    wrong = []
    if giver.pk == taker.pk:
        wrong.append(say("移交人和接收人不能是同一人。"))
    if (gap := may_investigate(taker, on)) is not None:
        wrong.append(gap)
    if not reason.strip():
        wrong.append(say("请写明移交的原因。"))
    if Handover.objects.unfinished().filter(giver=giver).exists():
        wrong.append(say("%(name)s的上一次移交还没有完成。", name=giver.name))
    if wrong:
        raise Refused(*wrong, citation=TWO_OFFICERS)


def _item(decided: Handover, line: Line) -> HandoverItem:
    item = HandoverItem(handover=decided, was_lead=line.was_lead)
    if isinstance(line.matter, Case):
        item.case = line.matter
    else:
        item.complaint = line.matter
    if line.why is not None:
        _stay(item, line.why)
    return item


def _stay(item: HandoverItem, why: Sentence) -> None:
    item.outcome = HandoverItem.Outcome.REFUSED
    item.msgid, item.params = why.msgid, dict(why.params)


def carry_out(handover_id: int, *, at: datetime, most: int | None = None) -> int:
    """Move what still waits, at most so many; returns how many wait afterwards.

    The same hand-over may be carried out twice at once: an item is moved by whoever holds it.
    """
    waiting = HandoverItem.objects.filter(handover=handover_id).waiting().order_by("pk")
    for item_id in list(waiting.values_list("pk", flat=True)[:most]):
        _move(item_id, at)
    left = waiting.count()
    if not left:
        _finish(handover_id, at)
    return left


@transaction.atomic
def _move(item_id: int, at: datetime) -> None:
    people = ("decided_by", "giver", "taker")
    rows = HandoverItem.objects.select_related(*(f"handover__{who}" for who in people))
    held = rows.select_for_update(of=("self",), skip_locked=True).waiting()
    item = held.filter(pk=item_id).first()
    if item is None:
        return
    try:
        with transaction.atomic():
            _hand_over(item, at)
    except Refused as refused:
        _stay(item, refused.sentences[0])
    else:
        item.outcome = HandoverItem.Outcome.MOVED
    item.save(update_fields=["outcome", "msgid", "params"])


def _hand_over(item: HandoverItem, at: datetime) -> None:
    decided = item.handover
    actor, giver, taker = decided.decided_by, decided.giver, decided.taker
    if item.complaint_id is not None:
        complaint = Complaint.objects.only("owner_id", "state").get(pk=item.complaint_id)
        if complaint.owner_id != giver.pk:
            raise Refused(say("已经改派他人承办。"))
        desk.assign(complaint.pk, owner=taker, actor=actor, at=at)
        return
    assert item.case_id is not None
    lead, assistants = _officers_after(item.case_id, giver, taker)
    supervision.assign_officers(
        item.case_id,
        lead=lead,
        assistants=assistants,
        actor=actor,
        at=at,
        note=decided.reason,
        is_told_at_once=False,
    )


def _officers_after(case_id: int, giver: User, taker: User) -> tuple[User, Sequence[User]]:
    """Who serves once the taker has the giver's place; refused where the giver has left it."""
    serving = CaseOfficer.objects.serving().filter(case=case_id).select_related("user")
    people = {officer.user_id: officer.user for officer in serving} | {taker.pk: taker}
    if giver.pk not in people:
        raise Refused(say("已经改派他人承办。"))
    seats = [Seat(o.user_id, Officer(o.user.name, o.is_lead)) for o in serving]
    receiving = Seat(taker.pk, Officer(taker.name, is_lead=False))
    if why := rule.refuse(seats, giver.pk, receiving):
        raise Refused(why, citation=TWO_OFFICERS)
    after = rule.replaced(seats, giver.pk, receiving)
    lead = next(people[seat.key] for seat in after if seat.officer.is_lead)
    return lead, [people[seat.key] for seat in after if seat.key != lead.pk]


@transaction.atomic
def _finish(handover_id: int, at: datetime) -> None:
    """Print the list, tell both officers; done once."""
    rows = Handover.objects.select_related("office", "giver", "taker", "decided_by")
    decided = rows.select_for_update(of=("self",)).get(pk=handover_id)
    if decided.finished_at is not None or decided.items.waiting().exists():
        return
    items = decided.items.select_related("case", "complaint").order_by("pk")
    context = caseload_list(decided, items, on=timezone.localdate(decided.decided_at))
    subject, office = decided.subject, decided.office
    decided.paper = documents.issue(
        CASELOAD_LIST, subject, context, office=office, actor=decided.decided_by, at=at
    )
    decided.finished_at = at
    decided.save(update_fields=["paper", "finished_at"])
    message = say(
        "%(giver)s的%(cases)s件案件、%(complaints)s件投诉已移交%(taker)s。",
        giver=decided.giver.name,
        taker=decided.taker.name,
        cases=context["cases"],
        complaints=context["complaints"],
    )
    people = [decided.giver, decided.taker, decided.decided_by]
    workflow.notify(subject, users=people, message=message, at=at)


def unfinished() -> list[int]:
    return list(Handover.objects.unfinished().order_by("pk").values_list("pk", flat=True))
