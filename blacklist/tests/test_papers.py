"""What the papers of a listing print, field by field (law.md §10; 45号令 第六条至第十七条)."""

import re
from datetime import timedelta

import pytest

from blacklist import papers
from blacklist.models import Listing
from blacklist.policy import city_2014, national_2022
from blacklist.policy.departments import DEPARTMENT_LABELS, Department
from blacklist.services import ending, falling, notice, removal, spreading
from blacklist.tests import listing_factories as make
from documents.models import Paper
from documents.rendering import sheet

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def room() -> make.Room:
    return make.Room()


def text_of(paper: Paper | None) -> str:
    assert paper is not None
    html = sheet(paper.template_name, paper.context)
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


def lacks(paper: Paper | None, *fields: str) -> list[str]:
    text = text_of(paper)
    return [field for field in fields if re.sub(r"\s+", "", field) not in text]


def test_the_notice_names_reason_law_and_the_right_to_object(room: make.Room) -> None:
    listing = make.noticed(room, ruleset=national_2022.ID)
    assert not lacks(
        listing.notice,
        "列入失信联合惩戒名单事先告知书",
        "列告字",
        listing.employer.name,
        "法定代表人或者主要负责人：周海",
        "列入事由",
        "210,000.00",
        "列入依据：《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第五条",
        "5个工作日内向本机关提出",
        "可以不列入名单",
    )


@pytest.mark.parametrize(
    ("ruleset", "early", "years"),
    [
        (national_2022.ID, "自改正之日起被列入满6个月", 3),
        (city_2014.ID, "没有规定提前移出", 1),
    ],
)
def test_the_decision_carries_its_five_parts(
    room: make.Room, ruleset: str, early: str, years: int
) -> None:
    listing = make.decided(room, ruleset=ruleset)
    day = listing.decided_on
    assert day is not None
    assert not lacks(
        listing.decision,
        "列决字",
        "一、列入事由",
        "二、列入依据和决定",
        "三、联合惩戒措施提示",
        "四、提前移出的条件和程序",
        "五、救济",
        "禁止参与工程建设招投标",
        "每年实施不少于两次的巡视检查",
        early,
        "六十日内",
        "六个月内",
        f"至{day.year + years}年{day.month}月{day.day}日止",
    )


def test_the_answer_to_an_objection_says_what_was_found(room: make.Room) -> None:
    listing = make.noticed(room)
    make.object_to(room, listing, make.TODAY)
    answered = notice.answer_objection(
        listing.pk, is_upheld=False, answer="尚欠21万元。", actor=room.officer, at=make.AT
    )
    assert not lacks(answered.paper, "列异字", "异议不成立", "尚欠21万元", "工资已经结清大部分")


def test_each_letter_asks_its_department_and_the_removal_takes_it_back(room: make.Room) -> None:
    listing = make.listed(room)
    day, last = listing.decided_on, listing.listed_until
    assert day and last and listing.decision
    bodies = {d: f"江城市{label}" for d, label in DEPARTMENT_LABELS.items()}
    spreading.send_copies(listing.pk, bodies=bodies, actor=room.officer, at=make.on(day))
    for copy in listing.dispatches.all():
        assert not lacks(copy.paper, copy.body, copy.request, listing.decision.number, "回执")
    ending.expire(listing.pk, today=last + DAY, at=make.on(last + DAY))
    for copy in listing.dispatches.all():
        assert not lacks(copy.removal_paper, copy.paper.number, "期限届满", "10个工作日内停止")
    assert listing.dispatches.count() == len(Department)


def test_removal_refusal_annulment_and_restoration_print_their_reasons(room: make.Room) -> None:
    listing = make.listed(room, ruleset=national_2022.ID)
    start = listing.listed_from
    assert start is not None and listing.decision is not None
    early, ripe = start + DAY * 20, start + DAY * 200
    make.applied(room, early, listing)
    refused = make.removal_decided(room, early, listing).applications.get()
    assert not lacks(refused.paper, "不移出字", "未满6个月", "六十日内", listing.decision.number)
    make.applied(room, ripe, make.fresh(listing))
    granted = make.removal_decided(room, ripe, make.fresh(listing))
    assert not lacks(granted.end_paper, "移出字", "一并列入的人员一并移出", "列入期限重新计算")
    make.taken_down(room, ripe, make.fresh(listing))
    removal.propose_restoration(
        listing.pk, opinion="付款回单系伪造。", actor=room.officer, at=make.on(ripe)
    )
    back = removal.decide_restoration(
        listing.pk, approved=True, opinion="同意。", actor=room.head, at=make.on(ripe)
    )
    revoked = back.applications.get(revoked_on__isnull=False)
    assert not lacks(revoked.revocation, "复列字", "付款回单系伪造", "列入期限重新计算")


def test_the_annulment_names_what_fell(room: make.Room) -> None:
    listing = make.listed(room)
    day = listing.decided_on
    assert day is not None and listing.decision is not None
    at = make.on(day)
    falling.report_fallen(
        listing.pk, fallen_on=day, because="法院判决撤销", actor=room.officer, at=at
    )
    gone = falling.annul(listing.pk, opinion="撤销。", actor=room.head, at=at)
    assert not lacks(gone.end_paper, "撤列字", "法院判决撤销", listing.decision.number, "第十六条")


def test_no_paper_prints_a_whole_identity_number(room: make.Room) -> None:
    listing = make.taken_up(room)
    party = listing.parties.first()
    assert party is not None
    party.identity = "410102199001010019"
    party.save()
    context = papers.prior_notice(Listing.objects.get(pk=listing.pk), "拖欠。")
    assert "410102199001010019" not in str(context)
    assert "0019" in str(context)
