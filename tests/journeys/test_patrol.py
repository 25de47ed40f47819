"""A patrol on the inspectors' phone (390 px): approved, announced, inspected, ordered in a case."""

from typing import Any

import pytest
from playwright.sync_api import expect

from accounts.models import User
from cases.models import Case
from complaints.models import Complaint
from complaints.tests.factories import make_complaint
from documents.models import Paper
from employers.tests.factories import make_employer
from grids.models import Patrol
from tests.journeys.browsing import PHONE, Visitor
from tests.journeys.desk import Desk, a_photograph, answer
from tests.journeys.people import Bureau

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SEEN = "抽查30名职工，12人没有签订书面劳动合同"
ORDER = "与未签订书面劳动合同的劳动者补签劳动合同，并交付文本"


class PatrolDesk(Desk):
    """The screens of the people who act on one patrol; the officers carry theirs."""

    patrol: Patrol

    def screen(self, user: User) -> Visitor:
        if user.pk not in self._screens:
            self._screens[user.pk] = self._visitor(PHONE).log_in(user)
        return self._screens[user.pk]

    def opens(self, user: User, tab: str = "overview") -> Visitor:
        return self.screen(user).open(f"{self.patrol.get_absolute_url()}?tab={tab}")

    def on_the_case(self, case: Case) -> "Desk":
        """The same people and phones, now before the case."""
        desk = Desk(self.site, self._visitor, case)
        desk._screens = self._screens
        return desk


def propose(desk: PatrolDesk, bureau: Bureau) -> None:
    employer = make_employer("江城丰源食品有限公司", industry="批发零售", address="建设路8号")
    complaint = make_complaint()
    Complaint.objects.filter(pk=complaint.pk).update(employer=employer)
    screen = desk.screen(bureau.lead).open(employer.get_absolute_url()).tap("报批检查")
    given: dict[str, Any] = {
        "basis": "complaint",
        "cause": f"举报登记表{complaint.number}",
        "lead": bureau.lead.pk,
        "partner": bureau.assistant.pk,
        "no_interest": True,
        "opinion": "群众举报未签劳动合同，拟检查。",
    }
    answer(screen, given)
    screen.tap("报批").sees("已报批检查", "报批中")
    desk.patrol = Patrol.objects.get()


def check_items(screen: Visitor, patrol: Patrol) -> None:
    """Every item kept but one; with a photograph, and the signal gone for a while."""
    for item in patrol.checklist():
        value = "breached" if item.code == "contracts" else "kept"
        screen.page.locator(f"[name='answer-{item.code}'][value='{value}']").check()
    block = screen.page.locator("#item-contracts")
    expect(block.locator(".failed")).to_contain_text(ORDER)
    screen.page.locator("[name='note-contracts']").fill(SEEN)


def lose_signal(screen: Visitor) -> None:
    """Sent without signal, text and photograph wait on the phone; a new page brings them back."""
    path = screen.page.url
    screen.page.route(path, lambda route: route.abort("internetdisconnected"))
    screen.find("保存检查清单").click()
    screen.sees("没有信号：填写的内容已保存在手机上", "照片也已保存在手机上")
    screen.page.unroute(path)
    screen.open(path).sees("已恢复手机上没有传出的内容", "照片也已恢复")
    expect(screen.page.locator("[name='note-contracts']")).to_have_value(SEEN)
    chosen = screen.page.locator("[name='photos-contracts']")
    assert chosen.evaluate("input => [...input.files].map(file => file.name)") == ["签收.png"]


def test_a_patrol_on_a_phone_leads_to_an_order_in_a_case(bureau, site, visitor, it_is, watch):
    it_is("2026-11-23 09:30")
    desk, lead, head = PatrolDesk(site, visitor), bureau.lead, bureau.head
    propose(desk, bureau)
    desk.approves(head, "检查审批", opinion="同意检查。")
    desk.patrol.refresh_from_db()
    notice = desk.patrol.notice
    assert notice
    passer_by = visitor(PHONE).open(f"/v/{notice.verification_code}/")
    passer_by.sees("检查任务", "江城丰源食品有限公司", "陈志强", "李敏", "监督电话")
    passer_by.photograph("patrol-notice-verified")

    it_is("2026-11-23 10:00")
    screen = desk.opens(lead)
    screen.open(f"{desk.patrol.get_absolute_url()}checklist/").sees("现在不能办理")
    desk.does(lead, "到场登记", "到场并锁定", headcount=30, shown_to="人事主管赵某")

    screen.open(f"{desk.patrol.get_absolute_url()}checklist/")
    check_items(screen, desk.patrol)
    screen.hand_in("photos-contracts", a_photograph())
    lose_signal(screen)
    watch.problems = [p for p in watch.problems if "ERR_INTERNET_DISCONNECTED" not in p]
    screen.photograph("patrol-checklist-phone")
    with screen.page.expect_navigation():
        screen.find("保存检查清单").click()
    screen.sees("检查清单已保存", "不符合", "签收.png")
    screen.open(f"{desk.patrol.get_absolute_url()}checklist/")
    shelf = """() => new Promise(tell => {
        const asked = indexedDB.open("drafts", 1);
        asked.onsuccess = () => asked.result.transaction("photos").objectStore("photos")
            .count().onsuccess = event => tell(event.target.result);
    })"""
    assert screen.page.evaluate(shelf) == 0  # what was taken is kept no longer

    it_is("2026-11-23 10:50")
    ending = {"present": "人事主管赵某", "rights_told": True, "remarks": "单位表示尽快补签。"}
    desk.does(lead, "结束检查", "生成检查记录", **ending)
    desk.does(lead, "处理检查结果")
    desk.patrol.refresh_from_db()
    case = Case.objects.get()
    assert (desk.patrol.result, desk.patrol.case_no, case.source) == (
        "order",
        case.case_no,
        "patrol",
    )
    assert SEEN in case.summary and desk.patrol.notice_number in case.summary
    screen.sees("责令限期改正", case.case_no).photograph("patrol-concluded-phone")

    on_case = desk.on_the_case(case)
    on_case.approves(head, "立案审批", opinion="同意立案。")
    on_case.does(lead, "限期改正指令书", "发出指令书")
    order = Paper.objects.get(kind="correction_order")
    assert SEEN in order.context["findings"] and ORDER in order.context["requirement"]

    site.send("documents.jobs.requeue_unrendered")
    site.until(lambda: not Paper.objects.unrendered().exists())
    screen = desk.opens(lead).tap("转为案件证据").tap("转为案件证据")
    assert case.evidence.count() == 2  # the record and the photograph, nothing typed twice
