"""案件移送 on both screens: the bureau's desk and that of the police liaison."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user, staff_client
from cases.procedure.states import State as CaseState
from cases.tests import factories as cases
from console.tests.desk import NOON, Desk, Screen, errors, pdf
from documents.models import Paper
from referrals.models import JointMeeting, Referral
from referrals.procedure import State
from referrals.tests import factories as make
from referrals.tests.factories import FOUND, House

pytestmark = pytest.mark.django_db
LATE = NOON + timedelta(days=8)


@pytest.fixture
def house(desk: Desk) -> House:
    return House(bureau=desk.bureau)


@pytest.fixture(autouse=True)
def at_the_day() -> Any:
    with time_machine.travel(LATE, tick=False):
        yield


def act(referral: Referral, name: str) -> str:
    return reverse("console:referral_act", args=[referral.pk, name])


def take(screen: Screen, referral: Referral, name: str, **data: Any) -> Referral:
    response = screen.client.post(act(referral, name), data)
    assert response.status_code == 302, errors(response)
    return Referral.objects.get(pk=referral.pk)


def page(referral: Referral, tab: str = "overview") -> str:
    return f"{referral.get_absolute_url()}?tab={tab}"


def test_the_case_says_what_is_missing_then_that_it_must_be_referred(
    desk: Desk, house: House
) -> None:
    case = make.unpaid_case(house)
    tab = f"{case.get_absolute_url()}?tab=referral"
    shown = desk.lead.open(tab)
    assert "尚未查明" in shown and "10名以上劳动者且累计40,000.00元以上" in shown
    said = {"escape": ["flight"], "able": "no", "harm": ["none"]}
    response = desk.lead.client.post(reverse("console:assess_crime", args=[case.pk]), said)
    assert response.status_code == 302
    shown = desk.lead.open(tab)
    assert "应当移送公安机关" in shown and "应当移送" in shown
    assert case.referrals.get().status is State.DUE


def test_none_and_something_cannot_both_be_found(desk: Desk, house: House) -> None:
    case = make.unpaid_case(house)
    url = reverse("console:assess_crime", args=[case.pk])
    response = desk.lead.client.post(url, {"escape": ["flight", "none"]})
    assert response.status_code == 200 and "不能再选其他项" in response.content.decode()
    assert not case.assessments.exists()


def test_who_proposes_a_penalty_is_told_that_it_replaces_no_referral(
    desk: Desk, house: House
) -> None:
    referral = make.due(house)
    case, _ = cases.disobey(desk.bureau, referral.case)
    type(case).objects.filter(pk=case.pk).update(state=CaseState.INVESTIGATING.value)
    shown = desk.lead.open(reverse("console:case_act", args=[case.pk, "conclude"]))
    assert "不得以行政处罚代替移送" in shown


def test_from_the_duty_to_the_police_by_the_screens(desk: Desk, house: House) -> None:
    referral = make.due(house)
    both = [desk.bureau.lead.pk, desk.bureau.assistant.pk]
    take(desk.head, referral, "team", members=both)
    report = {"report": "经查逃匿。", "suspects": "周海", "opinion": "建议移送。"}
    take(desk.lead, referral, "report", **report)
    assert "经查逃匿" in desk.bureau_head.open(act(referral, "decide"))
    referral = take(desk.bureau_head, referral, "decide", opinion="同意移送。", decision="approve")
    assert referral.status is State.APPROVED and referral.letter is not None
    make.printed()
    take(desk.lead, referral, "package")
    moment = {"delivered_at": LATE.strftime("%Y-%m-%dT%H:%M"), "receiver": "方警官"}
    referral = take(desk.lead, referral, "deliver", **moment, copied_on=LATE.date())
    assert referral.status is State.SENT
    for tab in ("overview", "elements", "package", "papers", "approvals", "history"):
        assert referral.subject_name in desk.lead.open(page(referral, tab))


def test_the_list_shows_the_jurisdiction_only(desk: Desk, house: House) -> None:
    referral = make.due(house)
    listed = reverse("console:referrals")
    assert referral.case.case_no in desk.lead.open(listed)
    assert "没有符合条件" in desk.lead.open(f"{listed}?state=filed")
    stranger = Screen(make_user(office=make_office("4102")))
    assert "没有符合条件" in stranger.open(listed)
    stranger.open(referral.get_absolute_url(), status=404)


def test_a_late_bureau_sees_it_on_its_worklist(desk: Desk, house: House) -> None:
    referral = make.due(house, at=FOUND - timedelta(days=0))
    with time_machine.travel(LATE + timedelta(days=3), tick=False):
        shown = desk.lead.open(f"{reverse('console:home')}?lens=all")
        assert "指定专案组" in shown and "已超期" in shown
        assert "尚未移送" in desk.lead.open(page(referral))


def test_an_officer_enters_a_written_refusal(desk: Desk, house: House) -> None:
    referral = make.received(house, at=FOUND)
    said = {
        "occurred_at": LATE.strftime("%Y-%m-%dT%H:%M"),
        "number": "不立字1号",
        "reason": "证据不足。",
        "returned": "案卷一册。",
    }
    response = desk.lead.client.post(act(referral, "refuse-filing"), said)
    assert "书面决定" in response.content.decode() or response.status_code == 200
    referral = take(desk.lead, referral, "refuse-filing", **said, upload=pdf("不予立案.pdf"))
    assert referral.status is State.NOT_FILED
    shown = desk.lead.open(page(referral))
    assert "代为登记" in shown and "案卷一册" in shown
    link = referral.links.latest("pk")
    response = desk.lead.client.get(reverse("console:referral_link", args=[link.pk]))
    assert response.status_code == 200 and response.getvalue()


def test_the_manifest_is_read_by_machines(desk: Desk, house: House) -> None:
    referral = make.sent(house)
    url = reverse("console:referral_manifest", args=[referral.pk])
    told = desk.lead.client.get(url).json()
    assert told["case_no"] == referral.case.case_no and told["pieces"]


# ---------------------------------------------------------------- the police


def liaison(house: House) -> Client:
    return staff_client(house.officer)


def desk_of_police() -> str:
    return reverse("portal:police_desk")


def police(referral: Referral, name: str) -> str:
    return reverse("portal:police_act", args=[referral.pk, name])


def test_a_liaison_lands_on_the_own_desk_and_sees_the_limits(house: House) -> None:
    referral, client = make.sent(house), liaison(house)
    shown = client.get(desk_of_police()).content.decode()
    assert referral.subject_name in shown and "公安机关决定立案或者不予立案" in shown
    with time_machine.travel(LATE + timedelta(days=6), tick=False):
        client = liaison(house)
        assert "已超期" in client.get(desk_of_police()).content.decode()


def test_a_liaison_without_office_is_told_whom_to_ask(house: House) -> None:
    client = staff_client(make_user(role=Role.POLICE_LIAISON))
    assert "没有对应的公安机关" in client.get(desk_of_police()).content.decode()


def test_another_police_office_finds_nothing(house: House) -> None:
    referral = make.sent(house)
    other = staff_client(house.liaison(house.police_office("邻市公安局"), "李警官"))
    assert referral.subject_name not in other.get(desk_of_police()).content.decode()
    for url in (
        reverse("portal:police_referral", args=[referral.pk]),
        reverse("portal:police_package", args=[referral.pk]),
        police(referral, "sign_receipt"),
    ):
        assert other.get(url).status_code == 404


def test_the_police_sign_and_file_with_the_notice(house: House) -> None:
    referral, client = make.sent(house), liaison(house)
    assert client.post(police(referral, "sign_receipt"), {}).status_code == 302
    response = client.post(police(referral, "file"), {"offence": "拒不支付劳动报酬罪"})
    assert response.status_code == 200
    given = {"offence": "拒不支付劳动报酬罪", "number": "1号", "upload": pdf("立案通知书.pdf")}
    assert client.post(police(referral, "file"), given).status_code == 302
    shown = client.get(reverse("portal:police_referral", args=[referral.pk])).content.decode()
    assert "公安已立案" in shown and "立案通知书.pdf" in shown
    link = referral.links.latest("pk")
    file = client.get(reverse("portal:police_file", args=[referral.pk, link.pk]))
    assert file.status_code == 200 and file.getvalue()


def test_a_refusal_without_reasons_is_not_taken(house: House) -> None:
    referral, client = make.received(house), liaison(house)
    given = {"reason": "", "returned": "", "upload": pdf()}
    assert client.post(police(referral, "refuse_filing"), given).status_code == 200
    referral.refresh_from_db()
    assert referral.status is State.RECEIVED
    given = {"reason": "没有逃匿。", "returned": "案卷一册。", "upload": pdf()}
    assert client.post(police(referral, "refuse_filing"), given).status_code == 302


def test_only_papers_that_are_addressed_to_the_police_are_handed_out(house: House) -> None:
    referral, client = make.sent(house), liaison(house)
    inner = Paper.objects.of(referral.subject).get(kind="referral_copy")
    url = reverse("portal:police_paper", args=[referral.pk, inner.pk])
    assert client.get(url).status_code == 404


def test_a_liaison_opens_nothing_of_the_bureau(house: House) -> None:
    referral, client = make.sent(house), liaison(house)
    for url in (referral.get_absolute_url(), reverse("console:home")):
        assert client.get(url).status_code == 403


# ---------------------------------------------------------------- joint meetings


def test_a_meeting_is_called_held_and_its_task_done(desk: Desk, house: House) -> None:
    referral = make.filed(house)
    called = {
        "police_office": house.police.pk,
        "set_for": LATE.strftime("%Y-%m-%dT%H:%M"),
        "place": "公安局会议室",
        "chair": "赵立新",
        "covers_from": "2026-11-01",
        "covers_to": "2026-12-31",
        "topics": "移送标准\n\n证据要求",
    }
    assert desk.lead.client.post(reverse("console:call_meeting"), called).status_code == 302
    meeting = JointMeeting.objects.get()
    shown = desk.lead.open(meeting.get_absolute_url())
    assert referral.case.case_no in shown and "移送标准" in shown and "证据要求" in shown
    minutes = {
        "held_on": LATE.date().isoformat(),
        "recorder": "李敏",
        "conclusion": "每月通报。",
        **{f"item-{item.pk}": "已立案，继续侦查。" for item in meeting.agenda.all()},
        **{f"{name}-TOTAL_FORMS": "1" for name in ("seats", "tasks")},
        **{f"{name}-INITIAL_FORMS": "0" for name in ("seats", "tasks")},
        "seats-0-name": "方警官",
        "seats-0-organ": "江城市公安局",
        "tasks-0-task": "完善证据清单",
        "tasks-0-bearer": "bureau",
        "tasks-0-person": "陈志强",
        "tasks-0-due_on": (LATE + timedelta(days=10)).date().isoformat(),
    }
    url = reverse("console:hold_meeting", args=[meeting.pk])
    response = desk.lead.client.post(url, minutes)
    assert response.status_code == 302, errors(response)
    assert "完善证据清单" in desk.lead.open(f"{reverse('console:home')}?lens=all")
    circular = Paper.objects.get(kind="meeting_circular")
    assert circular.context["referred"] == 1 and circular.context["filed"] == 1
    task = meeting.tasks.get()
    done = {"done_on": LATE.date().isoformat(), "result": "已完成。"}
    assert desk.lead.client.post(task.get_absolute_url(), done).status_code == 302
    assert "已完成" in desk.lead.open(meeting.get_absolute_url())
    assert "通报" in liaison(house).get(desk_of_police()).content.decode()


def test_liaisons_are_kept_by_the_heads(desk: Desk, house: House) -> None:
    url = reverse("console:liaisons")
    assert "方警官" in desk.head.open(url)
    said = {"duty": "head", "name": "赵立新", "since": "2026-11-23"}
    assert desk.head.client.post(url, said).status_code == 302
    assert "主管负责人" in desk.head.open(url)
    desk.lead.open(url, status=403)
    row = house.bureau.office.liaisons.get(name="赵立新")
    assert desk.head.client.post(reverse("console:end_liaison", args=[row.pk])).status_code == 302
    row.refresh_from_db()
    assert row.until is not None
