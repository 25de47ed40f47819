"""Signs of wage arrears in one employer's month (保障农民工工资支付条例 第三十八条).

No national table of levels exists. Each rule below is a default that a place may change from a
day on (colour, points, threshold), so a rule takes its own figures as an argument; it answers
with the sentence that explains it, with nothing, or with what it would need to know.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from statutes.money import yuan
from statutes.wording import Sentence, say, term


class Level(StrEnum):
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


LEVEL_LABELS: dict[Level, str] = {
    Level.YELLOW: term("黄色预警"),
    Level.ORANGE: term("橙色预警"),
    Level.RED: term("红色预警"),
}
RANKED = (Level.YELLOW, Level.ORANGE, Level.RED)


@dataclass(frozen=True, slots=True)
class Month:
    """What is known of one employer for one month; `None` is unknown and never counts.

    Money in yuan; `power_drop` and `water_drop` in per cent against the month before.
    """

    paid_through_account: bool | None = None
    attended: int | None = None  # workers with attendance in the month
    with_wage_record: int | None = None
    paid_in_full: int | None = None
    pay_per_head: Decimal | None = None
    minimum_wage: Decimal | None = None
    largest_month: Decimal | None = None  # most that one worker was paid in the month
    largest_year: Decimal | None = None
    leavers_unsettled: int | None = None
    months_owed: int | None = None
    owed_workers: int | None = None
    has_notice_board: bool | None = None
    has_wage_account: bool | None = None
    has_deposit: bool | None = None
    has_real_names: bool | None = None
    insurance_owed: Decimal | None = None
    tax_owed: Decimal | None = None
    power_drop: Decimal | None = None
    water_drop: Decimal | None = None
    is_abnormal: bool | None = None  # in the list of abnormal operation
    penalties: int | None = None  # in twelve months
    complaints: int | None = None  # in twelve months
    complaining_workers: int | None = None  # in complaints and cases that are being handled
    is_complained_of: bool | None = None  # a complaint is being handled
    reported_by_assistant: bool | None = None
    orders_overdue: int | None = None
    changed_legal_representative: bool | None = None  # while a case is open


@dataclass(frozen=True, slots=True)
class Figures:
    """A rule as the place has set it: the colour it gives at once, its points, its threshold."""

    level: Level | None
    points: int
    threshold: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A warning rule with the figures it is shipped with.

    `milder` is the most that it counts while a complaint of the employer is being handled:
    somebody is at it already.
    """

    code: str
    label: str
    shipped: Figures
    test: Callable[[Month, Decimal], Sentence | None]
    milder: Figures | None = None

    def as_set(self, month: Month, figures: Mapping[str, Figures]) -> Figures:
        """The figures that hold for the month: the place's, or those it is shipped with."""
        given = figures.get(self.code, self.shipped)
        if self.milder is None or not month.is_complained_of:
            return given
        level = self.milder.level if _is_above(given.level, self.milder.level) else given.level
        return Figures(level, min(given.points, self.milder.points), given.threshold)


@dataclass(frozen=True, slots=True)
class Signal:
    """One rule that spoke: why, its points, and the colour it gives by itself."""

    code: str
    sentence: Sentence
    points: int
    level: Level | None
    threshold: Decimal | None = None  # by which it was judged


@dataclass(frozen=True, slots=True)
class Warned:
    """What one month amounts to: the level (None: calm), the points, every sign."""

    level: Level | None
    points: int
    signals: tuple[Signal, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Lines:
    """From how many points on a level is reached."""

    yellow: int = 20
    orange: int = 40
    red: int = 60

    def level(self, points: int) -> Level | None:
        if points >= self.red:
            return Level.RED
        if points >= self.orange:
            return Level.ORANGE
        return Level.YELLOW if points >= self.yellow else None


def judge(
    month: Month, lines: Lines = Lines(), figures: Mapping[str, Figures] | None = None
) -> Warned:
    """Add up the signs of a month; a red sign makes the month red whatever the sum.

    `figures` holds what the place has set by rule code; a rule that is not in it is as shipped.
    """
    signals = tuple(
        signal for rule in RULES.values() if (signal := _signal(rule, month, figures or {}))
    )
    points = sum(signal.points for signal in signals)
    levels = [lines.level(points), *(signal.level for signal in signals)]
    highest = max((level for level in levels if level), key=RANKED.index, default=None)
    return Warned(highest, points, signals)


def _signal(rule: Rule, month: Month, figures: Mapping[str, Figures]) -> Signal | None:
    given = rule.as_set(month, figures)
    sentence = rule.test(month, given.threshold or Decimal(0)) if given.points else None
    if sentence is None:
        return None
    return Signal(rule.code, sentence, given.points, given.level, given.threshold)


def _is_above(level: Level | None, other: Level | None) -> bool:
    ranks: tuple[Level | None, ...] = (None, *RANKED)
    return ranks.index(level) > ranks.index(other)


# -- the tests; each has the month and its own threshold --


def _not_paid(month: Month, _: Decimal) -> Sentence | None:
    if month.paid_through_account is False:
        return say("本月工资未通过农民工工资专用账户发放。")
    return None


def _below_minimum(month: Month, _: Decimal) -> Sentence | None:
    if month.pay_per_head is None or month.minimum_wage is None:
        return None
    if month.pay_per_head >= month.minimum_wage:
        return None
    return say(
        "人均工资%(paid)s元，低于当地最低工资标准%(floor)s元。",
        paid=yuan(month.pay_per_head),
        floor=yuan(month.minimum_wage),
    )


def _without_record(month: Month, most: Decimal) -> Sentence | None:
    share = _missing(month.attended, month.with_wage_record)
    if share is None or share <= most:
        return None
    return say(
        "有考勤的劳动者中%(share)s%%没有工资记录，超过%(most)s%%。",
        share=_short(share),
        most=_short(most),
    )


def _not_in_full(month: Month, _: Decimal) -> Sentence | None:
    share = _missing(month.attended, month.paid_in_full)
    if not share:
        return None
    return say("有考勤的劳动者中%(share)s%%未足额发放工资。", share=_short(share))


def _proxy_month(month: Month, most: Decimal) -> Sentence | None:
    return _above(
        month.largest_month, most, term("单人当月工资%(value)s元，超过%(most)s元，疑似代领。")
    )


def _proxy_year(month: Month, most: Decimal) -> Sentence | None:
    return _above(
        month.largest_year, most, term("单人全年工资%(value)s元，超过%(most)s元，疑似代领。")
    )


def _leavers(month: Month, _: Decimal) -> Sentence | None:
    return _counted(month.leavers_unsettled, 1, term("%(count)s名离场人员没有工资结算凭证。"))


def _owed_months(month: Month, least: Decimal) -> Sentence | None:
    return _counted(month.months_owed, int(least), term("拖欠工资%(count)s个月。"))


def _owed_group(month: Month, least: Decimal) -> Sentence | None:
    return _counted(month.owed_workers, int(least), term("被拖欠工资的劳动者%(count)s人。"))


def _complaining_group(month: Month, least: Decimal) -> Sentence | None:
    words = term("正在办理的投诉和案件涉及劳动者%(count)s人。")
    return _counted(month.complaining_workers, int(least), words)


def _site_lacks(month: Month, _: Decimal) -> Sentence | None:
    asked = (
        (month.has_notice_board, term("维权信息告示牌")),
        (month.has_wage_account, term("工资专用账户")),
        (month.has_deposit, term("工资保证金")),
        (month.has_real_names, term("实名制管理")),
    )
    missing = [say(label) for there, label in asked if there is False]
    if not missing:
        return None
    return say("工程项目缺少：%(what)s。", what="、".join(str(label) for label in missing))


def _insurance(month: Month, least: Decimal) -> Sentence | None:
    return _owes(month.insurance_owed, least, term("欠缴社会保险费%(value)s元。"))


def _tax(month: Month, least: Decimal) -> Sentence | None:
    return _owes(month.tax_owed, least, term("欠缴税款%(value)s元。"))


def _power(month: Month, least: Decimal) -> Sentence | None:
    return _dropped(month.power_drop, least, term("用电量比上月下降%(share)s%%。"))


def _water(month: Month, least: Decimal) -> Sentence | None:
    return _dropped(month.water_drop, least, term("用水量比上月下降%(share)s%%。"))


def _abnormal(month: Month, _: Decimal) -> Sentence | None:
    return say("被列入经营异常名录。") if month.is_abnormal else None


def _penalties(month: Month, _: Decimal) -> Sentence | None:
    return _counted(month.penalties, 1, term("近十二个月受到行政处罚%(count)s次。"))


def _complaints(month: Month, least: Decimal) -> Sentence | None:
    return _counted(month.complaints, int(least), term("近十二个月被投诉举报%(count)s次。"))


def _assistant(month: Month, _: Decimal) -> Sentence | None:
    return say("网格协管员上报欠薪苗头。") if month.reported_by_assistant else None


def _order_overdue(month: Month, _: Decimal) -> Sentence | None:
    return _counted(month.orders_overdue, 1, term("%(count)s份限期改正指令逾期未履行。"))


def _new_head(month: Month, _: Decimal) -> Sentence | None:
    if month.changed_legal_representative:
        return say("案件办理期间变更法定代表人。")
    return None


def _missing(whole: int | None, part: int | None) -> Decimal | None:
    """The share in per cent of those who are not in the part."""
    if not whole or part is None:
        return None
    return Decimal(max(whole - part, 0)) * 100 / whole


def _short(share: Decimal) -> str:
    return f"{share.quantize(Decimal('0.1')):f}".removesuffix(".0")


def _above(value: Decimal | None, most: Decimal, words: str) -> Sentence | None:
    if value is None or value <= most:
        return None
    return say(words, value=yuan(value), most=yuan(most))


def _owes(value: Decimal | None, least: Decimal, words: str) -> Sentence | None:
    if value is None or value <= 0 or value < least:
        return None
    return say(words, value=yuan(value))


def _dropped(share: Decimal | None, least: Decimal, words: str) -> Sentence | None:
    return say(words, share=_short(share)) if share is not None and share >= least else None


def _counted(count: int | None, least: int, words: str) -> Sentence | None:
    return say(words, count=count) if count is not None and count >= max(least, 1) else None


def _rule(
    code: str,
    label: str,
    test: Callable[[Month, Decimal], Sentence | None],
    points: int,
    level: Level | None = None,
    threshold: Any = None,
    milder: Figures | None = None,
) -> Rule:
    figure = None if threshold is None else Decimal(threshold)
    return Rule(code, label, Figures(level, points, figure), test, milder)


RED, YELLOW = Level.RED, Level.YELLOW
RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        _rule("account_unpaid", term("专用账户当月未发工资"), _not_paid, 60, RED),
        _rule("below_minimum_wage", term("人均工资低于最低工资"), _below_minimum, 60, RED),
        _rule("no_wage_record", term("有考勤无工资记录（%）"), _without_record, 60, RED, 10),
        _rule("paid_in_part", term("未足额发放"), _not_in_full, 20, YELLOW),
        _rule("proxy_month", term("单人月工资过高（元）"), _proxy_month, 60, RED, 50000),
        _rule("proxy_year", term("单人年工资过高（元）"), _proxy_year, 60, RED, 300000),
        _rule(
            "leavers_unsettled", term("离场未结清"), _leavers, 60, RED, milder=Figures(YELLOW, 20)
        ),
        _rule("months_owed", term("拖欠工资（个月）"), _owed_months, 30, Level.ORANGE, 1),
        _rule("months_owed_long", term("长期拖欠工资（个月）"), _owed_months, 60, RED, 3),
        _rule("group_owed", term("群体拖欠（人）"), _owed_group, 60, RED, 10),
        _rule("group_complained", term("群体投诉（人）"), _complaining_group, 60, RED, 10),
        _rule("site_lacks", term("工程保障制度缺项"), _site_lacks, 20, YELLOW),
        _rule("insurance_owed", term("欠缴社会保险费（元）"), _insurance, 15, None, 0),
        _rule("tax_owed", term("欠缴税款（元）"), _tax, 10, None, 0),
        _rule("power_drop", term("用电量骤降（%）"), _power, 10, None, 50),
        _rule("water_drop", term("用水量骤降（%）"), _water, 5, None, 50),
        _rule("abnormal_register", term("经营异常"), _abnormal, 10),
        _rule("penalties", term("近一年受处罚"), _penalties, 10),
        _rule("complaints", term("近一年投诉举报（次）"), _complaints, 15, None, 2),
        _rule("assistant_report", term("协管员上报"), _assistant, 20, YELLOW),
        _rule("order_overdue", term("指令逾期未履行"), _order_overdue, 60, RED),
        _rule("legal_representative", term("办案期间变更法定代表人"), _new_head, 60, RED),
    )
}
# 条例 第九条: who complained or reported is kept confidential; the employer is never told of these.
CONFIDENTIAL = frozenset({"complaints", "group_complained", "assistant_report"})
