"""What happened to the demo's complaints: each a life lived through the services, at its own dates.

The longer ago a complaint was lodged, the further its story has gone; recent ones stand open with
their clocks at every level.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from accounts.models import User
from cases.models import Case
from cases.policy.delivery import Mode
from cases.policy.payment import Method, Payer
from cases.services import closing, correction, filing, ledger, orders, payments
from cases.services.deliveries import Handing
from cases.services.ledger import Entry
from cases.services.payments import Means
from complaints.models import Complaint
from complaints.policy.acceptance import Code
from complaints.policy.statement import Channel, Claim, LodgeStatement, month_end
from complaints.services import desk, intake, refusals, supplements
from console.demo import firms
from console.demo.people import Bureau
from employers.models import Employer
from rulebook import services as rulebook
from statutes.clocks import add_months, start_of


@dataclass(slots=True)
class Teller:
    """Tells one story: knows the office, the dice and the day it has come to."""

    bureaus: Mapping[int, Bureau]
    rng: Random
    day: date
    today: date
    serial: int
    office_id: int = 0
    minutes: int = 0

    @property
    def bureau(self) -> Bureau:
        """The office that the place of work made responsible."""
        return self.bureaus[self.office_id]

    @property
    def at(self) -> datetime:
        """The next moment of the office day it has come to, always later than the last."""
        self.minutes += self.rng.randint(3, 20)
        return start_of(self.day) + timedelta(hours=8, minutes=30 + self.minutes)

    def wait(self, working_days: int) -> bool:
        """Let working days pass; False when that day has not come yet, and the story rests."""
        later = rulebook.calendar().add(self.day, working_days)
        if later > self.today:
            return False
        if later > self.day:
            self.day, self.minutes = later, 0
        return True

    def officers(self) -> tuple[User, User]:
        lead, assistant = self.rng.sample(self.bureau.inspectors, 2)
        return lead, assistant


def tell(teller: Teller, employer: Employer) -> Complaint:
    """Lodge a complaint and let it live as far as its time allows."""
    complaint = lodge(teller, employer)
    teller.office_id = complaint.office_id
    ending = teller.rng.choices(ENDINGS, weights=[e.weight for e in ENDINGS])[0]
    if teller.wait(teller.rng.randint(0, 2)):
        ending.tell(teller, complaint, _take_up(teller, complaint, employer))
    return complaint


def _take_up(teller: Teller, complaint: Complaint, employer: Employer) -> User:
    """The head names an officer, who finds the employer in the register."""
    lead = teller.officers()[0]
    desk.assign(complaint.pk, owner=lead, actor=teller.bureau.head, at=teller.at)
    desk.identify_employer(complaint.pk, employer=employer, actor=lead, at=teller.at)
    return lead


def leave_for_approval(teller: Teller, employer: Employer) -> None:
    """Lodged and proposed for filing; the decision is left to whoever tries the demo."""
    complaint = lodge(teller, employer)
    teller.office_id = complaint.office_id
    _propose(teller, complaint, _take_up(teller, complaint, employer))


def wait_for_consent(teller: Teller, employer: Employer) -> None:
    """Filed and determined; its people keep their names from the employer, so the order waits."""
    complaint = lodge(teller, employer, is_confidential=True)
    teller.office_id = complaint.office_id
    lead = _take_up(teller, complaint, employer)
    case = _file(teller, complaint, lead)
    if case and teller.wait(1):
        determine_as_claimed(case, lead, at=teller.at, basis="考勤表、银行流水")


def lodge(teller: Teller, employer: Employer, *, is_confidential: bool = False) -> Complaint:
    """One to thirty workers state at the kiosk or online what is owed to them."""
    rng = teller.rng
    last = month_end(add_months(teller.day, -1))
    first = add_months(last.replace(day=1), -rng.randint(0, 4))
    people = rng.choice((1, 1, 2, 3, 6, 12, 28))
    claims = [_claim(teller, number, first, last) for number in range(people)]
    statement = LodgeStatement(
        employer_name=employer.name,
        division_id=employer.division_id,
        claims=claims,
        statement="干完活后多次讨要工资，单位一直以资金紧张为由拖延。",
        employer_contact=employer.legal_representative,
        workplace_address=employer.address,
        is_construction="建" in employer.name,
        is_confidential=is_confidential,
        representatives=(0, 1) if people >= 10 else (),
    )
    token = f"{rng.getrandbits(128):032x}"
    channel = rng.choice((Channel.KIOSK, Channel.KIOSK, Channel.ONLINE))
    return intake.lodge(statement, token=token, channel=channel, at=teller.at).complaint


def _claim(teller: Teller, number: int, first: date, last: date) -> Claim:
    rng = teller.rng
    agreed = Decimal(rng.randint(300_000, 2_400_000)) / 100
    paid = Decimal(rng.choice((0, 0, 500, 1000, 2000)))
    teller.serial += 1
    return Claim(
        name=firms.person_name(rng),
        identity=firms.resident_id(rng, teller.serial),
        phone=firms.mobile(rng),
        trade=rng.choice(firms.TRADES),
        period_from=first,
        period_to=last,
        agreed=agreed,
        paid=paid,
        owed=agreed - paid,
    )


# ---------------------------------------------------------------- endings


def _supplemented(teller: Teller, complaint: Complaint, lead: User) -> None:
    """The address of the workplace was missing; it came, and the five days began anew."""
    supplements.request_supplement(
        complaint.pk,
        items=["干活的具体地点"],
        due_on=rulebook.calendar().add(teller.day, 10),
        actor=lead,
        at=teller.at,
    )
    if teller.wait(teller.rng.randint(2, 6)):
        note = "投诉人电话补充了地点"
        supplements.receive_supplement(complaint.pk, note=note, actor=lead, at=teller.at)
        _investigated(teller, complaint, lead)


def _refused(teller: Teller, complaint: Complaint, lead: User) -> None:
    """The same claim was already before the arbitration committee."""
    refusals.propose_refusal(
        complaint.pk,
        code=Code.IN_ARBITRATION,
        reason="投诉人已就同一事项申请仲裁，仲裁委员会已受理。",
        body="江城市劳动人事争议仲裁委员会（人民路3号）",
        actor=lead,
        at=teller.at,
    )
    if teller.wait(1):
        refusals.decide_refusal(
            complaint.pk, approved=True, opinion="同意", actor=teller.bureau.head, at=teller.at
        )


def _withdrawn(teller: Teller, complaint: Complaint, lead: User) -> None:
    """Paid before anyone had to act."""
    if teller.wait(1):
        note = "投诉人到窗口说明工资已结清，当场撤回"
        desk.withdraw(complaint.pk, note=note, actor=lead, at=teller.at)


def _investigated(teller: Teller, complaint: Complaint, lead: User) -> None:
    """Filed, determined, ordered, served, paid and closed, as far as time allows."""
    case = _file(teller, complaint, lead)
    if case is None or not (_order(teller, case, lead) and _serve(teller, case, lead)):
        return
    if _pay(teller, case, lead, share=Decimal(1)):
        close(teller, case, lead)


def _half_paid(teller: Teller, complaint: Complaint, lead: User) -> None:
    """Half of the money came, then nothing: the order's limit passes and stays in sight."""
    case = _file(teller, complaint, lead)
    if case and _order(teller, case, lead) and _serve(teller, case, lead):
        _pay(teller, case, lead, share=Decimal("0.5"))


def _returned(teller: Teller, complaint: Complaint, lead: User) -> None:
    """The head sent the proposal back for a clearer account."""
    case = _propose(teller, complaint, lead)
    if teller.wait(1):
        opinion = "请补充说明欠薪期间和用工事实"
        _decide(teller, case, approved=False, opinion=opinion)


def _propose(teller: Teller, complaint: Complaint, lead: User) -> Case:
    assistant = next(u for u in teller.bureau.inspectors if u.pk != lead.pk)
    return filing.open_from_complaint(
        complaint.pk,
        lead=lead,
        assistant=assistant,
        actor=lead,
        opinion="符合受理条件，建议立案。",
        at=teller.at,
    )


def _decide(teller: Teller, case: Case, *, approved: bool, opinion: str) -> None:
    filing.decide_filing(
        case.pk, approved=approved, opinion=opinion, actor=teller.bureau.head, at=teller.at
    )


def _file(teller: Teller, complaint: Complaint, lead: User) -> Case | None:
    case = _propose(teller, complaint, lead)
    if not teller.wait(teller.rng.randint(0, 1)):
        return None
    _decide(teller, case, approved=True, opinion="同意立案")
    return case


def _order(teller: Teller, case: Case, lead: User) -> bool:
    if not teller.wait(teller.rng.randint(3, 25)):
        return False
    determine_as_claimed(case, lead, at=teller.at, basis="考勤表、银行流水")
    if not teller.wait(teller.rng.randint(0, 2)):
        return False
    issue(case, lead, at=teller.at, on=teller.day)
    return True


def determine_as_claimed(case: Case, lead: User, *, at: datetime, basis: str) -> None:
    """核定: the evidence bears out what was claimed."""
    case.refresh_from_db()
    entries = {c.pk: Entry(determined=c.claimed, basis=basis) for c in case.claims.all()}
    ledger.determine(case.pk, entries, version=case.ledger_version, actor=lead, at=at)


def issue(case: Case, lead: User, *, at: datetime, on: date) -> None:
    """限期改正 with the wording that the ledger itself gives."""
    written = orders.default_draft(case, on=on)
    orders.issue_order(
        case.pk,
        findings=written.findings,
        requirement=written.requirement,
        period_days=written.period_days,
        actor=lead,
        at=at,
    )


def _serve(teller: Teller, case: Case, lead: User) -> bool:
    if not teller.wait(teller.rng.randint(0, 2)):
        return False
    serve(case, lead, at=teller.at, on=teller.day)
    return True


def serve(case: Case, lead: User, *, at: datetime, on: date) -> None:
    """Served by hand upon the employer's manager."""
    handing = Handing(
        mode=Mode.DIRECT,
        handed_on=on,
        place=case.employer.address or "单位办公室",
        receiver=case.employer.legal_representative or "单位负责人",
    )
    orders.serve_order(case.pk, handing, actor=lead, at=at)


def _pay(teller: Teller, case: Case, lead: User, *, share: Decimal) -> bool:
    if not teller.wait(teller.rng.randint(1, 6)):
        return False
    pay(case, lead, at=teller.at, on=teller.day, share=share, token=_token(teller))
    return True


def _token(teller: Teller) -> UUID:
    return UUID(int=teller.rng.getrandbits(128), version=4)


def pay(case: Case, lead: User, *, at: datetime, on: date, share: Decimal, token: UUID) -> None:
    """The employer pays by bank; `share` 1 settles every line, less is spread over all."""
    means = Means(
        paid_on=on,
        method=Method.BANK,
        payer=Payer.EMPLOYER,
        proof_note=f"银行代发回单{on:%Y%m%d}",
        is_signed=True,
    )
    if share == 1:
        payments.settle_all(case.pk, means, token=token, actor=lead, at=at)
        return
    owed = sum(payments.outstanding(case.pk).values())
    amounts = payments.shares(case.pk, (owed * share).quantize(Decimal("0.01")))
    amounts = {pk: amount for pk, amount in amounts.items() if amount > 0}
    payments.record_payments(case.pk, amounts, means, token=token, actor=lead, at=at)


def close(teller: Teller, case: Case, lead: User) -> None:
    """Verified, proposed and approved, each on its own day."""
    if not teller.wait(teller.rng.randint(0, 2)):
        return
    correction.verify_correction(case.pk, note="工资已全部付清", actor=lead, at=teller.at)
    if not teller.wait(teller.rng.randint(0, 3)):
        return
    closing.propose_closing(
        case.pk,
        summary="经责令改正，用人单位已按期足额支付工资。",
        no_penalty_reason="责令改正期限内已足额支付，违法行为轻微并及时改正。",
        opinion="建议结案。",
        actor=lead,
        at=teller.at,
    )
    if teller.wait(1):
        closing.decide_closing(
            case.pk, approved=True, opinion="同意结案", actor=teller.bureau.head, at=teller.at
        )


@dataclass(frozen=True, slots=True)
class Ending:
    weight: int
    tell: Callable[[Teller, Complaint, User], None]


ENDINGS: Sequence[Ending] = (
    Ending(12, _investigated),
    Ending(3, _half_paid),
    Ending(2, _supplemented),
    Ending(1, _refused),
    Ending(1, _withdrawn),
    Ending(1, _returned),
)
