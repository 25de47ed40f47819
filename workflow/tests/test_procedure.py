"""The step table refuses by state, by role and by guard, and says why."""

from dataclasses import dataclass, replace
from enum import StrEnum

import pytest

from accounts.policy.roles import Role
from statutes.citations import Citation
from statutes.refusal import Refused
from statutes.wording import say
from workflow.procedure import Step, available, by_name, check


class State(StrEnum):
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True)
class Facts:
    roles: frozenset[Role]
    papers_complete: bool = True


def papers_complete(facts: Facts):
    return None if facts.papers_complete else say("文书不齐")


CLOSE = Step(
    "close",
    "结案",
    frozenset({State.OPEN}),
    State.DONE,
    Role.UNIT_HEAD,
    Citation("劳动保障监察条例", "第十八条"),
    (papers_complete,),
)
STEPS = by_name([CLOSE])
HEAD = frozenset({Role.UNIT_HEAD})


def test_a_step_that_state_role_and_guards_allow_is_returned():
    assert check(STEPS, "close", State.OPEN, Facts(HEAD)) is CLOSE


@pytest.mark.parametrize(
    ("state", "facts", "reason"),
    [
        (State.DONE, Facts(HEAD), "当前状态"),
        (State.OPEN, Facts(frozenset({Role.INSPECTOR})), "须由"),
        (State.OPEN, Facts(HEAD, papers_complete=False), "文书不齐"),
    ],
)
def test_a_refusal_names_its_reason_and_its_article(state, facts, reason):
    with pytest.raises(Refused) as refusal:
        check(STEPS, "close", state, facts)
    assert reason in str(refusal.value.sentences[0])
    assert refusal.value.citation == CLOSE.citation


def test_the_screen_shows_a_step_with_what_it_lacks_and_hides_other_peoples_steps():
    (offer,) = available(STEPS, State.OPEN, Facts(HEAD, papers_complete=False))
    assert not offer.is_ready
    assert [str(s) for s in offer.missing] == ["文书不齐"]
    assert available(STEPS, State.OPEN, Facts(frozenset({Role.INSPECTOR}))) == ()


def test_a_step_that_leaves_nothing_to_do_is_not_offered_but_still_refuses():
    done = replace(CLOSE, guards=(), moot=(papers_complete,))
    facts = Facts(HEAD, papers_complete=False)
    assert available({"close": done}, State.OPEN, facts) == ()
    with pytest.raises(Refused, match="文书不齐"):
        check({"close": done}, "close", State.OPEN, facts)


def test_two_steps_may_not_share_a_name():
    with pytest.raises(ValueError, match="close"):
        by_name([CLOSE, CLOSE])
