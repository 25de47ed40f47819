"""What the demo's bureau has made public: each kind once, one corrected, one ended and still to do.

The listings and grades are published here as the apps above will: by their own decision.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random

from accounts.subjects import Subject
from console.demo import firms
from console.demo.people import Bureau
from publications.models import Publication
from publications.policy.kinds import Kind, Means
from publications.services import desk, ending, gazettes, publishing, targets
from publications.services.desk import Draft
from publications.services.gate import Destination
from publications.services.gazettes import Batch
from publications.services.targets import Proof
from rulebook import services as rulebook
from statutes.clocks import add_months, start_of

PLACE = "410103"
TEN = timedelta(hours=10)
PLATFORM = Destination(Means.CREDIT_PLATFORM, "江城市公共信用信息平台")
DAILY = Destination(Means.NEWS_MEDIA, "江城日报")
SUPERVISORS = (
    ("江城腾达建筑劳务有限公司", "wages", "拖欠38名劳动者工资412,600.00元，责令支付后逾期未支付。"),
    (
        "江城鑫源制衣有限公司",
        "insurance",
        "未为61名职工办理社会保险登记，责令限期改正后逾期不改正。",
    ),
    ("江城旺角餐饮管理有限公司", "child_labour", "使用一名不满十六周岁的未成年人。"),
    ("江城快捷物流有限公司", "hours", "违法延长47名职工工作时间，情节严重。"),
)


def build(rng: Random, bureau: Bureau, bureaus: Mapping[int, Bureau], *, today: date) -> None:
    """Begun some weeks ago, so that receipts and removals have happened, and one has not."""
    _decide_penalties(bureaus, today)
    begun = rulebook.calendar().add(today, -20)
    at = start_of(begun) + TEN
    entries = [_major(rng, bureau, n, at) for n in range(len(SUPERVISORS))]
    _acknowledge(entries, bureau, at)
    batch = Batch(Kind.MAJOR_VIOLATION, "重大劳动保障违法行为社会公布")
    gazettes.announce(batch, actor=bureau.bureau_head, at=at)
    _correct(entries[3], bureau, at)
    _expired(rng, bureau, today)
    _planned(bureau, at)
    _drafted(bureau, rulebook.calendar().add(today, -1))


def _decide_penalties(bureaus: Mapping[int, Bureau], today: date) -> None:
    """Each penalty of the stories went out two working days after its decision; the last waits."""
    calendar = rulebook.calendar()
    waiting = Publication.objects.drafts().of_kind(Kind.PENALTY.value).order_by("starts_on", "pk")
    for entry in list(waiting)[:-1]:
        day = calendar.add(entry.starts_on, 2)
        if day < today:
            head = bureaus[entry.office_id].bureau_head
            publishing.release(entry.pk, actor=head, at=start_of(day) + TEN, opinion="同意公开。")
    ending.expire_due(start_of(today))


def _who(rng: Random, name: str) -> dict[str, object]:
    return {
        "subject_kind": "unit",
        "name": name,
        "uscc": firms.credit_code(rng, PLACE),
        "legal_representative": firms.person_name(rng),
    }


def _source(bureau: Bureau, kind: str, number: int) -> Subject:
    office = bureau.office
    return Subject(kind, number, f"演示{number}", office.division_id, office.pk)


def _major(rng: Random, bureau: Bureau, number: int, at: datetime) -> Publication:
    name, violation, facts = SUPERVISORS[number]
    on = at.date()
    content = {
        **_who(rng, name),
        "address": f"建设路{rng.randint(1, 400)}号",
        "violation_class": violation,
        "facts": facts,
        "handling": "已作出行政处罚决定，责令限期改正。",
        "document_no": f"江人社监罚字〔{on.year}〕{900 + number}号",
        "decided_on": on,
    }
    return publishing.publish(
        Kind.MAJOR_VIOLATION,
        _source(bureau, "demo_major", number + 1),
        content,
        office=bureau.office,
        actor=bureau.bureau_head,
        at=at,
        starts_on=on,
        ends_on=add_months(on, 24),
        targets=(PLATFORM, DAILY),
    )


def _acknowledge(entries: list[Publication], bureau: Bureau, at: datetime) -> None:
    for entry in entries:
        target = entry.targets.get(means=Means.CREDIT_PLATFORM.value)
        number = f"XY{entry.pk:06d}"
        targets.record_receipt(
            target.pk, on=at.date(), number=number, actor=bureau.inspectors[0], at=at
        )


def _correct(entry: Publication, bureau: Bureau, at: datetime) -> None:
    """The number was wrong; the platform has replaced it, the newspaper has not said so yet."""
    content = {**entry.content, "facts": entry.content["facts"].replace("47", "41")}
    ending.correct(
        entry.pk, content=content, reason="涉及人数有误。", actor=bureau.bureau_head, at=at
    )
    target = entry.targets.get(means=Means.CREDIT_PLATFORM.value)
    proof = Proof("信用平台王工", at.date(), note="登录平台核实，原信息已替换。")
    targets.record_takedown(target.pk, proof, actor=bureau.inspectors[0], at=at)


def _expired(rng: Random, bureau: Bureau, today: date) -> None:
    """Listed for a year by the city's rules; it ran out three days ago and is being taken down."""
    last = today - timedelta(days=3)
    on = add_months(last, -12)
    content = {
        **_who(rng, "江城恒基建筑工程有限公司"),
        "address": f"文化路{rng.randint(1, 400)}号",
        "facts": "拖欠26名农民工工资186,000.00元。",
        "grounds": "本市欠薪“黑名单”管理制度：拖欠人数超过20人",
        "document_no": f"江人社监列字〔{on.year}〕1号",
        "decided_on": on,
    }
    publishing.publish(
        Kind.BLACKLIST,
        _source(bureau, "demo_listing", 1),
        content,
        office=bureau.office,
        actor=bureau.bureau_head,
        at=start_of(on) + TEN,
        starts_on=on,
        ends_on=last,
        targets=(PLATFORM,),
    )
    ending.expire_due(start_of(last + timedelta(days=1)))


def _planned(bureau: Bureau, at: datetime) -> None:
    year = at.date().year
    content = {
        "title": f"{year}年度劳动保障监察行政检查计划",
        "period": f"{year}年",
        "scope": "建筑施工、餐饮、劳务派遣单位，按双随机抽取。",
        "units": 120,
        "cap": 2,
        "matters": "工资支付、劳动合同、工时休假、社会保险登记。",
    }
    given = Draft(Kind.PLAN, content, at.date(), None)
    entry = desk.draft(given, actor=bureau.inspectors[0], at=at)
    publishing.release(entry.pk, actor=bureau.bureau_head, at=at, opinion="同意公开。")


def _drafted(bureau: Bureau, on: date) -> None:
    """Left to whoever tries the demo: a bulletin that waits for the head."""
    content = {
        "title": f"{on.year}年{on.month}月劳动保障监察情况",
        "period": f"{on.year}年{on.month}月",
        "figures": [["主动检查用人单位", "86", "户次"], ["追发工资等待遇", "1,284,600.00", "元"]],
        "notes": "追发金额为核定并支付到劳动者本人的数额。",
    }
    given = Draft(Kind.STATISTICS, content, on, None)
    desk.draft(given, actor=bureau.inspectors[1], at=start_of(on) + TEN)
