"""The institutions that watch: recusal, suspension, fault accountability, the first sweep."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user
from cases import jobs
from cases.models import Accountability, Recusal
from cases.policy.accountability import Conclusion, Trigger
from cases.policy.recusal import Ground
from cases.procedure.states import State
from cases.services import accountability, recusals, supervision, suspension
from cases.services.recusals import Request
from cases.tests import factories as make
from cases.tests.factories import LODGED, Bureau
from documents.models import Paper
from rulebook.tests.factories import make_value
from statutes.refusal import Refused
from workflow import services as workflow
from workflow.models import Clock, Event, Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return make.make_bureau()


def clock(case, code) -> Clock:
    return Clock.objects.of(case.subject(None)).filter(code=code).latest("pk")


# -- 回避 --


def ask(bureau, case, officer, at=LODGED, **changes) -> Recusal:
    given = {
        "officer": officer,
        "requested_by": "江城宏达建筑劳务有限公司",
        "ground": Ground.RELATIVE,
        "reason": "系法定代表人之弟。",
        "received_on": timezone.localdate(at),
        **changes,
    }
    return recusals.request_recusal(case.pk, Request(**given), actor=bureau.lead, at=at)


def decide(bureau, case, recusal, *, approved, at=LODGED, opinion="经查属实。"):
    return recusals.decide_recusal(
        case.pk,
        recusal=recusal,
        approved=approved,
        opinion=opinion,
        actor=bureau.bureau_head,
        at=at,
    )


def test_a_recusal_is_decided_in_three_working_days_while_the_work_goes_on(bureau):
    case = make.filed(bureau)
    ask(bureau, case, bureau.assistant)
    running = clock(case, "recusal_decision")
    assert timezone.localdate(running.due_at) == date(2026, 11, 26)
    make.determine_as_claimed(bureau, case)
    assert Notification.objects.filter(recipient=bureau.bureau_head).exists()
    with pytest.raises(Refused, match="正在等待决定"):
        ask(bureau, case, bureau.assistant)
    with pytest.raises(Refused, match="现任的监察员"):
        ask(bureau, case, bureau.head)


def test_a_granted_recusal_relieves_the_officer_and_asks_for_another(bureau):
    case = make.determined(bureau)
    recusal = ask(bureau, case, bureau.lead)
    decide(bureau, case, recusal, approved=True)
    assert [o.user for o in make.fresh(case).serving_officers()] == [bureau.assistant]
    assert clock(case, "recusal_decision").state == Clock.State.MET
    said = Paper.objects.get(kind="recusal_decision")
    assert said.number == "江人社监回避字〔2026〕1号"
    assert said.context["officer"] == "陈志强" and said.context["is_granted"]
    with pytest.raises(Refused, match="不是本案"):
        make.issue(bureau, case)
    new = make_user(office=bureau.office, name="周敏")
    supervision.assign_officers(
        case.pk, lead=new, assistants=[bureau.assistant], actor=bureau.head, at=LODGED
    )
    assert clock(case, "investigation").owner == new


def test_a_refused_recusal_changes_nothing_and_is_decided_once(bureau):
    case = make.filed(bureau)
    recusal = ask(bureau, case, bureau.assistant)
    with pytest.raises(Refused, match="须写明理由"):
        decide(bureau, case, recusal, approved=False, opinion=" ")
    decide(bureau, case, recusal, approved=False)
    assert len(case.serving_officers()) == 2
    with pytest.raises(Refused, match="已经决定"):
        decide(bureau, case, recusal, approved=True)


def test_the_next_application_has_its_own_three_days(bureau):
    case = make.filed(bureau)
    first = ask(bureau, case, bureau.assistant)
    ask(bureau, case, bureau.lead, LODGED + timedelta(days=1))
    decide(bureau, case, first, approved=False, at=LODGED + timedelta(days=1))
    waiting = clock(case, "recusal_decision")
    assert (waiting.state, timezone.localdate(waiting.due_at)) == (
        Clock.State.RUNNING,
        date(2026, 11, 27),
    )


# -- 中止 --


def allow_suspension() -> None:
    """The city has a rule of its own, as some provinces do."""
    since, rule = date(2020, 1, 1), "江城市劳动保障监察办法第十条"
    make_value("investigation_suspension", "allowed", None, since, rule)


def suspended(bureau):
    allow_suspension()
    case = make.filed(bureau)
    suspension.propose_suspension(
        case.pk, reason="当事人逃匿，无法取得证据。", actor=bureau.lead, at=LODGED
    )
    return suspension.decide_suspension(
        case.pk, approved=True, actor=bureau.bureau_head, opinion="同意。", at=LODGED
    )


def test_nothing_is_suspended_where_no_local_rule_allows_it(bureau):
    case = make.filed(bureau)
    with pytest.raises(Refused, match="本地没有关于中止调查的规定"):
        suspension.propose_suspension(case.pk, reason="逃匿。", actor=bureau.lead, at=LODGED)


def test_a_suspended_investigation_stands_still_with_its_clock(bureau):
    case = suspended(bureau)
    assert case.state == State.SUSPENDED
    form = Paper.objects.get(kind="suspension_approval").context
    assert form["local_rule"] == "江城市劳动保障监察办法第十条"
    assert form["head_opinion"]["signed"] == "赵立新"
    before = clock(case, "investigation")
    assert before.state == Clock.State.PAUSED
    with pytest.raises(Refused, match="当前状态不能办理"):
        make.determine_as_claimed(bureau, case)
    later = LODGED + timedelta(days=14)
    with pytest.raises(Refused, match="恢复调查须写明理由"):
        suspension.end_suspension(case.pk, reason=" ", actor=bureau.lead, at=later)
    case = suspension.end_suspension(case.pk, reason="当事人到案。", actor=bureau.lead, at=later)
    after = clock(case, "investigation")
    assert (case.state, after.state) == (State.INVESTIGATING, Clock.State.RUNNING)
    assert after.due_at > before.due_at


def test_the_head_may_let_the_investigation_go_on(bureau):
    allow_suspension()
    case = make.filed(bureau)
    suspension.propose_suspension(case.pk, reason="逃匿。", actor=bureau.lead, at=LODGED)
    case = suspension.decide_suspension(
        case.pk, approved=False, actor=bureau.bureau_head, opinion="继续查找。", at=LODGED
    )
    assert case.state == State.INVESTIGATING
    assert clock(case, "investigation").state == Clock.State.RUNNING
    assert not Paper.objects.filter(kind="suspension_approval").exists()


# -- 过错责任 --


def breach(bureau, days=10):
    """A filed case whose recusal has waited too long."""
    case = make.filed(bureau)
    ask(bureau, case, bureau.assistant)
    return case, LODGED + timedelta(days=days)


def test_a_breached_limit_of_the_authority_opens_one_entry(bureau):
    case, at = breach(bureau)
    assert accountability.hold_to_account(at=at) == 1
    assert accountability.hold_to_account(at=at + timedelta(days=1)) == 0
    entry = Accountability.objects.get()
    assert entry.trigger == Trigger.CLOCK_BREACHED
    assert entry.reference == f"clock:{clock(case, 'recusal_decision').pk}"
    assert (entry.case, entry.person, entry.office) == (case, bureau.lead, bureau.office)
    assert entry.summary.endswith("的“回避申请的决定”期限至2026-11-26届满，已经超期。")


def test_a_limit_that_was_met_too_late_is_found_as_well_and_one_in_time_never(bureau):
    case, at = breach(bureau)
    decide(bureau, case, Recusal.objects.get(), approved=False, at=at)
    assert jobs.hold_to_account(at=(at + timedelta(hours=1)).isoformat()) == 1
    other = make.filed(bureau)
    decide(bureau, other, ask(bureau, other, bureau.assistant), approved=False)
    assert accountability.hold_to_account(at=at) == 0


def test_a_party_that_is_late_is_nobodys_fault(bureau):
    case = make.served(bureau)
    late = LODGED + timedelta(days=20)
    assert clock(case, "order_compliance").due_at < late
    assert accountability.hold_to_account(at=late) == 0


def test_a_paused_limit_is_not_breached(bureau):
    case, at = breach(bureau)
    subject = case.subject(bureau.lead.pk)
    workflow.pause_clock(subject, "recusal_decision", actor=bureau.lead, at=LODGED, note="核实。")
    assert accountability.hold_to_account(at=at) == 0


def test_an_entry_is_concluded_with_its_cause_by_a_head_and_not_on_oneself(bureau):
    entry = accountability.report_officer(
        bureau.office,
        person=bureau.head,
        summary="态度生硬，投诉查实。",
        token=uuid4(),
        actor=bureau.bureau_head,
        at=LODGED,
    )

    def conclude(actor, cause="业务不熟。"):
        return accountability.conclude(
            entry.pk, cause=cause, conclusion=Conclusion.REMINDED, actor=actor, at=LODGED
        )

    with pytest.raises(Refused, match="对本人"):
        conclude(bureau.head)
    with pytest.raises(Refused, match="负责人认定"):
        conclude(bureau.lead)
    with pytest.raises(Refused, match="须写明原因"):
        conclude(bureau.bureau_head, " ")
    conclude(bureau.bureau_head)
    with pytest.raises(Refused, match="已经有结论"):
        conclude(bureau.bureau_head)
    events = Event.objects.of(accountability.subject_of(entry)).values_list("act", flat=True)
    assert list(events) == ["open", "conclude"]
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.delete()


def test_a_complaint_against_an_officer_is_registered_once_and_not_by_that_officer(bureau):
    token = uuid4()

    def report(person, summary="投诉查实。"):
        return accountability.report_officer(
            bureau.office,
            person=person,
            summary=summary,
            token=token,
            actor=bureau.head,
            at=LODGED,
        )

    with pytest.raises(Refused, match="本人"):
        report(bureau.head)
    with pytest.raises(Refused, match="须写明查实"):
        report(bureau.lead, " ")
    assert report(bureau.lead) == report(bureau.lead)
    assert Accountability.objects.count() == 1


def test_what_a_person_may_see_follows_the_office(bureau):
    breach(bureau)
    accountability.hold_to_account(at=LODGED + timedelta(days=10))
    auditor = make_user(role=Role.AUDITOR, office=bureau.office)
    assert Accountability.objects.visible_to(auditor).open().count() == 1
    stranger = make_user(role=Role.AUDITOR, office=make_office("4102"))
    assert not Accountability.objects.visible_to(stranger).exists()
