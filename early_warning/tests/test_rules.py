"""Who may set what the warnings of a place weigh: its own officials, or administrators."""

from typing import Any

import pytest

from accounts.policy.roles import Role
from accounts.tests.factories import make_division, make_office, make_user
from early_warning.policy.signals import Level
from early_warning.services import rules
from early_warning.tests.factories import AT, TODAY
from statutes.refusal import Refused

pytestmark = pytest.mark.django_db
RULE: dict[str, Any] = {
    "code": "paid_in_part", "level": "red", "points": 60, "threshold": None,
    "in_force_from": TODAY, "citation": "江城市欠薪预警办法", "at": AT,
}  # fmt: skip
SCALE: dict[str, Any] = {
    "points": {Level.YELLOW: 30, Level.ORANGE: 50, Level.RED: 70},
    "days": {Level.YELLOW: 8, Level.ORANGE: 4, Level.RED: 2},
    "in_force_from": TODAY, "citation": "江城市欠薪预警办法", "at": AT,
}  # fmt: skip


@pytest.mark.parametrize(
    ("place", "wrong"),
    [("4101", ""), ("410102", ""), ("4102", "不在本机构的管辖范围"), (None, "系统管理员")],
)
def test_a_head_proposes_for_the_own_places_only(place: str | None, wrong: str) -> None:
    head = make_user(role=Role.BUREAU_HEAD, office=make_office("4101"))
    division = make_division(place) if place else None
    for propose, given in ((rules.propose_rule, RULE), (rules.propose_scale, SCALE)):
        if wrong:
            with pytest.raises(Refused, match=wrong):
                propose(**given, division=division, actor=head)
        else:
            assert propose(**given, division=division, actor=head).division == division


@pytest.mark.parametrize("place", ["4101", None])
def test_only_an_official_of_the_place_decides(place: str | None) -> None:
    administrator = make_user(role=Role.ADMINISTRATOR)
    division = make_division(place) if place else None
    row = rules.propose_rule(**RULE, division=division, actor=administrator)
    elsewhere = make_user(role=Role.BUREAU_HEAD, office=make_office("4102"))
    for approved in (True, False):
        with pytest.raises(Refused, match="管辖范围|系统管理员"):
            rules.decide(row, approved=approved, actor=elsewhere, at=AT)
    role = Role.BUREAU_HEAD if place else Role.ADMINISTRATOR
    second = make_user(role=role, office=make_office("4101"))
    assert rules.decide(row, approved=True, actor=second, at=AT).state == "confirmed"


def test_an_inspector_sets_nothing() -> None:
    office = make_office("4101")
    with pytest.raises(Refused, match="部门负责人"):
        rules.propose_rule(**RULE, division=office.division, actor=make_user(office=office))
