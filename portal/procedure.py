"""The kiosk complaint as a table of pages: one question each, and when it is asked.

若干规定 第十四条 names what a complaint must state; the table asks it in the order people tell it.
The path is whatever of the table applies to the answers so far, so "next", "back", the progress
line and the guard against jumping ahead all read the same rows.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from complaints.policy.representatives import GROUP
from complaints.policy.two_years import earliest_end
from portal.policy.directions import DIRECTIONS, Direction
from statutes.wording import term

Answer = dict[str, Any]  # what the draft keeps of one page; it must survive JSON
Answers = Mapping[str, Mapping[str, Any]]
MIN_FEW = 2
MAX_FEW = GROUP - 1  # more workers than this bring a roster


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to tap."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Situation:
    """What the table may look at: the answers so far and the day."""

    answers: Answers
    today: date

    @cached_property
    def path(self) -> tuple["Page", ...]:
        """The pages that apply to these answers, in order; asked several times a request."""
        return tuple(page for page in PAGES if page.asked(self))

    def chosen(self, page: str) -> str:
        return str(self.answers.get(page, {}).get("choice", ""))


Condition = Callable[[Situation], bool]


def always(situation: Situation) -> bool:
    return True


def chose(page: str, *values: str) -> Condition:
    """The page is asked only of those who chose one of these before."""

    def asked(situation: Situation) -> bool:
        return situation.chosen(page) in values

    return asked


def reaches_back(situation: Situation) -> bool:
    """Whether part of the period lies more than two years back (条例 第二十条)."""
    first = situation.answers.get("period", {}).get("first", "")
    if not first:
        return False
    return date.fromisoformat(first) < earliest_end(situation.today).replace(day=1)


def alone(situation: Situation) -> bool:
    return situation.chosen("others") == "one"


def by_month(situation: Situation) -> bool:
    return alone(situation) and situation.answers.get("wages", {}).get("by_month") is True


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its question is its heading, and `resets` are the answers that no longer hold
    when this one changes."""

    name: str
    question: str
    hint: str = ""
    options: tuple[Option, ...] = ()
    asked: Condition = always
    resets: tuple[str, ...] = ()
    typed: bool = False  # typing takes longer than tapping: a longer rest before the wipe


PAGES: tuple[Page, ...] = (
    Page(
        "purpose",
        term("您今天来办什么事？"),
        options=(
            Option("complain", term("投诉欠薪"), term("该给的工资没有给，或者没有给够")),
            Option("progress", term("查进度"), term("已经投诉过，手里有查询码")),
            Option("unsure", term("不知道归不归这里管"), term("先看一看该去哪里")),
        ),
        resets=("fork",),
    ),
    Page(
        "fork",
        term("是下面哪一种情况？"),
        options=(
            Option("wages", term("干了活，工资没有给够"), term("归劳动保障监察管，可以在这里投诉")),
            Option("suit", term("已经申请仲裁，或者已经到法院起诉")),
            Option("dispute", term("工伤待遇、赔偿多少谈不拢")),
            Option("trade", term("工程款、货款、承包款，不是工资")),
            Option("elsewhere", term("活不是在本地干的")),
            Option("other", term("都不是")),
        ),
        asked=chose("purpose", "unsure"),
    ),
    Page(
        "prior",
        term("这笔工资，申请过劳动仲裁或者打过官司吗？"),
        options=(
            Option("no", term("没有")),
            Option("arbitration", term("申请过劳动仲裁")),
            Option("court", term("到法院起诉了")),
            Option("unclear", term("不清楚")),
        ),
        resets=("already",),
    ),
    Page(
        "already",
        term("已经申请仲裁或者起诉的，要等那边的结果"),
        asked=chose("prior", "arbitration", "court"),
    ),
    Page(
        "employment",
        term("您现在还在这家单位干活吗？"),
        options=(
            Option("yes", term("还在干")),
            Option("no", term("已经不干了")),
            Option("unclear", term("说不清"), term("比如停工了，或者等通知")),
        ),
    ),
    Page(
        "site",
        term("是工地上的活吗？"),
        term("盖房、修路、装修、挖沟、绿化，都算工地。"),
        options=(
            Option("yes", term("是")),
            Option("no", term("不是"), term("工厂、饭店、商店、公司等")),
            Option("unclear", term("不清楚")),
        ),
        resets=("project",),
    ),
    Page(
        "project",
        term("工地是哪个项目？谁在管？"),
        term("工地门口的牌子上一般都有。不清楚的可以空着。"),
        asked=chose("site", "yes"),
        typed=True,
    ),
    Page(
        "employer",
        term("欠您工资的单位叫什么？"),
        term("不知道全称没关系，写招牌上的名字或者大家怎么叫。"),
        typed=True,
    ),
    Page(
        "county",
        term("活是在哪个县、哪个区干的？"),
        term("投诉由干活的地方管，不看单位在哪里注册。"),
        resets=("township",),
    ),
    Page(
        "township",
        term("具体在哪里干的活？"),
        term("写不出门牌号的，写附近的路口、村子或者楼盘。"),
        typed=True,
    ),
    Page(
        "period",
        term("欠的是从哪个月到哪个月的工资？"),
        term("记不准的，写您记得的月份。"),
        resets=("old_wages", "months"),
        typed=True,
    ),
    Page(
        "old_wages",
        term("有两年以前的工资"),
        asked=reaches_back,
    ),
    Page(
        "others",
        term("还有别人的工资也被欠吗？"),
        term("一起来的人可以写在一份投诉里，每个人都有自己的查询码。"),
        options=(
            Option("one", term("只有我一个人")),
            Option("few", term("一共2到9个人"), term("一个一个写")),
            Option("many", term("10个人或更多"), term("用花名册，表格文件或者粘贴都可以")),
        ),
        resets=("wages", "months", "people", "roster", "roster_check", "representatives"),
    ),
    Page(
        "wages",
        term("说好一共给您多少？已经给了多少？"),
        term("只写这几个月的。可以写 3,000、3000元 或者 1.2万。"),
        asked=alone,
        resets=("months",),
        typed=True,
    ),
    Page(
        "months",
        term("每个月说好多少，给了多少？"),
        term("没有给的月份，“给了”空着就行。"),
        asked=by_month,
        typed=True,
    ),
    Page(
        "people",
        term("都有谁被欠了工资？"),
        term("先写您自己，再写其他人，一个一个写。"),
        asked=chose("others", "few"),
        resets=("representatives",),
        typed=True,
    ),
    Page(
        "roster",
        term("把花名册交上来"),
        term("每个人一行：姓名、身份证号、手机号、哪月到哪月、欠多少。"),
        asked=chose("others", "many"),
        resets=("roster_check", "representatives"),
        typed=True,
    ),
    Page(
        "roster_check",
        term("请核对名单和合计"),
        term("打印出来给大家看一看、签个字，最稳妥。"),
        asked=chose("others", "many"),
        typed=True,
    ),
    Page(
        "representatives",
        term("推举谁做代表？"),
        term("最多5个人。以后有事先通知代表，结果每个人都能自己查。"),
        asked=chose("others", "few", "many"),
        typed=True,
    ),
    Page(
        "evidence",
        term("手里有什么凭据？"),
        term("没有也可以投诉，以后还可以补交。"),
        typed=True,
    ),
    Page(
        "identity",
        term("您的姓名、证件号和电话"),
        term("投诉要写真实姓名。证件号和电话加密保存，只有办案人员能看。"),
        asked=alone,
        typed=True,
    ),
    Page(
        "privacy",
        term("要不要对单位保密？"),
        options=(
            Option(
                "open",
                term("不用保密"),
                term("办案人员可以直接拿着您的名字和金额去要工资，一般更快"),
            ),
            Option(
                "confidential",
                term("先保密"),
                term("没有您的同意，不告诉单位是谁投诉的；有的账可能因此对不上"),
            ),
        ),
    ),
    Page(
        "check",
        term("请核对，没有错就提交"),
        term("点“改”可以改任何一项，改完会回到这里。"),
        typed=True,
    ),
)
BY_NAME: Mapping[str, Page] = {page.name: page for page in PAGES}
LAST = PAGES[-1].name


# The answers that lead away from the complaint: the page stays open until it is answered otherwise.
LEADS_AWAY: Mapping[str, Mapping[str, str]] = {
    "fork": {value: value for value in DIRECTIONS},
    "county": {"elsewhere": "elsewhere"},
}


def direction(answers: Answers) -> tuple[str, Direction] | None:
    """Which page's answer leads elsewhere, and where to; None while a complaint can go on."""
    for page, ways in LEADS_AWAY.items():
        way = ways.get(str(answers.get(page, {}).get("choice", "")))
        if way is not None:
            return page, DIRECTIONS[way]
    return None


def first_open(situation: Situation) -> Page:
    """The first page not yet answered; the last page (核对) when all are."""
    return next((page for page in situation.path if is_open(page, situation)), BY_NAME[LAST])


def is_open(page: Page, situation: Situation) -> bool:
    leads_away = situation.chosen(page.name) in LEADS_AWAY.get(page.name, ())
    return leads_away or page.name not in situation.answers


def is_reachable(name: str, situation: Situation) -> bool:
    """A page may be opened when it is on the path and no earlier question is open."""
    names = [page.name for page in situation.path]
    return name in names and names.index(name) <= names.index(first_open(situation).name)


def previous(name: str, situation: Situation) -> Page | None:
    names = [page.name for page in situation.path]
    place = names.index(name) if name in names else 0
    return BY_NAME[names[place - 1]] if place else None


def progress(name: str, situation: Situation) -> int:
    """How far along the path this page is, in per cent."""
    names = [page.name for page in situation.path]
    return 100 * (names.index(name) + 1) // (len(names) + 1) if name in names else 0


def answered(answers: dict[str, Answer], name: str, answer: Answer) -> dict[str, Answer]:
    """The answers with this one put in, and without those it makes void."""
    kept = dict(answers)
    if answers.get(name) != answer:
        for stale in _stale(BY_NAME[name]):
            kept.pop(stale, None)
    kept[name] = answer
    return kept


def _stale(page: Page) -> Iterator[str]:
    for name in page.resets:
        yield name
        yield from _stale(BY_NAME[name])


def is_complete(situation: Situation) -> bool:
    return first_open(situation).name == LAST
