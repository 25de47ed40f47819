"""Patrols for tests: every one goes the lawful way, through the services."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from accounts.models import Office, User
from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user
from employers.models import Employer
from employers.tests.factories import AT, make_employer
from grids.models import Patrol, PatrolPlan
from grids.policy.checklists import Answer, Industry
from grids.policy.frequency import Basis
from grids.policy.results import Result
from grids.services import inspecting, patrols
from grids.services.inspecting import Answered, Ending
from grids.services.patrols import Intent

TODAY = AT.date()
CAUSE = "投诉登记表2026-031号"
SEEN = "12名职工没有签订书面劳动合同"


class House:
    """An office with three inspectors, a head and an assistant."""

    def __init__(self, office: Office | None = None, **people: User) -> None:
        self.office = office or make_office(
            "4101", name="江城市人力资源和社会保障局", word="江人社监"
        )
        self.lead = people.get("lead") or self._person("陈志强")
        self.partner = people.get("partner") or self._person("李敏")
        self.third = people.get("third") or self._person("王海燕")
        self.head = people.get("head") or self._person("周建国", Role.UNIT_HEAD)

    def _person(self, name: str, role: Role = Role.INSPECTOR) -> User:
        return make_user(role=role, office=self.office, name=name)

    def assistant(self) -> User:
        return self._person("钱协管", Role.GRID_ASSISTANT)


def make_plan(house: House, **columns: Any) -> PatrolPlan:
    """The approved plan of the year."""
    given: dict[str, Any] = {
        "office": house.office,
        "division": house.office.division,
        "kind": PatrolPlan.Kind.ROUTINE,
        "title": "2026年度日常巡查计划",
        "from_on": date(2026, 1, 1),
        "to_on": date(2026, 12, 31),
        "scope": "工资支付、劳动合同",
        "procedure": "逐户报批",
        "targets": PatrolPlan.Targets.ALL,
        "by_lot": False,
        "status": PatrolPlan.Status.APPROVED,
        "proposed_by": house.lead,
        "proposed_at": AT,
        "approved_on": TODAY,
        **columns,
    }
    return PatrolPlan.objects.create(**given)


def intent(house: House, employer: Employer | None = None, **changes: Any) -> Intent:
    given: dict[str, Any] = {
        "employer": employer or make_employer("江城丰源食品有限公司", industry="批发零售"),
        "basis": Basis.COMPLAINT,
        "cause": CAUSE,
        "lead": house.lead,
        "partner": house.partner,
        "planned_on": TODAY,
        "industry": Industry.OTHER,
        "reference": changes.get("cause", CAUSE),  # as the desk found it among the employer's own
        **changes,
    }
    return Intent(**given)


def proposed(house: House, at: datetime = AT, **changes: Any) -> Patrol:
    opinion = "拟对该单位实施检查。"
    return patrols.propose(intent(house, **changes), opinion=opinion, actor=house.lead, at=at)


def approved(house: House, at: datetime = AT, **changes: Any) -> Patrol:
    patrol = proposed(house, at, **changes)
    return patrols.decide(patrol.pk, approved=True, opinion="同意。", actor=house.head, at=at)


def arrive(house: House, patrol: Patrol, at: datetime = AT, **changes: Any) -> Patrol:
    given: dict[str, Any] = {
        "arrived_at": at,
        "headcount": 26,
        "shown_to": "" if patrol.notice_delivered_at else "人事主管赵某",
        "token": uuid4(),
        "actor": house.lead,
        **changes,
    }
    return inspecting.arrive(patrol.pk, **given, at=at)


def arrived(house: House, **changes: Any) -> Patrol:
    return arrive(house, approved(house, **changes))


def answers(patrol: Patrol, *failed: str, corrected: bool = False) -> dict[str, Answered]:
    """Every item kept, but those."""
    breach = Answered(Answer.BREACHED, SEEN, corrected)
    kept = Answered(Answer.KEPT)
    return {item.code: breach if item.code in failed else kept for item in patrol.checklist()}


def answered(house: House, *failed: str, corrected: bool = False, **changes: Any) -> Patrol:
    return fill(house, arrived(house, **changes), *failed, corrected=corrected)


def fill(
    house: House, patrol: Patrol, *failed: str, corrected: bool = False, at: datetime = AT
) -> Patrol:
    """Answer the checklist of a patrol that has arrived."""
    given = answers(patrol, *failed, corrected=corrected)
    return inspecting.record_items(patrol.pk, given, token=uuid4(), actor=house.lead, at=at)


def ending(**changes: Any) -> Ending:
    given: dict[str, Any] = {
        "ended_at": AT + timedelta(minutes=40),
        "present": "人事主管赵某",
        "rights_told": True,
        **changes,
    }
    return Ending(**given)


def recorded(house: House, *failed: str, corrected: bool = False, **changes: Any) -> Patrol:
    patrol = answered(house, *failed, corrected=corrected, **changes)
    later = AT + timedelta(hours=1)
    return inspecting.finish(patrol.pk, ending(), actor=house.lead, at=later)


def concluded(house: House, result: Result = Result.NOTHING, **changes: Any) -> Patrol:
    patrol = recorded(house, **changes)
    return inspecting.conclude(
        patrol.pk,
        result=result,
        note="未发现问题。",
        findings="",
        requirement="",
        actor=house.lead,
        at=AT + timedelta(hours=2),
    )


def fresh(patrol: Patrol) -> Patrol:
    return Patrol.objects.get(pk=patrol.pk)
