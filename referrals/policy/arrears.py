"""What is known of a refusal to pay when it is held against the crime's elements.

Columns carry the names of the history file (design §5.2) where they mean the same. `None` is
unknown unless a field says otherwise; an unknown fact makes its clause answer *needs*.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from statutes.wording import term


class Subject(StrEnum):
    """Who refuses to pay: units and people alike, qualified or not (欠薪罪解释 7—9)."""

    UNIT = "unit"
    INDIVIDUAL = "individual"
    UNQUALIFIED = "unqualified"
    CONTROLLER = "controller"


SUBJECT_LABELS: dict[Subject, str] = {
    Subject.UNIT: term("用人单位"),
    Subject.INDIVIDUAL: term("个人"),
    Subject.UNQUALIFIED: term("不具备用工主体资格的单位或者个人"),
    Subject.CONTROLLER: term("用人单位的实际控制人"),
}


class Escape(StrEnum):
    """The ways of 以转移财产、逃匿等方法逃避支付 (欠薪罪解释 2)."""

    ASSETS = "assets"
    FLIGHT = "flight"
    RECORDS = "records"
    OTHER = "other"


ESCAPE_LABELS: dict[Escape, str] = {
    Escape.ASSETS: term(
        "隐匿财产、恶意清偿、虚构债务、虚假破产、虚假倒闭或者以其他方法转移、处分财产"
    ),
    Escape.FLIGHT: term("逃跑、藏匿"),
    Escape.RECORDS: term("隐匿、销毁或者篡改账目、职工名册、工资支付记录、考勤记录等材料"),
    Escape.OTHER: term("以其他方法逃避支付劳动报酬"),
}


class Service(StrEnum):
    """How the order to pay reached whoever must pay."""

    SERVED = "served"
    POSTED = "posted"  # at the home or the place of business, recorded by photo or video
    POSTED_UNRECORDED = "posted_unrecorded"
    NOT_SERVED = "not_served"


SERVICE_LABELS: dict[Service, str] = {
    Service.SERVED: term("已送达"),
    Service.POSTED: term("在住所地、生产经营场所等处张贴，并以拍照、录像等方式记录"),
    Service.POSTED_UNRECORDED: term("张贴，没有拍照、录像等记录"),
    Service.NOT_SERVED: term("尚未送达"),
}


class Harm(StrEnum):
    """造成严重后果 (欠薪罪解释 5)."""

    LIVELIHOOD = "livelihood"
    VIOLENCE = "violence"
    OTHER = "other"


HARM_LABELS: dict[Harm, str] = {
    Harm.LIVELIHOOD: term(
        "劳动者或者其被赡养人、被扶养人、被抚养人的基本生活受到严重影响、"
        "重大疾病无法及时医治或者失学"
    ),
    Harm.VIOLENCE: term("对要求支付劳动报酬的劳动者使用暴力或者进行暴力威胁"),
    Harm.OTHER: term("其他严重后果"),
}


@dataclass(frozen=True, slots=True)
class Arrears:
    """One refusal to pay. `max_worker_*` are of one worker, as in the history file."""

    division: str
    subject: Subject | None = None
    is_about_wages: bool = True
    escape: frozenset[Escape] | None = None  # empty: looked into, and none found
    able: bool | None = None  # 有能力支付
    workers: int | None = None
    amount: Decimal | None = None
    max_worker_amount: Decimal | None = None
    max_worker_months: int | None = None
    ordered: bool | None = None
    order_on: date | None = None
    order_due_on: date | None = None
    order_service: Service | None = None
    has_excuse: bool = False  # evidence of a good reason not to have known or paid
    paid_on: date | None = None  # empty: not paid in full
    compensated: bool | None = None  # 依法承担了相应赔偿责任
    harm: frozenset[Harm] | None = None
    police_filed_on: date | None = None  # empty: the police have not filed
