"""法制审核, 集体讨论, 决定: none without what must come before it, none heavier than was told."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from accounts.models import Certificate, Training
from accounts.policy.roles import Role
from accounts.tests.factories import give_role
from cases.models import Case, Decision, Deliberation, LegalReview
from cases.policy.decision import Kind
from cases.policy.discretion import Ground
from cases.procedure.states import State
from cases.services import decision, deliberation, notice
from cases.services.deliberation import Seat
from cases.tests import deciding as go
from cases.tests import factories as make
from cases.tests.factories import LODGED, Bureau
from statutes.refusal import Refused
from workflow.models import Clock, Event, Notification

pytestmark = pytest.mark.django_db
LIGHTER = go.draft(Kind.PENALTY, Ground("obstruction", proposed=Decimal("3000")))
HEAVIER = go.draft(Kind.PENALTY, Ground("obstruction", proposed=Decimal("8000")))
OTHER = go.draft(
    Kind.PENALTY,
    Ground("overtime", workers=14, proposed=Decimal("1400")),
    Ground("obstruction", proposed=Decimal("2000")),
)


@pytest.fixture
def bureau() -> Bureau:
    return make.make_bureau()


def clocks(case: Case) -> dict[str, str]:
    return dict(Clock.objects.of(case.subject(None)).order_by("pk").values_list("code", "state"))


def sentences(caught) -> list[str]:
    return [str(sentence) for sentence in caught.value.sentences]


# -- 法制审核 --


def test_a_complex_matter_is_not_decided_without_review_and_deliberation(bureau):
    case = go.deciding(bureau, go.draft(is_complex=True))
    with pytest.raises(Refused) as caught:
        go.propose_decision(bureau, case)
    assert sentences(caught) == [
        "应当进行法制审核，未经审核或者审核未通过的，不得作出决定。",
        "情节复杂或者重大违法行为，应当由负责人集体讨论决定。",
    ]
    case = go.examine(case, go.reviewer(bureau))
    case = go.deliberate(bureau, case)
    assert go.propose_decision(bureau, case).state == State.DECISION_REVIEW


@pytest.mark.parametrize("ground", ["is_public_interest", "is_prescribed"])
def test_each_ground_of_article_58_asks_for_the_review(bureau: Bureau, ground: str) -> None:
    marks: dict[str, Any] = {ground: True}
    case = go.deciding(bureau, go.draft(**marks))
    with pytest.raises(Refused, match="应当进行法制审核"):
        go.propose_decision(bureau, case)


def test_what_was_heard_at_a_hearing_is_always_reviewed(bureau):
    grand = go.draft(Kind.PENALTY, Ground("obstruction", proposed=Decimal("12000")))
    case, chair = go.ask_for_hearing(bureau, go.notified(bureau, grand)), go.reviewer(bureau)
    go.summon(bureau, go.set_hearing(case, chair, go.at(11)))
    case = go.hold(case, chair, 11)
    notice.conclude_notice(case.pk, actor=bureau.lead, at=go.at(12))
    assert Notification.objects.filter(recipient=chair, msgid="%(case)s等待法制审核").exists()
    with pytest.raises(Refused, match="应当进行法制审核"):
        go.propose_decision(bureau, case, days=12)
    case = go.examine(case, chair, at=go.at(12))
    assert go.propose_decision(bureau, case, days=12).state == State.DECISION_REVIEW
    reasons = LegalReview.objects.get().paper.context["reasons"]
    assert reasons == ["直接关系当事人或者第三人重大权益，经过听证程序"]


def test_a_review_passes_point_by_point_and_by_nobody_who_investigated(bureau):
    case, reviewer = go.deciding(bureau), go.reviewer(bureau)
    with pytest.raises(Refused, match="审核通过须逐项确认，尚未确认：执法程序合法"):
        go.examine(case, reviewer, found=tuple(x for x in go.EVERYTHING if x != "procedure"))
    with pytest.raises(Refused, match="须写明法制审核意见"):
        go.examine(case, reviewer, opinion=" ")
    give_role(bureau.assistant, Role.LEGAL_REVIEWER)
    with pytest.raises(Refused, match="调查人员不得审核自己办理的案件"):
        go.examine(case, bureau.assistant)
    assert not LegalReview.objects.exists()


def test_who_begins_to_review_has_passed_the_examination(bureau):
    case, beginner = go.deciding(bureau), go.reviewer(bureau)
    beginner.memberships.update(valid_from=date(2018, 1, 1))
    with pytest.raises(Refused, match="初次从事法制审核的人员应当取得法律职业资格"):
        go.examine(case, beginner)
    exam = Training(user=beginner, title="资格", held_on=date(2025, 9, 13), hours=Decimal(8))
    exam.exam, exam.passed = "国家统一法律职业资格考试", False
    exam.save()
    with pytest.raises(Refused, match="法律职业资格"):
        go.examine(case, beginner)
    Training.objects.update(passed=True)
    assert go.examine(case, beginner).state == State.DECIDING
    assert LegalReview.objects.get().reviewer == beginner


def test_an_objection_sends_the_case_back_and_nothing_that_was_told_stands(bureau):
    case = go.deciding(bureau, go.draft(is_complex=True))
    case = go.examine(case, go.reviewer(bureau), approved=False, found=(), opinion="证据不足。")
    assert case.state == State.INVESTIGATING
    assert not case.proposals.current().exists() and not case.notices.standing().exists()
    assert clocks(case)["investigation"] == "running"
    assert clocks(case)["penalty_90_days"] == "cancelled"
    again = go.agree(bureau, go.conclude(bureau, case, at=go.at(10)), go.at(10))
    notice.issue_notice(again.pk, actor=bureau.lead, at=go.at(10))
    assert again.notices.count() == 2


# -- 集体讨论 --


def test_the_record_holds_every_members_presence_and_view(bureau):
    case = go.deciding(bureau, go.draft(is_grave=True))
    away = Seat("何平", "副局长", is_present=False)
    case = go.deliberate(bureau, case, *go.seats(bureau, away))
    record = Deliberation.objects.get()
    assert record.is_carried and record.chair == bureau.bureau_head
    views = [(m.name, m.is_present, m.agrees, m.opinion) for m in record.members.all()]
    assert views == [
        ("赵立新", True, True, "同意承办意见。"),
        ("刘明", True, True, "同意。"),
        ("周洁", True, False, "建议从轻。"),
        ("何平", False, True, ""),
    ]
    assert record.members.earliest("row").user == bureau.bureau_head
    assert (record.paper.context["present"], record.paper.context["agreeing"]) == (3, 2)
    with pytest.raises(DatabaseError), transaction.atomic():
        record.members.update(opinion="改写")


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (lambda b: go.seats(b)[:2], "参加集体讨论的负责人不得少于3人。"),
        (
            lambda b: go.seats(b, *(Seat(f"缺席{n}", is_present=False) for n in range(3))),
            "到会人员未过半数，不得形成决定。",
        ),
        (
            lambda b: go.seats(b, Seat("陈志强", opinion="同意。")),
            "陈志强是本案调查人员，不得参加表决。",
        ),
        (lambda b: go.seats(b, Seat("何平")), "没有记录何平的意见。"),
        (
            lambda b: [*go.seats(b)[1:], Seat("何平", opinion="同意。")],
            "主持人赵立新须到会并发表意见。",
        ),
        (lambda b: go.seats(b, Seat("刘明", opinion="同意。")), "讨论人员重复填写。"),
    ],
)
def test_a_session_without_quorum_or_views_decides_nothing(bureau, held, why):
    case = go.deciding(bureau, go.draft(is_grave=True))
    with pytest.raises(Refused) as caught:
        go.deliberate(bureau, case, *held(bureau))
    assert why in sentences(caught)
    assert not Deliberation.objects.exists()


def test_a_session_that_does_not_carry_leaves_the_matter_undecided(bureau):
    case = go.deciding(bureau, go.draft(is_grave=True))
    against = [Seat(s.name, s.position, agrees=False, opinion="过重。") for s in go.seats(bureau)]
    go.deliberate(bureau, case, *against)
    assert not Deliberation.objects.get().is_carried
    with pytest.raises(Refused, match="应当由负责人集体讨论决定"):
        go.propose_decision(bureau, case)


def test_no_session_before_the_review_has_passed(bureau):
    case = go.deciding(bureau, go.draft(is_complex=True))
    with pytest.raises(Refused, match="应当进行法制审核"):
        go.deliberate(bureau, case)


# -- another proposal --


def test_a_lighter_proposal_goes_on_under_the_same_notice(bureau):
    case = go.revise(bureau, go.deciding(bureau), LIGHTER)
    assert case.state == State.DECIDING
    case = go.make_decision(bureau, go.propose_decision(bureau, case))
    made = Decision.objects.get()
    assert made.fine == Decimal("3000.00")
    assert made.notice == case.notices.get()
    assert case.proposals.count() == 2


def test_a_lighter_proposal_is_reviewed_and_deliberated_on_anew(bureau):
    case = go.deciding(bureau, go.draft(is_complex=True))
    case = go.deliberate(bureau, go.examine(case, reviewer := go.reviewer(bureau)))
    lighter = go.draft(
        Kind.PENALTY, Ground("obstruction", proposed=Decimal("3000")), is_complex=True
    )
    case = go.revise(bureau, case, lighter)
    with pytest.raises(Refused) as caught:
        go.propose_decision(bureau, case)
    assert len(sentences(caught)) == 2
    case = go.deliberate(bureau, go.examine(case, reviewer))
    assert go.propose_decision(bureau, case).state == State.DECISION_REVIEW


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (HEAVIER, "罚款8,000.00元重于告知的5,000.00元，须重新告知。"),
        (OTHER, "处理依据的违法事实没有全部告知，须重新告知。"),
    ],
)
def test_a_heavier_or_otherwise_founded_proposal_is_told_anew(bureau, written, why):
    case = go.deciding(bureau)
    with pytest.raises(Refused) as caught:
        go.revise(bureau, case, written)
    assert why in sentences(caught)
    assert case.proposals.current().get().fine == Decimal("5000.00")
    case = go.tell_anew(bureau, case, written)
    assert case.state == State.CONCLUSION_REVIEW, "who agreed to the first agrees to the second"
    with pytest.raises(Refused):
        notice.issue_notice(case.pk, actor=bureau.lead, at=go.at(9))
    case = go.agree(bureau, case, go.at(9))
    assert case.proposals.current().get().form is not None
    assert not case.notices.standing().exists()
    with pytest.raises(Refused):
        go.propose_decision(bureau, case)
    notice.issue_notice(case.pk, actor=bureau.lead, at=go.at(9))
    case = go.tell(bureau, case, go.at(9))
    notice.conclude_notice(case.pk, actor=bureau.lead, at=go.at(20))
    case = go.make_decision(bureau, go.propose_decision(bureau, case, days=20), days=20)
    assert Decision.objects.get().notice == case.notices.standing().get()
    assert case.notices.standing().get().paper.number.endswith("2号")


def test_nobody_pays_more_for_having_spoken(bureau):
    case = go.notified(bureau)
    defence = notice.record_defence(
        case.pk, form="oral", received_on=go.at(1).date(), speaker="周海",
        content="没有违法。", actor=bureau.lead, at=go.at(1),
    )  # fmt: skip
    notice.answer_defence(
        case.pk, defence=defence, answer="not_accepted", review="证据确凿。",
        actor=bureau.lead, at=go.at(1),
    )  # fmt: skip
    notice.conclude_notice(case.pk, actor=bureau.lead, at=go.at(8))
    with pytest.raises(Refused, match="不得因当事人陈述、申辩而给予更重的处理"):
        go.tell_anew(bureau, case, HEAVIER)
    go.evidence(case, bureau, "新发现的工资表", at=go.at(9))
    assert go.tell_anew(bureau, case, HEAVIER, at=go.at(9)).state == State.CONCLUSION_REVIEW


def test_a_change_of_mind_is_reasoned_and_what_needs_no_notice_is_not_told(bureau):
    case = go.deciding(bureau)
    for change in (go.revise, go.tell_anew):
        with pytest.raises(Refused, match="须写明修改处理建议的理由"):
            change(bureau, case, LIGHTER, reason=" ")
    with pytest.raises(Refused, match="无须事先告知，请修改处理建议"):
        go.tell_anew(bureau, case, go.draft(Kind.REVOCATION))


def test_a_penalty_that_was_told_may_end_in_none(bureau):
    spared = go.draft(
        Kind.NO_PENALTY, Ground("obstruction"), discretion="初次违法且危害轻微并及时改正。"
    )
    case = go.revise(bureau, go.deciding(bureau), spared)
    go.make_decision(bureau, go.propose_decision(bureau, case))
    made = Decision.objects.get()
    assert (made.kind, made.fine, made.notice) == ("no_penalty", Decimal("0.00"), None)


def test_a_proposal_without_notice_does_not_turn_into_a_penalty(bureau):
    case = go.concluded(bureau, go.draft(Kind.REVOCATION))
    notice.go_to_decision(case.pk, actor=bureau.lead, at=LODGED)
    with pytest.raises(Refused, match="尚未告知当事人"):
        go.revise(bureau, case, LIGHTER)
    assert go.tell_anew(bureau, case, LIGHTER).state == State.CONCLUSION_REVIEW
    assert clocks(case)["penalty_90_days"] == "running"


# -- 决定 --


def test_the_bureau_head_makes_the_decision_and_its_service_is_due(bureau):
    case = go.decided(bureau)
    made = Decision.objects.get()
    assert case.state == State.DECIDED
    assert made.paper.number == "江人社监罚字〔2026〕1号"
    assert (made.fine, made.decided_by) == (Decimal("5000.00"), bureau.bureau_head)
    assert made.decided_on == go.at(10).date()
    assert clocks(case) == {
        "investigation": "met",
        "decision_after_investigation": "met",
        "penalty_90_days": "met",
        "defence": "met",
        "service": "running",
    }
    act = Event.objects.of(case.subject(None)).get(act="approve_decision")
    assert act.article == "第五十七条"


def test_nobody_who_investigated_decides_and_two_certified_officers_propose(bureau):
    case = go.deciding(bureau)
    Certificate.objects.filter(user=bureau.lead).update(valid_to=LODGED.date())
    with pytest.raises(Refused, match="证"):
        go.propose_decision(bureau, case)
    Certificate.objects.filter(user=bureau.lead).update(valid_to=go.at(400).date())
    case = go.propose_decision(bureau, case)
    give_role(bureau.lead, Role.BUREAU_HEAD)
    with pytest.raises(Refused) as caught:
        decision.decide_decision(
            case.pk, approved=True, actor=bureau.lead, opinion="同意。", at=go.at(10)
        )
    assert "承办人不得审批自己提出的事项。" in sentences(caught)


def test_a_returned_decision_goes_back_to_the_deliberations(bureau):
    case = go.propose_decision(bureau, go.deciding(bureau))
    decision.decide_decision(
        case.pk, approved=False, actor=bureau.bureau_head, opinion="罚款偏重。", at=go.at(10)
    )
    case = make.fresh(case)
    assert case.state == State.DECIDING
    case = go.revise(bureau, case, LIGHTER, at=go.at(10))
    go.make_decision(bureau, go.propose_decision(bureau, case, days=10))
    assert Decision.objects.get().fine == Decimal("3000.00")


def test_a_handling_decision_names_every_worker_with_wages_and_compensation(bureau):
    case = go.handled(bureau)
    made = Decision.objects.get()
    assert (made.wages, made.compensation) == (Decimal("10000.00"), Decimal("5000.00"))
    assert made.paper.number == "江人社监处字〔2026〕1号"
    rows = made.paper.context["sheet"]["rows"]
    assert [(row["due"], row["compensation"]) for row in rows] == [
        ("5000.00", "2500.00"),
        ("5000.00", "2500.00"),
    ]
    assert clocks(case)["order_service"] == "running"


def test_a_transfer_names_who_receives_it(bureau):
    case = go.concluded(bureau, go.draft(Kind.TRANSFER, facts="属社会保险稽核事项。"))
    notice.go_to_decision(case.pk, actor=bureau.lead, at=go.at(1))
    with pytest.raises(Refused, match="接收部门"):
        go.propose_decision(bureau, case)
    case = go.propose_decision(bureau, case, receiver="江城市社会保险事业管理局")
    go.make_decision(bureau, case)
    paper = Decision.objects.get().paper
    assert paper.title == "案件移送书"
    assert paper.context["receiver"] == "江城市社会保险事业管理局"


def test_members_are_seen_by_the_rule_as_they_were_entered(bureau):
    case = go.deciding(bureau)
    members = deliberation.members_of(case, [Seat(" 陈志强 ", opinion=" 同意 ")])
    assert (members[0].name, members[0].has_investigated) == ("陈志强", True)
