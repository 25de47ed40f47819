"""The table of steps as the docs show it: a state diagram, and every step with its article."""

from collections.abc import Iterable, Mapping
from itertools import chain

from accounts.policy.roles import ROLE_LABELS
from cases.procedure.states import STATE_LABELS, STORED, TERMINAL, State
from cases.procedure.table import STEPS
from workflow.procedure import Step

LEAD = "[*]"  # what is not yet a case, and what no longer moves
HEAD = """# The procedure of a case

Printed by `manage.py case_procedure --write` from `cases/procedure/table.py`; a test compares them.

"""
COLUMNS = "| act | label | from | to | by | article |\n|---|---|---|---|---|---|"


def diagram(steps: Mapping[str, Step[State]] = STEPS) -> str:
    """The moves from state to state; acts that leave the state as it is are in the table only."""
    names = (f"    {state.value}: {state.value} {STATE_LABELS[state]}" for state in STORED)
    ends = (f"    {state.value} --> {LEAD}" for state in STORED if state in TERMINAL)
    return "\n".join(["stateDiagram-v2", *names, *_moves(steps.values()), *ends])


def _moves(steps: Iterable[Step[State]]) -> list[str]:
    """One arrow between two states, with every act that goes along it."""
    acts: dict[tuple[State, State], list[str]] = {}
    for step in steps:
        for source in sorted(step.sources, key=list(State).index):
            if step.target is not None:
                acts.setdefault((source, step.target), []).append(step.label)
    return [
        f"    {_node(source)} --> {_node(target)}: {'、'.join(dict.fromkeys(labels))}"
        for (source, target), labels in acts.items()
    ]


def _node(state: State) -> str:
    return LEAD if state is State.LEAD else state.value


def page(steps: Mapping[str, Step[State]] = STEPS) -> str:
    """The diagram and the table of every step."""
    rows = chain([COLUMNS], (_row(step) for step in steps.values()))
    return f"{HEAD}{fenced(diagram(steps))}\n\n" + "\n".join(rows) + "\n"


def fenced(drawn: str) -> str:
    return f"```mermaid\n{drawn}\n```"


def _row(step: Step[State]) -> str:
    sources = "、".join(STATE_LABELS[s] for s in State if s in step.sources)
    target = "—" if step.target is None else STATE_LABELS[step.target]
    role = ROLE_LABELS[step.role]
    return f"| `{step.name}` | {step.label} | {sources} | {target} | {role} | {step.citation} |"
