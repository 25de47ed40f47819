"""Before anyone goes: basis, cap, officers, four eyes, and the notice (国办发〔2024〕54号)."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.tests.factories import make_division, make_user
from documents.models import Paper
from documents.procedure import PaperStatus
from employers.models import Employer
from employers.services import flags
from employers.tests.factories import make_employer
from grids.models import Patrol
from grids.policy.frequency import Basis
from grids.policy.notices import Delivery
from grids.procedure import State
from grids.services import duty_notice, patrols, serving
from grids.services.patrols import Intent
from grids.services.serving import Receipt
from grids.tests import factories as areas
from grids.tests import patrol_factories as make
from grids.tests.patrol_factories import AT, TODAY, House
from statutes.refusal import Refused
from workflow.models import Approval, Clock, Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def fresh(employer: Employer) -> Employer:
    return Employer.objects.get(pk=employer.pk)


def refuse_proposal(house: House, match: str, **changes: Any) -> None:
    with pytest.raises(Refused, match=match):
        make.proposed(house, **changes)
    assert not Patrol.objects.exclude(state__in=patrols.ENDED).exists()


def test_a_proposal_waits_for_the_head_with_its_basis(house: House) -> None:
    patrol = make.proposed(house)
    waiting = Approval.objects.of(patrol.subject).pending().get()
    assert (patrol.state, waiting.role) == (State.PROPOSED, "unit_head")
    assert waiting.content["cause"] == make.CAUSE
    assert Event.objects.of(patrol.subject).get().act == "propose_patrol"
    assert not Paper.objects.of(patrol.subject).exists()


def test_the_approval_issues_form_and_notice_and_sets_the_day(house: House) -> None:
    patrol = make.approved(house)
    kinds = list(Paper.objects.of(patrol.subject).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["patrol_approval", "patrol_notice"]
    assert patrol.notice_number.startswith("江人社监检通字")
    clock = Clock.objects.of(patrol.subject).get()
    assert (clock.code, clock.due_at.astimezone(AT.tzinfo).date()) == ("patrol_due", TODAY)
    assert clock.owner == house.lead


def test_nobody_approves_the_own_proposal(house: House) -> None:
    patrol = make.proposed(house)
    with pytest.raises(Refused, match="须由监察机构负责人办理"):
        patrols.decide(patrol.pk, approved=True, opinion="", actor=house.lead, at=AT)


def test_a_returned_proposal_is_amended_and_laid_before_the_head_again(house: House) -> None:
    patrol = make.proposed(house)
    patrols.decide(patrol.pk, approved=False, opinion="换人。", actor=house.head, at=AT)
    given: dict[str, Any] = {
        "lead": house.lead,
        "partner": house.third,
        "cause": make.CAUSE,
        "opinion": "已换。",
        "reference": make.CAUSE,
    }
    patrols.propose_again(patrol.pk, planned_on=TODAY, **given, actor=house.lead, at=AT)
    patrol = make.fresh(patrol)
    assert (patrol.state, patrol.partner) == (State.PROPOSED, house.third)
    assert Approval.objects.of(patrol.subject).pending().count() == 1


def test_an_assistant_neither_proposes_nor_goes(house: House) -> None:
    assistant = house.assistant()
    with pytest.raises(Refused, match="协管员采集信息、宣传法律，不得实施检查"):
        patrols.propose(make.intent(house), opinion="拟检查。", actor=assistant, at=AT)
    refuse_proposal(house, "协管员采集信息、宣传法律，不得实施检查", partner=assistant)


def test_two_different_certified_officers_go_or_nobody(house: House) -> None:
    refuse_proposal(house, "两名监察员", partner=house.lead)
    lapsed = make_user(office=house.office, name="赵建国", certified=False)
    refuse_proposal(house, "赵建国", partner=lapsed)


def test_the_certificate_must_hold_on_the_day_of_the_inspection(house: House) -> None:
    certificate = house.partner.certificates.get()
    certificate.valid_to = TODAY
    certificate.save()
    refuse_proposal(house, "李敏", planned_on=TODAY + timedelta(days=1))


def test_no_inspector_goes_twice_running_where_nobody_complained(house: House) -> None:
    employer = make.concluded(house).employer
    flags.set_listing(
        employer.pk, listed_on=TODAY - timedelta(days=5), listed_until=TODAY + timedelta(days=365)
    )
    later = AT + timedelta(days=3)
    again: dict[str, Any] = {"employer": employer, "planned_on": later.date(), "at": later}
    with pytest.raises(Refused, match="陈志强.*不得连续两次检查"):
        make.proposed(house, basis=Basis.LISTED, cause="", partner=house.third, **again)
    make.proposed(house, basis=Basis.ORDER, cause="令字〔2026〕9号", **again)


def test_a_routine_inspection_needs_a_plan_and_stays_under_the_cap(house: House) -> None:
    routine: dict[str, Any] = {"basis": Basis.ROUTINE, "cause": ""}
    refuse_proposal(house, "须列入已批准的巡查计划", **routine)
    plan = make.make_plan(house)
    first = make.concluded(house, plan=plan, **routine)
    later = AT + timedelta(days=8)
    again: dict[str, Any] = {
        "employer": first.employer,
        "planned_on": later.date(),
        "plan": plan,
        "at": later,
    }
    people: dict[str, Any] = {
        "lead": house.third,
        "partner": make_user(office=house.office, name="赵建国"),
    }
    with pytest.raises(Refused, match="达到每年1次的上限"):
        make.proposed(house, **routine, **again, **people)
    # 专项检查 stands outside the cap and names its basis.
    campaign = make.make_plan(house, kind="campaign", title="2026年根治欠薪冬季行动")
    named: dict[str, Any] = {**again, **people, "basis": Basis.CAMPAIGN, "plan": campaign}
    made = make.proposed(house, **named, cause="")
    assert (made.basis, made.cause) == ("campaign", "2026年根治欠薪冬季行动")


def test_a_plan_that_is_not_approved_or_not_of_that_day_carries_nothing(house: House) -> None:
    draft = make.make_plan(house, status="draft", approved_on=None)
    refuse_proposal(house, "还没有批准", plan=draft)
    past = make.make_plan(house, to_on=TODAY - timedelta(days=1))
    refuse_proposal(house, "不在巡查计划", plan=past)


def test_whom_the_lot_chose_is_inspected_by_those_whom_it_chose() -> None:
    room = areas.Room()
    firm = areas.firms(4)[0]
    draw = room.drawn(room.approved(), size=4)
    row = draw.rows.get(employer=firm)
    other = next(p for p in room.inspectors if p not in (row.lead, row.partner))
    given: dict[str, Any] = {"planned_on": TODAY, "plan": draw.plan, "draw": draw}
    propose: dict[str, Any] = {"opinion": "拟检查。", "actor": row.lead, "at": AT}
    basis = Basis(row.basis)
    with pytest.raises(Refused, match=f"抽签确定由{row.lead.name}主办"):
        patrols.propose(Intent(firm, basis, row.lead, other, **given), **propose)
    with pytest.raises(Refused, match="抽签载明的检查依据"):
        named = {**given, "cause": "冬季行动"}
        patrols.propose(Intent(firm, Basis.CAMPAIGN, row.lead, row.partner, **named), **propose)
    patrol = patrols.propose(Intent(firm, basis, row.lead, row.partner, **given), **propose)
    assert list(draw.patrols.all()) == [patrol]
    content = Approval.objects.of(patrol.subject).get().content
    assert (content["plan"], content["draw"]) == (draw.plan.title, f"1 {draw.digest}")


def test_a_plan_by_lot_is_not_gone_round(house: House) -> None:
    plan = make.make_plan(house, by_lot=True)
    routine: dict[str, Any] = {"basis": Basis.ROUTINE, "cause": "", "plan": plan}
    refuse_proposal(house, "请从抽签结果报批", **routine)
    employer = make_employer("江城三号有限公司")
    flags.set_credit_grade(employer.pk, grade="C", year=2025)
    first: dict[str, Any] = {"employer": fresh(employer), "basis": Basis.GRADE_C, "cause": ""}
    approval = Approval.objects.of(make.proposed(house, plan=plan, **first).subject).get()
    assert approval.content["plan"] == plan.title


def test_a_plan_carries_only_whom_it_ranges_over(house: House) -> None:
    routine: dict[str, Any] = {"basis": Basis.ROUTINE, "cause": ""}
    inn = make.make_plan(house, industry="餐饮", title="餐饮业计划")
    refuse_proposal(house, "不在巡查计划“餐饮业计划”的检查范围", plan=inn, **routine)
    focus = make.make_plan(house, targets="focus", title="重点计划")
    refuse_proposal(house, "不在巡查计划“重点计划”的检查范围", plan=focus, **routine)
    campaign = make.make_plan(house, kind="campaign", title="冬季行动")
    refuse_proposal(house, "“冬季行动”是专项检查方案", plan=campaign, **routine)


def test_who_is_not_due_is_not_inspected_under_a_plan_of_those_who_are(house: House) -> None:
    employer = make.concluded(house).employer
    later = AT + timedelta(days=8)
    due = make.make_plan(house, targets="due")
    with pytest.raises(Refused, match="2028-11-23才到期"):
        make.proposed(
            house, at=later, planned_on=later.date(), employer=employer, basis=Basis.ROUTINE,
            cause="", plan=due, lead=house.third,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        (Basis.LISTED, "不在失信联合惩戒对象名单"),
        (Basis.GRADE_C, "不是C级"),
        (Basis.COMPLAINT, "请注明依据"),
        (Basis.LEAD, "请注明依据"),
        (Basis.ORDER, "请注明依据"),
        (Basis.CAMPAIGN, "须依据已批准的专项检查方案"),
    ],
)
def test_a_basis_outside_the_cap_is_a_fact(house: House, basis: Basis, said: str) -> None:
    refuse_proposal(house, said, basis=basis, cause="")


def test_a_campaign_is_an_approved_plan_and_no_word(house: House) -> None:
    routine, draft = (
        make.make_plan(house),
        make.make_plan(house, kind="campaign", status="draft", approved_on=None),
    )
    campaign: dict[str, Any] = {"basis": Basis.CAMPAIGN, "cause": "冬季行动"}
    refuse_proposal(house, "须依据已批准的专项检查方案", **campaign)
    refuse_proposal(house, "须依据已批准的专项检查方案", **campaign, plan=routine)
    refuse_proposal(house, "还没有批准", **campaign, plan=draft)


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        (Basis.COMPLAINT, "没有查到.*投诉举报"),
        (Basis.LEAD, "没有查到.*线索"),
        (Basis.ORDER, "没有查到.*指令书"),
    ],
)
def test_a_number_that_is_not_the_employer_s_own_carries_nothing(
    house: House, basis: Basis, said: str
) -> None:
    refuse_proposal(house, said, basis=basis, cause="江人社监令字〔2026〕99号", reference="")


def test_the_grade_of_the_register_is_the_cause(house: House) -> None:
    employer = make.intent(house).employer
    flags.set_credit_grade(employer.pk, grade="C", year=2025)
    employer = Employer.objects.get(pk=employer.pk)
    patrol = make.proposed(house, employer=employer, basis=Basis.GRADE_C, cause="")
    assert patrol.cause == "2025年度劳动保障守法诚信等级C级"


def test_one_employer_is_not_inspected_twice_at_once(house: House) -> None:
    patrol = make.proposed(house)
    with pytest.raises(Refused, match="已有一次在办的检查"):
        make.proposed(house, employer=patrol.employer)


def test_an_employer_of_another_place_is_left_to_its_office(house: House) -> None:
    employer = make.intent(house).employer
    employer.division = make_division("410200")
    employer.save()
    refuse_proposal(house, "不在本机构的管辖范围", employer=employer)


def test_an_inspection_is_not_planned_for_the_past(house: House) -> None:
    refuse_proposal(house, "已经过去", planned_on=TODAY - timedelta(days=1))


def test_a_cancelled_inspection_takes_its_notice_back(house: House) -> None:
    patrol = make.approved(house)
    patrols.cancel(patrol.pk, reason="单位已搬迁。", actor=house.lead, at=AT)
    patrol = make.fresh(patrol)
    assert patrol.notice and patrol.notice.status == PaperStatus.WITHDRAWN
    assert not Clock.objects.of(patrol.subject).open().exists()


def test_another_officer_goes_under_a_new_notice(house: House) -> None:
    patrol = make.approved(house)
    old = patrol.notice
    assert old
    given: dict[str, Any] = {
        "leaving": house.partner,
        "coming": house.third,
        "reason": "系法定代表人的近亲属。",
    }
    receipt = Receipt(Delivery.DIRECT, AT, "前台钱某")
    serving.deliver(patrol.pk, receipt, actor=house.lead, at=AT)
    patrols.replace_officer(patrol.pk, **given, actor=house.head, at=AT)
    patrol = make.fresh(patrol)
    assert patrol.notice_delivered_at is None  # who comes now was not announced yet
    assert patrol.partner == house.third
    assert patrol.notice and patrol.notice != old
    names = [row["name"] for row in patrol.notice.context["officers"]]
    assert names == ["陈志强", "王海燕"]
    assert Paper.objects.get(pk=old.pk).status == PaperStatus.WITHDRAWN
    assert Clock.objects.of(patrol.subject).open().count() == 1


def test_the_code_of_a_notice_tells_task_basis_officers_and_hotline(house: House) -> None:
    patrol = make.approved(house)
    assert patrol.notice
    told = duty_notice.told(patrol.notice.verification_code)
    assert told is not None
    assert (told.employer, told.hotline) == (
        patrol.employer_name,
        house.office.supervision_phone,
    )
    # 条例 第九条: neither the employer nor a passer-by learns that somebody complained.
    assert (told.basis, told.cause) == ("线索核查", "")
    assert [row["role"] for row in told.officers] == ["主办", "协办"]
    other = Paper.objects.of(patrol.subject).get(kind="patrol_approval")
    assert duty_notice.told(other.verification_code) is None
