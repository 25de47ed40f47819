"""The docs draw the table of steps; they may not drift from it."""

from io import StringIO

from django.core.management import call_command

from cases.management.commands.case_procedure import FENCE, PAGE, README
from cases.procedure.diagram import diagram, fenced, page
from cases.procedure.states import STORED, State
from cases.procedure.table import STEPS


def test_the_page_and_the_readme_show_the_table_as_it_is():
    assert PAGE.read_text() == page(), "run manage.py case_procedure --write"
    drawn = FENCE.search(README.read_text())
    assert drawn and drawn[0] == fenced(diagram()), "run manage.py case_procedure --write"


def test_every_move_is_an_arrow_and_every_act_a_row():
    drawn, rows = diagram(), page()
    for step in STEPS.values():
        assert f"| `{step.name}` |" in rows
        for source in step.sources - {State.LEAD}:
            if step.target is not None:
                assert f"{source.value} --> {step.target.value}: " in drawn
    assert all(f"    {state.value}: " in drawn for state in STORED)


def test_the_command_prints_the_page():
    printed = StringIO()
    call_command("case_procedure", stdout=printed)
    assert printed.getvalue() == page()
