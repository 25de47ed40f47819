"""To whom a listing is copied (抄送) and what each is asked to do: the city's own list.

建设行业主管部门、发改、财政、工商（今市场监管）、司法、银行和工会; the five sanctions are the
city's, and for the national list those departments act within their own duties (45号令 第十条).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from blacklist.policy import city_2014
from statutes.citations import Citation, cite
from statutes.clocks import add_months
from statutes.wording import term

SHARING = cite("45号令", "第十条")
BIDDING_BAR_MONTHS = 12


class Department(StrEnum):
    CONSTRUCTION = "construction"
    DEVELOPMENT_REFORM = "development_reform"
    FINANCE = "finance"
    MARKET_REGULATION = "market_regulation"
    JUSTICE = "justice"
    BANKS = "banks"
    TRADE_UNION = "trade_union"


DEPARTMENT_LABELS: Mapping[Department, str] = {
    Department.CONSTRUCTION: term("建设行业主管部门"),
    Department.DEVELOPMENT_REFORM: term("发展和改革部门"),
    Department.FINANCE: term("财政部门"),
    Department.MARKET_REGULATION: term("市场监督管理部门"),
    Department.JUSTICE: term("司法行政部门"),
    Department.BANKS: term("人民银行和银行业金融机构"),
    Department.TRADE_UNION: term("工会"),
}


class Measure(StrEnum):
    CONSTRUCTION_CREDIT = "construction_credit"
    MARKET_REGISTER = "market_register"
    GOVERNMENT_BIDS = "government_bids"
    CREDIT_FILE = "credit_file"
    CREDIT_REFERENCE = "credit_reference"


@dataclass(frozen=True, slots=True)
class Sanction:
    """One measure: its words, who carries it out (None: this authority), for how many months."""

    label: str
    departments: tuple[Department, ...]
    months: int | None = None  # None: as long as the listing


SANCTIONS: Mapping[Measure, Sanction] = {
    Measure.CONSTRUCTION_CREDIT: Sanction(
        term("纳入建设工程企业信用信息管理系统，禁止参与工程建设招投标"),
        (Department.CONSTRUCTION,),
    ),
    Measure.MARKET_REGISTER: Sanction(
        term("纳入市场主体信用信息公示系统"), (Department.MARKET_REGULATION,)
    ),
    Measure.GOVERNMENT_BIDS: Sanction(
        term("取消政府投资项目的投标资格一年"),
        (Department.DEVELOPMENT_REFORM, Department.FINANCE),
        BIDDING_BAR_MONTHS,
    ),
    Measure.CREDIT_FILE: Sanction(
        term("列入劳动保障诚信档案记录，每年实施不少于两次的巡视检查"), ()
    ),
    Measure.CREDIT_REFERENCE: Sanction(
        term("录入企业和个人信用信息基础信息库，提交人民银行征信系统"), (Department.BANKS,)
    ),
}
# What each is asked to do; justice and the union carry out none of the five.
REQUESTS: Mapping[Department, str] = {
    Department.CONSTRUCTION: term("纳入建设工程企业信用信息管理系统，禁止其参与工程建设招投标"),
    Department.DEVELOPMENT_REFORM: term(
        "纳入公共信用信息共享，限制政府资金支持，取消其政府投资项目的投标资格一年"
    ),
    Department.FINANCE: term("限制其参加政府采购，取消其政府投资项目的投标资格一年"),
    Department.MARKET_REGULATION: term("纳入市场主体信用信息公示系统，在市场准入中予以限制"),
    Department.JUSTICE: term("在公共法律服务、法律援助和普法工作中掌握，并告知有关执法司法信息"),
    Department.BANKS: term("录入企业和个人信用信息基础信息库，作为办理信贷业务的重要参考"),
    Department.TRADE_UNION: term("在评优评先中予以限制，并加强职工维权监督"),
}


def sanctions_until(measure: Measure, listed_on: date, listed_until: date) -> date:
    """The last day of a measure: its own term, never beyond what the listing carries for others."""
    months = SANCTIONS[measure].months
    return listed_until if months is None else add_months(listed_on, months)


def basis_of(ruleset: str) -> Citation:
    """On what law the copies and the measures rest."""
    return city_2014.SOURCE if ruleset == city_2014.ID else SHARING
