"""Leads that nobody complained of: filed, not filed, or decided on the scene."""

import pytest
from django.urls import reverse

from accounts.tests.factories import make_division
from cases.models import Case, Decision
from cases.procedure.states import State
from cases.tests import factories as cases
from console.tests.desk import Desk, act_url, fresh
from documents.models import Paper
from employers.models import Employer

pytestmark = pytest.mark.django_db
NEW = reverse("console:new_case")
SPOT = reverse("console:spot_case")


@pytest.fixture
def lead(desk: Desk) -> dict[str, object]:
    """What an inspector writes of a patrol's finding."""
    return {
        "source": "patrol",
        "reference": "巡2026-018",
        "name": "江城川味小馆",
        "address": "江城市中原区文化街7号",
        "division": make_division("410102").pk,
        "lead": desk.bureau.lead.pk,
        "assistant": desk.bureau.assistant.pk,
        "cause": "obstruction",
        "summary": "拒绝监察员进入劳动场所。",
        "opinion": "建议立案。",
    }


@pytest.fixture
def scene(lead: dict[str, object]) -> dict[str, object]:
    return {
        **lead,
        "violation": "obstruction",
        "facts": "拒绝监察员进入劳动场所，经说明仍不开门。",
        "place": "江城市中原区文化街7号",
        "fine": "2000",
        "facts_are_certain": "on",
        "rights_were_told": "on",
        "defence": "当事人没有陈述申辩。",
        "receiver": "周海",
    }


def send(desk: Desk, url: str, data: dict[str, object]) -> Case:
    response = desk.lead.client.post(url, data)
    assert response.status_code == 302, response.context["form"].errors
    case = Case.objects.get()
    assert response["Location"] == case.get_absolute_url()
    return case


def test_a_patrols_finding_is_laid_before_the_head(desk: Desk, lead: dict[str, object]) -> None:
    assert "登记线索" in desk.lead.open(reverse("console:cases"))
    assert "来源编号" in desk.lead.open(NEW)
    case = send(desk, NEW, lead)
    assert (case.state, case.source) == (State.FILING_REVIEW, "patrol")
    assert case.sources.get().reference == "巡2026-018"
    assert "日常巡视检查" in desk.head.open(act_url(case, "decide-filing"))
    assert set(Employer.objects.get().updates.values_list("source", flat=True)) == {"case"}


def test_the_register_is_searched_without_losing_a_word(desk: Desk, lead: dict) -> None:
    cases.lodge()
    known = Employer.objects.get()
    typed = {**lead, "query": known.name[:4], "find": "1"}
    response = desk.lead.client.post(NEW, typed)
    assert response.status_code == 200
    page = response.content.decode()
    assert known.name in page and "拒绝监察员进入劳动场所。" in page and "巡2026-018" in page
    case = send(desk, NEW, {**lead, "name": "", "query": known.name[:4], "chosen": known.pk})
    assert case.employer == known


def test_a_lead_about_nobody_or_by_one_officer_is_refused(desk: Desk, lead: dict) -> None:
    assert "请从单位库选定" in desk.lead.refused_at(NEW, **{**lead, "name": ""})
    alone = {**lead, "assistant": desk.bureau.lead.pk}
    assert "不能是同一人" in desk.lead.refused_at(NEW, **alone)
    assert not Employer.objects.exists()


def test_the_advice_not_to_file_is_decided_beside_its_paper(desk: Desk, lead: dict) -> None:
    case = send(desk, NEW, {**lead, "suggestion": "no_violation", "opinion": "没有发现违法。"})
    page = desk.head.html(act_url(case, "refuse-filing"))
    assert 'value="no_violation" selected' in page and "没有发现违法。" in page
    words = {"code": "other_place", "reason": "工地在邻县。", "opinion": "同意。"}
    assert "移送的机关" in desk.head.refused(case, "refuse-filing", **words)
    told = {**words, "body": "邻县劳动监察大队", "addressee": "市总工会"}
    assert "邻县劳动监察大队" in desk.head.preview(case, "refuse-filing", **told)
    desk.head.take(case, "refuse-filing", **told)
    assert fresh(case).state == State.NOT_FILED
    assert set(Paper.objects.of(case.subject(None)).values_list("title", flat=True)) == {
        "不予立案审批表",
        "不予立案告知书",
    }


def test_a_complaints_case_is_not_refused_that_way(desk: Desk) -> None:
    case = cases.propose(desk.bureau, cases.lodge())
    assert "不予立案" not in desk.head.open(case.get_absolute_url())


def test_a_small_matter_is_decided_on_the_scene(desk: Desk, scene: dict[str, object]) -> None:
    assert "当场处罚" in desk.lead.open(SPOT)
    case = send(desk, SPOT, scene)
    assert case.state == State.PERFORMING
    assert Decision.objects.get().fine == 2000
    assert "备案" in desk.head.open(case.get_absolute_url())
    desk.head.take(case, "spot-filing", note="2026-11-24收到存档联。")
    assert "2000元至20000元" in desk.lead.open(f"{case.get_absolute_url()}?tab=decision")


def test_what_may_not_be_decided_at_once_says_why_and_keeps_the_words(
    desk: Desk, scene: dict[str, object]
) -> None:
    response = desk.lead.client.post(SPOT, {**scene, "fine": "5000", "rights_were_told": ""})
    page = response.content.decode()
    assert "当场罚款不得超过3,000.00元" in page and "须当场告知" in page
    assert "经说明仍不开门" in page
    assert not Case.objects.exists() and not Employer.objects.exists()


def test_a_case_under_investigation_ends_on_the_spot(desk: Desk, lead: dict, scene: dict) -> None:
    case = send(desk, NEW, lead)
    desk.head.take(case, "decide-filing", decision="approve", opinion="同意立案。")
    assert "当场行政处罚决定书" in desk.lead.open(act_url(case, "spot-penalty"))
    sheet = desk.lead.preview(case, "spot-penalty", **scene)
    assert "贰仟元整" in sheet and "经说明仍不开门" in sheet
    desk.lead.take(case, "spot-penalty", **scene)
    assert fresh(case).state == State.PERFORMING


def test_a_case_about_wages_offers_no_spot_penalty(desk: Desk) -> None:
    case = cases.filed(desk.bureau)
    assert "当场处罚" not in desk.lead.open(case.get_absolute_url())
