"""Every employer in exactly one grid: by rule, by hand, never in two."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.policy.division_codes import shortest_prefix
from accounts.tests.factories import make_division
from employers.models import Employer
from employers.services import merging
from employers.tests.factories import AT, make_employer, make_uscc
from grids import coverage
from grids.models import Grid, GridDivision, GridStaff, Placement
from grids.policy.balance import Area, Sizes, grid_for
from grids.services import areas, placing, staffing
from grids.tests.factories import DISTRICT, OTHER, STREET, TODAY, Room, firms
from statutes.refusal import Refused
from workflow.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return Room()


def placed(grid: Grid) -> set[int]:
    return set(Placement.objects.filter(grid=grid).values_list("employer_id", flat=True))


def pks(employers: list[Employer]) -> set[int]:
    return {employer.pk for employer in employers}


def test_opening_a_grid_places_its_employers_and_counts_them(room: Room) -> None:
    here, there = firms(3), firms(2, OTHER)
    Employer.objects.filter(pk=here[0].pk).update(headcount=80)
    grid = room.grid(STREET)
    assert placed(grid) == pks(here)
    grid.refresh_from_db()
    assert (grid.employer_count, grid.worker_count, grid.counted_at) == (3, 80, AT)
    assert list(coverage.unplaced(room.head)) == there
    assert Event.objects.get(subject_type="grid").citation


def test_the_street_goes_before_the_district_as_the_pure_rule_says(room: Room) -> None:
    divisions = (STREET, OTHER, DISTRICT, "410103001000")
    everyone = [
        make_employer(f"云川{code}公司", division=make_division(code)) for code in divisions
    ]
    district, street = room.grid(DISTRICT, code="A"), room.grid(STREET, code="B")
    known = [Area("A", (shortest_prefix(DISTRICT),)), Area("B", (shortest_prefix(STREET),))]
    by_sql = dict(Placement.objects.values_list("employer__division_id", "grid__code"))
    assert by_sql == {code: found for code in divisions if (found := grid_for(code, known))}
    assert placed(district) | placed(street) == pks(everyone[:3])


def test_two_grids_never_claim_one_division(room: Room) -> None:
    room.grid(STREET, code="A", name="一网格")
    with pytest.raises(Refused, match="“林山寨街道”已由网格“A 一网格”负责，不能同时划给“B 二网格”"):
        room.grid(STREET, OTHER, code="B", name="二网格")
    assert Grid.objects.get().code == "A"
    other = room.grid(OTHER, code="B")
    with pytest.raises(IntegrityError), transaction.atomic():
        GridDivision.objects.create(grid=other, division_id=STREET)


def test_two_grids_never_hold_one_employer(room: Room) -> None:
    [firm] = firms(1)
    first, second = room.grid(STREET, code="A"), room.grid(OTHER, code="B")
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.create(employer=firm, grid=second, placed_at=AT)
    told: dict[str, Any] = {"reason": "单位在两街交界。", "actor": room.head, "at": AT}
    placing.place_by_hand(firm.pk, grid=second, moving_from=first.pk, **told)
    with pytest.raises(Refused, match="已划入网格“B B网格”，不能同时划入“A A网格”"):
        placing.place_by_hand(firm.pk, grid=first, moving_from=first.pk, **told)


def test_several_are_placed_in_one_act_or_none_and_whoever_cannot_be_is_named(room: Room) -> None:
    here, there = firms(2)
    first, second = room.grid(STREET, code="A"), room.grid(OTHER, code="B")
    told: dict[str, Any] = {"grid": second, "reason": "街道调整。", "actor": room.head, "at": AT}
    abroad = make_employer("外地公司", uscc=make_uscc(991), division=make_division("410200"))
    seen = {here.pk: first.pk, there.pk: second.pk, abroad.pk: None}
    with pytest.raises(Refused) as refused:
        placing.place_all_by_hand(seen, **told)
    said = [str(sentence) for sentence in refused.value.sentences]
    assert len(said) == 2 and "“外地公司”" in said[1] and "已划入网格“A" in said[0]
    assert placed(second) == set()
    both = {here.pk: first.pk, there.pk: first.pk}
    assert placing.place_all_by_hand(both, **told) == 2
    assert placed(second) == {here.pk, there.pk}
    second.refresh_from_db()
    assert second.employer_count == 2


def test_a_hand_placement_survives_the_rule_until_it_is_handed_back(room: Room) -> None:
    [firm, other] = firms(2)
    first, second = room.grid(STREET, code="A"), room.grid(OTHER, code="B")
    placing.place_by_hand(
        firm.pk, grid=second, moving_from=first.pk, reason="总部在彼。", actor=room.head, at=AT
    )
    assert placing.place_by_rule(at=AT) == placing.Placed(0, 0)
    areas.claim(first.pk, divisions=["410103000000"], actor=room.head, at=AT)
    assert (placed(first), placed(second)) == (set(), {firm.pk})
    second.refresh_from_db()
    assert second.employer_count == 1
    areas.claim(first.pk, divisions=[STREET], actor=room.head, at=AT)
    placing.hand_back(firm.pk, actor=room.head, at=AT)
    assert placed(first) == {firm.pk, other.pk}
    with pytest.raises(Refused, match="本来就按规则"):
        placing.hand_back(firm.pk, actor=room.head, at=AT)


def test_the_database_keeps_hand_placements_from_any_rule(room: Room) -> None:
    [firm] = firms(1)
    grid = room.grid(STREET)
    told: dict[str, Any] = {"reason": "甲。", "actor": room.head, "at": AT}
    placing.place_by_hand(firm.pk, grid=grid, moving_from=grid.pk, **told)
    for write in (
        lambda: Placement.objects.all().delete(),
        lambda: Placement.objects.update(how="rule", placed_by=None),
    ):
        with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
            write()


def test_merged_and_cancelled_files_leave_their_grid(room: Room) -> None:
    kept, gone = firms(2)
    merged = make_employer("江城第11（重复）", division=make_division(STREET))
    grid = room.grid(STREET)
    merging.merge(merged.pk, into_id=kept.pk, reason="同", actor=room.inspectors[0], at=AT)
    Employer.objects.filter(pk=gone.pk).update(status="cancelled")
    assert placing.place_by_rule(at=AT).released == 2
    assert placed(grid) == {kept.pk}


def test_placement_costs_the_same_statements_however_many_there_are(room: Room) -> None:
    room.grid(STREET)
    firms(1)
    with CaptureQueriesContext(connection) as few:
        placing.place_by_rule(at=AT)
    firms(30)
    with CaptureQueriesContext(connection) as many:
        assert placing.place_by_rule(at=AT).moved == 29
    assert len(few) == len(many)


def test_only_heads_of_the_office_divide_within_their_jurisdiction(room: Room) -> None:
    with pytest.raises(Refused, match="负责人划分"):
        room.grid(STREET, actor=room.inspectors[0])
    make_division("410202001000")
    with pytest.raises(Refused, match="管辖范围"):
        room.grid("4102020010".ljust(12, "0"))
    grid = room.grid(STREET)
    with pytest.raises(Refused, match="已经使用"):
        room.grid(OTHER)
    with pytest.raises(Refused, match="请选择"):
        areas.claim(grid.pk, divisions=[], actor=room.head, at=AT)


def test_a_split_moves_the_divisions_and_their_employers(room: Room) -> None:
    here, there = firms(2), firms(3, OTHER)
    whole = room.grid(STREET, OTHER, code="A")
    stays, goes = coverage.proposed_split(whole) or (None, None)
    assert stays and goes
    new = areas.split(
        whole.pk, code="B", name="新网格", divisions=goes.divisions, actor=room.head, at=AT
    )
    assert {frozenset(placed(whole)), frozenset(placed(new))} == {
        frozenset(pks(here)),
        frozenset(pks(there)),
    }
    with pytest.raises(Refused, match="至少留下一个"):
        areas.split(new.pk, code="C", name="丙", divisions=goes.divisions, actor=room.head, at=AT)


def test_a_street_is_split_off_a_district(room: Room) -> None:
    here, there = firms(2), firms(3, DISTRICT)
    whole = room.grid(DISTRICT, code="A")
    stays, goes = coverage.proposed_split(whole) or (None, None)
    assert stays and goes
    assert (stays.divisions, goes.divisions) == ((DISTRICT,), (STREET,))
    new = areas.split(
        whole.pk, code="B", name="街道", divisions=goes.divisions, actor=room.head, at=AT
    )
    assert (placed(whole), placed(new)) == (pks(there), pks(here))


def test_a_grid_is_closed_when_nobody_placed_anything_in_it_by_hand(room: Room) -> None:
    [firm] = firms(1)
    grid, other = room.grid(STREET, code="A"), room.grid(OTHER, code="B")
    placing.place_by_hand(
        firm.pk, grid=grid, moving_from=grid.pk, reason="甲。", actor=room.head, at=AT
    )
    close: dict[str, Any] = {"reason": "撤并。", "actor": room.head, "at": AT}
    with pytest.raises(Refused, match="1户由人工划入"):
        areas.close(grid.pk, **close)
    placing.hand_back(firm.pk, actor=room.head, at=AT)
    areas.close(grid.pk, **close)
    assert not placed(grid)
    areas.claim(other.pk, divisions=[STREET, OTHER], actor=room.head, at=AT)
    assert placed(other) == {firm.pk}
    with pytest.raises(Refused, match="已经停用"):
        areas.close(grid.pk, **close)


def test_posts_need_the_role_and_the_certificate(room: Room) -> None:
    grid = room.grid(STREET)
    first, second = room.assistants
    told: dict[str, Any] = {"valid_from": TODAY, "task": "", "actor": room.head, "at": AT}
    posted = staffing.post(grid.pk, user=first, duty="assistant", **told)
    assert "不实施检查" in posted.task
    lacks = [str(post.lack) for post in coverage.vacant([grid], TODAY)]
    assert lacks == ["协管员缺1人，每个网格不少于二人。", "没有责任监察员。"]
    with pytest.raises(Refused, match="已在该网格"):
        staffing.post(grid.pk, user=first, duty="assistant", **told)
    with pytest.raises(Refused, match="不是监察员"):
        staffing.post(grid.pk, user=first, duty="inspector", **told)
    with pytest.raises(Refused, match="不是协管员"):
        staffing.post(grid.pk, user=room.inspectors[0], duty="assistant", **told)
    staffing.post(grid.pk, user=second, duty="assistant", **told)
    staffing.post(grid.pk, user=room.inspectors[0], duty="inspector", **told)
    assert coverage.vacant([grid], TODAY) == []
    staffing.relieve(posted.pk, on=TODAY, actor=room.head, at=AT)
    assert len(coverage.vacant([grid], TODAY + timedelta(days=1))) == 1
    with pytest.raises(Refused, match="已经结束"):
        staffing.relieve(posted.pk, on=TODAY, actor=room.head, at=AT)
    assert GridStaff.objects.count() == 3


def test_the_report_names_everything_that_is_missing(room: Room) -> None:
    firms(1), firms(2, OTHER)
    grid = room.grid(STREET)
    found = coverage.report(room.head, TODAY, Sizes(fewest_employers=2))
    assert [division.pk for division in found.uncovered] == [OTHER]
    assert (found.unplaced_count, found.placed_count, found.is_whole) == (2, 1, False)
    assert [post.grid for post in found.vacant] == [grid, grid]
    assert "少于2户" in str(found.imbalances[0][1].reasons[0])
    with CaptureQueriesContext(connection) as few:
        coverage.report(room.head, TODAY, Sizes())
    room.grid(OTHER, code="B")
    with CaptureQueriesContext(connection) as many:
        coverage.report(room.head, TODAY, Sizes())
    assert len(many) <= len(few) <= 10
