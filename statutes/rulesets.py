"""The rule sets an office may adopt, and the one that judges where it adopted none.

The triggers themselves are functions of the apps that apply them; here is only what each set is
called, which act it comes from and since when.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from statutes.wording import term


class Family(StrEnum):
    """What a rule set judges."""

    BLACKLIST = "blacklist"
    CREDIT = "credit"


FAMILY_LABELS: dict[Family, str] = {
    Family.BLACKLIST: term("拖欠工资失信名单"),
    Family.CREDIT: term("守法诚信等级评价"),
}


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One dated set of rules of a family."""

    id: str
    family: Family
    label: str
    source: str
    in_force_from: date


RULE_SETS: dict[str, RuleSet] = {
    row.id: row
    for row in (
        RuleSet(
            "city-2014",
            Family.BLACKLIST,
            term("本市欠薪“黑名单”规则（2014）"),
            "本市两网化管理与欠薪“黑名单”制度文件",
            date(2014, 1, 1),
        ),
        RuleSet(
            "national-2022",
            Family.BLACKLIST,
            term("失信联合惩戒名单国家规则（2022）"),
            "人力资源和社会保障部令第45号",
            date(2022, 1, 1),
        ),
        RuleSet(
            "city-2013",
            Family.CREDIT,
            term("本市诚信评价规则（2013）"),
            "本市劳动保障守法诚信评价制度文件",
            date(2013, 1, 1),
        ),
        RuleSet(
            "national-2017",
            Family.CREDIT,
            term("诚信等级评价国家规则（2017）"),
            "人社部规〔2016〕1号",
            date(2017, 1, 1),
        ),
    )
}

DEFAULTS: dict[Family, str] = {Family.BLACKLIST: "city-2014", Family.CREDIT: "city-2013"}


def rule_sets_of(family: Family) -> tuple[RuleSet, ...]:
    """Return the sets of a family, oldest first."""
    rows = (row for row in RULE_SETS.values() if row.family is family)
    return tuple(sorted(rows, key=lambda row: row.in_force_from))
