"""What officers do in the demo's cases until the order's period ends: asked, found, ordered."""

from datetime import timedelta
from decimal import Decimal

from cases.models import Interview
from cases.papers.records import Held
from cases.policy.delivery import Mode
from cases.policy.evidence import Form, Kind
from cases.policy.payment import Method, Payer
from cases.services import correction, evidence, ledger, orders, payments, sittings
from cases.services.deliveries import Handing
from cases.services.evidence import NewEvidence
from cases.services.payments import Means
from cases.services.sittings import Signed
from console.demo.walk import Walk

HALF_AN_HOUR = timedelta(minutes=30)
SPOKEN = """问：与劳动者约定的工资标准和支付日期是什么？
答：按日计算，每月二十五日支付上月工资。
问：欠付哪些劳动者哪些月份的工资，数额双方是否核对过？
答：投诉所列月份没有付清，考勤表上的出勤我们认可。
问：没有按时足额支付的原因是什么？
答：工程款没有到账，资金周转困难。"""


# What is taken into keeping, and what it proves.
ATTENDANCE = ("考勤机及打卡记录存储卡", "劳动者在欠薪期间的出勤天数")
REFUSAL = ("门卫室监控录像存储卡", "监察员到场检查和被拒绝的经过")


def person_in_charge(walk: Walk) -> str:
    return walk.case.employer.legal_representative or "单位负责人"


def workplace(walk: Walk) -> str:
    return walk.case.employer.address or "单位办公室"


def collect_evidence(walk: Walk) -> None:
    """A thing that stays with the bureau; it needs no file."""
    title, proves = ATTENDANCE if walk.case.is_wage_case else REFUSAL
    entry = NewEvidence(
        kind=Kind.OBJECT,
        form=Form.ORIGINAL,
        title=title,
        origin=walk.case.subject_name,
        proves=proves,
        obtained_on=walk.on,
        collector=walk.lead,
        second_collector=walk.assistant,
        place=workplace(walk),
        condition="完好，已封存",
        witness=person_in_charge(walk),
    )
    evidence.record_evidence(walk.case.pk, entry, upload=None, actor=walk.lead, at=walk.at)


def interview(walk: Walk) -> None:
    """The person in charge is asked by two officers and signs every page."""
    officers = (walk.lead, walk.assistant)
    entered_at = walk.at + HALF_AN_HOUR
    # An officer sits in one place at a time, whichever case it is for.
    taken = Interview.objects.of_case_or_officers(walk.case, officers)
    while taken.touching(entered_at - HALF_AN_HOUR, entered_at).exists():
        entered_at += HALF_AN_HOUR
    held = Held(
        began_at=entered_at - HALF_AN_HOUR,
        ended_at=entered_at,
        place="劳动保障监察询问室",
        asker=walk.lead,
        recorder=walk.assistant,
        person=person_in_charge(walk),
        role="法定代表人",
        rights_told=True,
        pages=2,
    )
    entry = Signed(held, signed_pages=2)
    sittings.record_interview(walk.case.pk, entry, written=SPOKEN, actor=walk.lead, at=entered_at)


def determine(walk: Walk) -> None:
    """核定: the evidence bears out what was claimed."""
    case = walk.refresh()
    entries = {
        claim.pk: ledger.Entry(determined=claim.claimed, basis="考勤表、银行流水")
        for claim in case.claims.all()
    }
    version = case.ledger_version
    ledger.determine(case.pk, entries, version=version, actor=walk.lead, at=walk.at)


def order(walk: Walk) -> None:
    """限期改正 with the wording that the ledger itself gives."""
    written = orders.default_draft(walk.refresh(), on=walk.on)
    orders.issue_order(
        walk.case.pk,
        findings=written.findings,
        requirement=written.requirement,
        period_days=written.period_days,
        actor=walk.lead,
        at=walk.at,
    )


def handing(walk: Walk) -> Handing:
    """Handed over in person to whoever is in charge."""
    return Handing(
        mode=Mode.DIRECT,
        handed_on=walk.on,
        place=workplace(walk),
        receiver=person_in_charge(walk),
    )


def serve_order(walk: Walk) -> None:
    orders.serve_order(walk.case.pk, handing(walk), actor=walk.lead, at=walk.at)


def find_disobeyed(walk: Walk) -> None:
    note = "改正期限届满，单位仍未支付工资，也没有说明理由。"
    correction.find_disobeyed(walk.case.pk, note=note, actor=walk.lead, at=walk.at)


def pay_wages(walk: Walk) -> None:
    """The employer pays every line by bank."""
    _pay(walk)


def pay_half(walk: Walk) -> None:
    """Half of the money comes, spread over all lines."""
    half = (walk.refresh().outstanding / 2).quantize(Decimal("0.01"))
    amounts = payments.shares(walk.case.pk, half)
    _pay(walk, {pk: amount for pk, amount in amounts.items() if amount > 0})


def _pay(walk: Walk, amounts: dict[int, Decimal] | None = None) -> None:
    means = Means(
        paid_on=walk.on,
        method=Method.BANK,
        payer=Payer.EMPLOYER,
        proof_note=f"银行代发回单{walk.on:%Y%m%d}",
        is_signed=True,
    )
    case, token, lead, at = walk.case.pk, walk.teller.token(), walk.lead, walk.at
    if amounts is None:
        payments.settle_all(case, means, token=token, actor=lead, at=at)
    else:
        payments.record_payments(case, amounts, means, token=token, actor=lead, at=at)


def verify_correction(walk: Walk) -> None:
    note = "银行流水与名册核对一致，工资已全部付清。"
    correction.verify_correction(walk.case.pk, note=note, actor=walk.lead, at=walk.at)
