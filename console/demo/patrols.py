"""Inspections of the demo, each resting at another stage; one led to an order in a case."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from cases.services import filing, orders
from complaints.models import Complaint
from console import patrol_bases, patrol_cases
from console.demo.people import Bureau
from console.demo.teller import Teller
from employers.models import Employer
from grids.models import Patrol, PatrolPlan
from grids.policy.checklists import Answer, industry_of
from grids.policy.frequency import Basis
from grids.policy.results import Obstruction, Result, findings, requirement
from grids.services import inspecting, patrols, plans
from grids.services.inspecting import Answered, Ending
from grids.services.patrols import Intent
from rulebook import services as rulebook
from statutes.clocks import start_of

SEEN = "抽查20名职工，7人没有签订书面劳动合同"


@dataclass(frozen=True, slots=True)
class Story:
    """Why and how many working days ago it was proposed, what failed, and how far it went."""

    basis: Basis
    begun: int
    live: "Callable[[Teller, Patrol, Story], None]"
    failed: tuple[str, ...] = ()
    is_corrected: bool = False
    ahead: int = 2  # working days from the proposal to the inspection
    # what it stands on: the plan of the campaign, or the number of a complaint
    plan: PatrolPlan | None = None
    cause: str = ""
    reference: str = ""


def build(rng: Random, bureau: Bureau, register: list[Employer], *, today: date) -> None:
    """Every story with an employer of the register that has none yet.

    One that follows a complaint is told of an employer somebody complained of; where there is
    none, it is told of the campaign.
    """
    campaign = _campaign(bureau, today)
    others = [employer.pk for employer in register[1::3][: len(STORIES)]]
    for told, firm in zip(STORIES, register[1::3], strict=False):
        story, employer = told, firm
        complaint = _complaint(told, others, today) if told.basis is Basis.COMPLAINT else None
        if complaint is not None and complaint.employer is not None:
            employer = complaint.employer
            story = replace(told, cause=complaint.number, reference=complaint.number)
        else:
            story = replace(told, basis=Basis.CAMPAIGN, plan=campaign)
        day, yesterday = rulebook.calendar().add(today, -story.begun), today - timedelta(days=1)
        teller = Teller({bureau.office.pk: bureau}, rng, day, yesterday, 0, bureau.office.pk)
        story.live(teller, _proposed(teller, employer, story), story)


def _complaint(story: Story, others: list[int], today: date) -> Complaint | None:
    """One that came before the story began, of an employer that no other story tells of."""
    begun = rulebook.calendar().add(today, -story.begun)
    known = Complaint.objects.filter(employer__merged_into=None, employer__patrols=None)
    known = known.exclude(employer=None).exclude(employer__in=others)
    known = known.exclude(state__in=patrol_bases.NO_CAUSE)
    rows = known.filter(received_at__lt=start_of(begun)).select_related("employer")
    return rows.order_by("-pk").first()


def _campaign(bureau: Bureau, today: date) -> PatrolPlan:
    """The approved plan under which the campaign's inspections are made."""
    begun, actor = rulebook.calendar().add(today, -28), bureau.inspectors[0]
    at = start_of(begun) + timedelta(hours=9)
    plan = plans.draw_up(
        bureau.office,
        kind=PatrolPlan.Kind.CAMPAIGN,
        title=CAMPAIGN,
        division=bureau.office.division,
        from_on=begun,
        to_on=today + timedelta(days=60),
        targets=PatrolPlan.Targets.ALL,
        by_lot=False,
        scope="工资支付、劳动合同、工资保证金和专用账户。",
        procedure="报批，送达检查通知书，两名监察员检查，按结果处理。",
        actor=actor,
        at=at,
    )
    plans.submit(plan.pk, opinion="请批准。", actor=actor, at=at + timedelta(minutes=10))
    return plans.decide(
        plan.pk, approved=True, opinion="同意。", actor=bureau.bureau_head,
        at=at + timedelta(hours=1),
    )  # fmt: skip


def _proposed(teller: Teller, employer: Employer, story: Story) -> Patrol:
    lead, partner = teller.bureau.inspectors[:2]
    intent = Intent(
        employer=employer,
        basis=story.basis,
        cause=story.cause,
        plan=story.plan,
        reference=story.reference,
        lead=lead,
        partner=partner,
        planned_on=rulebook.calendar().add(teller.day, story.ahead),
        industry=industry_of(employer.industry),
    )
    return patrols.propose(intent, opinion="拟实施检查。", actor=lead, at=teller.at)


def _left_proposed(teller: Teller, patrol: Patrol, story: Story) -> None:
    """It waits for the head."""


def _approved(teller: Teller, patrol: Patrol, story: Story) -> None:
    head = teller.bureau.head
    patrols.decide(patrol.pk, approved=True, opinion="同意检查。", actor=head, at=teller.at)


def _recorded(teller: Teller, patrol: Patrol, story: Story) -> None:
    """Inspected and written down; what follows is left to whoever tries the demo."""
    _approved(teller, patrol, story)
    if not teller.wait_for(patrol.planned_on):
        return
    lead, at = patrol.lead, teller.at
    token = teller.token()
    inspecting.arrive(
        patrol.pk, arrived_at=at, headcount=26, token=token, shown_to="人事主管", actor=lead, at=at
    )
    breach = Answered(Answer.BREACHED, SEEN, story.is_corrected)
    answers = {
        item.code: breach if item.code in story.failed else Answered(Answer.KEPT)
        for item in patrol.checklist()
    }
    token = teller.token()
    inspecting.record_items(patrol.pk, answers, token=token, actor=lead, at=teller.at)
    ended_at = teller.at
    ending = Ending(ended_at=ended_at, present="人事主管", rights_told=True)
    inspecting.finish(patrol.pk, ending, actor=lead, at=ended_at)


def _refused(teller: Teller, patrol: Patrol, story: Story) -> None:
    """Turned away at the gate with the notice in hand: it waits to be filed (条例 第三十条)."""
    _approved(teller, patrol, story)
    if not teller.wait_for(patrol.planned_on):
        return
    lead, at, token = patrol.lead, teller.at, teller.token()
    inspecting.arrive(
        patrol.pk, arrived_at=at, headcount=1, token=token, shown_to="门卫", actor=lead, at=at
    )
    ending = Ending(
        ended_at=teller.at,
        present="门卫、生产主管",
        rights_told=True,
        remarks="生产主管称未经总经理同意不得进入，拒绝提供工资台账，锁闭厂门。",
        obstruction=Obstruction.REFUSED,
    )
    inspecting.finish(patrol.pk, ending, actor=lead, at=ending.ended_at)


def _concluded(teller: Teller, patrol: Patrol, story: Story) -> None:
    _recorded(teller, patrol, story)
    patrol = Patrol.objects.get(pk=patrol.pk)
    found = inspecting.breaches_of(patrol)
    result = Result.ADVICE if story.is_corrected else Result.ORDER if found else Result.NOTHING
    data = {
        "result": result.value,
        "cause": found[0].proposed.item.violation if found else "",
        "findings": findings(found),
        "requirement": requirement(found) or "以后新录用的职工，用工之日起一个月内订立劳动合同。",
        "note": "违法事实清楚，建议立案并责令限期改正。" if found else "未发现问题。",
    }
    patrol_cases.conclude(patrol, data, patrol.lead, teller.at)
    if result is Result.ORDER and teller.wait(1):
        _order(teller, Patrol.objects.get(pk=patrol.pk))


def _order(teller: Teller, patrol: Patrol) -> None:
    case = patrol_cases.case_of(patrol)
    assert case is not None  # an order opened it
    filing.decide_filing(
        case.pk, approved=True, opinion="同意立案。", actor=teller.bureau.head, at=teller.at
    )
    usual = patrol_cases.usual_order(case, on=teller.day)
    orders.issue_order(
        case.pk,
        findings=usual.findings,
        requirement=usual.requirement,
        period_days=usual.period_days,
        actor=patrol.lead,
        at=teller.at,
    )


CAMPAIGN = "根治欠薪冬季专项行动方案"
STORIES = (
    Story(Basis.CAMPAIGN, 24, _concluded),
    Story(Basis.COMPLAINT, 18, _concluded, ("contracts", "roster")),
    Story(Basis.CAMPAIGN, 14, _concluded, ("contracts",), is_corrected=True),
    Story(Basis.COMPLAINT, 6, _recorded, ("contracts",)),
    Story(Basis.CAMPAIGN, 5, _refused),
    Story(Basis.CAMPAIGN, 1, _approved, ahead=1),
    Story(Basis.CAMPAIGN, 1, _left_proposed, ahead=4),
)
