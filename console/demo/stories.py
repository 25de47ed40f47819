"""What happened to the demo's complaints: each a life lived through the services, at its own dates.

The longer ago a complaint was lodged, the further its story has gone; recent ones stand open with
their clocks at every level.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.models import User
from cases.models import Case
from cases.services import filing
from complaints.models import Complaint
from complaints.policy.acceptance import Code
from complaints.policy.statement import Channel, Claim, LodgeStatement, month_end
from complaints.services import desk, intake, refusals, supplements
from console.demo import firms, investigating, outcomes
from console.demo.teller import Teller
from console.demo.walk import Stage, Walk, Way, carry
from employers.models import Employer
from rulebook import services as rulebook
from statutes.clocks import add_months

Tell = Callable[[Teller, Complaint, User], None]


def tell(teller: Teller, employer: Employer, story: Tell | None = None) -> Complaint:
    """Lodge a complaint and let it live as far as its time allows."""
    complaint = lodge(teller, employer)
    teller.office_id = complaint.office_id
    story = story or teller.rng.choices(ENDINGS, weights=[e.weight for e in ENDINGS])[0].tell
    if teller.wait(teller.rng.randint(0, 2)):
        story(teller, complaint, _take_up(teller, complaint, employer))
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
    if case:
        carry(Walk(teller, case, lead), [Stage(investigating.determine, 1)])


def leave_unpaid(
    teller: Teller, employer: Employer, *, project_name: str = "", workers: int | None = None
) -> Case | None:
    """Ordered to pay, and did not: what a wage deposit is kept for, and what may be a crime."""
    complaint = lodge(teller, employer, project_name=project_name, workers=workers)
    teller.office_id = complaint.office_id
    lead = _take_up(teller, complaint, employer)
    case = _file(teller, complaint, lead)
    paid_nothing = case is not None and carry(Walk(teller, case, lead), outcomes.DISOBEYED)
    return case if paid_nothing else None


def lodge(
    teller: Teller,
    employer: Employer,
    *,
    is_confidential: bool = False,
    project_name: str = "",
    workers: int | None = None,
) -> Complaint:
    """One to thirty workers state at the kiosk or online what is owed to them."""
    rng = teller.rng
    last = month_end(add_months(teller.day, -1))
    first = add_months(last.replace(day=1), -rng.randint(0, 4))
    people = workers or rng.choice((1, 1, 2, 3, 6, 12, 28))
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
        project_name=project_name,
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
        _walk(outcomes.CORRECTED_IN_TIME)(teller, complaint, lead)


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


def _walk(way: Way) -> Tell:
    """Filed, then as far along this way as time allows."""

    def walk(teller: Teller, complaint: Complaint, lead: User) -> None:
        case = _file(teller, complaint, lead)
        if case is not None and teller.wait(teller.rng.randint(0, 12)):
            carry(Walk(teller, case, lead), way)

    return walk


@dataclass(frozen=True, slots=True)
class Ending:
    weight: int
    tell: Tell


ENDINGS: Sequence[Ending] = (
    Ending(10, _walk(outcomes.CORRECTED_IN_TIME)),
    Ending(3, _walk(outcomes.HALF_PAID)),
    Ending(2, _supplemented),
    Ending(1, _refused),
    Ending(1, _withdrawn),
    Ending(1, _returned),
    Ending(2, _walk(outcomes.PENALTY_AFTER_HEARING)),
    Ending(2, _walk(outcomes.HANDLED)),
    Ending(1, _walk(outcomes.NO_PENALTY)),
)
# What takes longest is told first, of the oldest complaints: each comes to its end.
LONG_STORIES: Sequence[Tell] = tuple(
    _walk(way)
    for way in (
        outcomes.TAKEN_TO_COURT,
        outcomes.PENALTY_AFTER_HEARING,
        outcomes.PENALTY_ANNULLED,
        outcomes.HANDLED,
        outcomes.NO_PENALTY,
        outcomes.REVOKED,
    )
)


def tell_of_obstruction(teller: Teller, employer: Employer, way: Way) -> None:
    """A patrol was not let in: filed on the officers' own report, and gone this far."""
    teller.office_id = _office_of(teller, employer)
    lead, assistant = teller.officers()
    case = filing.open_case(
        outcomes.obstruction(teller, employer),
        lead=lead,
        assistants=[assistant],
        actor=lead,
        opinion="建议立案查处。",
        at=teller.at,
    )
    if teller.wait(1):
        _decide(teller, case, approved=True, opinion="同意立案")
        carry(Walk(teller, case, lead), way)


def tell_of_patrol(teller: Teller, employer: Employer) -> None:
    """Penalised on the spot, paid and closed."""
    teller.office_id = _office_of(teller, employer)
    carry(outcomes.penalise_on_the_spot(teller, employer), outcomes.PENALISED_ON_THE_SPOT)


def _office_of(teller: Teller, employer: Employer) -> int:
    """The nearest office whose place the employer is in (条例 第十三条)."""
    near = [
        pk
        for pk, bureau in teller.bureaus.items()
        if employer.division_id.startswith(bureau.office.division_id.rstrip("0"))
    ]
    return max(near, key=lambda pk: len(teller.bureaus[pk].office.division_id.rstrip("0")))
