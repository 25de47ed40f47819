"""The nine matters of the written review, and what a declaration must say of each.

The nine are those of the yearly grade (law.md §6-§7); an answer of *no* needs a word of
explanation, and a declaration whose figures contradict each other is not taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from statutes.refusal import Refused
from statutes.wording import Sentence, say, term


class Item(StrEnum):
    RULES = "rules"
    CONTRACTS = "contracts"
    DISPATCH = "dispatch"
    CHILD_LABOUR = "child_labour"
    PROTECTION = "protection"
    HOURS = "hours"
    WAGES = "wages"
    INSURANCE = "insurance"
    OTHER = "other"


ITEM_LABELS: Mapping[Item, str] = {
    Item.RULES: term("制定内部劳动保障规章制度的情况"),
    Item.CONTRACTS: term("与劳动者订立劳动合同的情况"),
    Item.DISPATCH: term("遵守劳务派遣规定的情况"),
    Item.CHILD_LABOUR: term("遵守禁止使用童工规定的情况"),
    Item.PROTECTION: term("遵守女职工和未成年工特殊劳动保护规定的情况"),
    Item.HOURS: term("遵守工作时间和休息休假规定的情况"),
    Item.WAGES: term("支付工资和执行最低工资标准的情况"),
    Item.INSURANCE: term("参加各项社会保险和缴纳社会保险费的情况"),
    Item.OTHER: term("其他遵守劳动保障法律、法规和规章的情况"),
}


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


ANSWER_LABELS: Mapping[Answer, str] = {
    Answer.YES: term("遵守"),
    Answer.NO: term("存在问题"),
    Answer.NOT_APPLICABLE: term("不涉及"),
}
# Every employer pays wages, has workers' contracts and insures them.
ALWAYS = frozenset({Item.CONTRACTS, Item.CHILD_LABOUR, Item.HOURS, Item.WAGES, Item.INSURANCE})


@dataclass(frozen=True, slots=True)
class Figures:
    """The year's figures as the employer declares them; people, not yuan."""

    headcount: int
    migrant_workers: int
    female_workers: int
    minor_workers: int
    dispatched_workers: int
    contracts_signed: int
    insured: int
    pay_day: int


FIGURE_LABELS: Mapping[str, str] = {
    "headcount": term("从业人员总数"),
    "migrant_workers": term("农民工人数"),
    "female_workers": term("女职工人数"),
    "minor_workers": term("未成年工人数"),
    "dispatched_workers": term("派遣人数"),
    "contracts_signed": term("已签书面合同人数"),
    "insured": term("参加社会保险人数"),
    "pay_day": term("工资支付日"),
}
PARTS = ("migrant_workers", "female_workers", "minor_workers", "contracts_signed", "insured")


def check_declaration(
    figures: Figures, answers: Mapping[Item, Answer], notes: Mapping[Item, str]
) -> None:
    """Refuse a declaration that is incomplete or contradicts itself, naming every fault."""
    faults = [*_of_figures(figures), *_of_answers(answers, notes)]
    if faults:
        raise Refused(*faults)


def doubts(figures: Figures, answers: Mapping[Item, Answer]) -> list[Sentence]:
    """What the reviewers should look at: lawful to declare, but worth a question."""
    found = []
    uncovered = figures.headcount - figures.contracts_signed
    if uncovered > 0:
        found.append(say("有%(count)s人未签书面劳动合同。", count=uncovered))
    if (uninsured := figures.headcount - figures.insured) > 0:
        found.append(say("有%(count)s人未参加社会保险。", count=uninsured))
    found += [
        say("“%(item)s”自报存在问题。", item=say(ITEM_LABELS[item]))
        for item, answer in answers.items()
        if answer is Answer.NO
    ]
    return found


def _of_figures(figures: Figures) -> list[Sentence]:
    whole = figures.headcount
    rows = [
        say(
            "%(label)s（%(part)s）不能多于从业人员总数（%(whole)s）。",
            label=say(FIGURE_LABELS[name]),
            part=getattr(figures, name),
            whole=whole,
        )
        for name in PARTS
        if getattr(figures, name) > whole
    ]
    if not 1 <= figures.pay_day <= 31:
        rows.append(say("工资支付日应为1至31日。"))
    return rows


def _of_answers(answers: Mapping[Item, Answer], notes: Mapping[Item, str]) -> list[Sentence]:
    faults = []
    for item, label in ITEM_LABELS.items():
        answer = answers.get(item)
        if answer is None:
            faults.append(say("请填写“%(item)s”。", item=say(label)))
        elif answer is Answer.NO and not notes.get(item, "").strip():
            faults.append(say("“%(item)s”存在问题的，请写明情况。", item=say(label)))
        elif answer is Answer.NOT_APPLICABLE and item in ALWAYS:
            faults.append(say("“%(item)s”每个用人单位都涉及，请据实填写。", item=say(label)))
    return faults
