"""What people do about a warning: each step, who may take it, and what it refuses."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from early_warning.models import Warning, WarningSign
from early_warning.papers import WARNING_LETTER
from early_warning.procedure import STEPS, Outcome, State
from early_warning.services import earning, handling
from early_warning.tests import factories as make
from early_warning.tests.factories import AT, GROUP, OWED, TODAY, House
from employers.models import Employer
from grids.policy.frequency import Basis
from grids.tests import patrol_factories as patrols
from statutes.refusal import Refused
from workflow.models import Clock, Event, Notification

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=3)
SOON = TODAY + timedelta(days=7)


@pytest.fixture
def house() -> House:
    return House()


def told(house: House) -> Warning:
    warning = make.warned(house)
    return handling.send_letter(warning.pk, answer_by=SOON, request="", actor=house.lead, at=AT)


def visiting(house: House, warning: Warning, visit_by: date = SOON) -> Warning:
    return handling.order_visit(
        warning.pk, visitor=house.lead, visit_by=visit_by, note="查台账", actor=house.head, at=AT
    )


def inspected(house: House, warning: Warning) -> None:
    """As any inspection: proposed on the warning's number, approved, announced, recorded."""
    here = patrols.House(house.office, lead=house.lead, head=house.head)
    basis: dict[str, Any] = {"basis": Basis.LEAD, "cause": warning.number}
    patrols.recorded(here, employer=warning.employer, **basis)


def closed(house: House, warning: Warning, outcome: Outcome = Outcome.CONFIRMED) -> Warning:
    actor = house.head if warning.level == "red" else house.lead
    return handling.close(warning.pk, outcome=outcome, reason="已核实。", actor=actor, at=AT)


def test_yellow_is_told_in_writing_before_anybody_goes(house: House) -> None:
    warning = make.warned(house)
    with pytest.raises(Refused, match="先发出预警告知书"):
        visiting(house, warning)
    warning = handling.send_letter(warning.pk, answer_by=SOON, request="", actor=house.lead, at=AT)
    assert warning.letter and warning.letter.kind == WARNING_LETTER.code
    warning = visiting(house, warning)
    assert (warning.status, warning.visitor) == (State.VISIT, house.lead)
    assert Notification.objects.filter(recipient=house.lead).exists()
    found: dict[str, Any] = {"found": "台账齐全，工资已补发。", "actor": house.lead, "at": LATER}
    with pytest.raises(Refused, match="还没有检查记录"):
        handling.record_visit(warning.pk, **found)
    inspected(house, warning)
    warning = handling.record_visit(warning.pk, **found)
    assert warning.visited_on == TODAY
    warning = closed(house, warning, Outcome.RESOLVED)
    assert (warning.closed_on, warning.closed_by) == (TODAY, house.lead)
    assert not Clock.objects.of(warning.subject).open().exists()
    assert [e.act for e in Event.objects.of(warning.subject).order_by("sequence")] == [
        "raise", "send_letter", "order_visit", "record_visit", "close",
    ]  # fmt: skip


def test_orange_and_red_are_visited_at_once_and_get_no_letter(house: House) -> None:
    warning = make.warned(house, **OWED)
    with pytest.raises(Refused, match="橙色、红色的直接检查"):
        handling.send_letter(warning.pk, answer_by=SOON, request="", actor=house.lead, at=AT)
    assert visiting(house, warning).status is State.VISIT


def test_red_is_closed_by_the_head_alone(house: House) -> None:
    warning = make.warned(house, **GROUP)
    with pytest.raises(Refused, match="监察机构负责人"):
        handling.close(
            warning.pk, outcome=Outcome.UNFOUNDED, reason="误报", actor=house.lead, at=AT
        )
    assert closed(house, warning).status is State.CLOSED


def test_a_visit_that_was_ordered_is_made_before_the_end(house: House) -> None:
    warning = visiting(house, make.warned(house, **OWED))
    with pytest.raises(Refused):
        closed(house, warning)


def test_what_became_a_lead_is_not_unfounded(house: House) -> None:
    warning = make.warned(house, **OWED)
    warning = handling.make_lead(warning.pk, reason="工人反映一致。", actor=house.lead, at=AT)
    with pytest.raises(Refused, match="不属实"):
        closed(house, warning, Outcome.UNFOUNDED)
    assert closed(house, warning).outcome == "confirmed"


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_ends_without_a_reason(house: House, reason: str) -> None:
    warning = make.warned(house)
    with pytest.raises(Refused, match="请写明理由"):
        handling.close(warning.pk, outcome=Outcome.RESOLVED, reason=reason, actor=house.lead, at=AT)
    assert Employer.objects.get().warning_level == "yellow"


def test_dates_that_cannot_be_are_refused(house: House) -> None:
    warning = make.warned(house)
    with pytest.raises(Refused, match="今天之后"):
        handling.send_letter(warning.pk, answer_by=TODAY, request="", actor=house.lead, at=AT)
    handling.send_letter(warning.pk, answer_by=SOON, request="", actor=house.lead, at=AT)
    with pytest.raises(Refused, match="不得早于今天"):
        visiting(house, warning, visit_by=TODAY - timedelta(days=1))


def test_another_officer_may_be_made_to_answer(house: House) -> None:
    warning = make.warned(house)
    warning = handling.assign(warning.pk, owner=house.lead, actor=house.head, at=AT)
    assert Clock.objects.of(warning.subject).get().owner == house.lead
    closed(house, warning)
    with pytest.raises(Refused, match="已经了结"):
        handling.assign(warning.pk, owner=house.lead, actor=house.head, at=AT)


def test_the_database_keeps_signs_and_ends_as_they_were(house: House) -> None:
    warning = closed(house, make.warned(house))
    for change in (
        lambda: WarningSign.objects.update(points=1),
        lambda: Warning.objects.update(reason="另一个理由"),
        lambda: Warning.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Warning.objects.get() == warning


def test_every_step_has_a_service_of_its_name() -> None:
    own = {"close_red": "close"}
    assert all(hasattr(handling, own.get(name, name)) for name in STEPS)


def test_the_hit_rate_counts_each_rule_by_what_came_of_it(house: House) -> None:
    for number, outcome in enumerate((Outcome.CONFIRMED, Outcome.CONFIRMED, Outcome.UNFOUNDED)):
        employer = make.employer_here(50 + number, f"江城第{number}制衣厂")
        closed(house, make.warned(house, employer, **OWED), outcome)
    make.warned(house, make.employer_here(70, "江城在办厂"), **OWED)
    found = earning.records(house.lead, since=None, until=TODAY)
    record = found["months_owed"]
    assert (record.fired, record.confirmed, record.unfounded, record.open) == (4, 2, 1, 1)
    assert found["tax_owed"].fired == 0
    assert earning.records(house.lead, since=SOON, until=SOON)["months_owed"].fired == 0
