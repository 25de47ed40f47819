"""The table of a warning: every state, role and colour against what may be done."""

from typing import Any

import pytest

from accounts.policy.roles import Role
from early_warning.procedure import STEPS, Facts, State
from workflow.procedure import available

INSPECTOR, HEAD = Role.INSPECTOR, Role.UNIT_HEAD
TABLE = {
    (State.RAISED, INSPECTOR): {"send_letter", "make_lead", "close"},
    (State.RAISED, HEAD): {"order_visit"},
    (State.TOLD, INSPECTOR): {"make_lead", "close"},
    (State.TOLD, HEAD): {"order_visit"},
    (State.VISIT, INSPECTOR): {"record_visit"},
    (State.VISIT, HEAD): set(),
    (State.VISITED, INSPECTOR): {"make_lead", "close"},
    (State.VISITED, HEAD): {"order_visit"},
    (State.LEAD, INSPECTOR): {"close"},
    (State.LEAD, HEAD): set(),
    (State.CLOSED, INSPECTOR): set(),
    (State.CLOSED, HEAD): set(),
}


def offered(state: State, role: Role, **facts: Any) -> set[str]:
    return {o.step.name for o in available(STEPS, state, Facts(frozenset({role}), **facts))}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("role", Role)
def test_a_yellow_warning_offers_each_role_its_steps(state: State, role: Role) -> None:
    assert offered(state, role, is_yellow=True) == TABLE.get((state, role), set())


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("role", (INSPECTOR, HEAD))
def test_a_red_warning_gets_no_letter_and_ends_with_the_head(state: State, role: Role) -> None:
    yellow = TABLE[state, role]
    expected = yellow - {"send_letter", "close"}
    if role is HEAD and "close" in TABLE[state, INSPECTOR]:
        expected |= {"close_red"}
    assert offered(state, role, is_red=True) == expected
