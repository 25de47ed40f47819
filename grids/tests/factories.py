"""Grids, plans and people for tests, made through the services as everyone's are."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.models import Division, Office, User
from accounts.policy.roles import Role
from accounts.tests.factories import make_division, make_office, make_user
from employers.tests.factories import AT, make_employer, make_uscc
from grids.models import Grid, PatrolPlan, RandomDraw, Visit
from grids.services import areas, drawing, plans, visits

TODAY = date(2026, 11, 23)
DISTRICT, STREET, OTHER = "410102000000", "410102001000", "410102002000"


class Room:
    """A city office with its people, and the divisions of one district."""

    def __init__(self, inspectors: int = 4) -> None:
        for code, name in ((DISTRICT, "中原区"), (STREET, "林山寨街道"), (OTHER, "建设路街道")):
            make_division(code, name)
        self.office: Office = make_office("4101", name="江城市人社局", word="江人社监")
        self.head = self.person(Role.UNIT_HEAD, "王建华")
        self.bureau_head = self.person(Role.BUREAU_HEAD, "赵立新")
        self.inspectors = [self.person(Role.INSPECTOR, f"监察员{n}") for n in range(inspectors)]
        self.assistants = [self.person(Role.GRID_ASSISTANT, f"协管员{n}") for n in range(2)]

    def person(self, role: Role, name: str) -> User:
        return make_user(role=role, office=self.office, name=name)

    def grid(self, *divisions: str, code: str = "ZY01", **given: Any) -> Grid:
        given = {"name": f"{code}网格", "actor": self.head, "at": AT, **given}
        return areas.open_grid(self.office, code=code, divisions=divisions, **given)

    def plan(self, **facts: Any) -> PatrolPlan:
        given: dict[str, Any] = {
            "kind": PatrolPlan.Kind.ROUTINE,
            "title": "2026年度日常巡查计划",
            "division": make_division(DISTRICT),
            "from_on": date(2026, 1, 1),
            "to_on": date(2026, 12, 31),
            "scope": "劳动合同、工资支付、社会保险。",
            "procedure": "报批、通知、两人检查、记录、处理。",
            **facts,
        }
        return plans.draw_up(self.office, actor=self.inspectors[0], at=AT, **given)

    def approved(self, **facts: Any) -> PatrolPlan:
        plan = self.plan(**facts)
        plans.submit(plan.pk, opinion="请批准。", actor=self.inspectors[0], at=AT)
        return plans.decide(plan.pk, approved=True, opinion="", actor=self.bureau_head, at=AT)

    def drawn(self, plan: PatrolPlan, size: int = 3, **given: Any) -> RandomDraw:
        given = {"seed": "2026-11-23 0418", "witness": "", "at": AT, **given}
        return drawing.run(plan.pk, size=size, actor=self.inspectors[0], **given)


def firms(number: int, division: str = STREET, at: datetime = AT) -> list[Any]:
    return [
        make_employer(
            f"江城第{division[8]}{n}公司",
            uscc=make_uscc(int(division[6:9]) * 100 + n),
            division=make_division(division),
            at=at,
        )
        for n in range(number)
    ]


@dataclass(frozen=True, slots=True)
class Net:
    """A grid, a visit in it, and a draw, of any bureau whose people are named as a case's are."""

    grid: Grid
    visit: Visit
    draw: RandomDraw


def a_net(bureau: Any, place: Division, at: datetime = AT) -> Net:
    told: dict[str, Any] = {"actor": bureau.lead, "at": at}
    grid = areas.open_grid(
        bureau.office, code=f"W{place.pk[:6]}", name="测试网格", divisions=[place.pk],
        actor=bureau.head, at=at,
    )  # fmt: skip
    visit = visits.record(
        division_id=place.pk, grid=grid, place="community", whom="cadre", where="社区",
        visited_on=at.date(), people=1, problem="有工地欠薪。", outcome="handed_on",
        handed_to="住建局", follow_up_by=at.date(), **told,
    )  # fmt: skip
    plan = plans.draw_up(
        bureau.office, kind=PatrolPlan.Kind.ROUTINE, title="年度计划", division=place,
        from_on=date(at.year, 1, 1), to_on=date(at.year, 12, 31), scope="工资。",
        procedure="两人。", **told,
    )  # fmt: skip
    plans.submit(plan.pk, opinion="请批准。", **told)
    plans.decide(plan.pk, approved=True, opinion="", actor=bureau.bureau_head, at=at)
    draw = drawing.run(plan.pk, size=1, seed="0418", witness="", **told)
    return Net(grid, visit, draw)
