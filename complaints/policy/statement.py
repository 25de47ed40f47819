"""What a complainant states, and whether it is whole (若干规定 第十四条)."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from complaints.policy.representatives import check_representatives
from statutes.citations import cite
from statutes.identity import check_mobile, check_phone, check_uscc
from statutes.wording import Sentence, say, term

CITATION = cite("若干规定", "第十四条")
ZERO = Decimal("0.00")


class Kind(StrEnum):
    COMPLAINT = "complaint"  # 投诉: of one's own rights
    REPORT = "report"  # 举报: of another's violation, identity sealed
    ANONYMOUS_TIP = "anonymous_tip"  # no reply, no clock


class Channel(StrEnum):
    KIOSK = "kiosk"
    ONLINE = "online"
    WINDOW = "window"
    PHONE = "phone"
    LETTER = "letter"
    HOTLINE_12345 = "hotline_12345"
    HOTLINE_12333 = "hotline_12333"
    PETITION = "petition"
    PLATFORM = "platform"
    REFERRAL = "referral"


KIND_LABELS: dict[Kind, str] = {
    Kind.COMPLAINT: term("投诉"),
    Kind.REPORT: term("举报"),
    Kind.ANONYMOUS_TIP: term("匿名线索"),
}
CHANNEL_LABELS: dict[Channel, str] = {
    Channel.KIOSK: term("自助终端"),
    Channel.ONLINE: term("网上"),
    Channel.WINDOW: term("窗口代录"),
    Channel.PHONE: term("电话"),
    Channel.LETTER: term("来信"),
    Channel.HOTLINE_12345: term("12345热线"),
    Channel.HOTLINE_12333: term("12333热线"),
    Channel.PETITION: term("信访"),
    Channel.PLATFORM: term("全国欠薪线索平台"),
    Channel.REFERRAL: term("转办"),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """What one worker says is owed: from the first day of a month to the last day of one."""

    name: str
    identity: str
    phone: str
    trade: str
    period_from: date
    period_to: date
    agreed: Decimal
    paid: Decimal
    owed: Decimal
    address: str = ""


@dataclass(frozen=True, slots=True)
class LodgeStatement:
    """A whole complaint as stated at the kiosk, the window or online."""

    employer_name: str
    division_id: str  # where the work was done, never where the employer is registered
    claims: Sequence[Claim]
    statement: str = ""
    kind: Kind = Kind.COMPLAINT
    employer_uscc: str = ""
    employer_address: str = ""
    employer_contact: str = ""
    employer_phone: str = ""
    workplace_address: str = ""
    is_construction: bool | None = None
    project_name: str = ""
    general_contractor: str = ""
    subcontractor: str = ""
    team_leader: str = ""
    still_working: bool | None = None
    in_arbitration: bool | None = None
    in_court: bool | None = None
    is_confidential: bool = False  # 对用人单位保密: no name to the employer without consent
    representatives: Sequence[int] = ()  # positions in `claims`, from 0
    attachments: Sequence[tuple[str, int]] = ()  # (kind, id of the stored file)
    external_number: str = ""  # of 12345, 12333, 信访 or the national platform

    @property
    def claimed(self) -> Decimal:
        return sum((claim.owed for claim in self.claims), ZERO)

    @property
    def period(self) -> tuple[date, date] | tuple[None, None]:
        if not self.claims:
            return None, None
        first = min(claim.period_from for claim in self.claims)
        return first, max(claim.period_to for claim in self.claims)


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def check_statement(statement: LodgeStatement, today: date) -> tuple[Sentence, ...]:
    """Say what a statement lacks before it can be lodged; an unknown full name does not bar it."""
    wrong = list(_employer(statement))
    if not statement.claims and statement.kind is Kind.COMPLAINT:
        wrong.append(say("没有投诉人。请至少填写一名工人。"))
    wrong.extend(check_representatives(statement.representatives, len(statement.claims)))
    for number, claim in enumerate(statement.claims, 1):
        wrong.extend(
            say("第%(number)s名投诉人：%(wrong)s", number=number, wrong=sentence)
            for sentence in _claim(claim, today)
        )
    numbers = [claim.identity for claim in statement.claims]
    if len(set(numbers)) != len(numbers):
        wrong.append(say("名册里有两个人的证件号码相同。同一个人请合并成一行。"))
    return tuple(wrong)


def _employer(statement: LodgeStatement) -> Iterator[Sentence]:
    if not statement.employer_name.strip():
        yield say("请填写单位名称；不知道全称的，写知道的名字或者老板的姓名。")
    if statement.employer_uscc and (wrong := check_uscc(statement.employer_uscc)):
        yield wrong
    if statement.employer_phone and (wrong := check_phone(statement.employer_phone)):
        yield wrong


def _claim(claim: Claim, today: date) -> Iterator[Sentence]:
    if not claim.name.strip():
        yield say("没有填姓名。")
    if not claim.identity:
        yield say("没有填证件号码。")
    if wrong := check_mobile(claim.phone):
        yield wrong
    if claim.period_from > claim.period_to:
        yield say("起始月份晚于截止月份。")
    if claim.period_to > month_end(today):
        yield say("截止月份是将来的月份。")
    if min(claim.agreed, claim.paid, claim.owed) < 0:
        yield say("金额不能是负数。")
    if claim.agreed - claim.paid != claim.owed:
        yield say("约定的减去已付的不等于欠付的。请核对这三个数。")
