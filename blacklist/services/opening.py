"""启动: the head has a candidate taken through the procedure; what it rests on is frozen."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Office, User
from accounts.perms import certified
from accounts.policy.roles import Role
from blacklist.listing_perms import DECISION_CLOCK
from blacklist.listing_procedure import GROUNDS
from blacklist.listing_procedure import State as Listed
from blacklist.models import Candidate, ListedParty, Listing, ListingCase
from blacklist.policy import national_2022
from blacklist.procedure import STEPS, Facts, Outcome, State
from blacklist.services import gate, proposing
from cases.models import Case, HistoricCase
from employers.models import Employer
from statutes.clocks import start_of
from statutes.refusal import Refused
from statutes.wording import Sentence, say
from workflow import procedure
from workflow import services as workflow


@transaction.atomic
def take_up(candidate_id: int, *, opinion: str, actor: User, at: datetime) -> Listing:
    """Begin the procedure; the twenty working days of the decision begin with it."""
    candidate = _locked(candidate_id)
    office, today = _office_of(candidate, actor), timezone.localdate(at)
    facts = Facts(actor.roles_on(today, office.pk), certified(actor, today))
    step = procedure.check(STEPS, "take_up", candidate.status, facts)
    candidate.state = State.UNDER_WAY.value
    candidate.save(update_fields=["state"])
    listing = _freeze(candidate, office, today)
    rows = _write_cases(listing, candidate.keys)
    _first_parties(listing, candidate.employer)
    _run_decision_limit(listing, rows, actor=actor, at=at)
    subjects = [listing.subject]
    if candidate.office_id is not None:
        subjects.append(candidate.subject)
    for subject in subjects:
        workflow.record(
            subject,
            act="take_up",
            label=step.label,
            actor=actor,
            at=at,
            citation=GROUNDS,
            note=opinion,
        )
    people = [candidate.owner] if candidate.owner else []
    role = None if people else Role.UNIT_HEAD
    message = say("%(listing)s已启动列入程序，请办理事先告知。", listing=str(listing))
    workflow.notify(listing.subject, users=people, role=role, message=message, at=at)
    return listing


def _locked(candidate_id: int) -> Candidate:
    rows = Candidate.objects.select_for_update(of=("self",))
    found: Candidate = rows.select_related("employer", "office", "owner").get(pk=candidate_id)
    return found


def _office_of(candidate: Candidate, actor: User) -> Office:
    """The office of its case; old cases of another register belong to whoever decides on them."""
    office = candidate.office or actor.office
    if office is None:
        raise Refused(say("您没有所属机构，不能启动。"))
    return office


def _freeze(candidate: Candidate, office: Office, today: date) -> Listing:
    return Listing.objects.create(
        candidate=candidate,
        employer=candidate.employer,
        office=office,
        division_id=candidate.division_id,
        owner=candidate.owner,
        state=Listed.TO_NOTIFY.value,
        ruleset=candidate.ruleset,
        grounds=candidate.findings,
        other_ruleset=candidate.other_ruleset,
        other_grounds=candidate.other_findings,
        other_lists=bool(candidate.other_triggers),
        is_direct=candidate.is_direct,
        facts_on=candidate.latest_filed_on,
        opened_on=today,
    )


def _write_cases(listing: Listing, keys: list[str]) -> list[ListingCase]:
    """The cases with their orders and figures as they are now; old ones carry their own."""
    rows = [_row_of(listing, key) for key in keys]
    for row in rows:
        row.save(force_insert=True)
    return rows


def _row_of(listing: Listing, key: str) -> ListingCase:
    kind, _, pk = key.partition(":")
    if kind == "history":
        old = HistoricCase.objects.get(pk=pk)
        return ListingCase(
            listing=listing,
            case_no=old.case_no,
            order_due_on=old.order_due_on,
            workers=old.workers,
            amount=old.amount,
        )
    case = Case.objects.get(pk=pk)
    order = case.orders.standing().select_related("paper").first()
    return ListingCase(
        listing=listing,
        case=case,
        case_no=case.case_no,
        order=order,
        order_number=order.paper.number if order else "",
        order_due_on=order.due_on if order else None,
        workers=case.workers or None,
        amount=case.determined or None,
    )


def _first_parties(listing: Listing, employer: Employer) -> None:
    """The unit and its legal representative, as the register knows them; others are added."""
    is_person = employer.kind == Employer.Kind.INDIVIDUAL
    role = ListedParty.Role.INDIVIDUAL if is_person else ListedParty.Role.UNIT
    ListedParty.objects.create(
        listing=listing,
        role=role,
        name=employer.name,
        uscc=employer.uscc or "",
        identity=employer.identity if is_person else "",
        address=employer.address,
    )
    if not is_person and employer.legal_representative:
        ListedParty.objects.create(
            listing=listing,
            role=ListedParty.Role.LEGAL_REPRESENTATIVE,
            name=employer.legal_representative,
            position="法定代表人",
        )


def _run_decision_limit(
    listing: Listing, rows: list[ListingCase], *, actor: User, at: datetime
) -> None:
    """Twenty working days from the expired order (45号令 第八条).

    The city's rules name no limit: there the same days run from the head's instruction.
    """
    today = listing.opened_on
    expired = [row.order_due_on for row in rows if row.order_due_on and row.order_due_on < today]
    is_national = listing.ruleset == national_2022.ID
    base = min(expired) if is_national and expired else today
    workflow.start_clock(
        listing.subject, DECISION_CLOCK, base_at=start_of(base), actor=actor, at=at
    )


def close_candidate(
    listing: Listing, outcome: Outcome, reason: Sentence, *, actor: User, at: datetime
) -> None:
    """Tell the candidate how it ended, so that the sweep proposes it no more for the same."""
    candidate = _locked(listing.candidate_id)
    proposing.close(candidate, outcome, reason=reason, actor=actor, at=at)


@transaction.atomic
def name_party(listing_id: int, *, actor: User, at: datetime, **given: str) -> ListedParty:
    """Add a person responsible: who is listed beside the unit (工资条例 第四十八条)."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "name_party", actor=actor, at=at)
    name = given.pop("name").strip()
    if listing.parties.filter(role=given["role"], name=name, is_dropped=False).exists():
        raise Refused(say("%(name)s已经登记。", name=name))
    party = ListedParty.objects.create(listing=listing, name=name, **given)
    gate.take(listing, step, actor=actor, at=at, payload={"party": party.pk})
    return party


@transaction.atomic
def drop_party(
    listing_id: int, *, party: ListedParty, reason: str, actor: User, at: datetime
) -> ListedParty:
    """Take off who was named by mistake, before anybody is told."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "name_party", actor=actor, at=at)
    party = listing.parties.get(pk=party.pk)
    if party.role in {ListedParty.Role.UNIT, ListedParty.Role.INDIVIDUAL}:
        raise Refused(say("不能撤下列入的主体。"))
    party.is_dropped = True
    party.save(update_fields=["is_dropped"])
    gate.take(listing, step, actor=actor, at=at, note=reason, payload={"dropped": party.pk})
    return party


@transaction.atomic
def discontinue(listing_id: int, *, reason: str, actor: User, at: datetime) -> Listing:
    """The basis fell before anything was decided: the procedure ends (45号令 第十六条)."""
    listing = gate.locked(listing_id)
    step = gate.check(listing, "discontinue", actor=actor, at=at)
    codes = (DECISION_CLOCK, "listing_objection", "listing_objection_reply")
    gate.stop_if_open(listing, *codes, actor=actor, at=at, outcome="cancelled", note=reason)
    said = say("%(reason)s", reason=reason)
    close_candidate(listing, Outcome.NOT_LISTED, said, actor=actor, at=at)
    return gate.take(listing, step, actor=actor, at=at, note=reason)
