"""The figures an official may set, each with its kind and, where one exists, a national default."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from statutes.refusal import Refused
from statutes.review_items import DEFAULT_POINTS, read_points, written_points
from statutes.tiers import DEFAULT_SHARES, read_shares, written_shares
from statutes.wording import say, term

Figure = str | int | bool  # money travels as text, so that JSON keeps the fen


@dataclass(frozen=True, slots=True)
class Key:
    """One figure: what it is called, what it may hold, what applies where nobody set it."""

    code: str
    label: str
    kind: str  # money · percent · count · choice · shares · points
    default: Figure | None = None
    source: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedFigure:
    """A figure with its reason: the division that set it (none: the default) and the paper."""

    key: str
    value: Figure
    citation: str
    in_force_from: date | None = None
    division_code: str | None = None
    is_default: bool = False

    @property
    def yuan(self) -> Decimal:
        """Return a money figure as Decimal yuan."""
        return Decimal(str(self.value))


KEYS: dict[str, Key] = {
    key.code: key
    for key in (
        Key(
            "hearing_threshold_citizen",
            term("公民听证标准：罚款不低于（元）"),
            "money",
            "1000.00",
            term("本机关自定：未见本地标准时按较低标准告知听证权利"),
        ),
        Key(
            "hearing_threshold_organisation",
            term("单位听证标准：罚款不低于（元）"),
            "money",
            "10000.00",
            term("本机关自定：未见本地标准时按较低标准告知听证权利"),
        ),
        Key(
            "defence_days",
            term("陈述、申辩期限（工作日）"),
            "count",
            5,
            term("本机关自定：与听证申请期限一致"),
        ),
        Key(
            "discretion_tiers",
            term("裁量档次：前三档的上限（占法定幅度的百分比）"),
            "shares",
            written_shares(DEFAULT_SHARES),
            term("本机关自定：国家未统一规定，四档均分"),
        ),
        Key("minimum_wage_monthly", term("月最低工资标准（元）"), "money"),
        Key("minimum_wage_hourly", term("非全日制小时最低工资标准（元）"), "money"),
        Key(
            "file_review_points",
            term("案卷评查各项分值"),
            "points",
            DEFAULT_POINTS,
            term("本机关自定：参照公开的行政处罚案卷评查标准"),
        ),
        Key(
            "routine_inspection_cap",
            term("同一单位每年日常检查不超过（次）"),
            "count",
            1,
            term("参照公开的地方规定较低的一档；年度频次上限应当公布"),
        ),
        Key(
            "wage_deposit_rate",
            term("工资保证金存储比例（占施工合同额的百分比）"),
            "percent",
            "2.00",
            term("保证金规定限定1%至3%，本地比例由省级确定；未设定时取中间值"),
        ),
        Key(
            "wage_deposit_ceiling",
            term("单个工程工资保证金上限（元，0为不封顶）"),
            "money",
            "0.00",
            term("保证金规定允许封顶，本地上限由省级确定"),
        ),
        Key(
            "investigation_suspension",
            term("中止调查"),
            "choice",
            "forbidden",
            term("未见国家规定；本地条例有规定的由本机关设定"),
            ("forbidden", "allowed"),
        ),
        Key(
            "headcount_trigger_reading",
            term("“超过20人以上”的读法"),
            "choice",
            "more_than",
            term("按字面“超过”计，即21人起"),
            ("more_than", "at_least"),
        ),
        Key(
            "credit_listing",
            term("列入失信名单对诚信等级的影响"),
            "choice",
            "grade_c",
            term("参照公开的地方做法：列入名单的当即降为C级"),
            ("grade_c", "none"),
        ),
        Key(
            "credit_skipped_review",
            term("不按规定参加书面审查对诚信等级的影响"),
            "choice",
            "none",
            term("未见国家规定；本地规定不得评为A级的由本机关设定"),
            ("none", "not_a"),
        ),
        Key(
            "credit_skipped_years",
            term("连续不参加书面审查即为C级（年数，0为不适用）"),
            "count",
            0,
            term("未见国家规定；本地有规定的由本机关设定"),
        ),
        Key(
            "city_listing_months",
            term("依本市规则列入失信名单的期限（月）"),
            "count",
            12,
            term("本市规则没有规定期限；取其中取消投标资格一年"),
        ),
        Key(
            "police_days_reading",
            term("移送规定“3日”的计法"),
            "choice",
            "calendar",
            term("参照刑事诉讼法第一百零五条，按自然日计、末日遇休息日顺延"),
            ("calendar", "working"),
        ),
    )
}


def key_of(code: str) -> Key:
    """Return the key, or refuse a name nobody knows."""
    if code not in KEYS:
        raise Refused(say("没有名为“%(key)s”的数值项", key=code))
    return KEYS[code]


def checked(key: Key, value: object) -> Figure:
    """Return the value as the key stores it, or refuse it."""
    return _CHECKS[key.kind](key, value)


def _money(key: Key, value: object) -> Figure:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0 or amount != amount.quantize(Decimal("0.01")):
        raise Refused(say("“%(key)s”应为金额，最多两位小数", key=say(key.label)))
    return f"{amount:.2f}"


def _percent(key: Key, value: object) -> Figure:
    share = _money(key, value)
    if Decimal(str(share)) > 100:
        raise Refused(say("“%(key)s”应为百分比，不超过100", key=say(key.label)))
    return share


def _count(key: Key, value: object) -> Figure:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Refused(say("“%(key)s”应为不小于零的整数", key=say(key.label)))
    return value


def _choice(key: Key, value: object) -> Figure:
    if value not in key.choices:
        raise Refused(
            say(
                "“%(key)s”只能取：%(choices)s",
                key=say(key.label),
                choices="、".join(key.choices),
            )
        )
    return str(value)


def _shares(key: Key, value: object) -> Figure:
    text = "/".join(map(str, value)) if isinstance(value, list) else str(value)
    return written_shares(read_shares(text))


def _points(key: Key, value: object) -> Figure:
    return written_points(read_points(str(value)))


_CHECKS: dict[str, Callable[[Key, object], Figure]] = {
    "money": _money,
    "percent": _percent,
    "count": _count,
    "choice": _choice,
    "shares": _shares,
    "points": _points,
}
