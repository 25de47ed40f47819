"""Events chain and cannot be changed; clocks follow their history; four eyes decide."""

from datetime import date, timedelta

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.policy.roles import Role
from accounts.subjects import Subject
from accounts.tests.factories import make_division, make_office, make_user
from statutes.clocks import Level, start_of
from statutes.refusal import Refused
from workflow import services
from workflow.deadlines import sweep_deadlines
from workflow.integrity import verify_chains
from workflow.models import Approval, Clock, Event, Notification

pytestmark = pytest.mark.django_db

# 2026-10-01..07 are holidays, 10-10 is a make-up working day.
RECEIVED = start_of(date(2026, 9, 28)) + timedelta(hours=10)


@pytest.fixture
def office(db):
    make_division("410102")
    return make_office("4101")


@pytest.fixture
def inspector(office):
    return make_user(role=Role.INSPECTOR, office=office)


@pytest.fixture
def head(office):
    return make_user(role=Role.UNIT_HEAD, office=office)


@pytest.fixture
def subject(office, inspector):
    return Subject("complaint", 7, "投诉2026-0007", "410102000000", office.pk, inspector.pk)


def act(subject, actor, name="receive", at=RECEIVED, **extra):
    return services.record(subject, act=name, label="收到", actor=actor, at=at, **extra)


def refused(sql_or_call):
    with pytest.raises(DatabaseError), transaction.atomic():
        sql_or_call()


# -- events --


def test_acts_of_a_subject_are_numbered_and_linked(subject, inspector):
    first, second = act(subject, inspector), act(subject, inspector, "accept")
    assert (first.sequence, second.sequence) == (1, 2)
    assert second.previous_hash == first.hash
    assert verify_chains().broken == ()


def test_no_path_changes_or_removes_a_recorded_act(subject, inspector):
    event = act(subject, inspector)
    refused(lambda: Event.objects.filter(pk=event.pk).update(note="改"))
    refused(event.delete)
    refused(lambda: connection.cursor().execute("TRUNCATE workflow_event"))


def test_a_change_behind_the_triggers_is_found(subject, inspector):
    act(subject, inspector)
    event = act(subject, inspector, "accept")
    services.seal_day(date(2026, 9, 28))
    with pgtrigger.ignore():
        Event.objects.filter(pk=event.pk).update(note="改", hash="0" * 64)
    broken = verify_chains().broken
    assert "complaint:7#2" in broken[0]
    assert "root 2026-09-28" in broken[1]


def test_a_day_is_sealed_once_and_chains_to_the_day_before(subject, inspector):
    act(subject, inspector)
    first = services.seal_day(date(2026, 9, 28))
    assert services.seal_day(date(2026, 9, 28)) is None
    act(subject, inspector, "accept", at=RECEIVED + timedelta(days=1))
    second = services.seal_day(date(2026, 9, 29))
    assert first and second
    assert (first.chains, second.chains) == (1, 1)
    assert second.previous_root == first.root
    assert verify_chains().broken == ()


# -- clocks --


def start(subject, inspector, code="complaint_acceptance", **extra):
    return services.start_clock(
        subject, code, base_at=RECEIVED, actor=inspector, at=RECEIVED, **extra
    )


def local_day(moment):
    return timezone.localdate(moment)


def test_five_working_days_step_over_the_national_holiday(subject, inspector):
    clock = start(subject, inspector)
    # 9-29, 9-30, 10-8, 10-9, 10-10 (make-up Saturday)
    assert local_day(clock.due_at) == date(2026, 10, 10)


def test_a_stricter_reading_turns_the_limit_red_before_it_ends(subject, inspector):
    # Seven days to serve an order: red on the seventh calendar day, breached after the seventh
    # working day, over the national holiday.
    clock = services.start_clock(
        subject, "order_service", base_at=RECEIVED, actor=inspector, at=RECEIVED
    )
    assert clock.red_at == start_of(date(2026, 10, 5))
    assert timezone.localdate(clock.due_at) == date(2026, 10, 13)
    assert clock.yellow_at <= clock.red_at < clock.breached_at


def test_a_supplement_stops_the_count_and_begins_it_anew(subject, inspector):
    start(subject, inspector)
    asked = RECEIVED + timedelta(days=1)
    paused = services.pause_clock(
        subject, "complaint_acceptance", actor=inspector, at=asked, note="缺单位名称"
    )
    assert (paused.state, paused.next_level_at) == (Clock.State.PAUSED, None)
    supplied = start_of(date(2026, 10, 12)) + timedelta(hours=9)
    clock = services.restart_clock(subject, "complaint_acceptance", actor=inspector, at=supplied)
    assert clock.state == Clock.State.RUNNING
    assert local_day(clock.due_at) == date(2026, 10, 19)


def test_a_pause_moves_the_due_date_by_the_days_it_stood(subject, inspector):
    start(subject, inspector)
    code = "complaint_acceptance"
    services.pause_clock(
        subject, code, actor=inspector, at=RECEIVED + timedelta(days=1), note="中止"
    )
    clock = services.resume_clock(
        subject, code, actor=inspector, at=start_of(date(2026, 10, 9)) + timedelta(hours=9)
    )
    assert local_day(clock.due_at) == date(2026, 10, 14)
    assert [e.act for e in clock.events.all()] == ["start", "pause", "resume"]


def test_an_extension_comes_before_expiry_or_not_at_all(subject, inspector):
    clock = start(subject, inspector, "investigation")
    in_time = clock.due_at - timedelta(days=1)
    late = clock.breached_at
    with pytest.raises(Refused, match="届满"):
        services.extend_clock(
            subject, "investigation", length=30, actor=inspector, at=late, note="情况复杂"
        )
    longer = services.extend_clock(
        subject, "investigation", length=30, actor=inspector, at=in_time, note="情况复杂"
    )
    assert longer.due_at > clock.due_at


def test_only_one_limit_of_a_kind_runs_on_a_subject(subject, inspector):
    start(subject, inspector)
    refused(lambda: start(subject, inspector))


def test_a_limit_that_has_ended_cannot_be_acted_upon(subject, inspector):
    start(subject, inspector)
    services.stop_clock(subject, "complaint_acceptance", actor=inspector, at=RECEIVED)
    with pytest.raises(Refused, match="没有正在计时"):
        services.stop_clock(subject, "complaint_acceptance", actor=inspector, at=RECEIVED)


def test_a_new_calendar_moves_open_limits_and_leaves_passed_ones(subject, inspector):
    clock = start(subject, inspector)

    assert services.recalculate_clocks(actor=None, at=RECEIVED) == []
    later = clock.due_at + timedelta(days=1)
    Clock.objects.filter(pk=clock.pk).update(due_at=clock.due_at - timedelta(days=2))
    assert services.recalculate_clocks(actor=None, at=later) == []
    ((moved, before),) = services.recalculate_clocks(actor=None, at=RECEIVED)
    assert (moved.due_at, before) == (clock.due_at, clock.due_at - timedelta(days=2))


# -- approvals --


def proposal(subject, proposer, **extra):
    return services.propose(
        subject,
        kind="filing",
        label="立案审批",
        role=Role.UNIT_HEAD,
        proposer=proposer,
        at=RECEIVED,
        opinion="建议立案",
        content={"cause": "拖欠工资"},
        **extra,
    )


def decide(approval, decider, approved=True, opinion="同意"):
    return services.decide(
        approval.pk, decider=decider, approved=approved, opinion=opinion, at=RECEIVED
    )


def test_the_head_is_told_and_decides_once(subject, inspector, head):
    approval = proposal(subject, inspector)
    assert Notification.objects.get().recipient == head
    assert decide(approval, head).outcome == Approval.Outcome.APPROVED
    with pytest.raises(Refused, match="已由他人审批"):
        decide(approval, head)


def test_who_proposes_never_approves_even_as_head(subject, head):
    with pytest.raises(Refused, match="不得审批自己"):
        decide(proposal(subject, head), head)


def test_a_colleague_without_the_role_may_not_decide(subject, inspector, office):
    with pytest.raises(Refused, match="没有此项审批权限"):
        decide(proposal(subject, inspector), make_user(role=Role.INSPECTOR, office=office))


def test_a_return_needs_its_reason(subject, inspector, head):
    with pytest.raises(Refused, match="退回须写明意见"):
        decide(proposal(subject, inspector), head, approved=False, opinion=" ")


def test_a_second_proposal_waits_for_the_first(subject, inspector):
    proposal(subject, inspector)
    with pytest.raises(Refused, match="已经报批"):
        proposal(subject, inspector)


def test_a_decision_stays_as_given_and_can_only_be_voided(subject, inspector, head):
    approval = decide(proposal(subject, inspector), head)
    refused(lambda: Approval.objects.filter(pk=approval.pk).update(opinion="改"))
    assert services.void_approvals(subject, kind="filing", reason="内容已修改") == 1
    refused(lambda: Approval.objects.filter(pk=approval.pk).update(opinion="改"))


# -- the sweep --


def test_each_level_is_announced_once_and_red_reaches_the_head(subject, inspector, head):
    clock = start(subject, inspector)
    yellow = sweep_deadlines(at=clock.yellow_at)
    assert (yellow.checked, yellow.warned, yellow.breached) == (1, 1, 0)
    assert sweep_deadlines(at=clock.yellow_at).items == ()
    red = sweep_deadlines(at=clock.red_at)
    assert red.items[0]["level"] == Level.RED.value
    over = sweep_deadlines(at=clock.breached_at)
    assert (over.warned, over.breached) == (0, 1)
    told = Notification.objects.values_list("recipient_id", "level").order_by("pk")
    assert list(told) == [
        (inspector.pk, "yellow"),
        (inspector.pk, "red"),
        (head.pk, "red"),
        (inspector.pk, "breached"),
        (head.pk, "breached"),
    ]


def test_a_missed_night_is_made_good_for_its_own_date(subject, inspector, head):
    clock = start(subject, inspector)
    later = sweep_deadlines(at=clock.breached_at + timedelta(days=3))
    assert later.breached == 1
    assert sweep_deadlines(at=clock.yellow_at).items == ()


def test_a_paused_limit_is_not_announced(subject, inspector):
    clock = start(subject, inspector)
    services.pause_clock(subject, "complaint_acceptance", actor=inspector, at=RECEIVED, note="补正")
    assert sweep_deadlines(at=clock.breached_at).items == ()
