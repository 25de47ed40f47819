"""A legal procedure as one table of steps: it draws buttons, guards posts and feeds tests.

Pure Python. A domain app lists its steps; `check` is the only gate a service passes, `available`
is what a screen shows. Both ask the same guards, so screen and law cannot disagree.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from accounts.policy.roles import ROLE_LABELS, Role
from statutes.citations import Citation
from statutes.refusal import Refused
from statutes.wording import Sentence, say

S = TypeVar("S", bound=StrEnum)


class Facts(Protocol):
    """What every step's guards may read; an app's own facts add the rest."""

    @property
    def roles(self) -> frozenset[Role]: ...


# A guard names what is missing or forbidden, or returns None when the step may be taken.
Guard = Callable[[Any], Sentence | None]


@dataclass(frozen=True, slots=True)
class Step(Generic[S]):
    """One legal act: from which states, to which state, by whom, on what authority.

    `target` None means that the state stays. `label` is the statutory Chinese name of the act.
    `moot` guards, when they refuse, leave nothing to do: the step is then not offered at all.
    """

    name: str
    label: str
    sources: frozenset[S]
    target: S | None
    role: Role
    citation: Citation
    guards: tuple[Guard, ...] = ()
    moot: tuple[Guard, ...] = ()

    def is_moot(self, facts: Facts) -> bool:
        return any(guard(facts) is not None for guard in self.moot)

    def missing(self, facts: Facts) -> tuple[Sentence, ...]:
        reasons = (guard(facts) for guard in (*self.moot, *self.guards))
        return tuple(reason for reason in reasons if reason is not None)


@dataclass(frozen=True, slots=True)
class Offer(Generic[S]):
    """A step that the state and the person's role allow, with what it still lacks."""

    step: Step[S]
    missing: tuple[Sentence, ...]

    @property
    def is_ready(self) -> bool:
        return not self.missing


def by_name(steps: Iterable[Step[S]]) -> Mapping[str, Step[S]]:
    """Index a table of steps; a repeated name is a mistake of the table."""
    table: dict[str, Step[S]] = {}
    for step in steps:
        if step.name in table:
            raise ValueError(f"two steps are named {step.name}")
        table[step.name] = step
    return table


def check(steps: Mapping[str, Step[S]], name: str, state: S, facts: Facts) -> Step[S]:
    """Return the step, or raise Refused with every reason why it may not be taken now."""
    step = steps[name]
    if state not in step.sources:
        raise Refused(
            say("当前状态不能办理“%(step)s”，请刷新页面查看最新进展。", step=step.label),
            citation=step.citation,
        )
    if step.role not in facts.roles:
        raise Refused(
            say("“%(step)s”须由%(role)s办理。", step=step.label, role=ROLE_LABELS[step.role]),
            citation=step.citation,
        )
    if missing := step.missing(facts):
        raise Refused(*missing, citation=step.citation)
    return step


def available(steps: Mapping[str, Step[S]], state: S, facts: Facts) -> tuple[Offer[S], ...]:
    """The steps this person may see from this state, each with what is still missing."""
    return tuple(
        Offer(step, step.missing(facts))
        for step in steps.values()
        if state in step.sources and step.role in facts.roles and not step.is_moot(facts)
    )
