"""Every act of a complaint as its screen takes it, and as it refuses it."""

from datetime import timedelta

import pytest

from cases.models import Case
from cases.tests import factories as cases
from complaints.models import Complaint
from complaints.procedure import State
from complaints.tests import factories as complaints
from console.tests.desk import NOON, Desk, fresh
from documents.models import Paper
from employers.models import Employer
from workflow.models import Approval, Clock

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
NEXT_WEEK = TODAY + timedelta(days=7)


@pytest.fixture
def complaint(desk: Desk) -> Complaint:
    """Received, nobody's yet, its employer only a name."""
    return complaints.make_complaint()


@pytest.fixture
def known(desk: Desk) -> Complaint:
    """Its employer is found in the register."""
    return cases.lodge()


def refusal_proposed(desk: Desk, complaint: Complaint) -> Complaint:
    desk.lead.take(complaint, "refusal", code="no_violation", reason="双方系承揽合同关系。")
    return fresh(complaint)


# -- 指定承办人 --


def test_a_complaint_is_given_to_an_officer_whose_clock_it_becomes(
    desk: Desk, complaint: Complaint
) -> None:
    desk.head.take(complaint, "assign", owner=desk.bureau.assistant.pk)
    assert fresh(complaint).owner == desk.bureau.assistant
    assert Clock.objects.of(complaint.subject).get().owner == desk.bureau.assistant


def test_only_inspectors_of_the_office_are_offered_as_officers(
    desk: Desk, complaint: Complaint
) -> None:
    assert "有效" in desk.head.refused(complaint, "assign", owner=desk.bureau.bureau_head.pk)
    assert fresh(complaint).owner is None


# -- 确认被投诉单位 --


def test_an_employer_of_the_register_is_chosen(desk: Desk, complaint: Complaint) -> None:
    known = cases.lodge().employer
    assert known is not None
    desk.lead.take(complaint, "employer", chosen=known.pk)
    assert fresh(complaint).employer == known
    assert Employer.objects.count() == 1


def test_an_employer_who_is_not_in_the_register_gets_a_file(
    desk: Desk, complaint: Complaint
) -> None:
    desk.lead.take(complaint, "employer", name="江城宏达建筑劳务有限公司", address="建设路18号")
    found = fresh(complaint).employer
    assert (found.name, found.address) == ("江城宏达建筑劳务有限公司", "建设路18号")


def test_neither_a_file_nor_a_name_is_asked_for_again(desk: Desk, complaint: Complaint) -> None:
    assert "请从单位库选定" in desk.lead.refused(complaint, "employer", name=" ")
    assert fresh(complaint).employer is None


def test_a_wrong_credit_code_is_named(desk: Desk, complaint: Complaint) -> None:
    said = desk.lead.refused(complaint, "employer", name="江城某公司", uscc="91410100MA0000000X")
    assert "统一社会信用代码" in said
    assert not Employer.objects.exists()


# -- 报请立案 --


def test_a_case_is_proposed_with_two_officers(desk: Desk, known: Complaint) -> None:
    desk.lead.take(
        known,
        "filing",
        lead=desk.bureau.lead.pk,
        assistant=desk.bureau.assistant.pk,
        cause="wage_arrears",
        opinion="符合受理条件，建议立案。",
    )
    case = Case.objects.get()
    assert fresh(known).state == State.FILING_PROPOSED
    assert [o.user for o in case.serving_officers()] == [desk.bureau.lead, desk.bureau.assistant]
    assert Approval.objects.pending().get().role == "unit_head"


def test_a_case_is_not_proposed_by_one_officer_alone(desk: Desk, known: Complaint) -> None:
    one = desk.bureau.lead.pk
    said = desk.lead.refused(
        known, "filing", lead=one, assistant=one, cause="wage_arrears", opinion="建议立案。"
    )
    assert "不能是同一人" in said
    assert not Case.objects.exists()
    assert fresh(known).state == State.RECEIVED


def test_a_case_is_not_proposed_against_an_unknown_employer(
    desk: Desk, complaint: Complaint
) -> None:
    said = desk.lead.refused(
        complaint,
        "filing",
        lead=desk.bureau.lead.pk,
        assistant=desk.bureau.assistant.pk,
        cause="wage_arrears",
        opinion="建议立案。",
    )
    assert "尚未确认被投诉单位" in said


# -- 补正 --


def test_a_supplement_is_asked_for_and_the_five_days_wait(desk: Desk, complaint: Complaint) -> None:
    desk.lead.take(complaint, "supplement", items="身份证复印件\n\n 欠条原件 ", due_on=NEXT_WEEK)
    asked = complaint.supplement_requests.get()
    assert asked.items == ["身份证复印件", "欠条原件"]
    paused = Clock.objects.of(complaint.subject).get(code="complaint_acceptance")
    assert paused.state == Clock.State.PAUSED
    assert Paper.objects.of(complaint.subject).get() == asked.paper


def test_the_notice_is_shown_while_it_is_written(desk: Desk, complaint: Complaint) -> None:
    assert desk.lead.preview(complaint, "supplement", items="身份证复印件") == ""
    sheet = desk.lead.preview(complaint, "supplement", items="身份证复印件", due_on=NEXT_WEEK)
    assert "身份证复印件" in sheet
    assert not Paper.objects.exists()


def test_a_supplement_due_today_is_refused(desk: Desk, complaint: Complaint) -> None:
    said = desk.lead.refused(complaint, "supplement", items="身份证复印件", due_on=TODAY)
    assert "须在今天以后" in said


def test_what_was_supplied_starts_the_five_days_anew(desk: Desk, complaint: Complaint) -> None:
    desk.lead.take(complaint, "supplement", items="欠条原件", due_on=NEXT_WEEK)
    desk.lead.take(complaint, "supplied", note="当事人送来欠条原件一份。")
    assert fresh(complaint).state == State.RECEIVED
    clock = Clock.objects.of(complaint.subject).open().get()
    assert (clock.code, clock.state) == ("complaint_acceptance", Clock.State.RUNNING)


def test_nothing_is_supplied_that_was_not_asked_for(desk: Desk, complaint: Complaint) -> None:
    assert "当前状态不能办理" in desk.lead.refused(complaint, "supplied", note="送来欠条。")


# -- 不予受理 --


def test_a_refusal_is_proposed_and_decided_by_two_people(desk: Desk, complaint: Complaint) -> None:
    refusal_proposed(desk, complaint)
    assert "承揽合同关系" in desk.head.open(f"{complaint.get_absolute_url()}decide-refusal/")
    desk.head.take(complaint, "decide-refusal", decision="approve", opinion="同意。")
    assert fresh(complaint).state == State.REFUSED
    assert not Clock.objects.of(complaint.subject).open().exists()
    assert Paper.objects.of(complaint.subject).get().title == "投诉不予受理通知书"


def test_a_refusal_is_returned_with_words(desk: Desk, complaint: Complaint) -> None:
    refusal_proposed(desk, complaint)
    assert "退回须写明意见" in desk.head.refused(complaint, "decide-refusal", decision="return")
    desk.head.take(complaint, "decide-refusal", decision="return", opinion="请先核实用工关系。")
    assert fresh(complaint).state == State.RECEIVED


def test_a_decision_without_a_button_decides_nothing(desk: Desk, complaint: Complaint) -> None:
    refusal_proposed(desk, complaint)
    assert "请选择同意或者退回" in desk.head.refused(complaint, "decide-refusal", opinion="……")
    assert fresh(complaint).state == State.REFUSAL_PROPOSED


def test_a_refusal_names_where_to_go(desk: Desk, complaint: Complaint) -> None:
    words = {"code": "in_arbitration", "reason": "已经申请仲裁。"}
    assert "应当向哪个机关" in desk.lead.refused(complaint, "refusal", **words)
    body = "江城市劳动人事争议仲裁委员会（人民路2号）"
    assert body in desk.lead.preview(complaint, "refusal", body=body, **words)
    desk.lead.take(complaint, "refusal", body=body, **words)


def test_an_unclear_employer_is_asked_after_before_it_is_refused(
    desk: Desk, complaint: Complaint
) -> None:
    said = desk.lead.refused(
        complaint, "refusal", code="respondent_unclear", reason="只知道包工头姓李。"
    )
    assert "应当先告知补正" in said


# -- 并案、撤回 --


def test_a_duplicate_is_merged_and_keeps_its_page(desk: Desk, known: Complaint) -> None:
    other = cases.lodge()
    desk.lead.take(other, "merge", master_id=known.pk, reason="同一工地、同一期间。")
    assert (fresh(other).state, fresh(other).merged_into) == (State.MERGED, known)
    assert known.number in desk.lead.open(other.get_absolute_url())


def test_only_a_likely_duplicate_is_offered(desk: Desk, complaint: Complaint) -> None:
    stranger = complaints.make_complaint(employer_name="江城饮食服务有限公司")
    said = desk.lead.refused(complaint, "merge", master_id=stranger.pk, reason="合并办理。")
    assert "有效" in said


def test_a_complaint_is_withdrawn_in_words(desk: Desk, complaint: Complaint) -> None:
    assert "必填" in desk.lead.refused(complaint, "withdraw", note="  ")
    desk.lead.take(complaint, "withdraw", note="11月23日投诉人到窗口书面撤回。")
    assert fresh(complaint).state == State.WITHDRAWN
    assert not Clock.objects.of(complaint.subject).open().exists()


def test_what_is_closed_takes_no_more_acts(desk: Desk, complaint: Complaint) -> None:
    desk.lead.take(complaint, "withdraw", note="投诉人书面撤回。")
    for act, data in (
        ("withdraw", {"note": "再次撤回。"}),
        ("supplement", {"items": "欠条", "due_on": NEXT_WEEK}),
        ("refusal", {"code": "no_violation", "reason": "承揽合同。"}),
    ):
        assert "当前状态不能办理" in desk.lead.refused(complaint, act, **data)
    page = desk.lead.client.get(f"{complaint.get_absolute_url()}withdraw/", follow=True)
    assert page.redirect_chain == [(complaint.get_absolute_url(), 302)]
    assert "现在不能办理" in page.content.decode()
