"""What an inspection looks at, by industry: each failed item names its finding and its order.

An item points at one row of the catalogue of violations, so the article breached, the basis of the
order and what follows are the catalogue's and are quoted nowhere twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from statutes.violations import violation
from statutes.wording import Sentence, say, term


class Industry(StrEnum):
    CONSTRUCTION = "construction"
    MANUFACTURE = "manufacture"
    CATERING = "catering"
    DISPATCH = "dispatch"
    OTHER = "other"


INDUSTRY_LABELS: Mapping[Industry, str] = {
    Industry.CONSTRUCTION: term("工程建设"),
    Industry.MANUFACTURE: term("生产加工"),
    Industry.CATERING: term("餐饮住宿和居民服务"),
    Industry.DISPATCH: term("劳务派遣和人力资源服务"),
    Industry.OTHER: term("其他行业"),
}
# What the register's industry says, in the words it is written in.
_WORDS: tuple[tuple[Industry, tuple[str, ...]], ...] = (
    (Industry.CONSTRUCTION, ("建筑", "工程", "施工", "装饰", "市政")),
    (Industry.DISPATCH, ("派遣", "人力资源", "职业介绍", "外包")),
    (Industry.CATERING, ("餐", "酒店", "住宿", "宾馆", "娱乐", "美容", "居民服务")),
    (Industry.MANUFACTURE, ("制造", "加工", "生产", "纺织", "服装", "采矿")),
)


class Answer(StrEnum):
    KEPT = "kept"
    BREACHED = "breached"
    NOT_APPLICABLE = "not_applicable"


ANSWER_LABELS: Mapping[Answer, str] = {
    Answer.KEPT: term("符合"),
    Answer.BREACHED: term("不符合"),
    Answer.NOT_APPLICABLE: term("不涉及"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at, and the order that a breach calls for."""

    code: str
    question: str
    violation: str
    order: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a failed item proposes: the finding, the order's words, the articles."""

    item: Item
    finding: Sentence
    order: str
    breached: tuple[str, ...]
    basis: str


def _item(code: str, question: str, violation_code: str, order: str) -> Item:
    return Item(code, question, violation_code, order)


# fmt: off
COMMON: tuple[Item, ...] = (
    _item("contracts", term("与全部劳动者订立了书面劳动合同，并交劳动者本人一份"),
        "no_written_contract", term("与未签订书面劳动合同的劳动者补签劳动合同，并交付文本")),
    _item("roster", term("建立了职工名册，内容齐全"),
        "staff_register", term("建立职工名册，补齐法定内容")),
    _item("wages", term("按约定日期足额支付工资"),
        "wage_arrears", term("足额支付拖欠的劳动报酬")),
    _item("minimum_wage", term("支付的工资不低于当地最低工资标准"),
        "below_minimum_wage", term("补足低于最低工资标准的差额")),
    _item("overtime_pay", term("按规定支付加班费"),
        "overtime_unpaid", term("支付拖欠的加班费")),
    _item("hours", term("每月延长工作时间不超过36小时"),
        "overtime", term("停止违法延长工作时间，调整班次")),
    _item("rest", term("每周至少休息一日"),
        "weekly_rest", term("保证劳动者每周至少休息一日")),
    _item("insurance", term("办理了社会保险登记并为全部职工参保"),
        "insurance_registration", term("办理社会保险登记，为职工参加社会保险")),
    _item("child_labour", term("录用时核查身份证件，没有使用未满16周岁的人"),
        "child_labour", term("立即停止使用童工，将其送回原居住地交其父母或者其他监护人")),
    _item("papers", term("没有收取押金，没有扣押证件、档案或者物品"),
        "deposit_taken", term("退还收取的财物和扣押的物品")),
    _item("rules", term("劳动规章制度合法，并向劳动者公示"),
        "unlawful_rules", term("修改违法的劳动规章制度")),
)
BY_INDUSTRY: Mapping[Industry, tuple[Item, ...]] = {
    Industry.CONSTRUCTION: (
        _item("special_account", term("开设并按规定使用农民工工资专用账户"),
            "no_special_account", term("开设农民工工资专用账户，通过专用账户支付工资")),
        _item("deposit", term("存储了工资保证金或者提交了保函"),
            "no_wage_deposit", term("存储工资保证金或者提交金融机构保函")),
        _item("real_names", term("实行用工实名制管理，未登记的没有进场"),
            "no_real_name_system", term("对进场施工人员实行实名制管理")),
        _item("wage_tables", term("分包单位按月编制工资支付表并经本人签字"),
            "subcontractor_wage_table", term("按月考核工作量，编制工资支付表并经本人签字确认")),
        _item("board", term("现场设立了维权信息告示牌，内容齐全"),
            "no_rights_board", term("在施工现场醒目位置设立维权信息告示牌")),
        _item("ledger", term("工资支付台账齐全，并提供工资清单"),
            "wage_ledger", term("编制工资支付台账，向农民工提供工资清单")),
        _item("cards", term("没有扣押农民工的社会保障卡或者银行卡"),
            "wage_card_withheld", term("立即返还扣押的社会保障卡、银行卡")),
    ),
    Industry.MANUFACTURE: (
        _item("minors", term("未成年工定期体检，没有从事禁忌劳动"),
            "minors_health_checks", term("对未成年工定期进行健康检查")),
        _item("women", term("女职工孕期、哺乳期得到特殊保护"),
            "women_pregnancy", term("停止安排孕期女职工从事禁忌劳动")),
    ),
    Industry.CATERING: (
        _item("maternity", term("女职工享受不少于98天的产假"),
            "women_maternity_leave", term("安排女职工享受法定产假")),
    ),
    Industry.DISPATCH: (
        _item("permit", term("取得劳务派遣或者职业中介许可"),
            "dispatch_unlicensed", term("停止未经许可的劳务派遣业务")),
        _item("dispatch", term("派遣岗位、比例和同工同酬符合规定"),
            "dispatch_rules", term("改正违反劳务派遣规定的行为")),
    ),
    Industry.OTHER: (),
}
# fmt: on


def industry_of(words: str) -> Industry:
    """Read the register's industry; what no word tells is `OTHER`."""
    for industry, known in _WORDS:
        if any(word in words for word in known):
            return industry
    return Industry.OTHER


def checklist(industry: Industry) -> tuple[Item, ...]:
    """The items of an industry: its own first, then what every employer is asked."""
    return (*BY_INDUSTRY[industry], *COMMON)


def propose(item: Item, note: str, on: date) -> Proposed:
    """What a failed item proposes; `note` is what the officers saw."""
    row = violation(item.violation, on)
    finding = say(
        "经现场检查，%(what)s：%(note)s。", what=say(row.label), note=note.strip().rstrip("。")
    )
    return Proposed(
        item,
        finding,
        item.order,
        tuple(str(citation) for citation in row.breached),
        str(row.basis),
    )
