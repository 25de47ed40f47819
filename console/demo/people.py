"""The demo bureau and its people: invented, and impossible where DEBUG is off."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.models import Division, Office, OfficeJurisdiction, Training, User
from accounts.policy.roles import OFFICER_ROLES, Role
from accounts.services import demo, divisions
from accounts.services.people import issue_certificate, record_training

PASSWORD = "Jiancha-Yanshi-2026"
CITY, DISTRICT = "4101", "410102"
# In office since before the demo's two years begin.
SINCE, CERTIFIED_TO = date(2020, 1, 1), date(2029, 12, 31)


@dataclass(frozen=True, slots=True)
class Person:
    username: str
    name: str
    role: Role


TEAM = (
    Person("chenzq", "陈志强", Role.INSPECTOR),
    Person("limin", "李敏", Role.INSPECTOR),
    Person("wanghy", "王海燕", Role.INSPECTOR),
    Person("zhaojg", "赵建国", Role.INSPECTOR),
    Person("zhoujg", "周建国", Role.UNIT_HEAD),
    Person("sunl", "孙莉", Role.UNIT_HEAD),
    Person("wuzy", "吴振宇", Role.BUREAU_HEAD),
    Person("zhengfz", "郑法正", Role.LEGAL_REVIEWER),
    Person("fengjj", "冯纪检", Role.AUDITOR),
    Person("qianxg", "钱协管", Role.GRID_ASSISTANT),
    Person("guanli", "管理员", Role.ADMINISTRATOR),
)
DISTRICT_TEAM = (
    Person("malin", "马林", Role.INSPECTOR),
    Person("huangj", "黄静", Role.INSPECTOR),
    Person("gaofz", "高负责", Role.UNIT_HEAD),
    Person("luojz", "罗局正", Role.BUREAU_HEAD),
    Person("songfs", "宋法审", Role.LEGAL_REVIEWER),
)


@dataclass(frozen=True, slots=True)
class Bureau:
    """One office with the people who act in the demo's stories."""

    office: Office
    inspectors: list[User]
    head: User
    bureau_head: User
    reviewer: User


def open_bureaus() -> tuple[Bureau, Bureau]:
    """Set up the city office and one district office below it."""
    if not Division.objects.exists():
        divisions.load_divisions(divisions.read_national_list())
    city = _office("江城市人力资源和社会保障局", "江人社监", CITY, "人民路1号")
    district = _office("江城市中原区人力资源和社会保障局", "江中人社监", DISTRICT, "建设路18号")
    district.parent = city
    district.save(update_fields=["parent"])
    return _bureau(city, TEAM, first=1), _bureau(district, DISTRICT_TEAM, first=101)


def _bureau(office: Office, team: tuple[Person, ...], *, first: int) -> Bureau:
    people = [_person(p, office, f"江监{n:06d}") for n, p in enumerate(team, first)]
    roles = [person.role for person in team]
    inspectors = [u for u, role in zip(people, roles, strict=True) if role is Role.INSPECTOR]
    first_of = {role: people[roles.index(role)] for role in roles}
    return Bureau(
        office,
        inspectors,
        head=first_of[Role.UNIT_HEAD],
        bureau_head=first_of[Role.BUREAU_HEAD],
        reviewer=first_of[Role.LEGAL_REVIEWER],
    )


def _office(name: str, prefix: str, place: str, street: str) -> Office:
    office = Office.objects.create(
        name=name,
        prefix=prefix,
        division=Division.objects.get(code=place.ljust(12, "0")),
        address=f"江城市{street}",
        phone="0371-12333",
        opening_hours="工作日 8:30–12:00，14:00–17:30",
        supervision_phone="0371-12388",
    )
    OfficeJurisdiction.objects.create(office=office, prefix=place)
    return office


def _person(person: Person, office: Office, certificate: str) -> User:
    user = demo.enlist(
        username=person.username,
        name=person.name,
        password=PASSWORD,
        roles=[person.role],
        office=office,
        since=SINCE,
    )
    if person.role in OFFICER_ROLES:
        issue_certificate(user=user, number=certificate, valid_from=SINCE, valid_to=CERTIFIED_TO)
    if person.role is Role.LEGAL_REVIEWER:
        training = Training(user=user, title="法律职业资格", held_on=SINCE, hours=Decimal(8))
        training.exam, training.passed = "国家统一法律职业资格考试", True
        record_training(training)
    return user
