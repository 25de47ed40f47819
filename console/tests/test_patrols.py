"""A patrol on screen: list, proposal, arrival, checklist, and its result in a case."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user
from cases.models import Case
from cases.services import filing
from cases.tests import factories as cases
from complaints.models import Complaint
from complaints.tests.factories import make_complaint
from console import patrol_bases, patrol_cases
from console.patrol_bases import reference_of
from console.tests.desk import Desk, Screen, fresh, plain
from documents.tests.sample_files import picture
from employers.models import Employer
from employers.tests.factories import make_employer
from grids.models import Patrol
from grids.policy.frequency import Basis
from grids.tests import factories as areas
from grids.tests import patrol_factories as make
from grids.tests.patrol_factories import AT, House

pytestmark = pytest.mark.django_db
LIST = reverse("console:patrols")
LATER = AT + timedelta(hours=2)


@pytest.fixture
def house(desk: Desk) -> House:
    people = desk.bureau
    return House(people.office, lead=people.lead, partner=people.assistant, head=people.head)


def check_url(patrol: Patrol) -> str:
    return reverse("console:patrol_check", args=[patrol.pk])


def sheet(patrol: Patrol, **changes: Any) -> dict[str, Any]:
    """Every item kept, as the phone sends it."""
    kept = {f"answer-{item.code}": "kept" for item in patrol.checklist()}
    return {**kept, "token": str(uuid4()), **changes}


def complained_of(name: str = "江城丰源食品有限公司", **columns: Any) -> Employer:
    """An employer of whose own a complaint is."""
    employer = make_employer(name, **columns)
    Complaint.objects.filter(pk=make_complaint().pk).update(employer=employer)
    return employer


def proposal(house: House, employer: Employer, **changes: Any) -> dict[str, Any]:
    own = employer.complaints.first()
    return {
        "basis": "complaint",
        "cause": f"投诉登记表{own.number}" if own else "投诉登记表2026-031号",
        "planned_on": AT.date().isoformat(),
        "lead": house.lead.pk,
        "partner": house.partner.pk,
        "industry": "other",
        "no_interest": "on",
        "opinion": "拟检查。",
        **changes,
    }


# -- 报批 --


def test_an_inspector_proposes_from_the_employer_s_file(desk: Desk, house: House) -> None:
    employer = complained_of(industry="餐饮业")
    file = desk.lead.html(employer.get_absolute_url())
    url = reverse("console:new_patrol", args=[employer.pk])
    assert f'href="{url}"' in file
    assert '<option value="catering" selected>' in desk.lead.html(url)
    response = desk.lead.client.post(url, proposal(house, employer))
    patrol = Patrol.objects.get()
    assert response["Location"] == patrol.get_absolute_url()
    assert "检查审批" in desk.head.open(f"{reverse('console:home')}?lens=approvals")


def test_what_is_refused_keeps_what_was_typed(desk: Desk, house: House) -> None:
    employer = complained_of()
    url = reverse("console:new_patrol", args=[employer.pk])
    routine = proposal(house, employer, basis="routine", cause="记得的原因")
    said = desk.lead.refused_at(url, **routine)
    assert "须列入已批准的巡查计划" in said
    response = desk.lead.client.post(url, routine)
    assert 'value="记得的原因"' in response.content.decode()
    alone = proposal(house, employer, partner=house.lead.pk)
    assert "两名监察员" in desk.lead.refused_at(url, **alone)


def test_a_complaint_of_another_employer_is_no_basis(desk: Desk, house: House) -> None:
    other, employer = complained_of(), make_employer("江城二号有限公司")
    url = reverse("console:new_patrol", args=[employer.pk])
    said = desk.lead.refused_at(url, **{**proposal(house, other), "cause": "投诉举报"})
    assert "没有查到对该单位的这件投诉举报" in said
    assert "没有查到" in desk.lead.refused_at(url, **proposal(house, other))


def test_case_and_complaint_lead_to_a_proposal_with_basis_and_number(
    desk: Desk, house: House
) -> None:
    employer = complained_of()
    complaint = employer.complaints.get()
    linked = desk.lead.client.get(complaint.get_absolute_url()).context["patrol_url"]
    begun = desk.lead.client.get(linked).context["form"]
    assert (begun["basis"].value(), begun["cause"].value()) == ("complaint", complaint.number)
    case = cases.ordered(desk.bureau)
    begun = desk.lead.client.get(case.get_absolute_url()).context["patrol_url"]
    assert f"basis={Basis.ORDER.value}&cause=" in begun
    assert reference_of(case.employer, Basis.LEAD, case.case_no) == case.case_no
    elsewhere = make_user(office=make_office("4102"))
    assert patrol_bases.proposing(elsewhere, employer, Basis.COMPLAINT, "1") == ""
    assert "报批检查" not in desk.head.open(complaint.get_absolute_url())


def test_an_order_of_the_employer_s_own_is_a_basis(desk: Desk, house: House) -> None:
    case = cases.ordered(desk.bureau)
    number = case.orders.get().paper.number
    assert reference_of(case.employer, Basis.ORDER, f"复查{number}") == number
    assert reference_of(case.employer, Basis.ORDER, "复查") == ""
    assert reference_of(make_employer("江城二号有限公司"), Basis.ORDER, number) == ""


def test_an_assistant_is_told_why_it_does_not_inspect(desk: Desk, house: House) -> None:
    screen = Screen(make_user(role=Role.GRID_ASSISTANT, office=house.office, name="钱协管"))
    patrol = make.approved(house)
    for url in (LIST, patrol.get_absolute_url()):
        assert "协管员采集信息、宣传法律，不得实施检查" in screen.open(url)
    screen.open(reverse("console:new_patrol", args=[patrol.employer_id]), status=403)
    screen.open(check_url(patrol), status=403)


def test_the_list_narrows_and_pages_by_key(desk: Desk, house: House) -> None:
    make.concluded(house)
    waiting = make.proposed(house, employer=make_employer("江城二号有限公司"))
    assert "江城二号有限公司" in desk.lead.open(LIST)
    narrowed = desk.lead.open(f"{LIST}?state=concluded")
    assert "江城二号有限公司" not in narrowed and "未发现问题" in narrowed
    assert "江城二号有限公司" not in desk.lead.open(f"{LIST}?before={waiting.pk}")


def test_the_head_sees_the_notice_before_approving(desk: Desk, house: House) -> None:
    patrol = make.proposed(house)
    page = desk.head.open(reverse("console:patrol_act", args=[patrol.pk, "decide"]))
    assert "劳动保障监察检查通知书" in page and "线索核查" in page
    desk.head.take(patrol, "decide", decision="approve", opinion="同意。")
    assert fresh(patrol).state == "approved"
    assert "按批准的日期实施检查" in desk.lead.open(reverse("console:home"))


# -- 检查 --


def test_nothing_can_be_filled_in_before_the_arrival(desk: Desk, house: House) -> None:
    patrol = make.approved(house)
    assert desk.lead.client.get(check_url(patrol)).status_code == 302
    response = desk.lead.client.post(check_url(patrol), sheet(patrol))
    assert response.status_code == 302 and not patrol.items.exists()
    arrival = {"arrived_at": "2026-11-23T10:31", "headcount": 26, "token": str(uuid4())}
    with time_machine.travel(AT + timedelta(minutes=5), tick=False):
        assert "最迟到场时出示" in desk.lead.refused(patrol, "arrive", **arrival)
        assert "通知书尚未送达" in desk.lead.open(patrol.get_absolute_url())
        given = {"way": "direct", "delivered_at": "2026-11-23T10:31", "received_by": "前台钱某"}
        desk.lead.take(patrol, "deliver", **given)
        assert "直接送达 2026-11-23 10:31 前台钱某" in desk.lead.open(patrol.get_absolute_url())
        desk.lead.take(patrol, "arrive", latitude="34.75412", longitude="113.61", **arrival)
    assert str(fresh(patrol).latitude) == "34.75412"
    page = desk.lead.html(check_url(patrol))
    assert page.count('type="radio"') == 3 * len(patrol.checklist())
    assert "data-offline-key" in page


def test_a_failed_item_asks_what_was_seen_and_keeps_the_rest(desk: Desk, house: House) -> None:
    patrol = make.arrived(house)
    data = sheet(patrol, **{"answer-roster": "breached", "note-wages": "按月支付"})
    response = desk.lead.client.post(check_url(patrol), data)
    page = plain(response.content.decode())
    assert "不符合的项目，请写明情况" in page and "按月支付" in page
    assert not patrol.items.exclude(answer="").exists()


def test_the_checklist_comes_with_its_photographs(desk: Desk, house: House) -> None:
    patrol = make.arrived(house)
    photos = [SimpleUploadedFile(f"{n}.png", picture(40 + n), "image/png") for n in (1, 2)]
    data = sheet(patrol, **{"photos-roster": photos, "latitude": "34.75412", "longitude": "113.6"})
    response = desk.lead.client.post(check_url(patrol), data)
    assert response["Location"] == patrol.get_absolute_url()
    kept = list(patrol.photos.all())
    assert [photo.item and photo.item.code for photo in kept] == ["roster", "roster"]
    assert str(kept[0].latitude) == "34.75412"
    page = desk.lead.open(patrol.get_absolute_url())
    assert kept[0].file.sha256 in page


def test_a_second_officer_s_answers_are_not_overwritten_unseen(desk: Desk, house: House) -> None:
    patrol = make.arrived(house)
    opened = desk.lead.html(check_url(patrol))
    seen = opened.split('name="seen" value="')[1].split('"')[0]
    desk.assistant.client.post(check_url(patrol), sheet(patrol))
    response = desk.lead.client.post(check_url(patrol), sheet(patrol, seen=seen))
    assert "李敏" in plain(response.content.decode())


def test_the_same_sending_twice_is_one(desk: Desk, house: House) -> None:
    patrol = make.arrived(house)
    data = sheet(patrol)
    for _again in range(2):
        assert desk.lead.client.post(check_url(patrol), data).status_code == 302
    assert patrol.sendings.count() == 2  # the arrival and this one


def test_a_phone_is_told_outright_whether_its_sending_was_taken(desk: Desk, house: House) -> None:
    patrol = make.arrived(house)
    data, phone = sheet(patrol), {"X-Offline-Draft": "1"}
    answer = desk.lead.client.post(check_url(patrol), data, headers=phone)
    assert (answer.status_code, answer.json()) == (200, {"taken": True})
    assert patrol.sendings.filter(token=data["token"]).exists()
    elsewhere = make.approved(house, employer=make_employer("江城二号有限公司"))
    answer = desk.lead.client.post(check_url(elsewhere), sheet(elsewhere), headers=phone)
    assert answer.json() == {"taken": False}
    assert "现在不能办理" not in desk.lead.open(elsewhere.get_absolute_url())
    assert Client().post(check_url(patrol), data, headers=phone).status_code == 302  # to the log-in


# -- 处理 --


def conclude(desk: Desk, patrol: Patrol, **changes: Any) -> Patrol:
    """Send the form as it begins: nothing is typed twice."""
    page = desk.lead.client.get(reverse("console:patrol_act", args=[patrol.pk, "conclude"]))
    form = page.context["form"]
    data = {name: form[name].value() for name in ("result", "findings", "requirement", "note")}
    causes = form.fields["cause"].choices if "cause" in form.fields else []
    if causes:
        data["cause"] = causes[0][0]
    desk.lead.take(patrol, "conclude", **{**data, **changes})
    return fresh(patrol)


def test_an_order_opens_a_case_with_the_facts_carried_over(desk: Desk, house: House) -> None:
    with time_machine.travel(LATER, tick=False):
        patrol = conclude(desk, make.recorded(house, "contracts"))
        case = Case.objects.get()
        assert (patrol.result, patrol.case_id, case.source) == ("order", case.pk, "patrol")
        assert (case.cause, case.employer) == ("no_written_contract", patrol.employer)
        assert make.SEEN in case.summary
        assert case.sources.get().reference == patrol.notice_number
        people = [officer.user for officer in case.serving_officers()]
        assert people == [house.lead, house.partner]
        filing.decide_filing(case.pk, approved=True, opinion="同意。", actor=house.head, at=LATER)
        form = desk.lead.client.get(reverse("console:case_act", args=[case.pk, "order"])).context[
            "form"
        ]
        assert form["findings"].value() == patrol.findings
        assert form["requirement"].value() == patrol.requirement
        assert make.SEEN in patrol.findings and "补签劳动合同" in patrol.requirement


def test_a_case_refused_by_the_law_leaves_the_patrol_as_it_was(desk: Desk, house: House) -> None:
    with time_machine.travel(LATER, tick=False):
        patrol = make.recorded(house)
        given = {"findings": "无", "requirement": "无", "note": "立案。"}
        said = desk.lead.refused(patrol, "conclude", result="case", **given)
        assert "不能立案" in said
    assert not Case.objects.exists() and fresh(patrol).state == "recorded"


def test_a_refused_inspection_becomes_a_case_of_its_own(desk: Desk, house: House) -> None:
    with time_machine.travel(LATER, tick=False):
        patrol = make.arrived(house)
        told = {"ended_at": "2026-11-23T12:00", "remarks": "负责人拒不开门。", "rights_told": "on"}
        refused = {**told, "obstruction": "refused"}
        assert "请写明拒绝" in desk.lead.refused(patrol, "obstructed", **refused)
        assert "拒绝、阻挠检查" in desk.lead.preview(patrol, "obstructed", **refused)
        present = {"present": "负责人孙某", "witness": "社区干部吴某"}
        desk.lead.take(patrol, "obstructed", **refused, **present)
        assert fresh(patrol).record.context["refusal"] == "不配合检查，拒绝签名"
        shown = desk.lead.open(patrol.get_absolute_url())
        assert "未能检查 没有逐项检查" in shown and "建立了职工名册" not in shown
        patrol = conclude(desk, fresh(patrol))
    case = Case.objects.get()
    assert (patrol.result, case.cause) == ("case", "obstruction")
    assert "第三十条" in case.summary and "负责人拒不开门" in case.summary


def test_where_nobody_was_met_the_record_says_so_and_nothing_follows(
    desk: Desk, house: House
) -> None:
    with time_machine.travel(LATER, tick=False):
        patrol = make.arrive(house, make.approved(house), headcount=0, shown_to="")
        nobody = {"ended_at": "2026-11-23T12:00", "obstruction": "nobody_present"}
        desk.lead.take(patrol, "obstructed", **nobody, remarks="大门紧锁。", witness="邻居郑某")
        patrol = conclude(desk, fresh(patrol))
    assert (patrol.result, patrol.present) == ("unmade", "现场无人")
    assert not Case.objects.exists()


def test_advice_shows_its_paper_before_it_is_issued(desk: Desk, house: House) -> None:
    with time_machine.travel(LATER, tick=False):
        patrol = make.recorded(house, "contracts", corrected=True)
        page = desk.lead.open(reverse("console:patrol_act", args=[patrol.pk, "conclude"]))
        assert "劳动保障监察指导建议书" in page
        assert conclude(desk, patrol).advice is not None


def test_what_was_brought_home_becomes_evidence_once(desk: Desk, house: House) -> None:
    with time_machine.travel(LATER, tick=False):
        patrol = make.arrived(house)
        photo = SimpleUploadedFile("合同.png", picture(), "image/png")
        failed = {"answer-contracts": "breached", "note-contracts": make.SEEN}
        data = sheet(patrol, **failed, **{"photos-contracts": photo})
        desk.lead.client.post(check_url(patrol), data)
        ending = {"ended_at": "2026-11-23T12:00", "present": "赵某", "rights_told": "on"}
        desk.lead.take(patrol, "finish", **ending)
        patrol = conclude(desk, fresh(patrol))
        case = patrol_cases.case_of(patrol)
        assert case is not None
        filing.decide_filing(case.pk, approved=True, opinion="同意。", actor=house.head, at=LATER)
        assert "转为案件证据" in desk.lead.open(patrol.get_absolute_url())
        desk.lead.take(patrol, "evidence")
        piece = case.evidence.get()
        assert (piece.collector, piece.second_collector) == (house.lead, house.partner)
        assert "没有尚未登记为证据" in desk.lead.refused(patrol, "evidence")


# -- 其他页面 --


def test_every_tab_and_the_print_view_read(desk: Desk, house: House) -> None:
    patrol = make.recorded(house, "contracts")
    for tab in ("overview", "papers", "approvals", "history"):
        desk.lead.open(f"{patrol.get_absolute_url()}?tab={tab}")
    printed = desk.lead.open(reverse("console:patrol_print", args=[patrol.pk]))
    assert "到场" in printed and "检查记录" in printed and make.SEEN in printed


def test_the_employer_s_file_shows_its_patrols(desk: Desk, house: House) -> None:
    patrol = make.concluded(house)
    page = desk.lead.open(patrol.employer.get_absolute_url())
    assert patrol.notice_number in page and "未发现问题" in page


def test_anyone_who_scans_the_notice_reads_who_comes(desk: Desk, house: House, client: Any) -> None:
    patrol = make.approved(house)
    assert patrol.notice
    url = reverse("portal:verify", args=[patrol.notice.verification_code])
    page = plain(client.get(url).content.decode())
    assert "检查任务" in page and "陈志强（主办" in page and "监督电话 0371-12345" in page
    assert make.CAUSE not in page


def test_a_draw_leads_to_the_proposal_of_whom_it_chose() -> None:
    room = areas.Room()
    areas.firms(4)
    draw = room.drawn(room.approved(), size=2)
    row = draw.rows.select_related("employer", "lead").order_by("sequence")[0]
    screen = Screen(row.lead)
    page = screen.client.get(reverse("console:random_draw", args=[draw.pk]))
    url = page.context["rows"][0].url
    assert f'href="{escape(url)}"' in page.content.decode()
    form = screen.client.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    data |= {"no_interest": "on", "opinion": "按抽签结果实施。"}
    assert screen.client.post(url, data).status_code == 302
    patrol = Patrol.objects.get()
    assert (patrol.draw, patrol.plan, patrol.partner) == (draw, draw.plan, row.partner)
    assert "报批中" in screen.open(reverse("console:random_draw", args=[draw.pk]))
