"""The founding case from the kiosk to the archive: 72 workers, 210,000.00 yuan, to the last fen.

Real Chromium, real web and worker processes, PostgreSQL and Redis; the papers are really printed.
"""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import segno
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PageObject, PdfReader

from accounts.models import User
from cases.models import Case
from complaints.models import Complaint
from documents.models import Paper
from employers.tests.factories import make_employer, make_uscc
from portal.tests.walking import picture
from rulebook.services import calendar
from tests.journeys import kiosk
from tests.journeys.browsing import KIOSK, PHONE, Visitor
from tests.running_site import RunningSite
from workflow.models import Clock

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIRM = "江城恒信建设工程有限公司"
TOTAL = Decimal("210000.00")
PAPERS = [
    "complaint_register",
    "acceptance_notice",
    "filing_approval",
    "correction_order",
    "service_receipt",
    "closing_approval",
]
Mark = frozenset[tuple[int, int]]  # the dark modules of a QR code: column, row


def test_the_founding_case_from_the_kiosk_to_closed(site, bureau, visitor, it_is):
    make_employer(FIRM, uscc=make_uscc(7), address="建设路66号", legal_representative="张某")
    it_is("2026-11-16 09:10")
    worker = visitor(KIOSK)
    slips = kiosk.lodge(worker)
    worker.photograph("kiosk-receipt")
    assert len({slip.code for slip in slips}) == 72
    phone = visitor(PHONE)
    look_up(phone, slips[0]).sees("已收到，正在审查", "2026-11-23")

    it_is("2026-11-17 10:00")
    inspector = visitor().log_in(bureau.lead)
    propose_filing(inspector, bureau.assistant)
    look_up(phone, slips[0]).sees("已审查，等待决定")

    it_is("2026-11-18 15:00")
    head = visitor().log_in(bureau.head)
    approve(head, "立案审批", "同意立案。")
    complaint, case = Complaint.objects.get(), Case.objects.get()
    filed_on = date(2026, 11, 18)
    assert complaint.accepted_on == case.filed_on == filed_on
    assert due_on(Clock.objects.get(code="investigation")) == calendar().add(filed_on, 60)
    look_up(phone, slips[0]).sees(case.case_no)

    it_is("2026-11-20 09:30")
    find_case(inspector)
    determine(inspector)
    order(inspector)
    serve(inspector)
    assert due_on(Clock.objects.get(code="order_compliance")) == date(2026, 11, 27)

    it_is("2026-11-25 16:00")
    pay(inspector)
    paid = look_up(phone, slips[0]).page.locator(".money3 dd").all_inner_texts()
    assert paid == ["2,493.24"] * 3
    phone.photograph("phone-progress-paid")

    it_is("2026-11-26 11:00")
    verify_and_propose_closing(inspector)
    it_is("2026-11-27 10:00")
    approve(head, "结案审批", "同意结案。")

    case.refresh_from_db()
    assert (case.state, case.workers) == ("closed", 72)
    assert case.claimed == case.determined == case.paid == TOTAL
    assert not case.claims.exclude(paid=F("determined")).exists()
    for slip in (slips[0], slips[71]):
        look_up(phone, slip).sees("已结案")
    every_paper_is_verified(site, head, visitor(PHONE))


# -- the public --


def look_up(worker: Visitor, slip: kiosk.Slip) -> Visitor:
    worker.open("/progress/").fill(code=slip.code, phone_tail=slip.tail).tap("查", exact=True)
    return worker.sees(slip.number)


# -- the desk --


def propose_filing(inspector: Visitor, assistant: User) -> None:
    """From the worklist to the proposal, with the employer found in the register."""
    inspector.tap("全部在办").photograph("desk-worklist")
    inspector.tap("投诉2026-0001").sees("恒信建设工程", "72", "210,000.00")
    inspector.photograph("desk-complaint")
    inspector.tap("确认单位").choose("chosen", FIRM).tap("确认单位", exact=True)
    inspector.tap("报请立案").choose("assistant", assistant.name)
    inspector.fill(opinion="符合受理条件，建议立案。").photograph("desk-filing-form")
    inspector.tap("报批")


def approve(head: Visitor, act: str, opinion: str) -> None:
    """The head opens what waits, reads the finished form beside it, and agrees."""
    head.open("/desk/").tap("等审批").sees("陈志强").photograph(f"desk-waiting-{act}")
    head.tap("江人社监案2026-0001")
    head.tap(act).sees("文书预览").fill(opinion=opinion)
    expect(head.page.locator("#sheet")).to_contain_text(opinion)
    head.photograph(f"desk-{act}")
    head.tap("同意", exact=True).sees(f"“{act}”已办理")


def find_case(inspector: Visitor) -> None:
    """By keyboard: the slash puts the cursor into the search box."""
    inspector.open("/desk/").page.keyboard.press("/")
    inspector.page.keyboard.type("恒信建设")
    with inspector.page.expect_navigation():
        inspector.page.keyboard.press("Enter")
    inspector.photograph("desk-search")
    inspector.tap(FIRM).tap("江人社监案2026-0001").sees(FIRM, "210,000.00")
    inspector.photograph("desk-case")


def on_case(inspector: Visitor, tab: str = "overview") -> Visitor:
    return inspector.open(f"{Case.objects.get().get_absolute_url()}?tab={tab}")


def determine(inspector: Visitor) -> None:
    """核定 by keyboard: amounts pasted from a sheet, the grounds typed, arrows between."""
    page = on_case(inspector, "workers").tap("核定工资").page
    amounts = page.locator("input[data-sum=determined]")
    expect(amounts).to_have_count(72)
    claimed = page.locator("tbody td:nth-child(3)").all_inner_texts()
    grounds = ("考勤记录", "", "考勤表、银行流水")  # of which kind, as which evidence, in words
    block = "\n".join("\t".join((amount, *grounds)) for amount in claimed)
    inspector.paste(amounts.first, block)
    expect(page.locator("[data-total=determined]")).to_have_text("210,000.00")
    amounts.first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(amounts.nth(3)).to_be_focused()
    inspector.photograph("desk-ledger")
    inspector.tap("保存核定").sees("核定已保存")


def order(inspector: Visitor) -> None:
    """限期改正指令书: the sheet beside the form follows what is typed."""
    page = on_case(inspector).tap("限期改正指令书").page
    sheet = page.locator("#sheet")
    expect(sheet).to_contain_text("限期改正指令书")
    findings = page.locator("main [name=findings]")
    findings.fill(findings.input_value() + "以上事实有花名册为证。")
    expect(sheet).to_contain_text("以上事实有花名册为证。")
    inspector.photograph("desk-order-with-preview")
    inspector.tap("发出指令书").sees("“限期改正指令书”已办理")


def serve(inspector: Visitor) -> None:
    on_case(inspector).tap("送达限期改正指令书").fill(receiver="张某")
    inspector.hand_in("proof", a_photograph("签收.png")).tap("登记送达")


def pay(inspector: Visitor) -> None:
    """The whole roster paid at once, with the bank's slip as proof."""
    on_case(inspector, "workers").tap("登记付款").fill(proof_note="银行代发回单20261125")
    inspector.hand_in("proof", a_photograph("回单.png"))
    for name in ("is_signed", "whole_roster"):
        inspector.page.locator(f"main [name={name}]").check()
    inspector.photograph("desk-payment")
    inspector.tap("登记付款").sees("付款已登记")


def verify_and_propose_closing(inspector: Visitor) -> None:
    on_case(inspector).tap("核查改正情况").fill(note="工资已全部付清。").tap("确认已改正")
    inspector.tap("拟结案").fill(
        summary="经责令改正，用人单位已按期足额支付工资。",
        no_penalty_reason="期限内已足额支付，违法行为轻微并及时改正。",
        opinion="建议结案。",
    )
    inspector.photograph("desk-closing-form")
    inspector.tap("报批")


def a_photograph(name: str) -> dict[str, object]:
    return {"name": name, "mimeType": "image/png", "buffer": picture()}


def due_on(clock: Clock) -> date:
    return timezone.localdate(clock.due_at)


# -- the papers --


def every_paper_is_verified(site: RunningSite, head: Visitor, passer_by: Visitor) -> None:
    """Each paper is printed; its QR code leads to a page that says it is valid, and so does the
    file itself."""
    site.until(lambda: not Paper.objects.unrendered().exists())
    papers = list(Paper.objects.issued().order_by("pk"))
    assert [paper.kind for paper in papers] == PAPERS
    for paper in papers:
        pdf = head.context.request.get(paper.get_absolute_url()).body()
        passer_by.open(scanned_address(pdf, site.address))
        passer_by.sees("这份文书是本机关出具的，现在有效", paper.title, paper.number)
        passer_by.open("/v/").hand_in("file", as_pdf(pdf)).tap("查真假")
        passer_by.sees("这份文书是本机关出具的，现在有效", paper.title, paper.file_sha256)
    passer_by.photograph("phone-verified")


def scanned_address(pdf: bytes, site: str) -> str:
    """The address of the printed code, after the QR mark beside it was found to say the same."""
    pages = PdfReader(BytesIO(pdf)).pages
    code = re.search(r"验证码 ([A-Z0-9-]{14})", "".join(page.extract_text() for page in pages))
    assert code
    address = f"{site}/v/{code[1].replace('-', '')}/"
    marks = {printed_mark(page) for page in pages} - {frozenset()}
    assert marks == {expected_mark(address)}
    return address


def printed_mark(page: PageObject) -> Mark:
    """The dark modules of the QR mark, read from the strokes that draw it on the page."""
    drawn = page.get_contents()
    assert drawn is not None
    strokes = re.findall(r"(\d+) (\d+)\.5 m\n(\d+) \2\.5 l", drawn.get_data().decode())
    return frozenset(
        (column, int(row)) for start, row, end in strokes for column in range(int(start), int(end))
    )


def expected_mark(address: str) -> Mark:
    rows = segno.make(address, error="m", micro=False).matrix
    return frozenset((x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)


def as_pdf(content: bytes) -> dict[str, object]:
    return {"name": "文书.pdf", "mimeType": "application/pdf", "buffer": content}
