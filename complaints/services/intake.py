"""Lodging: a statement becomes a numbered complaint with its clock and its receipts, once.

A submission carries a one-time token. The same token again — double click, back button, power cut
before the receipt was seen — returns the same complaint and the same receipts. Look-up codes are
derived from the token, of which only a hash is stored: who holds the token can see them again, and
the database alone cannot.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import Office, OfficeJurisdiction, User
from accounts.personal_data import keyed_hash
from accounts.policy.division_codes import PREFIX_LENGTHS, pad
from complaints.models import WORDS, Claimant, Complaint, Representative
from complaints.policy.statement import CITATION, Channel, Claim, LodgeStatement, check_statement
from complaints.procedure import STEPS, State
from complaints.services import attachments, gate
from employers.models import Employer
from employers.policy.names import name_key
from statutes.identity import mask_resident_id, normalize, normalize_phone
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow
from workflow.models import Clock

CODE_DIGITS = 16  # 53 bits, on a number pad
TOKEN_LENGTH = 20
GRACE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Receipt:
    """One complainant's slip; `code` is None once a lost code has been replaced at the desk."""

    claimant: Claimant
    code: str | None


@dataclass(frozen=True, slots=True)
class Lodged:
    complaint: Complaint
    receipts: tuple[Receipt, ...]
    is_new: bool


def new_token() -> str:
    return secrets.token_hex(16)


def lodge(
    statement: LodgeStatement,
    *,
    token: str,
    channel: Channel,
    at: datetime,
    office: Office | None = None,
    recorded_by: User | None = None,
) -> Lodged:
    """Receive a complaint (条例 第九条): from this moment the five working days run.

    `office` is set by a clerk who records at the window; otherwise the place of work decides.
    """
    if len(token) < TOKEN_LENGTH:
        raise ValueError("a submission token needs at least 80 bits")
    if (before := find(token)) is not None:
        return before
    if wrong := check_statement(statement, timezone.localdate(at)):
        raise Refused(*wrong, citation=CITATION)
    try:
        return _lodge(statement, token, channel, at, office, recorded_by)
    except IntegrityError:
        # Two submissions of one token at once: the other one was first.
        if (before := find(token)) is not None:
            return before
        raise


def find(token: str) -> Lodged | None:
    """Return what was lodged under this token, receipts included."""
    mine = Complaint.objects.filter(token_hash=keyed_hash(token))
    if not mine.exists():  # the usual answer, asked before every lodging: kept small
        return None
    complaint = mine.select_related("office", "division").get()
    return Lodged(complaint, _receipts(token, list(complaint.claimants.all())), is_new=False)


def lookup_code(token: str, position: int) -> str:
    """Derive a claimant's look-up code: 16 digits that only token and key together give."""
    digest = keyed_hash(f"lookup code of {token} line {position}").rpartition(":")[2]
    return f"{int(digest, 16) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def spaced(code: str) -> str:
    """1234567890123456 -> 1234 5678 9012 3456, as it is printed and typed."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))


@transaction.atomic
def take_back(token: str, *, at: datetime) -> Complaint:
    """Let the complainant undo within ten minutes of lodging; later the desk withdraws it."""
    lodged = find(token)
    if lodged is None or at - lodged.complaint.received_at > GRACE:
        raise Refused(say("提交已超过10分钟，不能自助撤回。需要撤回请到窗口或者打电话办理。"))
    complaint = gate.locked(lodged.complaint.pk)
    if complaint.state != State.RECEIVED.value:
        raise Refused(say("监察员已经开始办理，不能自助撤回。需要撤回请到窗口或者打电话办理。"))
    gate.stop_clock(complaint, actor=None, at=at, outcome=Clock.State.CANCELLED)
    note = "投诉人提交后10分钟内自行撤回"
    return gate.take(complaint, STEPS["withdraw"], actor=None, at=at, note=note)


@transaction.atomic
def _lodge(
    statement: LodgeStatement,
    token: str,
    channel: Channel,
    at: datetime,
    office: Office | None,
    recorded_by: User | None,
) -> Lodged:
    place = pad(statement.division_id)
    responsible = office or office_for(place)
    complaint = Complaint(
        **_as_stated(statement),
        kind=statement.kind.value,
        channel=channel.value,
        office=responsible,
        division_id=place,
        received_at=at,
        recorded_by=recorded_by,
        token_hash=keyed_hash(token),
    )
    claimants = [_claimant(c, token, i) for i, c in enumerate(statement.claims, 1)]
    # From here to the commit the office's series is locked: nothing slow may follow.
    complaint.number = next_number(responsible, statement.kind.value, timezone.localdate(at).year)
    complaint.save(force_insert=True)
    _add_people(complaint, claimants, statement.representatives)
    attachments.add(complaint, statement.attachments)
    if complaint.has_clock:
        workflow.start_clock(complaint.subject, gate.CLOCK, base_at=at, actor=recorded_by, at=at)
    workflow.record(
        complaint.subject,
        act="lodge",
        label=term("收到投诉举报"),
        actor=recorded_by,
        at=at,
        citation=CITATION,
        payload={"channel": channel.value, "workers": len(claimants)},
    )
    return Lodged(complaint, _receipts(token, claimants), is_new=True)


def office_for(division_id: str) -> Office:
    """Return the office of the place of work (条例 第十三条): the nearest above it."""
    prefixes = [division_id[:length] for length in PREFIX_LENGTHS]
    found = OfficeJurisdiction.objects.filter(prefix__in=prefixes).select_related("office")
    nearest = max(found, key=lambda row: (len(row.prefix), -row.office_id), default=None)
    if nearest is None:
        raise Refused(say("没有找到负责这个地方的劳动保障监察机构。请拨打12333询问。"))
    return nearest.office


def next_number(office: Office, kind: str, year: int) -> str:
    """Give out the next number of the office's year without gaps: a rollback gives it back."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO complaints_numberseries AS series (office_id, word, year, last)
            VALUES (%s, %s, %s, 1)
            ON CONFLICT (office_id, word, year) DO UPDATE SET last = series.last + 1
            RETURNING last
            """,
            [office.pk, WORDS[kind], year],
        )
        last = cursor.fetchone()[0]
    return f"{WORDS[kind]}{year}-{last:04d}"


def _as_stated(statement: LodgeStatement) -> dict[str, object]:
    name = statement.employer_name.strip()
    first, last = statement.period
    stated = (
        "employer_address employer_contact employer_phone workplace_address is_construction "
        "project_name general_contractor subcontractor team_leader statement still_working "
        "in_arbitration in_court is_confidential external_number"
    )
    return {
        **{column: getattr(statement, column) for column in stated.split()},
        "employer": _registered(statement),
        "employer_name": name,
        "employer_key": name_key(name),
        "employer_uscc": normalize(statement.employer_uscc),
        "worker_count": len(statement.claims),
        "claimed": statement.claimed,
        "period_from": first,
        "period_to": last,
    }


def _registered(statement: LodgeStatement) -> Employer | None:
    """Link the register's file only where the credit code says which; a name is for an officer."""
    code = normalize(statement.employer_uscc)
    return Employer.objects.filter(uscc=code).first() if code else None


def _claimant(claim: Claim, token: str, position: int) -> Claimant:
    identity, phone = normalize(claim.identity), normalize_phone(claim.phone)
    return Claimant(
        position=position,
        name=claim.name.strip(),
        identity=identity,
        identity_hash=keyed_hash(identity),
        identity_masked=mask_resident_id(identity),
        phone=phone,
        phone_hash=keyed_hash(phone),
        phone_last4=phone[-4:],
        address=claim.address,
        trade=claim.trade,
        period_from=claim.period_from,
        period_to=claim.period_to,
        agreed=claim.agreed,
        paid=claim.paid,
        owed=claim.owed,
        code_hash=keyed_hash(lookup_code(token, position)),
    )


def _add_people(
    complaint: Complaint, claimants: list[Claimant], representatives: Sequence[int]
) -> None:
    for claimant in claimants:
        claimant.complaint = complaint
    Claimant.objects.bulk_create(claimants)
    Representative.objects.bulk_create(
        Representative(complaint=complaint, claimant=claimants[index], position=order)
        for order, index in enumerate(representatives, 1)
    )


def _receipts(token: str, claimants: Sequence[Claimant]) -> tuple[Receipt, ...]:
    receipts = []
    for claimant in claimants:
        code = lookup_code(token, claimant.position)
        still = keyed_hash(code) == claimant.code_hash
        receipts.append(Receipt(claimant, code if still else None))
    return tuple(receipts)
