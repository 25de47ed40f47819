"""Inspections of the demo, each resting at another stage; one led to an order in a case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from cases.services import filing, orders
from console import patrol_cases
from console.demo.people import Bureau
from console.demo.teller import Teller
from employers.models import Employer
from grids.models import Patrol
from grids.policy.checklists import Answer, industry_of
from grids.policy.frequency import Basis
from grids.policy.results import Result, findings, requirement
from grids.services import inspecting, patrols
from grids.services.inspecting import Answered, Ending
from grids.services.patrols import Intent
from rulebook import services as rulebook

SEEN = "抽查20名职工，7人没有签订书面劳动合同"


@dataclass(frozen=True, slots=True)
class Story:
    """Why and how many working days ago it was proposed, what failed, and how far it went."""

    basis: Basis
    cause: str
    begun: int
    live: "Callable[[Teller, Patrol, Story], None]"
    failed: tuple[str, ...] = ()
    is_corrected: bool = False
    ahead: int = 2  # working days from the proposal to the inspection


def build(rng: Random, bureau: Bureau, register: list[Employer], *, today: date) -> None:
    """Every story with an employer of the register that has none yet."""
    for story, employer in zip(STORIES, register[1::3], strict=False):
        day, yesterday = rulebook.calendar().add(today, -story.begun), today - timedelta(days=1)
        teller = Teller({bureau.office.pk: bureau}, rng, day, yesterday, 0, bureau.office.pk)
        story.live(teller, _proposed(teller, employer, story), story)


def _proposed(teller: Teller, employer: Employer, story: Story) -> Patrol:
    lead, partner = teller.bureau.inspectors[:2]
    intent = Intent(
        employer=employer,
        basis=story.basis,
        cause=story.cause,
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
    inspecting.arrive(patrol.pk, arrived_at=at, headcount=26, token=token, actor=lead, at=at)
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
    Story(Basis.CAMPAIGN, CAMPAIGN, 24, _concluded),
    Story(Basis.COMPLAINT, "举报登记表第14号", 18, _concluded, ("contracts", "roster")),
    Story(Basis.CAMPAIGN, CAMPAIGN, 14, _concluded, ("contracts",), is_corrected=True),
    Story(Basis.COMPLAINT, "举报登记表第27号", 6, _recorded, ("contracts",)),
    Story(Basis.CAMPAIGN, CAMPAIGN, 1, _approved, ahead=1),
    Story(Basis.CAMPAIGN, CAMPAIGN, 1, _left_proposed, ahead=4),
)
