"""列入依据的决定被撤销 → 撤销列入 (45号令 第十六条), and what the public reads meanwhile."""

from datetime import timedelta

import pytest

from blacklist.jobs import end_listings
from blacklist.listing_procedure import State
from blacklist.models import Listing
from blacklist.services import ending, falling, notice, opening, publishing
from blacklist.tests.listing_factories import (
    AT,
    TODAY,
    Room,
    fresh,
    listed,
    noticed,
    on,
    registered,
    taken_up,
)
from cases.models import Order
from publications.models import Publication
from statutes.refusal import Refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FACTS = "拖欠72名农民工工资21万元，经责令限期支付逾期未支付。"


@pytest.fixture
def room() -> Room:
    return Room()


def drop_order(listing: Listing) -> None:
    """The order is annulled on reconsideration; the case procedure tests how."""
    row = listing.cases.get()
    assert row.order is not None
    Order.objects.filter(pk=row.order.pk).update(
        status=Order.Status.WITHDRAWN, withdrawal_reason="经行政复议撤销"
    )


def published(room: Room) -> Listing:
    listing = registered(listed(room))
    day = listing.decided_on
    assert day is not None
    return publishing.publish(listing.pk, facts=FACTS, actor=room.officer, at=on(day))


def test_what_is_published_names_its_last_day_and_nobodys_number(room: Room) -> None:
    listing = published(room)
    entry = Publication.objects.of(listing.subject).get()
    assert entry.ends_on == listing.listed_until
    assert entry.content["name"] == listing.employer.name
    assert "identity" not in entry.content
    with pytest.raises(Refused, match="已经公布"):
        publishing.publish(listing.pk, facts=FACTS, actor=room.officer, at=AT + DAY * 60)


def test_a_fallen_order_hides_the_name_at_once_and_the_head_annuls(room: Room) -> None:
    listing = published(room)
    day = listing.decided_on
    assert day is not None
    assert falling.fallen().count() == 0
    drop_order(listing)
    assert falling.fallen().get() == listing
    assert falling.notice_fall(listing.pk, at=on(day + DAY))
    assert not falling.notice_fall(listing.pk, at=on(day + DAY))
    due = fresh(listing)
    assert due.status is State.ANNULMENT_DUE
    assert not Publication.objects.of(listing.subject).live().exists()
    with pytest.raises(Refused, match="应当撤销列入"):
        falling.keep(listing.pk, reason="", actor=room.head, at=on(day + DAY))
    with pytest.raises(Refused):
        falling.annul(listing.pk, opinion="", actor=room.officer, at=on(day + DAY))
    gone = falling.annul(listing.pk, opinion="撤销。", actor=room.head, at=on(day + DAY))
    assert gone.end_reason == Listing.EndReason.ANNULLED
    assert gone.end_paper is not None
    assert gone.end_paper.kind == "listing_annulment"
    assert not fresh(gone).employer.is_listed(day + DAY)
    done = ending.complete_removal(gone.pk, actor=room.officer, at=on(day + DAY))
    assert done.status is State.REMOVED


def test_a_proceeding_whose_order_fell_is_ended_by_the_head(room: Room) -> None:
    listing = noticed(room)
    drop_order(listing)
    assert falling.notice_fall(listing.pk, at=AT)
    ended = opening.discontinue(listing.pk, reason="依据被撤销。", actor=room.head, at=AT)
    assert ended.status is State.DISMISSED
    ended.candidate.refresh_from_db()
    assert ended.candidate.outcome == "not_listed"


def test_no_notice_is_issued_on_an_order_that_fell(room: Room) -> None:
    listing = taken_up(room)
    drop_order(listing)
    falling.notice_fall(listing.pk, at=AT)
    with pytest.raises(Refused, match="不能列入"):
        notice.issue_notice(listing.pk, reasons=FACTS, actor=room.officer, at=AT)


def test_a_mistaken_report_is_put_right_and_the_name_published_anew(room: Room) -> None:
    listing = published(room)
    day = listing.decided_on
    assert day is not None
    falling.report_fallen(
        listing.pk, fallen_on=day, because="法院撤销", actor=room.officer, at=on(day)
    )
    kept = falling.keep(listing.pk, reason="系另案。", actor=room.head, at=on(day))
    assert kept.status is State.LISTED
    assert kept.published_on is None


def test_the_job_ends_and_finds_and_does_nothing_twice(room: Room) -> None:
    listing = listed(room)
    drop_order(listing)
    assert end_listings(TODAY.isoformat()) == 1
    assert end_listings(TODAY.isoformat()) == 0
    assert fresh(listing).status is State.ANNULMENT_DUE
