"""三进五访: problems solved or handed on and followed up; facts collected; the law spread."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from employers.models import Employer
from employers.tests.factories import AT
from grids import tallies
from grids.models import Visit
from grids.services import visits
from grids.services.visits import Collected
from grids.tests.factories import DISTRICT, STREET, TODAY, Room, firms
from statutes.refusal import Refused
from workflow.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return Room()


def enter(room: Room, **told: object) -> Visit:
    given: dict = {
        "division_id": DISTRICT, "place": "village", "whom": "needy", "where": "林山寨村",
        "visited_on": TODAY, "people": 2, "outcome": "nothing",
        "actor": room.assistants[0], "at": AT, **told,
    }  # fmt: skip
    return visits.record(**given)


def test_a_visit_to_an_employer_lies_in_its_grid_and_collects_its_facts(room: Room) -> None:
    [firm] = firms(1, at=AT - timedelta(days=300))
    grid = room.grid(STREET)
    assert firm in Employer.objects.overdue(TODAY)
    told = {"headcount": 36, "phone": "0371-1", "legal_representative": "周海"}
    collected = Collected({**told, "address": "建设路18号"}, ["name"], "on_site")
    visit = enter(room, employer=Employer.objects.get(pk=firm.pk), collected=collected)
    assert (visit.grid, visit.division_id) == (grid, STREET)
    assert not Employer.objects.overdue(TODAY).exists()
    learnt = firm.updates.first()
    assert learnt is not None
    assert learnt.changes["headcount"] == ["", "36"] and learnt.confirmed == ["name"]
    assert (learnt.source, learnt.method, learnt.collector) == (
        "visit",
        "on_site",
        room.assistants[0],
    )


def test_a_problem_handed_on_is_followed_until_it_is_solved(room: Room) -> None:
    handed: dict = {"problem": "欠薪。", "outcome": "handed_on", "handed_to": "住建局"}
    visit = enter(room, **handed, follow_up_by=TODAY, follower=room.inspectors[0])
    assert Notification.objects.get().recipient == room.inspectors[0]
    tomorrow = TODAY + timedelta(days=1)
    assert list(Visit.objects.late(tomorrow)) == [visit] == list(Visit.objects.unsolved())
    assert visits.remind(tomorrow, AT + timedelta(days=1)) == 1
    assert visits.remind(tomorrow + timedelta(days=1), AT) == 0
    later = TODAY + timedelta(days=10)
    told: dict = {"actor": room.inspectors[0], "at": AT}
    visits.hand_over(visit.pk, follower=room.assistants[1], follow_up_by=later, note="", **told)
    assert not Visit.objects.late(tomorrow).exists()
    with pytest.raises(Refused, match="不得早于走访日期"):
        visits.solve(visit.pk, on=TODAY - timedelta(days=1), answer="已解决。", **told)
    visits.solve(visit.pk, on=TODAY, answer="已经支付。", **told)
    assert not Visit.objects.unsolved().exists()
    with pytest.raises(Refused, match="已经解决"):
        visits.solve(visit.pk, on=TODAY, answer="再次。", **told)


def test_whoever_enters_a_handed_on_problem_follows_it_unless_told_otherwise(room: Room) -> None:
    handed: dict = {"problem": "欠薪。", "outcome": "handed_on", "handed_to": "住建局"}
    assert enter(room, **handed, follow_up_by=TODAY).follower == room.assistants[0]
    with pytest.raises(Refused, match="办理期限不得早于"):
        enter(room, **handed, follow_up_by=TODAY - timedelta(days=1))


@pytest.mark.parametrize(
    "told",
    [
        {"problem": "欠薪。"},
        {"outcome": "solved", "problem": "欠薪。"},
        {"outcome": "solved", "answer": "已解决。"},
        {"outcome": "handed_on", "problem": "欠薪。"},
    ],
)
def test_the_database_wants_the_whole_story(room: Room, told: dict) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        enter(room, **told)


def test_only_assistants_and_officers_enter_and_never_the_future(room: Room) -> None:
    with pytest.raises(Refused, match="协管员和监察员登记"):
        enter(room, actor=room.bureau_head)
    with pytest.raises(Refused, match="尚未到来"):
        enter(room, visited_on=TODAY + timedelta(days=1))


def test_a_year_is_counted_by_grid(room: Room) -> None:
    grid = room.grid(STREET)
    enter(room, grid=grid)
    enter(room, grid=grid, problem="欠薪。", outcome="solved", answer="当场付清。", people=3)
    enter(room)
    visits.publicise(
        division_id=STREET, grid=grid, held_on=TODAY, where="工地", laws="《工资条例》", form="",
        people_reached=80, actor=room.assistants[0], at=AT,
    )  # fmt: skip
    counted = tallies.of_year(room.head, 2026)
    names = list(tallies.COLUMNS)
    first, rest = (dict(zip(names, tally.counts, strict=True)) for tally in counted)
    assert (first["visits"], first["people"], first["problems"], first["solved"]) == (2, 5, 1, 1)
    assert (first["publicity"], first["reached"], rest["visits"]) == (1, 80, 1)
    assert dict(zip(names, tallies.total(counted), strict=True))["visits"] == 3
    assert tallies.of_year(room.head, 2025)[0].counts[1] == 0
