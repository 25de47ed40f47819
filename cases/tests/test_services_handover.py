"""移交: what moves, what stays and why, and that a thousand matters cost each the same."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.policy.roles import Role
from accounts.tests.factories import make_user
from cases.models import Case, Handover, HandoverItem
from cases.policy.handover import Seat, refuse, replaced
from cases.policy.officers import Officer
from cases.services import handover, supervision
from cases.tests import factories as make
from complaints.models import Complaint
from complaints.services import desk
from complaints.tests import factories as complaints
from documents.models import Paper
from documents.rendering import sheet
from statutes.refusal import Refused
from workflow.models import Clock, Event, Notification

Outcome = HandoverItem.Outcome


def seat(key: int, *, lead: bool = False) -> Seat:
    return Seat(key, Officer(f"监察员{key}", is_lead=lead))


@pytest.mark.parametrize(
    ("seats", "after"),
    [
        ((seat(1, lead=True), seat(2)), [(9, True), (2, False)]),
        ((seat(2, lead=True), seat(1)), [(2, True), (9, False)]),
        ((seat(1, lead=True), seat(2), seat(9)), [(9, True), (2, False)]),
        ((seat(9, lead=True), seat(2), seat(1)), [(9, True), (2, False)]),
    ],
)
def test_the_taker_sits_where_the_giver_sat(seats, after):
    found = replaced(seats, 1, seat(9))
    assert [(s.key, s.officer.is_lead) for s in found] == after
    assert refuse(seats, 1, seat(9)) is None


def test_one_officer_may_not_be_both():
    assert "不足两人" in str(refuse((seat(1, lead=True), seat(9)), 1, seat(9)))


db = pytest.mark.django_db


@pytest.fixture
def bureau():
    return make.make_bureau()


@pytest.fixture
def taker(bureau):
    return make_user(office=bureau.office, name="周敏")


def begin(bureau, taker, **changes) -> Handover:
    given = {
        "giver": bureau.lead,
        "taker": taker,
        "reason": "陈志强调离监察支队。",
        "chosen": None,
        "actor": bureau.head,
        "at": make.LODGED,
        **changes,
    }
    return handover.begin(bureau.office, **given)


def hand_over(bureau, taker, **changes) -> Handover:
    decided = begin(bureau, taker, **changes)
    assert handover.carry_out(decided.pk, at=make.LODGED) == 0
    decided.refresh_from_db()
    return decided


def the_list(decided: Handover) -> Paper:
    assert decided.paper is not None
    return decided.paper


@db
def test_cases_and_complaints_pass_with_their_clocks(bureau, taker):
    case = make.filed(bureau)
    waiting = complaints.make_complaint()
    desk.assign(waiting.pk, owner=bureau.lead, actor=bureau.head, at=make.LODGED)
    decided = hand_over(bureau, taker)
    assert [o.user for o in case.serving_officers()] == [taker, bureau.assistant]
    assert Complaint.objects.get(pk=waiting.pk).owner == taker
    owners = Clock.objects.open().filter(subject_type__in=["case", "complaint"])
    assert set(owners.values_list("owner", flat=True)) == {taker.pk}
    assert decided.finished_at == make.LODGED
    event = Event.objects.of(case.subject(None)).get(act="assign_officers")
    assert (event.actor, event.note) == (bureau.head, "陈志强调离监察支队。")


@db
def test_both_are_told_once_and_the_list_is_printed(bureau, taker):
    make.filed(bureau)
    make.file(bureau, make.lodge(1, employer_name="江城测试服饰有限公司"))
    before = Notification.objects.count()
    decided = hand_over(bureau, taker)
    assert Notification.objects.count() == before + 3  # giver, taker and head
    paper = the_list(decided)
    words = re.sub(r"\s+|<[^>]+>", "", sheet(paper.template_name, paper.context))
    for part in ("案件移交清单", "陈志强", "周敏", "案件2件", "江城宏达建筑劳务有限公司",
                 "江城测试服饰有限公司", "主办"):  # fmt: skip
        assert part in words, words


@db
def test_what_cannot_move_stays_with_its_reason(bureau, taker):
    proposed = make.propose(bureau, make.lodge())
    moved = make.file(bureau, make.lodge(1, employer_name="江城测试服饰有限公司"))
    decided = hand_over(bureau, taker)
    stayed = decided.items.get(outcome=Outcome.REFUSED)
    assert stayed.case == proposed and "立案审批" in str(stayed.reason)
    assert decided.items.get(outcome=Outcome.MOVED).case == moved
    printed = the_list(decided)
    assert "不能改派监察员" in sheet(printed.template_name, printed.context)


@db
def test_only_the_chosen_move(bureau, taker):
    first = make.filed(bureau)
    second = make.file(bureau, make.lodge(1, employer_name="江城测试服饰有限公司"))
    hand_over(bureau, taker, chosen=[f"case-{second.pk}"])
    assert [o.user for o in first.serving_officers()][0] == bureau.lead
    assert [o.user for o in second.serving_officers()][0] == taker


@db
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": " "}, "请写明移交的原因"),
        ({"chosen": ["case-0"]}, "没有可以移交"),
    ],
)
def test_a_decision_without_a_reason_or_a_matter_is_refused(bureau, taker, change, sentence):
    make.filed(bureau)
    with pytest.raises(Refused, match=sentence):
        begin(bureau, taker, **change)


@db
def test_who_holds_no_certificate_receives_nothing(bureau):
    make.filed(bureau)
    lapsed = make_user(office=bureau.office, name="吴涛", certified=False)
    with pytest.raises(Refused, match="吴涛"):
        begin(bureau, lapsed)
    lines = handover.plan(bureau.office, bureau.lead, lapsed, on=make.TODAY)
    assert all("吴涛" in str(line.why) for line in lines)


@db
def test_only_the_head_of_that_office_decides_and_not_on_one_person(bureau, taker):
    make.filed(bureau)
    with pytest.raises(Refused, match="负责人决定"):
        begin(bureau, taker, actor=bureau.lead)
    with pytest.raises(Refused, match="负责人决定"):
        begin(bureau, taker, actor=make_user(role=Role.UNIT_HEAD))
    with pytest.raises(Refused, match="不能是同一人"):
        begin(bureau, bureau.lead)


@db
def test_the_other_officer_of_a_pair_cannot_take_the_case_over(bureau):
    make.filed(bureau)
    with pytest.raises(Refused, match="没有可以移交"):
        begin(bureau, bureau.assistant)


@db
def test_an_interrupted_hand_over_goes_on_and_is_not_done_twice(bureau, taker):
    for number in range(3):
        make.file(bureau, make.lodge(1, employer_name=f"江城测试{number}号服饰有限公司"))
    decided = begin(bureau, taker)
    assert handover.carry_out(decided.pk, at=make.LODGED, most=1) == 2
    assert handover.unfinished() == [decided.pk]
    with pytest.raises(Refused, match="上一次移交还没有完成"):
        begin(bureau, taker)
    assert handover.carry_out(decided.pk, at=make.LODGED) == 0
    assert handover.carry_out(decided.pk, at=make.LODGED) == 0
    assert Paper.objects.filter(kind="caseload_list").count() == 1
    assert handover.unfinished() == []


@db
def test_a_case_that_was_given_to_someone_else_meanwhile_stays_there(bureau, taker):
    case = make.filed(bureau)
    decided = begin(bureau, taker)
    other = make_user(office=bureau.office, name="何静")
    supervision.assign_officers(
        case.pk, lead=other, assistants=[bureau.assistant], actor=bureau.head, at=make.LODGED
    )
    handover.carry_out(decided.pk, at=make.LODGED)
    assert "已经改派" in str(decided.items.get().reason)
    assert [o.user for o in Case.objects.get(pk=case.pk).serving_officers()][0] == other


@db
def test_what_became_of_an_item_is_not_rewritten(bureau, taker):
    make.filed(bureau)
    item = hand_over(bureau, taker).items.get()
    item.outcome = Outcome.WAITING
    with pytest.raises(Exception, match="handoveritem_settled_once"), transaction.atomic():
        item.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.create(
            office=bureau.office, giver=taker, taker=taker, reason="同一人。",
            decided_by=bureau.head, decided_at=make.LODGED,
        )  # fmt: skip


@db
def test_a_matter_costs_the_same_however_many_there_are(bureau, taker):
    for number in range(6):
        make.file(bureau, make.lodge(1, employer_name=f"江城测试{number}号服饰有限公司"))
    with CaptureQueriesContext(connection) as looked:
        lines = handover.plan(bureau.office, bureau.lead, taker, on=date(2026, 11, 23))
    assert len(lines) == 6 and len(looked) <= 10
    decided = begin(bureau, taker)
    with CaptureQueriesContext(connection) as first:
        handover.carry_out(decided.pk, at=make.LODGED, most=1)
    with CaptureQueriesContext(connection) as second:
        handover.carry_out(decided.pk, at=make.LODGED, most=4)
    assert len(second) < 4 * len(first)
