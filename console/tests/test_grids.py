"""The grids on the desk: opened by a head, read by all; a plan from draft to public draw."""

import pytest
from django.urls import reverse

from accounts.policy.roles import Role
from accounts.tests.factories import make_division, make_user
from cases.tests.factories import Bureau
from console.tests.desk import NOON, Desk, Screen
from employers.tests.factories import make_employer, make_uscc
from grids.models import Grid, PatrolPlan, Placement, RandomDraw
from grids.services import plans

STREET = "410102001000"
PLAN = {
    "kind": "campaign",
    "title": "冬季专项检查",
    "division": "410102000000",
    "from_on": "2026-01-01",
    "to_on": "2026-12-31",
    "targets": "all",
    "by_lot": "on",
    "scope": "工资支付。",
    "procedure": "两人检查。",
}


@pytest.fixture
def street(bureau: Bureau) -> str:
    return str(make_division(STREET, "林山寨街道").pk)


def test_a_head_opens_a_grid_and_a_second_claim_names_both(desk: Desk, street: str) -> None:
    make_employer("江城宏达", uscc=make_uscc(1), division=make_division(street), at=NOON)
    address = reverse("console:open_grid")
    told = {"code": "A", "name": "一网格", "divisions": [street]}
    assert desk.head.client.post(address, told).status_code == 302
    assert "江城宏达" in desk.lead.open(Grid.objects.get().get_absolute_url())
    said = desk.head.refused_at(address, **{**told, "code": "B", "name": "二网格"})
    assert "已由网格“A 一网格”负责，不能同时划给“B 二网格”" in said
    for page in ("grids", "grid_coverage", "grid_map", "grid_counts"):
        assert "一网格" in (text := desk.lead.open(reverse(f"console:{page}"))) or "A" in text


def test_a_head_places_those_ticked_on_a_list_in_one_act(desk: Desk, street: str) -> None:
    here = make_employer("江城宏达", uscc=make_uscc(1), division=make_division(street), at=NOON)
    abroad = make_employer("外地公司", uscc=make_uscc(2), division=make_division("4102"), at=NOON)
    told = {"code": "A", "name": "一网格", "divisions": [make_division("410102002000").pk]}
    desk.head.client.post(reverse("console:open_grid"), told)
    grid, address = Grid.objects.get(), reverse("console:place_by_hand")
    assert 'form="place-ticked"' in desk.head.html(reverse("console:employers"))
    assert 'form="place-ticked"' not in desk.lead.html(reverse("console:employers"))
    assert desk.head.client.get(address).status_code == 302  # nothing was ticked
    shown = desk.head.html(f"{address}?employer={here.pk}&employer={abroad.pk}")
    assert f'value="{here.pk}:"' in shown
    ticked = {"employer": [f"{here.pk}:", f"{abroad.pk}:"], "grid": grid.pk, "reason": "交界。"}
    assert "“外地公司”：" in desk.head.refused_at(address, **ticked)
    assert not Placement.objects.exists()
    response = desk.head.client.post(address, {**ticked, "employer": [f"{here.pk}:"]})
    assert response["Location"] == grid.get_absolute_url()
    assert Placement.objects.get().reason == "交界。"


def test_a_plan_is_drawn_and_published_with_its_inputs(desk: Desk, bureau: Bureau) -> None:
    for number in range(3):
        make_employer(f"江城{number}厂", uscc=make_uscc(number + 1), at=NOON)
    lead, head = desk.lead.client, desk.bureau_head.client
    assert lead.post(reverse("console:new_plan"), PLAN).status_code == 302
    url = PatrolPlan.objects.get().get_absolute_url()
    assert lead.post(url, {"act": "submit", "opinion": "请批准。"}).status_code == 302
    assert "冬季专项检查" in desk.bureau_head.open(reverse("console:home") + "?lens=approvals")
    unseen = {"act": "decide", "decision": "approve"}
    seen = {**unseen, "approval_id": str(plans.waiting(PatrolPlan.objects.get()))}
    assert f'value="{seen["approval_id"]}"' in desk.bureau_head.html(url)
    returned = {**seen, "decision": "return", "opinion": "补充范围。"}
    assert head.post(url, returned).status_code == 302
    assert lead.post(url, {"act": "submit", "opinion": "已补充，请批准。"}).status_code == 302
    assert head.post(url, unseen).status_code == 200
    assert "看过现在的内容" in head.post(url, seen).content.decode()
    assert PatrolPlan.objects.get().status == "submitted"
    seen["approval_id"] = str(plans.waiting(PatrolPlan.objects.get()))
    assert head.post(url, seen).status_code == 302
    assert "只有3户" in desk.lead.client.post(url, {"act": "draw", "size": 9}).content.decode()
    assert lead.post(url, {"act": "draw", "size": 2, "seed": "0418"}).status_code == 302
    draw = RandomDraw.objects.get()
    public = Screen(make_user(role=Role.GRID_ASSISTANT, office=bureau.office))
    page = public.open(reverse("portal:draw", args=[draw.pk]))
    assert "0418" in page and draw.digest in page and draw.rows.all()[0].employer_name in page
    inputs = public.client.get(reverse("portal:draw_inputs", args=[draw.pk]))
    assert inputs.content.decode() == draw.inputs
