"""The two nets of the demo: grids and their people, visits, publicity, training, plan, draw."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from accounts.models import Division, Training
from accounts.policy.division_codes import Level
from accounts.policy.roles import Role
from accounts.services import demo
from accounts.services.people import record_training
from console.demo.people import PASSWORD, SINCE, Bureau
from employers.models import Employer
from grids.models import Grid, PatrolPlan, Visit
from grids.services import areas, drawing, placing, plans, staffing, visits
from rulebook import services as rulebook
from statutes.clocks import start_of

PLACES = ("410102", "410103", "410104", "410105", "410106", "410108")
HALF = 2  # the last county stays undivided: the coverage report is never empty
VISITS = (
    (
        "village",
        "needy",
        "困难家庭",
        "丈夫三个月没拿到工资。",
        "solved",
        "联系工地当场补发。",
    ),
    ("community", "cadre", "社区居委会", "辖区两家餐馆不签合同。", "handed_on", ""),
    ("enterprise", "served", "", "", "nothing", ""),
    ("community", "model", "劳动模范工作室", "", "nothing", ""),
    ("village", "delegate", "人大代表联络站", "代表反映工地考勤不实。", "handed_on", ""),
)
LAWS = "《保障农民工工资支付条例》《劳动合同法》"
SCOPE = "劳动合同、工资支付、工时休假、社会保险、女职工和未成年工保护。"
PROCEDURE = "报批，送达检查通知书，两名监察员出示证件检查，填写清单，按结果处理。"


def build(rng: Random, bureau: Bureau, register: list[Employer], *, today: date) -> None:
    """Everything through the services, on working days before today."""
    _spread(rng, register)
    opened = _moment(today, 40)
    grids = _grids(bureau, opened)
    _staff(bureau, grids, opened)
    placing.place_by_rule(at=opened)
    _visits(bureau, grids, register, today)
    _publicise(bureau, grids, today)
    _train(bureau, today)
    _draw(bureau, today)


def _spread(rng: Random, register: list[Employer]) -> None:
    """Into townships: so far the demo's firms are known by county only."""
    townships: dict[str, list[str]] = {}
    for place in {employer.division_id[:6] for employer in register}:
        rows = Division.objects.under(place).filter(level=Level.TOWNSHIP.value)
        townships[place] = list(rows.order_by("code").values_list("code", flat=True))
    for employer in register:
        if choices := townships[employer.division_id[:6]]:
            employer.division_id = rng.choice(choices)
    Employer.objects.bulk_update(register, ["division"], batch_size=1000)


def _moment(today: date, days: int) -> datetime:
    """Ten in the morning, so many working days ago."""
    return start_of(rulebook.calendar().add(today, -days)) + timedelta(hours=10)


def _grids(bureau: Bureau, at: datetime) -> list[Grid]:
    """Two grids a county: its townships halved by code; the last county only half."""
    made = []
    for place in PLACES:
        county = Division.objects.get(code=place.ljust(12, "0"))
        rows = Division.objects.under(place).filter(level=Level.TOWNSHIP.value).order_by("code")
        codes = list(rows.values_list("code", flat=True))
        middle = (len(codes) + 1) // HALF
        halves = [codes[:middle], codes[middle:]]
        for number, half in enumerate(halves[: 1 if place == PLACES[-1] else HALF], 1):
            if half:
                made.append(
                    areas.open_grid(
                        bureau.office,
                        code=f"{place}-{number:02d}",
                        name=f"{county.name}第{number}网格",
                        divisions=half,
                        actor=bureau.head,
                        at=at,
                    )
                )
    return made


def _staff(bureau: Bureau, grids: list[Grid], at: datetime) -> None:
    """Two assistants each, invented; the last grid still lacks one."""
    posted: dict[str, Any] = {"actor": bureau.head, "at": at, "valid_from": at.date(), "task": ""}
    for number, grid in enumerate(grids):
        for serial in range(1 if grid is grids[-1] else 2):
            assistant = demo.enlist(
                username=f"xieguan{number:02d}{serial}",
                name=f"{'林田沈石江汤'[number % 6]}{'协一' if serial == 0 else '协二'}",
                password=PASSWORD,
                roles=[Role.GRID_ASSISTANT],
                office=bureau.office,
                since=SINCE,
            )
            staffing.post(grid.pk, user=assistant, duty="assistant", **posted)
        inspector = bureau.inspectors[number % len(bureau.inspectors)]
        staffing.post(grid.pk, user=inspector, duty="inspector", **posted)


def _visits(bureau: Bureau, grids: list[Grid], register: list[Employer], today: date) -> None:
    known = Employer.objects.filter(placement__grid__in=grids, verified_on__lt=today)
    firms = iter(known.select_related("placement__grid").order_by("pk")[: 2 * len(grids)])
    for number, grid in enumerate(grids):
        place, whom, where, problem, outcome, answer = VISITS[number % len(VISITS)]
        actor = grid.staff.filter(duty="assistant")[0].user
        at = _moment(today, 12 - number % 9)
        firm = next(firms, None) if place == Visit.Place.ENTERPRISE else None
        is_handed_on = outcome == Visit.Outcome.HANDED_ON
        visits.record(
            division_id=grid.division_id,
            grid=grid,
            employer=firm,
            collected=visits.Collected(confirmed=["name", "address"]) if firm else None,
            place=place,
            whom=whom,
            where=firm.address or firm.name if firm else where or grid.name,
            visited_on=at.date(),
            people=3 + number,
            problem=problem,
            outcome=outcome,
            answer=answer,
            handed_to="住房和城乡建设局" if is_handed_on else "",
            # one is late, one has time left
            follow_up_by=at.date() + timedelta(days=3 if number % 2 else 30)
            if is_handed_on
            else None,
            actor=actor,
            at=at,
        )


def _publicise(bureau: Bureau, grids: list[Grid], today: date) -> None:
    for number, grid in enumerate(grids[:6]):
        at = _moment(today, 20 - number)
        visits.publicise(
            division_id=grid.division_id,
            grid=grid,
            held_on=at.date(),
            where=f"{grid.name}建筑工地",
            laws=LAWS,
            form="现场咨询、发放手册",
            people_reached=60 + 25 * number,
            actor=grid.staff.filter(duty="assistant")[0].user,
            at=at,
        )


def _train(bureau: Bureau, today: date) -> None:
    for number, person in enumerate(bureau.inspectors):
        training = Training(
            user=person,
            title="劳动保障监察业务培训",
            organiser="省人力资源和社会保障厅",
            held_on=_moment(today, 30).date(),
            hours=Decimal(16),
        )
        training.exam, training.passed = "结业考试", True
        training.score = Decimal(82 + 3 * number)
        record_training(training)


def _draw(bureau: Bureau, today: date) -> None:
    """This year's plan, approved and drawn; a campaign that waits for the head."""
    actor, year = bureau.inspectors[0], today.year
    common: dict[str, Any] = {
        "division": bureau.office.division,
        "scope": SCOPE,
        "procedure": PROCEDURE,
    }
    plan = plans.draw_up(
        bureau.office,
        kind=PatrolPlan.Kind.ROUTINE,
        title=f"{year}年度日常巡查计划",
        from_on=date(year, 1, 1),
        to_on=date(year, 12, 31),
        actor=actor,
        at=_moment(today, 36),
        **common,
    )
    plans.submit(plan.pk, opinion="范围和频次合规，请批准。", actor=actor, at=_moment(today, 35))
    plans.decide(
        plan.pk, approved=True, opinion="同意。", actor=bureau.bureau_head, at=_moment(today, 34)
    )
    pool = Employer.objects.current().count()
    drawing.run(
        plan.pk,
        size=max(1, min(12, pool // 6)),
        seed="双色球 03 09 14 21 27 30",
        witness="纪检监察室",
        actor=actor,
        at=_moment(today, 33),
    )
    campaign = plans.draw_up(
        bureau.office,
        kind=PatrolPlan.Kind.CAMPAIGN,
        title="根治欠薪冬季专项检查方案",
        from_on=today,
        to_on=today + timedelta(days=60),
        targets=PatrolPlan.Targets.ALL,
        actor=actor,
        at=_moment(today, 2),
        **common,
    )
    plans.submit(campaign.pk, opinion="岁末欠薪高发，请批准。", actor=actor, at=_moment(today, 1))
