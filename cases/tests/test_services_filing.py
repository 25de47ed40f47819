"""立案: acceptance and filing are one decision, taken by a head on two officers' proposal."""

import threading
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connections
from django.utils import timezone

from accounts.models import Certificate, Delegation
from accounts.policy.roles import Role
from accounts.tests.factories import give_role, make_user
from cases.models import Case, WageClaim
from cases.procedure.states import State
from cases.services import filing, ledger
from cases.tests import factories as make
from cases.tests.factories import LODGED, Bureau
from complaints.models import Complaint, Progress, Settlement
from complaints.services import merging
from documents.models import Paper
from statutes.refusal import Refused
from workflow.models import Approval, Clock, Event, Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return make.make_bureau()


def acts(case: Case) -> list[str]:
    return list(
        Event.objects.of(case.subject(None)).order_by("sequence").values_list("act", flat=True)
    )


def open_clocks(case: Case) -> set[str]:
    return set(Clock.objects.of(case.subject(None)).open().values_list("code", flat=True))


def titles(case: Case) -> list[str]:
    papers = Paper.objects.of(case.subject(None)).order_by("pk")
    return list(papers.values_list("title", flat=True))


def test_a_complaint_becomes_a_numbered_case_before_the_head(bureau):
    complaint = make.lodge(3)
    case = make.propose(bureau, complaint)
    assert (case.case_no, case.state) == ("江人社监案2026-0001", State.FILING_REVIEW.value)
    assert case.filed_on is None
    assert case.claims.count() == 0
    assert acts(case) == ["propose_filing"]
    approval = Approval.objects.of(case.subject(None)).get()
    assert (approval.role, approval.proposer) == (Role.UNIT_HEAD.value, bureau.lead)
    assert approval.content["workers"] == 3
    assert approval.content["claimed"] == "15000.00"
    assert Notification.objects.filter(recipient=bureau.head).count() == 1
    assert make.propose(bureau, make.lodge(1)).case_no == "江人社监案2026-0002"


def test_on_approval_the_complaint_is_accepted_and_the_sixty_days_run(bureau):
    complaint = make.lodge(3)
    case = make.file(bureau, complaint, at=LODGED + timedelta(days=3))
    on = timezone.localdate(LODGED + timedelta(days=3))
    complaint.refresh_from_db()
    assert case.state == State.INVESTIGATING.value
    assert case.filed_on == case.accepted_on == complaint.accepted_on == on
    assert complaint.state == "accepted"
    clock = Clock.objects.of(case.subject(None)).get()
    assert (clock.code, clock.length, clock.owner) == ("investigation", 60, bureau.lead)
    five_days = Clock.objects.of(complaint.subject).get()
    assert (five_days.code, five_days.state) == ("complaint_acceptance", "met")
    assert acts(case) == ["propose_filing", "approve_filing"]
    assert "立案审批表" in titles(case)


def test_the_form_prints_what_was_approved_with_the_heads_opinion(bureau):
    case = make.filed(bureau)
    form = Paper.objects.of(case.subject(None)).get(kind="filing_approval")
    approval = Approval.objects.of(case.subject(None)).get()
    assert form.context["head_opinion"] == {
        "text": "同意立案。",
        "signed": "王建华",
        "on": "2026-11-23",
    }
    assert {**approval.content, "head_opinion": None} == {
        **{k: v for k, v in form.context.items() if k != "paper"},
        "head_opinion": None,
    }


def test_the_ledger_is_taken_over_from_the_roster_as_stated(bureau):
    case = make.filed(bureau, workers=4)
    lines = list(case.claims.order_by("row"))
    claimants = list(Complaint.objects.get().claimants.order_by("position"))
    assert [line.claimant for line in lines] == claimants
    assert [line.claimed for line in lines] == [c.owed for c in claimants]
    assert {line.determined for line in lines} == {None}
    assert (case.workers, case.undetermined, str(case.claimed)) == (4, 4, "20000.00")


def test_a_proposal_needs_two_certified_officers(bureau):
    complaint = make.lodge()
    with pytest.raises(Refused, match="不能是同一人"):
        make.propose(bureau, complaint, assistant=bureau.lead)
    Certificate.objects.filter(user=bureau.assistant).update(
        valid_to=timezone.localdate(LODGED) - timedelta(days=1)
    )
    with pytest.raises(Refused, match="李敏的监察证件"):
        make.propose(bureau, complaint)
    assert not Case.objects.exists()
    complaint.refresh_from_db()
    assert complaint.state == "received"


def test_a_refused_proposal_leaves_no_gap_in_the_case_numbers(bureau):
    complaint = make.lodge()
    with pytest.raises(Refused):
        make.propose(bureau, complaint, assistant=bureau.lead)
    assert make.propose(bureau, complaint).case_no == "江人社监案2026-0001"


def test_nobody_approves_a_case_they_proposed_or_investigate(bureau):
    acting_head = make_user(role=Role.UNIT_HEAD, office=bureau.office)
    give_role(acting_head, Role.INSPECTOR)
    case = make.propose(bureau, make.lodge(), assistant=acting_head)
    with pytest.raises(Refused, match="自己承办的案件"):
        filing.decide_filing(case.pk, approved=True, actor=acting_head, opinion="同意", at=LODGED)


def test_a_head_of_another_office_cannot_decide(bureau):
    elsewhere = make_user(role=Role.UNIT_HEAD)
    case = make.propose(bureau, make.lodge())
    with pytest.raises(Refused, match="监察机构负责人"):
        filing.decide_filing(case.pk, approved=True, actor=elsewhere, opinion="同意", at=LODGED)


def test_a_returned_filing_comes_back_and_the_first_answer_is_kept(bureau):
    case = make.propose(bureau, make.lodge())
    with pytest.raises(Refused, match="退回须写明意见"):
        filing.decide_filing(case.pk, approved=False, actor=bureau.head, opinion=" ", at=LODGED)
    filing.decide_filing(
        case.pk, approved=False, actor=bureau.head, opinion="请写明工作地点。", at=LODGED
    )
    assert make.fresh(case).state == State.FILING_RETURNED.value
    case = filing.resubmit_filing(
        case.pk,
        summary="二期工地，七月至十月工资未付。",
        cause=filing.WAGE_ARREARS,
        actor=bureau.assistant,
        opinion="已补充工作地点。",
        at=LODGED,
    )
    outcomes = Approval.objects.of(case.subject(None)).order_by("pk")
    assert list(outcomes.values_list("outcome", "opinion")) == [
        ("returned", "请写明工作地点。"),
        ("pending", ""),
    ]
    filing.decide_filing(case.pk, approved=True, actor=bureau.head, opinion="同意。", at=LODGED)
    form = Paper.objects.of(case.subject(None)).get(kind="filing_approval")
    assert form.context["summary"] == "二期工地，七月至十月工资未付。"
    assert acts(case) == ["propose_filing", "return_filing", "resubmit_filing", "approve_filing"]


def test_the_decision_counts_once(bureau):
    second = make_user(role=Role.UNIT_HEAD, office=bureau.office)
    case = make.filed(bureau)
    with pytest.raises(Refused, match="当前状态不能办理"):
        filing.decide_filing(case.pk, approved=True, actor=second, opinion="同意", at=LODGED)
    assert case.claims.count() == 2


def test_a_withdrawn_proposal_gives_the_complaint_back_to_the_desk(bureau):
    complaint = make.lodge()
    case = make.propose(bureau, complaint)
    with pytest.raises(Refused, match="须写明理由"):
        filing.withdraw_filing(case.pk, actor=bureau.lead, reason="", at=LODGED)
    filing.withdraw_filing(case.pk, actor=bureau.lead, reason="应由仲裁处理", at=LODGED)
    complaint.refresh_from_db()
    assert complaint.state == "received"
    assert make.fresh(case).state == State.NOT_FILED.value
    assert Approval.objects.of(case.subject(None)).get().outcome == "voided"
    again = make.propose(bureau, complaint)
    assert again.case_no == "江人社监案2026-0002"


def test_one_complaint_stands_behind_one_living_case(bureau):
    complaint = make.lodge()
    make.propose(bureau, complaint)
    with pytest.raises(Refused):
        make.propose(bureau, complaint)


def test_a_patrol_has_no_five_days_and_is_filed_on_the_day_of_approval(bureau):
    complaint = make.lodge()
    assert complaint.employer is not None
    matter = filing.Lead(
        office=bureau.office,
        employer=complaint.employer,
        division_id="410102000000",
        source=Case.Source.PATROL,
        cause=filing.WAGE_ARREARS,
        summary="巡查发现未按月支付工资。",
        reference="巡查2026-11",
    )
    case = filing.open_case(
        matter,
        lead=bureau.lead,
        assistants=[bureau.assistant],
        actor=bureau.lead,
        opinion="建议立案。",
        at=LODGED,
    )
    later = LODGED + timedelta(days=20)
    case = filing.decide_filing(
        case.pk, approved=True, actor=bureau.head, opinion="同意。", at=later
    )
    assert case.filed_on == timezone.localdate(later)
    assert case.accepted_on is None
    assert open_clocks(case) == {"investigation"}


def merge(bureau, complaint, master):
    return merging.merge(
        complaint.pk, master_id=master.pk, reason="同一单位、同一事由", actor=bureau.lead, at=LODGED
    )


def test_people_of_a_merged_complaint_stand_in_the_ledger_once(bureau):
    master = make.lodge(2)
    twice = replace(make.complaints.a_claim(), identity=master.claimants.all()[0].identity)
    joined = make.lodge(claims=[twice, make.complaints.a_claim()])
    merge(bureau, joined, master)
    case = make.file(bureau, master)
    assert (case.workers, case.claims.count()) == (3, 3)
    make.determine_as_claimed(bureau, case)
    make.pay_all(bureau, case)
    # Whoever complained twice sees the one payment from both receipts.
    assert Settlement.objects.filter(paid=Decimal("5000.00")).count() == 4
    assert set(Progress.objects.values_list("complaint", flat=True)) == {master.pk, joined.pk}


def test_a_complaint_merged_after_filing_brings_its_people_into_the_ledger(bureau):
    master = make.lodge(2)
    case = make.file(bureau, master)
    merge(bureau, make.lodge(3), master)
    assert ledger.take_over_merged(case.pk, actor=bureau.lead, at=LODGED) == 3
    assert (make.fresh(case).workers, str(make.fresh(case).claimed)) == (5, "25000.00")
    with pytest.raises(Refused, match="没有尚未登记的投诉人"):
        ledger.take_over_merged(case.pk, actor=bureau.lead, at=LODGED)


def test_a_delegate_signs_for_the_head_as_such(bureau):
    deputy = make_user(role=None, office=bureau.office, name="孙伟")
    on = timezone.localdate(LODGED)
    Delegation.objects.create(
        role=Role.UNIT_HEAD.value,
        office=bureau.office,
        delegator=bureau.head,
        delegate=deputy,
        document="江人社监委〔2026〕3号",
        valid_from=on,
        valid_to=on,
    )
    case = make.propose(bureau, make.lodge())
    filing.decide_filing(case.pk, approved=True, actor=deputy, opinion="同意。", at=LODGED)
    form = Paper.objects.get(kind="filing_approval")
    assert form.context["head_opinion"]["signed"] == "孙伟（代）"


def test_a_long_company_name_breaks_nothing(bureau):
    case = make.file(bureau, make.lodge(employer_name="江城" + "恒信" * 45 + "有限公司"))
    assert len(case.subject(None).label) == 100


@pytest.mark.django_db(transaction=True)
def test_two_heads_approving_at_once_file_the_case_once():
    bureau = make.make_bureau()
    second = make_user(role=Role.UNIT_HEAD, office=bureau.office)
    case = make.propose(bureau, make.lodge(5))
    barrier, outcomes = threading.Barrier(2), []

    def approve(head):
        barrier.wait()
        try:
            filing.decide_filing(case.pk, approved=True, actor=head, opinion="同意", at=LODGED)
            outcomes.append("filed")
        except Refused as refused:
            outcomes.append(str(refused))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=approve, args=[head]) for head in (bureau.head, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes, key=len) == [
        "filed",
        outcomes[0] if outcomes[1] == "filed" else outcomes[1],
    ]
    assert any("当前状态不能办理" in outcome for outcome in outcomes)
    assert WageClaim.objects.filter(case=case).count() == 5
    assert Paper.objects.filter(kind="filing_approval").count() == 1
