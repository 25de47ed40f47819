"""The demo city is lived through the services: its whole record verifies."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from cases.models import Case, CourtApplication, Decision, Hearing
from cases.procedure.states import State
from complaints.models import Complaint
from workflow.models import Approval

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Somebody is to act in each of these.
WAITING = {
    State.FILING_REVIEW,
    State.INVESTIGATING,
    State.CONCLUSION_REVIEW,
    State.CONCLUDED,
    State.NOTIFIED,
    State.HEARING,
    State.DECIDING,
    State.DECISION_REVIEW,
    State.DECIDED,
    State.PERFORMING,
    State.ENFORCING,
    State.CLOSED,
}


@pytest.fixture
def demo(settings):
    settings.DEBUG = settings.DEMO = True


def output_of(capsys, *command: str) -> dict[str, Any]:
    call_command(*command, "--format", "json")
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    return printed


def test_the_city_holds_the_founding_case_and_verifies_to_the_last_act(demo, capsys):
    built = output_of(capsys, "seed_demo", "--employers", "12")
    assert built["complaints"] == Complaint.objects.count()
    founding = Complaint.objects.get(worker_count=72)
    assert founding.claimed == Decimal("210000.00")
    assert Approval.objects.pending().exists()
    assert Case.objects.exists()
    history = output_of(capsys, "verify_history")
    assert history["broken"] == []
    assert history["papers"] == built["papers"]
    assert output_of(capsys, "sweep_deadlines")["checked"] > 0


def test_the_city_shows_every_outcome_and_where_cases_wait_in_between(demo):
    call_command("seed_demo", "--employers", "48")
    decided = set(Decision.objects.values_list("kind", "procedure"))
    ordinary = {"penalty", "handling", "no_penalty", "revocation"}
    assert decided == {("penalty", "simple"), *((kind, "ordinary") for kind in ordinary)}
    assert Decision.objects.filter(status="annulled").exists()
    assert CourtApplication.objects.filter(ruling="granted").exists()
    assert Hearing.objects.filter(held_on__isnull=False).exists()
    states = {State(state) for state in Case.objects.values_list("state", flat=True)}
    assert states >= WAITING


def test_a_second_run_changes_nothing(demo, capsys):
    call_command("seed_demo", "--employers", "4")
    people, complaints = User.objects.count(), Complaint.objects.count()
    call_command("seed_demo", "--employers", "4")
    assert (User.objects.count(), Complaint.objects.count()) == (people, complaints)


def test_demo_people_never_come_into_being_outside_the_demo(settings):
    settings.DEMO = False
    with pytest.raises(CommandError) as refused:
        call_command("seed_demo")
    assert refused.value.returncode == 2
    assert not User.objects.exists()
