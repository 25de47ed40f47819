"""The blacklist desk: what each set found, every act's screen, and what is late in coming off."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from blacklist.listing_procedure import State
from blacklist.models import Candidate, Listing
from blacklist.policy.departments import Department
from blacklist.services import ending
from blacklist.tests import listing_factories as make
from cases.tests.factories import Bureau
from console.tests.desk import NOON, Desk, fresh

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = NOON.date()


@pytest.fixture
def room(bureau: Bureau) -> make.Room:
    return make.Room(bureau)


@pytest.fixture
def candidate(room: make.Room) -> Candidate:
    case = make.a_case(room)
    record = make.unordered(case)
    return make.a_candidate(room, case.employer, case=case, record=record)


def the_listing() -> Listing:
    return Listing.objects.get()


def hand(listing: Listing) -> dict[str, object]:
    return {
        "parties": list(listing.parties.values_list("pk", flat=True)),
        "mode": "direct",
        "handed_on": datetime.now(tz=NOON.tzinfo).date().isoformat(),
        "place": "江城市中原区建设路18号",
        "receiver": "周海",
    }


def test_a_candidate_shows_facts_article_and_the_other_sets_verdict(
    desk: Desk, candidate: Candidate
) -> None:
    page = desk.lead.open(candidate.get_absolute_url())
    assert "210,000.00元" in page
    assert "二（三）" in page
    assert "另一规则集" in page
    assert "第五条" in desk.bureau_head.open(candidate.get_absolute_url())
    listed = desk.lead.open(reverse("console:candidates"))
    assert candidate.number in listed
    assert "不列入" in listed


def test_the_head_takes_it_up_and_the_whole_way_is_walked_on_screen(
    desk: Desk, candidate: Candidate, at_noon: time_machine.Traveller
) -> None:
    warned = desk.bureau_head.open(reverse("console:candidate_act", args=[candidate.pk, "take-up"]))
    assert "该条没有列举其他情形" in warned
    desk.bureau_head.take(candidate, "take-up", opinion="启动列入程序。")
    listing = the_listing()
    shown = desk.lead.preview(listing, "notice", reasons="拖欠工资。")
    assert "列入失信联合惩戒名单事先告知书" in shown
    assert "5个工作日内向本机关提出" in shown
    desk.lead.take(listing, "party", role="in_charge", name="赵某", position="项目经理")
    desk.lead.take(listing, "notice", reasons="拖欠工资。")
    desk.lead.take(fresh(listing), "serve-notice", **hand(listing))
    desk.lead.take(
        listing, "objection", speaker="周海", received_on=TODAY.isoformat(),
        content="已付部分。", token=str(uuid4()),
    )  # fmt: skip
    desk.lead.take(listing, "answer", is_upheld="no", answer="尚未付清。")
    refused = desk.lead.open(listing.get_absolute_url())
    assert "异议期限尚未届满" in refused
    until = fresh(listing).objection_until
    at_noon.move_to(make.on(until + DAY))
    desk = Desk(desk.bureau)  # nobody stays logged in for a week
    make.registered(listing)
    desk.lead.take(listing, "decision", ground="", opinion="建议列入。")
    page = desk.bureau_head.open(reverse("console:listing_act", args=[listing.pk, "decide"]))
    assert "列入的法律依据" in page
    said = desk.bureau_head.refused(listing, "decide", decision="approve", opinion="同意")
    assert "法律依据" in said
    desk.bureau_head.take(
        listing, "decide", decision="approve", opinion="同意", legal_basis=make.BASIS
    )
    desk.lead.take(listing, "serve-decision", **hand(listing))
    assert fresh(listing).status is State.LISTED
    desk.lead.take(listing, "publish", facts="拖欠72名农民工工资21万元。")
    desk.lead.take(listing, "copies", construction="江城市住房和城乡建设局", banks="人民银行")
    copy = listing.dispatches.get(department=Department.CONSTRUCTION)
    today = make.on(until + DAY).date().isoformat()
    desk.lead.take(listing, "receipt", dispatch=copy.pk, received_on=today, receiver="收发室")
    desk.lead.take(
        listing, "reply", dispatch=copy.pk, replied_on=today, reply="已纳入。", has_begun="on"
    )
    measures = desk.lead.open(f"{listing.get_absolute_url()}?tab=measures")
    assert "实施中" in measures
    assert "江城市住房和城乡建设局" in measures
    for tab in ("papers", "approvals", "history"):
        desk.lead.open(f"{listing.get_absolute_url()}?tab={tab}")
    assert "失信名单" in desk.lead.open(listing.employer.get_absolute_url())


def test_an_ended_listing_is_counted_until_every_place_proved_its_removal(
    desk: Desk, room: make.Room, at_noon: time_machine.Traveller
) -> None:
    listing = make.listed(room)
    last = listing.listed_until
    assert last is not None
    ending.expire(listing.pk, today=last + DAY, at=make.on(last + DAY))
    late = fresh(listing).remove_by + DAY
    at_noon.move_to(make.on(late))
    page = desk.head.open(reverse("console:listings"))
    assert "失信名单应撤未撤" in desk.head.open(reverse("console:home"))
    assert "应撤未撤 1" in page
    assert listing.number in desk.head.open(reverse("console:listings") + "?late=1")
    desk.lead.take(listing, "complete")
    assert "应撤未撤 0" in desk.head.open(reverse("console:listings"))


def test_an_inspector_may_not_decide_and_a_head_may_not_serve(desk: Desk, room: make.Room) -> None:
    listing = make.taken_up(room)
    desk.lead.open(reverse("console:listing_act", args=[listing.pk, "decide"]), status=403)
    desk.bureau_head.open(
        reverse("console:listing_act", args=[listing.pk, "serve-notice"]), status=403
    )
    desk.lead.open(reverse("console:listing", args=[listing.pk + 1]), status=404)
