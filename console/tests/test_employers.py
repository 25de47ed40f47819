"""The register on the desk: list, one-page file, its acts, what is overdue, what is exported."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.policy.roles import Role
from accounts.tests.factories import PASSWORD, make_division, make_office, make_user
from cases.tests import factories as cases
from cases.tests.factories import Bureau
from console import register_list
from console.tests.desk import NOON, Desk, Screen, errors
from employers.models import Employer, EmployerUser, ProjectParty, Relation
from employers.services import clerks, merging, proposals, ties
from employers.services.flags import set_credit_grade, set_listing, set_warning_level
from employers.services.imports import import_employers
from employers.tests.factories import make_employer, make_uscc

LIST = reverse("console:employers")
OVERDUE = reverse("console:overdue_facts")
PLACE = "410102000000"


def url(employer: Employer, act: str = "") -> str:
    name, args = ("employer_act", [employer.pk, act]) if act else ("employer", [employer.pk])
    return reverse(f"console:{name}", args=args)


def send(screen: Screen, employer: Employer, act: str, **data: Any) -> None:
    response = screen.client.post(url(employer, act), data)
    assert response.status_code == 302, errors(response)
    assert response["Location"] == url(employer)


def refused(screen: Screen, employer: Employer, act: str, **data: Any) -> str:
    response = screen.client.post(url(employer, act), data)
    assert response.status_code == 200
    return errors(response)


def facts_of(employer: Employer, **changes: Any) -> dict[str, Any]:
    from console.employer_forms import FACTS, _Columns

    shown = _Columns(instance=employer).initial
    known = {name: shown[name] for name in FACTS if shown[name] not in (None, "")}
    return {**known, "method": "on_site", **changes}


@pytest.fixture
def grid(bureau: Bureau) -> Screen:
    return Screen(make_user(role=Role.GRID_ASSISTANT, office=bureau.office))


# -- the list --


def test_the_register_is_narrowed_by_what_officers_ask(desk: Desk) -> None:
    one = make_employer("江城宏达", uscc=make_uscc(1), phone="0371-65748250", at=NOON)
    two = make_employer("云川鑫源", division=make_division("410103"), at=NOON - timedelta(days=300))
    set_credit_grade(one.pk, grade="A", year=2026)
    set_warning_level(two.pk, "red")
    set_listing(two.pk, listed_on=NOON.date(), listed_until=NOON.date())
    for asked, found in (
        ("", {one, two}),
        ("?q=宏达", {one}),
        ("?q=hd", {one}),
        ("?q=65748250", {one}),
        (f"?q={make_uscc(1)}", {one}),
        ("?division=410103000000", {two}),
        ("?grade=A", {one}),
        ("?warning=red", {two}),
        ("?listed=1", {two}),
        ("?overdue=1", {two}),
        ("?q=宏达&warning=red", set()),
        ("?grade=Z&division=xx&before=%00", {one, two}),
    ):
        page = desk.lead.html(LIST + asked)
        for employer in (one, two):
            assert (f'href="{url(employer)}"' in page) is (employer in found), asked
    assert "没有符合条件的单位" in desk.lead.open(f"{LIST}?q=没有")


def test_the_list_goes_on_by_key_and_leaves_out_merged_files(desk: Desk) -> None:
    files = [make_employer(f"江城第{n}公司", at=NOON) for n in range(52)]
    merging.merge(files[0].pk, into_id=files[1].pk, reason="同", actor=desk.bureau.lead, at=NOON)
    first = desk.lead.html(LIST)
    following = re.search(r'href="(\?[^"]*before=[0-9]+)" rel="next"', first)
    assert following is not None
    second = desk.lead.html(LIST + following[1].replace("&amp;", "&"))
    assert f'href="{url(files[1])}"' in second
    assert f'href="{url(files[0])}"' not in first + second


def queries(screen: Screen, address: str) -> int:
    screen.html(address)
    with CaptureQueriesContext(connection) as taken:
        screen.html(address)
    return len(taken)


def test_the_list_costs_the_same_whatever_it_holds(desk: Desk) -> None:
    make_employer("江城甲", at=NOON)
    few = queries(desk.lead, LIST)
    for n in range(12):
        make_employer(f"江城第{n}公司", at=NOON)
    assert queries(desk.lead, LIST) == few <= 12


def test_the_export_follows_the_filters_and_can_be_imported_again(desk: Desk) -> None:
    make_employer("=江城宏达", uscc=make_uscc(1), headcount=80, phone="+86 1", at=NOON)
    make_employer("云川鑫源", uscc=make_uscc(2), at=NOON)
    response = desk.lead.client.get(f"{LIST}export/?q=宏达")
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    rows = list(openpyxl.load_workbook(BytesIO(content)).worksheets[0].values)
    assert len(rows) == 2
    assert rows[1][:3] == (make_uscc(1), "'=江城宏达", PLACE)
    tally = import_employers(BytesIO(content), actor=None, at=NOON)
    assert (tally.unchanged, tally.rejected) == (1, [])


# -- the file --


def test_a_file_says_of_each_fact_how_it_was_learnt(desk: Desk, grid: Screen) -> None:
    employer = make_employer(uscc=make_uscc(), phone="0371-1", actor=desk.bureau.lead, at=NOON)
    page = desk.lead.open(url(employer))
    for said in ("江城宏达建筑劳务有限公司", make_uscc(), "0371-1", "投诉举报", "查阅资料",
                 desk.bureau.lead.name, "尚未采集", "没有您可以查看的案件"):  # fmt: skip
        assert said in page
    send(grid, employer, "facts", **facts_of(employer, headcount="80"))
    page = desk.lead.open(url(employer))
    assert "从业人员总数 80 走访采集 实地核对 " + grid.user.name in page


def test_facts_are_corrected_with_their_method_and_the_rest_may_be_confirmed(grid: Screen) -> None:
    employer = make_employer(phone="0371-1", at=NOON - timedelta(days=300))
    assert "没有改动" in refused(grid, employer, "facts", **facts_of(employer))
    wrong = facts_of(employer, uscc="123", name="")
    assert "必填" in refused(grid, employer, "facts", **wrong)
    assert "校验码" in refused(
        grid, employer, "facts", **facts_of(employer, uscc=make_uscc()[:17] + "0")
    ) or make_uscc().endswith("0")
    send(grid, employer, "facts", **facts_of(employer, phone="0371-2", seen="on"))
    latest = employer.updates.first()
    assert latest is not None
    assert latest.changes == {"phone": ["0371-1", "0371-2"]}
    assert "name" in latest.confirmed
    assert latest.collector == grid.user


def test_confirming_clears_the_overdue_task(grid: Screen, desk: Desk) -> None:
    about: dict[str, Any] = {
        "address": "建设路18号",
        "legal_representative": "周海",
        "headcount": 36,
    }
    employer = make_employer(at=NOON - timedelta(days=300), **about)
    make_employer("云川", division=make_division("4102"), at=NOON - timedelta(days=300))
    page = grid.html(OVERDUE)
    assert url(employer, "confirm") in page
    assert "云川" not in page
    assert OVERDUE in grid.html(reverse("console:home"))
    assert refused(grid, employer, "confirm", method="on_site")
    told = refused(grid, employer, "confirm", method="on_site", sure="on")
    assert "尚未采集联系电话，请用“更新信息”补齐" in told
    Employer.objects.filter(pk=employer.pk).update(phone="0371-65748250")
    send(grid, employer, "confirm", method="on_site", sure="on")
    assert "没有待核对的单位" in desk.lead.open(OVERDUE)


def test_overdue_files_go_on_by_key(grid: Screen) -> None:
    for n in range(52):
        make_employer(f"江城第{n}公司", at=NOON - timedelta(days=300 - n % 3))
    never = make_employer("江城从未核对", at=NOON)
    Employer.objects.filter(pk=never.pk).update(verified_on=None)
    first = grid.html(OVERDUE)
    assert "江城从未核对" in first
    following = re.search(r'href="(\?after=[^"]*)" rel="next"', first)
    assert following is not None
    second = grid.html(OVERDUE + following[1])
    shown = set(re.findall(r"/employers/(\d+)/confirm/", first + second))
    assert len(shown) == 53
    assert len(re.findall(r"/employers/(\d+)/confirm/", second)) == 3


def test_the_chain_of_debt_shows_what_is_still_owed(desk: Desk, bureau: Bureau) -> None:
    case = cases.file(bureau, cases.known_employer(cases.lodge(1)))
    owner = make_employer("云川置业", at=NOON)
    Part = ProjectParty.Role
    top = ties.add_project(
        owner, name="安置房", division_id=PLACE, role=Part.DEVELOPER, actor=bureau.lead, at=NOON
    )
    ties.add_party(
        top.project_id, employer=case.employer, role=Part.SUBCONTRACTOR, under=top,
        actor=bureau.lead, at=NOON,
    )  # fmt: skip
    page = desk.lead.open(url(case.employer))
    assert page.index("分包单位 " + case.employer.name) < page.index("建设单位 云川置业")
    assert case.case_no in page
    assert "先行清偿" in page


def test_another_place_reads_the_file_and_not_its_matters(desk: Desk, bureau: Bureau) -> None:
    case = cases.file(bureau, cases.known_employer(cases.lodge(1)))
    stranger = Screen(make_user(office=make_office("4102")))
    page = stranger.open(url(case.employer))
    assert case.employer.name in page
    assert case.case_no not in page
    assert "登记关联关系" not in page
    assert stranger.client.get(url(case.employer, "facts")).status_code == 404


def test_ties_are_entered_on_screen(desk: Desk) -> None:
    branch, parent = make_employer("宏达江城分公司", at=NOON), make_employer("云川集团", at=NOON)
    found = desk.lead.client.post(url(branch, "relation"), {"query": "云川", "find": "1"})
    assert "云川集团" in found.content.decode()
    asked = {"query": "云川", "chosen": parent.pk}
    send(desk.lead, branch, "relation", **asked, kind="branch_of")
    assert "是其分支机构" in desk.lead.open(url(parent))
    assert "已经登记" in refused(desk.lead, branch, "relation", **asked, kind="branch_of")
    relation = Relation.objects.get()
    send(desk.lead, branch, "end-relation", relation=relation.pk, to_on=f"{NOON:%Y-%m-%d}")
    send(desk.lead, branch, "project", name="安置房", division=PLACE, role="subcontractor")
    project = ProjectParty.objects.get().project_id
    send(desk.lead, branch, "party", **asked, project=project, role="general_contractor")
    assert "安置房" in desk.lead.open(url(parent))


def test_a_duplicate_is_merged_and_both_histories_are_read(desk: Desk, grid: Screen) -> None:
    target = make_employer("江城宏达", at=NOON)
    duplicate = make_employer("云川宏达", phone="0371-1", at=NOON)
    asked = {"query": "云川", "chosen": duplicate.pk, "reason": "同一地点同一负责人。"}
    assert grid.client.post(url(target, "merge"), asked).status_code == 403
    send(desk.lead, target, "merge", **asked)
    page = desk.lead.open(url(target))
    assert "并入重复档案" in page
    assert "同一地点同一负责人。" in page
    assert "已并入" in desk.lead.open(url(duplicate))
    assert desk.lead.client.get(url(duplicate, "facts")).status_code == 403


def test_a_clerk_is_invited_by_a_code_shown_once(desk: Desk) -> None:
    employer = make_employer(at=NOON)
    response = desk.lead.client.post(url(employer, "invite"))
    code = re.search(r"<strong>([0-9A-Z]{7}-[0-9A-Z]{7})</strong>", response.content.decode())
    assert code is not None
    assert response["Cache-Control"]
    page = desk.lead.open(url(employer))
    assert code[1] not in page
    assert "一个邀请码尚未使用" in page
    clerk = clerks.open_access(
        code[1], username="jingban1", name="经办人甲", password=PASSWORD, at=NOON
    )
    proposals.propose_facts(clerk.user, {"phone": "0371-9"}, reason="", at=NOON)
    assert "单位申报待核对" in desk.lead.open(url(employer))
    assert "请写明理由" in refused(desk.lead, employer, "proposal", decision="decline")
    send(desk.lead, employer, "proposal", decision="approve")
    assert Employer.objects.get(pk=employer.pk).phone == "0371-9"
    assert "没有待核对的申报" in refused(desk.lead, employer, "proposal", decision="approve")
    send(desk.lead, employer, "end-access", clerk=clerk.pk, reason="离职")
    assert EmployerUser.objects.get().ended_at is not None


def test_an_invitation_can_be_taken_back(desk: Desk) -> None:
    employer = make_employer(at=NOON)
    invitation, _ = clerks.invite(employer.pk, actor=desk.bureau.lead, at=NOON)
    send(desk.lead, employer, "withdraw", invitation=invitation.pk)
    assert "一个邀请码尚未使用" not in desk.lead.open(url(employer))
    assert desk.lead.client.get(url(employer, "no-such-act")).status_code == 404


def test_what_begins_a_code_comes_in_the_order_of_codes_page_by_page(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_list, "PAGE", 2)
    codes = sorted(make_uscc(n) for n in (7, 8, 9))
    for code in reversed(codes):
        make_employer(f"单位{code}", uscc=code)
    more, seen = f"?q={codes[0][:8]}", []
    while more:
        page = desk.lead.client.get(LIST + more)
        seen += [row.uscc for row in page.context["rows"]]
        more = page.context["next_url"]
    assert seen == codes
