"""From the head's instruction to the tombstone, through the services (45号令 第六条至第十七条)."""

from datetime import date, timedelta
from typing import Any

import pytest

from blacklist.listing_procedure import State
from blacklist.models import Listing
from blacklist.policy import city_2014, national_2022
from blacklist.policy.departments import DEPARTMENT_LABELS, Department, Measure
from blacklist.policy.not_listing import Ground
from blacklist.services import deciding, ending, notice, opening, removal, spreading
from blacklist.tests.listing_factories import (
    AT,
    BASIS,
    TODAY,
    Room,
    after_objections,
    applied,
    decided,
    fresh,
    handed,
    listed,
    noticed,
    object_to,
    on,
    proposed,
    removal_decided,
    taken_down,
    taken_up,
)
from statutes.refusal import Refused
from workflow.models import Approval, Clock, Event

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def room() -> Room:
    return Room()


def open_clocks(listing: Listing) -> dict[str, date]:
    rows = Clock.objects.of(listing.subject).open()
    return {clock.code: clock.due_at.date() for clock in rows}


def test_the_head_takes_a_candidate_up_with_its_parties_and_its_twenty_days(room: Room) -> None:
    listing = taken_up(room)
    assert listing.status is State.TO_NOTIFY
    assert [party.get_role_display() for party in listing.parties.all()] == [
        "用人单位",
        "法定代表人或者主要负责人",
    ]
    assert listing.cases.get().order_number
    assert set(open_clocks(listing)) == {"listing_decision"}
    assert Event.objects.of(listing.subject).get().act == "take_up"


def test_an_officer_cannot_take_a_candidate_up(room: Room) -> None:
    listing = taken_up(room)
    with pytest.raises(Refused):
        opening.take_up(listing.candidate_id, opinion="", actor=room.officer, at=AT)


def test_a_right_to_object_ends_with_the_fifth_working_day(room: Room) -> None:
    listing = noticed(room)
    last = listing.objection_until
    assert last is not None
    with pytest.raises(Refused, match="异议期限已于"):
        object_to(room, listing, last + DAY)
    objection = object_to(room, listing, last)
    assert objection.is_upheld is None
    assert "listing_objection_reply" in open_clocks(listing)


def test_nothing_is_proposed_before_the_objections_could_come(room: Room) -> None:
    listing = noticed(room)
    last = listing.objection_until
    assert last is not None
    for day, is_open in ((last, False), (last + DAY, True)):
        given: dict[str, Any] = {"paid_on": None, "promised_on": None, "opinion": "建议列入。"}
        given |= {"ground": None, "actor": room.officer, "at": on(day)}
        if is_open:
            deciding.propose_decision(listing.pk, **given)
            continue
        with pytest.raises(Refused, match="异议期限尚未届满"):
            deciding.propose_decision(listing.pk, **given)
    assert fresh(listing).status is State.DECISION_REVIEW


def test_an_objection_that_was_found_right_bars_the_listing(room: Room) -> None:
    listing = noticed(room)
    object_to(room, listing, TODAY)
    notice.answer_objection(
        listing.pk, is_upheld=True, answer="经核实已付清。", actor=room.officer, at=AT
    )
    at = after_objections(listing)
    given: dict[str, Any] = {"paid_on": None, "promised_on": None, "opinion": "异议成立。"}
    given |= {"actor": room.officer, "at": at}
    with pytest.raises(Refused, match="异议已核实成立"):
        deciding.propose_decision(listing.pk, ground=None, **given)
    deciding.propose_decision(listing.pk, ground=Ground.OBJECTION_UPHELD, **given)
    ended = deciding.decide(listing.pk, approved=True, opinion="同意。", actor=room.head, at=at)
    assert ended.status is State.NOT_LISTED
    assert ended.decision is not None
    assert ended.decision.kind == "not_listing_decision"
    ended.candidate.refresh_from_db()
    assert ended.candidate.outcome == "not_listed"


def test_paid_the_day_before_with_a_promise_may_be_left_off_by_the_national_rules(
    room: Room,
) -> None:
    listing = noticed(room, ruleset=national_2022.ID)
    at = after_objections(listing)
    paid = at.date() - DAY
    deciding.propose_decision(
        listing.pk,
        ground=Ground.PAID_AND_PROMISED,
        paid_on=paid,
        promised_on=paid,
        opinion="已付清并承诺。",
        actor=room.officer,
        at=at,
    )
    left = deciding.decide(listing.pk, approved=True, opinion="同意。", actor=room.head, at=at)
    assert left.not_listed_for == Ground.PAID_AND_PROMISED
    assert not Clock.objects.of(left.subject).open().exists()


def test_where_the_sets_differ_the_head_must_write_the_legal_basis(room: Room) -> None:
    listing = proposed(room, differs=True)
    at = after_objections(listing)
    with pytest.raises(Refused, match="法律依据"):
        deciding.decide(listing.pk, approved=True, opinion="同意。", actor=room.head, at=at)
    assert fresh(listing).status is State.DECISION_REVIEW
    done = deciding.decide(
        listing.pk, approved=True, opinion="同意。", legal_basis=BASIS, actor=room.head, at=at
    )
    assert done.legal_basis == BASIS
    assert done.status is State.DECIDED


def test_who_proposed_never_decides_and_only_the_bureau_head_does(room: Room) -> None:
    listing = proposed(room)
    at = after_objections(listing)
    for person in (room.officer, room.bureau.head):
        with pytest.raises(Refused):
            deciding.decide(
                listing.pk, approved=True, opinion="", legal_basis=BASIS, actor=person, at=at
            )
    assert Approval.objects.of(listing.subject).pending().get().role == "bureau_head"


def test_the_period_is_three_years_by_the_national_and_one_by_the_city_rules(room: Room) -> None:
    for ruleset, years in ((city_2014.ID, 1), (national_2022.ID, 3)):
        listing = decided(Room(room.bureau), ruleset=ruleset)
        assert listing.decided_on and listing.listed_until
        assert listing.listed_until == listing.decided_on.replace(
            year=listing.decided_on.year + years
        )


def test_the_file_shows_the_listing_once_every_party_has_the_decision(room: Room) -> None:
    listing = decided(room)
    day = listing.decided_on
    assert day is not None
    first, second = listing.parties.all()
    half = handed(listing, day, parties=[first])
    waiting = deciding.serve_decision(listing.pk, half, actor=room.officer, at=on(day))
    assert waiting.status is State.DECIDED
    assert not fresh(listing).employer.is_listed(day)
    rest = handed(listing, day, parties=[second])
    done = deciding.serve_decision(listing.pk, rest, actor=room.officer, at=on(day))
    assert done.status is State.LISTED
    assert fresh(listing).employer.is_listed(day)
    own = done.sanctions.get(measure=Measure.CREDIT_FILE.value)
    assert own.begun_on == day
    assert done.sanctions.count() == len(Measure)


def test_seven_departments_are_written_to_and_sign_and_answer(room: Room) -> None:
    listing = listed(room)
    day = listing.decided_on
    assert day is not None
    bodies = {d: f"江城市{DEPARTMENT_LABELS[d]}" for d in Department}
    copies = spreading.send_copies(listing.pk, bodies=bodies, actor=room.officer, at=on(day))
    assert len(copies) == 7
    assert {copy.paper.number for copy in copies} != {""}
    one = next(c for c in copies if c.department == Department.CONSTRUCTION)
    spreading.record_receipt(
        listing.pk, dispatch=one, received_on=day, receiver="王某", actor=room.officer, at=on(day)
    )
    spreading.record_reply(
        listing.pk,
        dispatch=one,
        replied_on=day,
        reply="已纳入信用系统。",
        has_begun=True,
        actor=room.officer,
        at=on(day),
    )
    assert listing.sanctions.get(measure=Measure.CONSTRUCTION_CREDIT.value).begun_on == day
    with pytest.raises(Refused):
        spreading.send_copies(listing.pk, bodies=bodies, actor=room.officer, at=on(day))


def test_a_listing_ends_by_itself_the_day_after_its_last_and_is_taken_down_everywhere(
    room: Room,
) -> None:
    listing = listed(room)
    day, last = listing.decided_on, listing.listed_until
    assert day and last
    bodies = {Department.BANKS: "江城市人民银行"}
    spreading.send_copies(listing.pk, bodies=bodies, actor=room.officer, at=on(day))
    assert not ending.expire(listing.pk, today=last, at=on(last))
    assert ending.expire(listing.pk, today=last + DAY, at=on(last + DAY))
    over = fresh(listing)
    assert over.status is State.REMOVING
    assert not over.employer.is_listed(last + DAY)
    assert over.sanctions.filter(lifted_on=None).count() == 0
    assert over.remove_by is not None
    assert not Listing.objects.overdue_to_remove(over.remove_by).exists()
    assert Listing.objects.overdue_to_remove(over.remove_by + DAY).get() == over
    with pytest.raises(Refused, match="尚未确认移出"):
        ending.complete_removal(listing.pk, actor=room.officer, at=on(last + DAY))
    gone = taken_down(room, last + DAY, over)
    assert gone.status is State.REMOVED
    assert not open_clocks(gone)
    assert not ending.expire(listing.pk, today=last + DAY, at=on(last + DAY))


def test_six_months_are_full_when_their_last_day_is_over(room: Room) -> None:
    listing = listed(room, ruleset=national_2022.ID)
    start = listing.listed_from
    assert start is not None
    half = date(start.year + (start.month > 6), (start.month + 5) % 12 + 1, start.day)
    applied(room, half, listing)
    refused = removal_decided(room, half, listing)
    assert refused.status is State.LISTED
    assert "未满6个月" in refused.applications.get().reason
    applied(room, half + DAY, listing)
    granted = removal_decided(room, half + DAY, listing)
    assert granted.status is State.REMOVING
    assert granted.end_reason == "early"
    assert granted.end_paper is not None


def test_false_papers_bring_the_name_back_and_the_period_begins_anew(room: Room) -> None:
    listing = listed(room, ruleset=national_2022.ID)
    start = listing.listed_from
    assert start is not None
    day = start + timedelta(days=200)
    applied(room, day, listing)
    removal_decided(room, day, listing)
    gone = taken_down(room, day, fresh(listing))
    later = day + timedelta(days=30)
    removal.propose_restoration(
        gone.pk, opinion="付款回单系伪造。", actor=room.officer, at=on(later)
    )
    back = removal.decide_restoration(
        gone.pk, approved=True, opinion="同意。", actor=room.head, at=on(later)
    )
    assert back.status is State.LISTED
    assert back.listed_from == later
    assert back.listed_until == later.replace(year=later.year + 3)
    assert back.employer.pk in {row.employer_id for row in Listing.objects.on_the_list()}
    assert fresh(back).employer.is_listed(later)


def test_the_city_rules_know_no_early_removal(room: Room) -> None:
    listing = listed(room)
    with pytest.raises(Refused, match="没有提前移出"):
        applied(room, TODAY + timedelta(days=300), listing)
