"""Missing facts of a paper lead to where they are written; the party's have an act of their own."""

import pytest

from cases.models import Case
from cases.tests import factories as cases
from complaints.tests import factories as complaints
from console.tests.desk import Desk, act_url, fresh
from employers.models import Employer, FactUpdate
from workflow.models import Event

pytestmark = pytest.mark.django_db
CODE = "91410102MA9F00000A"


@pytest.fixture
def filed(desk: Desk) -> Case:
    return cases.filed(desk.bureau)


@pytest.fixture
def nameless(desk: Desk, filed: Case) -> Case:
    """An obstruction found on the scene, of an employer whose address nobody knows."""
    Case.objects.filter(pk=filed.pk).update(cause="obstruction")
    Employer.objects.update(address="")
    return fresh(filed)


def test_what_the_form_itself_asks_for_leads_to_its_field(desk: Desk, nameless: Case) -> None:
    html = desk.lead.html(act_url(nameless, "spot-penalty"))
    assert "尚缺：" in html and '<li><a href="#id_receiver">签收人</a></li>' in html
    told = {"receiver": "周海", "defence": "没有陈述申辩。", "fine": "2000"}
    preview = desk.lead.preview(nameless, "spot-penalty", **told)
    assert "尚缺： 处罚地点 当事人地址" in preview or "尚缺： 当事人地址 处罚地点" in preview


def test_the_partys_facts_lead_to_the_page_that_asks_for_them(desk: Desk, nameless: Case) -> None:
    html = desk.lead.html(act_url(nameless, "spot-penalty"))
    place = act_url(nameless, "party")
    assert f'<li><a href="{place}">当事人地址</a></li>' in html
    assert f'<a href="{place}"><mark class="blank"' in html
    assert "#id_party" not in html


def test_a_whole_paper_lacks_nothing(desk: Desk, filed: Case) -> None:
    cases.determine_as_claimed(desk.bureau, filed)
    assert "尚缺：" not in desk.lead.html(act_url(filed, "order"))


def test_the_partys_facts_are_written_once_and_remembered(desk: Desk, nameless: Case) -> None:
    page = desk.lead.html(act_url(nameless, "party"))
    assert 'value="周海"' in page
    words = {"address": "江城市文化街7号", "legal_representative": "周海", "industry": "建筑业"}
    desk.lead.take(nameless, "party", **words)
    assert Employer.objects.get().address == "江城市文化街7号"
    learnt = FactUpdate.objects.get(source="case", changes__has_key="address")
    assert learnt.changes["address"][1] == "江城市文化街7号"
    assert learnt.collector == desk.bureau.lead
    event = Event.objects.of(nameless.subject(None)).get(act="update_party")
    assert event.payload == {"fields": ["address"]}
    assert "当事人地址" not in desk.lead.html(act_url(nameless, "spot-penalty"))


def test_nothing_new_and_a_false_code_are_refused(desk: Desk, filed: Case) -> None:
    same = {
        "address": "江城市中原区建设路18号",
        "legal_representative": "周海",
        "industry": "建筑业",
    }
    assert "没有改动" in desk.lead.refused(filed, "party", **same)
    assert desk.lead.refused(filed, "party", **same, uscc=CODE)


def test_a_code_of_another_employer_is_refused_by_name(desk: Desk, filed: Case) -> None:
    other = complaints.make_complaint(employer_name="江城测试服饰有限公司")
    known = cases.known_employer(other).employer
    assert known is not None
    code = "91350100M000100Y43"
    Employer.objects.filter(pk=known.pk).update(uscc=code)
    said = desk.lead.refused(filed, "party", address="新址1号", uscc=code)
    assert "江城测试服饰有限公司" in said


def test_only_the_cases_own_officers_write_them(desk: Desk, filed: Case) -> None:
    assert desk.head.client.get(act_url(filed, "party")).status_code == 403
