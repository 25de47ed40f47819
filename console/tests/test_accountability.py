"""过错责任 on the desk: listed for heads and the auditor, concluded by a head, registered once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user
from cases.models import Accountability
from cases.policy.accountability import Trigger
from cases.services import accountability
from cases.tests import factories as cases
from console.tests.desk import Desk, Screen

pytestmark = pytest.mark.django_db
LIST = "/desk/accountability/"


@pytest.fixture
def entry(desk: Desk) -> Accountability:
    case = cases.filed(desk.bureau)
    return accountability.open_entry(
        Trigger.CLOCK_BREACHED,
        reference="clock:1",
        summary="调查期限已经超期。",
        office=desk.bureau.office,
        case=case,
        person_id=desk.bureau.lead.pk,
        at=cases.LODGED,
    )


def test_a_head_finds_the_cause_and_concludes(desk: Desk, entry: Accountability) -> None:
    assert "调查期限已经超期。" in desk.head.open(f"{LIST}?open=1")
    page = desk.head.open(entry.get_absolute_url())
    assert "认定责任" in page and "陈志强" in page
    said = desk.head.refused_at(entry.get_absolute_url(), cause=" ", conclusion="reminded")
    assert said
    given = {"cause": "人手不足，未及时延期。", "conclusion": "reminded"}
    response = desk.head.client.post(entry.get_absolute_url(), given)
    assert response.status_code == 302
    page = desk.head.open(entry.get_absolute_url())
    assert "批评教育、责令改正" in page and "登记结论" not in page
    assert "没有过错责任事项" in desk.head.open(f"{LIST}?open=1")


def test_the_auditor_reads_and_changes_nothing(desk: Desk, entry: Accountability) -> None:
    auditor = Screen(make_user(role=Role.AUDITOR, office=desk.bureau.office))
    assert "过错责任" in auditor.open(LIST)
    assert "登记结论" not in auditor.open(entry.get_absolute_url())
    assert auditor.client.post(entry.get_absolute_url(), {}).status_code == 403
    desk.lead.open(LIST, status=403)


def test_another_jurisdiction_sees_nothing(entry: Accountability) -> None:
    stranger = Screen(make_user(role=Role.UNIT_HEAD, office=make_office("4102")))
    assert "没有过错责任事项" in stranger.open(LIST)
    stranger.open(entry.get_absolute_url(), status=404)


def test_a_complaint_that_was_found_true_is_registered_once(desk: Desk) -> None:
    url = reverse("console:report_officer")
    assert "登记查实的投诉" in desk.head.open(url)
    given = {"token": uuid4(), "person": desk.bureau.lead.pk, "summary": "态度生硬。"}
    for _ in range(2):
        response = desk.head.client.post(url, given)
        assert response.status_code == 302
    entry = Accountability.objects.get()
    assert (entry.trigger, entry.person) == (Trigger.OFFICER_COMPLAINT, desk.bureau.lead)
    own = given | {"token": uuid4(), "person": desk.bureau.head.pk}
    assert "本人" in desk.head.refused_at(url, **own)


def test_the_list_is_paged_by_key(desk: Desk, entry: Accountability) -> None:
    for n in range(60):
        accountability.open_entry(
            Trigger.CLOCK_BREACHED,
            reference=f"clock:{n + 10}",
            summary=f"第{n}项。",
            office=desk.bureau.office,
            at=cases.LODGED + timedelta(days=1),
        )
    assert "第59项。" in desk.head.open(LIST) and "下一页" in desk.head.open(LIST)
    older = desk.head.open(f"{LIST}?before={entry.pk + 11}")
    assert "调查期限已经超期。" in older and "回到第一页" in older


def test_the_case_page_names_who_took_the_first_contact(desk: Desk) -> None:
    case = cases.filed(desk.bureau)
    complaint = case.sources.get().complaint
    assert complaint is not None
    complaint.owner = desk.bureau.assistant
    complaint.save(update_fields=["owner"])
    page = desk.lead.open(case.get_absolute_url())
    assert "首问负责人 李敏" in page
