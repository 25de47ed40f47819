"""Publications for tests: every one goes the lawful way, through the services."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import Office
from accounts.policy.roles import Role
from accounts.subjects import Subject
from accounts.tests.factories import make_office, make_user
from publications.models import Publication
from publications.policy.kinds import Kind, Means
from publications.services import publishing
from publications.services.gate import Destination
from statutes.identity import uscc_check_character

# A Monday; the tenth working day after it is 2026-12-07.
AT = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = AT.date()
PLATFORM = Destination(Means.CREDIT_PLATFORM, "江城市公共信用信息平台")
PAPER = Destination(Means.NEWS_MEDIA, "江城日报")
UNTIL = date(2029, 11, 22)


def make_uscc(n: int = 1) -> str:
    first = f"91410100MA{n:07d}"
    return first + uscc_check_character(first)


def listing(n: int = 1, **changes: Any) -> dict[str, Any]:
    content = {
        "subject_kind": "unit",
        "name": f"江城宏达建筑劳务有限公司{n}" if n > 1 else "江城宏达建筑劳务有限公司",
        "uscc": make_uscc(n),
        "address": "江城市东风路8号",
        "legal_representative": "张三",
        "responsible_persons": ["李四", "王五"],
        "facts": "拖欠72名农民工工资210000.00元，经责令限期支付逾期未支付。",
        "grounds": "《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第五条",
        "document_no": "江人社监列字〔2026〕1号",
        "decided_on": date(2026, 11, 20),
    }
    return {name: value for name, value in {**content, **changes}.items() if value is not None}


def penalty(**changes: Any) -> dict[str, Any]:
    content = {
        "subject_kind": "unit",
        "name": "江城宏达建筑劳务有限公司",
        "uscc": make_uscc(),
        "document_no": "江人社监罚字〔2026〕9号",
        "violation": "拒不改正劳动保障违法行为",
        "facts": "逾期未按限期改正指令书支付工资。",
        "grounds": "《劳动保障监察条例》第三十条第一款第三项",
        "penalty_kind": "罚款",
        "handling": "处以罚款",
        "fine": "20000.00",
        "gravity": "ordinary",
        "decided_on": date(2026, 11, 20),
    }
    return {name: value for name, value in {**content, **changes}.items() if value is not None}


def statistics(**changes: Any) -> dict[str, Any]:
    return {
        "title": "2026年三季度监察情况",
        "period": "2026年7月至9月",
        "figures": [["追发工资", "1,200,000.00", "元"], ["结案", "86", "件"]],
        **changes,
    }


class Desk:
    """An office with an inspector, another one and the bureau head."""

    def __init__(self, office: Office | None = None) -> None:
        self.office = office or make_office(
            "4101", name="江城市人力资源和社会保障局", word="江人社监"
        )
        self.officer = make_user(office=self.office, name="陈志强")
        self.other = make_user(office=self.office, name="李敏")
        self.head = make_user(role=Role.BUREAU_HEAD, office=self.office, name="周建国")

    def subject(self, n: int = 1) -> Subject:
        office = self.office
        return Subject("listing", n, f"列〔2026〕{n}号", office.division_id, office.pk)

    def published(
        self, n: int = 1, content: Mapping[str, Any] | None = None, **changes: Any
    ) -> Publication:
        given: dict[str, Any] = {
            "kind": Kind.BLACKLIST,
            "actor": self.head,
            "at": AT,
            "starts_on": TODAY,
            "ends_on": UNTIL,
            "targets": (PLATFORM, PAPER),
            **changes,
        }
        kind = given.pop("kind")
        return publishing.publish(
            kind, self.subject(n), content or listing(n), office=self.office, **given
        )

    def drafted(self, n: int = 1, **changes: Any) -> Publication:
        given: dict[str, Any] = {
            "actor": self.officer,
            "at": AT,
            "starts_on": TODAY,
            "ends_on": date(2027, 5, 23),
            "due_from": date(2026, 11, 20),
            **changes,
        }
        content = given.pop("content", penalty())
        return publishing.draft(Kind.PENALTY, self.subject(n), content, office=self.office, **given)


def fresh(entry: Publication) -> Publication:
    return Publication.objects.get(pk=entry.pk)
