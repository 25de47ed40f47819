"""Plans approved online, draws that anyone can run again, from the file that is published."""

import json
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction

from accounts.tests.factories import make_division
from documents.models import Paper
from employers.services.flags import set_credit_grade, set_listing
from employers.tests.factories import AT
from grids import candidates, open_desk
from grids.models import Patrol, PatrolPlan, RandomDraw
from grids.policy.draw import Drawn, Lots
from grids.policy.inputs import read, redraw
from grids.services import drawing, plans
from grids.tests.factories import TODAY, Room, firms
from statutes.refusal import Refused
from workflow.models import Approval, Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return Room()


def listed(draw: RandomDraw) -> list[list[str]]:
    """The published list: the name, then the two certificates."""
    rows = draw.rows.select_related("lead", "partner").order_by("sequence")
    return [
        [row.name, *(_certificate(person) for person in (row.lead, row.partner))] for row in rows
    ]


def _certificate(person: Any) -> str:
    certificate = person.certificate_on(TODAY)
    assert certificate
    return str(certificate.number)


def test_a_plan_is_proposed_and_decided_online_then_stands_and_is_printed(room: Room) -> None:
    plan = room.plan()
    plans.revise(plan.pk, title="改名", division=plan.division, actor=room.inspectors[0], at=AT)
    plans.submit(plan.pk, opinion="请批准。", actor=room.inspectors[0], at=AT)
    with pytest.raises(Refused, match="报批中"):
        plans.revise(plan.pk, title="乙", division=plan.division, actor=room.head, at=AT)
    with pytest.raises(Refused, match="没有此项审批权限"):
        plans.decide(plan.pk, approved=True, opinion="", actor=room.head, at=AT)
    plans.decide(plan.pk, approved=False, opinion="补充范围。", actor=room.bureau_head, at=AT)
    plans.submit(plan.pk, opinion="已补充。", actor=room.inspectors[0], at=AT)
    plans.decide(plan.pk, approved=True, opinion="同意。", actor=room.bureau_head, at=AT)
    plan.refresh_from_db()
    assert (plan.status, plan.approved_on, plan.title) == ("approved", TODAY, "改名")
    assert list(Approval.objects.of(plan.subject).values_list("outcome", flat=True)) == [
        "returned",
        "approved",
    ]
    paper = Paper.objects.of(plan.subject).get()
    assert "巡计字" in paper.number
    assert Event.objects.filter(subject_type="patrol_plan").count() == 6
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        PatrolPlan.objects.update(scope="别的")


def test_a_plan_stays_within_the_jurisdiction_and_with_its_officers(room: Room) -> None:
    with pytest.raises(Refused, match="超出"):
        room.plan(division=make_division("4102"))
    with pytest.raises(Refused, match="巡查计划由本机构"):
        plans.submit(room.plan().pk, opinion="", actor=room.assistants[0], at=AT)


def test_the_published_file_and_the_printed_seed_give_the_same_list(
    room: Room, tmp_path: Path
) -> None:
    """By the pure rule, by the command, and by the very lines that docs/draw.md prints."""
    firms(8)
    draw = room.drawn(room.approved(), 5)
    published = tmp_path / "inputs.txt"
    published.write_bytes(draw.inputs.encode())
    expected = listed(draw)
    assert [[row.name, *row.officers] for row in _again(draw)] == expected
    said = StringIO()
    told: dict[str, Any] = {"seed": draw.seed, "nonce": draw.nonce}
    call_command("redraw", published, **told, format="json", stdout=said)
    assert [[row["object"], *row["officers"]] for row in json.loads(said.getvalue())] == expected
    script = tmp_path / "redraw.py"
    script.write_text(open_desk.script(), "utf-8")
    run = [sys.executable, "-X", "utf8", str(script), str(published)]
    run += [draw.seed, draw.nonce]
    lines = subprocess.run(run, capture_output=True, check=True, text=True, encoding="utf-8")
    assert lines.stdout == open_desk.results(draw)
    first, *rows = lines.stdout.splitlines()
    assert first == draw.digest
    assert [row.split() for row in rows] == expected


def _again(draw: RandomDraw) -> tuple[Drawn, ...]:
    return redraw(draw.inputs, draw.seed, draw.nonce)


def test_whoever_names_the_seed_cannot_try_out_beforehand_whom_it_draws(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine's number comes once the inputs are written and hashed, and is in every lot."""
    firms(8)
    order: list[str] = []
    digest = Lots.digest

    def hashed(lots: Lots) -> str:
        order.append("digest")
        return digest(lots)

    def made(size: int) -> str:
        order.append("nonce")
        return token_hex(size)

    monkeypatch.setattr(Lots, "digest", hashed)
    monkeypatch.setattr("grids.services.drawing.token_hex", made)
    draw = room.drawn(room.approved(), 8, seed="0418")
    assert order[:2] == ["digest", "nonce"] and order.count("nonce") == 1
    tried_out = redraw(draw.inputs, "0418")
    assert [row.name for row in tried_out] != list(draw.rows.values_list("name", flat=True))


def test_a_draw_of_before_the_machines_number_is_run_again_by_its_seed_alone(
    tmp_path: Path,
) -> None:
    text = "size 1\nofficer J1\nofficer J2\nobject A\nobject B\n"
    (published := tmp_path / "inputs.txt").write_text(text, "utf-8")
    said = StringIO()
    call_command("redraw", published, seed="0418", stdout=said)
    (script := tmp_path / "redraw.py").write_text(open_desk.script(), "utf-8")
    run = [sys.executable, "-X", "utf8", str(script), str(published), "0418"]
    lines = subprocess.run(run, capture_output=True, check=True, text=True, encoding="utf-8")
    assert [f"1 {row}" for row in lines.stdout.splitlines()[1:]] == said.getvalue().splitlines()


def test_the_database_takes_no_draw_without_the_machines_number(room: Room) -> None:
    firms(2)
    draw = room.drawn(room.approved(), 1)
    draw.pk, draw.nonce, draw.sequence, draw.seed, draw.reason = None, "", 2, "乙", "再抽。"
    with pytest.raises(IntegrityError, match="grids_draw_has_a_nonce"), transaction.atomic():
        draw.save(force_insert=True)


def test_a_file_that_was_touched_is_not_the_published_one(room: Room, tmp_path: Path) -> None:
    firms(4)
    draw = room.drawn(room.approved(), 2)
    lines = draw.inputs.splitlines(keepends=True)
    with pytest.raises(Refused, match="不一致"):
        read("".join([*lines[:-2], lines[-1], lines[-2]]))
    with pytest.raises(Refused, match="第1行"):
        read("nonsense\n")
    published = tmp_path / "inputs.txt"
    published.write_text(draw.inputs + "object\n", "utf-8")
    with pytest.raises(CommandError, match="不是抽签输入的格式"):
        call_command("redraw", published, seed=draw.seed)


def test_a_draw_keeps_what_the_patrols_need_and_prints_its_record(room: Room) -> None:
    firms(6)
    draw = room.drawn(room.approved(), 3)
    found = drawing.assignments(draw)
    assert [x.employer.pk for x in found] == list(draw.rows.values_list("employer", flat=True))
    assert all(x.lead != x.partner and x.basis == "routine" for x in found)
    paper = Paper.objects.of(draw.subject).get()
    assert (paper.context["seed"], paper.context["nonce"]) == (draw.seed, draw.nonce)
    assert len(paper.context["annex"]["rows"]) == 3
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        RandomDraw.objects.update(seed="另一个")


def test_nobody_inspects_the_same_employer_twice_running(room: Room) -> None:
    firms(4)
    plan = room.approved(kind=PatrolPlan.Kind.CAMPAIGN, targets=PatrolPlan.Targets.ALL)
    first = room.drawn(plan, 4)
    second = room.drawn(
        plan, 4, seed="乙", reason="第一轮已经检查完毕。", at=AT + timedelta(days=1)
    )
    for row in first.rows.all():
        again = second.rows.get(employer=row.employer_id)
        assert not {row.lead_id, row.partner_id} & {again.lead_id, again.partner_id}


def test_a_draw_that_cannot_be_made_is_refused_with_its_reason(room: Room) -> None:
    firms(4)
    with pytest.raises(Refused, match="批准以后才能抽签"):
        room.drawn(room.plan())
    plan = room.approved(targets=PatrolPlan.Targets.ALL, kind=PatrolPlan.Kind.CAMPAIGN)
    with pytest.raises(Refused, match="只有4户"):
        room.drawn(plan, 5)
    room.drawn(plan, 4)
    with pytest.raises(Refused, match="写明理由"):
        room.drawn(plan, 4, seed="乙")
    with pytest.raises(Refused, match="已经用过"):
        room.drawn(plan, 4, reason="再抽。")
    with pytest.raises(Refused, match="期间已经结束"):
        room.drawn(plan, 4, seed="乙", reason="再抽。", at=AT + timedelta(days=90))


def test_a_draw_without_enough_certified_inspectors_is_refused() -> None:
    room = Room(inspectors=2)
    firms(2)
    plan = room.approved()
    room.inspectors[1].certificates.update(valid_to=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="监察员只有1人"):
        room.drawn(plan, 1)


def test_three_inspectors_cannot_go_twice_running(room: Room) -> None:
    room.inspectors[3].certificates.all().delete()
    firms(1)
    plan = room.approved(targets=PatrolPlan.Targets.ALL, kind=PatrolPlan.Kind.CAMPAIGN)
    room.drawn(plan, 1)
    failed = room.drawn(plan, 1, seed="乙", reason="再抽。")
    assert "可以派出的监察员不足二人" in failed.failure and not failed.rows.exists()


def test_a_run_that_came_to_nothing_is_kept_counted_and_printed(room: Room) -> None:
    """Else a seed could be tried until nobody is in the way: the second try would be the first."""
    room.inspectors[3].certificates.all().delete()
    firms(1)
    plan = room.approved(targets=PatrolPlan.Targets.ALL, kind=PatrolPlan.Kind.CAMPAIGN)
    room.drawn(plan, 1)
    failed = room.drawn(plan, 1, seed="乙", reason="再抽。")
    assert failed.sequence == 2 and len(failed.nonce) == 32
    with pytest.raises(Refused, match="已经用过"):
        room.drawn(plan, 1, seed="乙", reason="又抽。")
    shown = RandomDraw.objects.published().counted().order_by("sequence")
    assert [vars(draw)["runs"] for draw in shown] == [2, 2]
    paper = Paper.objects.of(failed.subject).get()
    assert paper.context["failure"] == failed.failure and not paper.context["annex"]["rows"]
    with pytest.raises(Refused, match="可以派出的监察员不足二人"):
        _again(failed)
    last = Event.objects.filter(subject_type="patrol_plan").order_by("-pk")[0]
    assert last.payload["nonce"] == failed.nonce and "未抽成" in last.label


def test_grade_and_listing_say_who_is_due_and_the_cap_counts_routine_only(room: Room) -> None:
    good, bad, blacklisted, plain = firms(4)
    set_credit_grade(good.pk, grade="A", year=2026)
    set_credit_grade(bad.pk, grade="C", year=2026)
    set_listing(blacklisted.pk, listed_on=TODAY, listed_until=TODAY + timedelta(days=365))
    for firm in (good, bad, blacklisted, plain):
        Patrol.objects.create(
            office=room.office, division=firm.division, employer=firm, employer_name=firm.name,
            basis="routine", lead=room.inspectors[0], partner=room.inspectors[1],
            planned_on=TODAY.replace(month=2), industry="general", proposed_by=room.head,
            proposed_at=AT, state="arrived", arrived_at=AT.replace(month=2), headcount_met=5,
        )  # fmt: skip
    for targets in (PatrolPlan.Targets.DUE, PatrolPlan.Targets.FOCUS, PatrolPlan.Targets.ALL):
        lot, first = candidates.parted(room.plan(targets=targets))
        assert lot == {}  # who is due on another basis than the lot's comes first, without it
        assert {x.pk: x.basis.value for x in first} == {bad.pk: "grade_c", blacklisted.pk: "listed"}
    campaign = {"kind": PatrolPlan.Kind.CAMPAIGN, "targets": PatrolPlan.Targets.ALL}
    assert len(candidates.candidates(room.plan(**campaign))) == 4
