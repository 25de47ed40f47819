"""Filing, officers, extension and closing as their screens take and refuse them."""

from datetime import timedelta

import pytest
import time_machine

from accounts.policy.roles import Role
from accounts.tests.factories import give_role, make_office, make_user
from cases.models import Case
from cases.procedure.states import State
from cases.tests import factories as cases
from complaints.models import Complaint
from complaints.procedure import State as ComplaintState
from console.models import Draft
from console.services import save_draft
from console.tests.desk import NOON, Desk, Screen, act_url, fresh
from documents.models import Paper
from workflow.models import Approval, Clock

pytestmark = pytest.mark.django_db
RETURNED = {"decision": "return", "opinion": "请补充用工证据。"}
APPROVED = {"decision": "approve", "opinion": "同意。"}


@pytest.fixture
def proposed(desk: Desk) -> Case:
    return cases.propose(desk.bureau, cases.lodge())


@pytest.fixture
def filed(desk: Desk) -> Case:
    return cases.filed(desk.bureau)


# -- 立案 --


def test_the_head_files_the_case_beside_its_finished_form(desk: Desk, proposed: Case) -> None:
    page = desk.head.open(act_url(proposed, "decide-filing"))
    assert "立案审批表" in page and "符合受理条件，建议立案。" in page
    sheet = desk.head.preview(proposed, "decide-filing", opinion="同意立案，抓紧办理。")
    assert "同意立案，抓紧办理。" in sheet and "王建华" in sheet
    desk.head.take(proposed, "decide-filing", **APPROVED)
    case = fresh(proposed)
    assert (case.state, case.filed_on) == (State.INVESTIGATING, NOON.date())
    assert Complaint.objects.get().state == ComplaintState.ACCEPTED


def test_a_returned_filing_is_rewritten_and_laid_before_the_head_again(
    desk: Desk, proposed: Case
) -> None:
    desk.head.take(proposed, "decide-filing", **RETURNED)
    assert fresh(proposed).state == State.FILING_RETURNED
    sheet = desk.lead.preview(
        proposed,
        "resubmit-filing",
        cause="wage_arrears",
        summary="补充考勤记录。",
        opinion="建议立案。",
    )
    assert "补充考勤记录。" in sheet
    desk.lead.take(
        proposed,
        "resubmit-filing",
        cause="wage_arrears",
        summary="补充考勤记录。",
        opinion="建议立案。",
    )
    assert fresh(proposed).state == State.FILING_REVIEW
    assert fresh(proposed).summary == "补充考勤记录。"


def test_a_cause_that_is_not_in_the_catalogue_is_not_taken(desk: Desk, proposed: Case) -> None:
    desk.head.take(proposed, "decide-filing", **RETURNED)
    said = desk.lead.refused(
        proposed, "resubmit-filing", cause="anything", summary="案情。", opinion="建议立案。"
    )
    assert "有效" in said


def test_a_return_needs_words_and_a_decision_needs_a_button(desk: Desk, proposed: Case) -> None:
    assert "退回须写明意见" in desk.head.refused(proposed, "decide-filing", decision="return")
    assert "请选择同意或者退回" in desk.head.refused(proposed, "decide-filing", opinion="同意。")
    assert "请选择同意或者退回" in desk.head.refused(proposed, "decide-filing", decision="yes")
    assert fresh(proposed).state == State.FILING_REVIEW


def test_whoever_proposed_does_not_decide_even_as_head(desk: Desk, proposed: Case) -> None:
    give_role(desk.bureau.lead, Role.UNIT_HEAD)
    assert "不得审批" in desk.lead.refused(proposed, "decide-filing", **APPROVED)


def test_the_second_of_two_heads_is_told_that_it_is_decided(desk: Desk, proposed: Case) -> None:
    second = Screen(make_user(role=Role.UNIT_HEAD, office=desk.bureau.office))
    second.open(act_url(proposed, "decide-filing"))
    desk.head.take(proposed, "decide-filing", **APPROVED)
    assert "当前状态不能办理" in second.refused(proposed, "decide-filing", **RETURNED)
    assert Approval.objects.of(proposed.subject(None)).get().decider == desk.bureau.head


def test_a_proposal_is_withdrawn_and_its_complaint_returns_to_the_desk(
    desk: Desk, proposed: Case
) -> None:
    assert "必填" in desk.lead.refused(proposed, "withdraw-filing", reason=" ")
    desk.lead.take(proposed, "withdraw-filing", reason="另有机构正在查处。")
    assert fresh(proposed).state == State.NOT_FILED
    assert Complaint.objects.get().state == ComplaintState.RECEIVED


# -- 指定监察员 --


def test_officers_are_named_anew_and_the_clock_passes_on(desk: Desk, filed: Case) -> None:
    new = make_user(office=desk.bureau.office, name="周敏")
    desk.head.take(filed, "officers", lead=new.pk, assistants=[desk.bureau.assistant.pk])
    assert [o.user for o in fresh(filed).serving_officers()] == [new, desk.bureau.assistant]
    assert Clock.objects.of(filed.subject(None)).open().get().owner == new
    assert "周敏" in desk.head.open(filed.get_absolute_url())


def test_one_officer_is_not_enough_and_none_comes_from_elsewhere(desk: Desk, filed: Case) -> None:
    lead = desk.bureau.lead.pk
    assert "不能是同一人" in desk.head.refused(filed, "officers", lead=lead, assistants=[lead])
    assert "必填" in desk.head.refused(filed, "officers", lead=lead)
    stranger = make_user(office=make_office("4102")).pk
    said = desk.head.refused(filed, "officers", lead=lead, assistants=[stranger])
    assert str(stranger) in said
    assert len(fresh(filed).serving_officers()) == 2


def test_an_officer_without_a_certificate_is_named(desk: Desk, filed: Case) -> None:
    lapsed = make_user(office=desk.bureau.office, name="吴涛", certified=False)
    said = desk.head.refused(filed, "officers", lead=desk.bureau.lead.pk, assistants=[lapsed.pk])
    assert "吴涛" in said


# -- 延长 --


def test_an_extension_is_asked_for_and_granted_by_the_bureau_head(desk: Desk, filed: Case) -> None:
    before = Clock.objects.of(filed.subject(None)).open().get().due_at
    desk.lead.take(filed, "extension", opinion="涉及三层分包，需调取银行流水。")
    assert "已经报批" in desk.lead.refused(filed, "extension", opinion="再申请一次。")
    assert "三层分包" in desk.bureau_head.open(f"{filed.get_absolute_url()}?tab=approvals")
    desk.bureau_head.take(filed, "decide-extension", **APPROVED)
    assert fresh(filed).is_extended
    assert Clock.objects.of(filed.subject(None)).open().get().due_at > before


def test_an_extension_is_refused_in_words(desk: Desk, filed: Case) -> None:
    desk.lead.take(filed, "extension", opinion="需调取银行流水。")
    desk.bureau_head.take(filed, "decide-extension", decision="return", opinion="现有证据已足够。")
    assert not fresh(filed).is_extended


def test_an_extension_that_nobody_asked_for_is_not_granted(desk: Desk, filed: Case) -> None:
    assert "没有等待批准" in desk.bureau_head.refused(filed, "decide-extension", **APPROVED)


def test_after_sixty_days_no_extension_is_possible(desk: Desk, filed: Case) -> None:
    with time_machine.travel(NOON + timedelta(days=200), tick=False):
        said = Screen(desk.bureau.lead).refused(filed, "extension", opinion="案情复杂。")
    assert said
    assert not Approval.objects.of(filed.subject(None)).pending().exists()


# -- 结案 --


def test_a_case_is_closed_by_officer_and_head(desk: Desk) -> None:
    case = cases.verified(desk.bureau)
    words = {
        "summary": "经责令改正，单位已足额支付。",
        "no_penalty_reason": cases.REASON,
        "opinion": "建议结案。",
    }
    assert "经责令改正" in desk.lead.preview(case, "closing", **words)
    desk.lead.take(case, "closing", **words)
    page = desk.head.open(act_url(case, "decide-closing"))
    assert "结案审批表" in page and "经责令改正" in page
    desk.head.take(case, "decide-closing", **APPROVED)
    closed = fresh(case)
    assert (closed.state, closed.closed_on) == (State.CLOSED, NOON.date())
    assert not Clock.objects.of(case.subject(None)).open().exists()
    assert Paper.objects.of(case.subject(None)).filter(title="结案审批表").count() == 1


def test_closing_says_everything_that_is_missing(desk: Desk) -> None:
    case = cases.verified(desk.bureau)
    said = desk.lead.refused(case, "closing", summary="", no_penalty_reason="", opinion="")
    assert said.count("必填") == 3
    assert fresh(case).state == State.CORRECTED


def test_a_returned_closing_keeps_what_was_written(desk: Desk) -> None:
    case = cases.verified(desk.bureau)
    cases.propose_closing(desk.bureau, case)
    desk.head.take(case, "decide-closing", **RETURNED)
    assert fresh(case).state == State.CORRECTED
    assert "经责令改正，单位已足额支付。" in desk.lead.html(act_url(case, "closing"))


def test_a_case_whose_workers_are_unpaid_does_not_close(desk: Desk) -> None:
    case = cases.served(desk.bureau)
    said = desk.lead.refused(
        case, "closing", summary="已处理。", no_penalty_reason="轻微。", opinion="建议结案。"
    )
    assert "当前状态不能办理" in said


# -- drafts of the forms --


def test_a_form_sent_leaves_no_draft_and_a_form_refused_keeps_it(desk: Desk, filed: Case) -> None:
    place = f"case-{filed.pk}-extension/opinion"
    save_draft(desk.bureau.lead, place, "涉及三层", at=NOON)
    save_draft(desk.bureau.assistant, place, "别人的草稿", at=NOON)
    desk.lead.refused(filed, "extension", opinion=" ")
    assert Draft.objects.visible_to(desk.bureau.lead).exists()
    desk.lead.take(filed, "extension", opinion="涉及三层分包。")
    assert Draft.objects.get().user == desk.bureau.assistant
