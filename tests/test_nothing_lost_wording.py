"""What is typed or brought wrong gets one clear sentence in the reader's language, and changes
nothing.

Every mistake of the tables is made on its page in Chinese and in English. Each rule in full is
tested beside the rule; which hazard is shown where is listed in docs/nothing-lost.md.
"""

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.tests.factories import make_divisions, make_office, staff_client
from cases.models import Case
from cases.tests import factories as cases
from complaints.tests.rosters import QIAN, ZHAO, changed, text, xlsx
from portal.months import next_month
from portal.tests import walking
from portal.tests.walking import answer, draft_of, month, page_url
from workflow.clock import today

pytestmark = pytest.mark.django_db
LANGUAGES = ("zh-hans", "en")
FIFTY_MEGABYTES = bytes(50 * 1024 * 1024)
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is sent to which page, and the sentence that the page answers with."""

    name: str
    page: str
    data: Callable[[], Data]
    chinese: str
    english: str

    def sentence(self, language: str) -> str:
        return self.english if language == "en" else self.chinese


# -- what people bring --


def roster(content: bytes, name: str = "花名册.xlsx") -> Data:
    return {"file": SimpleUploadedFile(name, content)}


def word_document() -> bytes:
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return held.getvalue()


def merged() -> Data:
    return roster(xlsx(ZHAO, QIAN, spoil=lambda sheet: sheet.merge_cells("B2:B3")))


def hidden() -> Data:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True

    return roster(xlsx(ZHAO, QIAN, spoil=hide))


def future() -> Data:
    return {"first": month(1, today()), "last": f"{next_month(today()):%Y-%m}"}


KIOSK = (
    Mistake(
        "a wrong check character of an identity number",
        "identity",
        lambda: {"name": "王五", "identity": "410102198001010000", "phone": "13800001234"},
        "公民身份号码校验码不正确，请逐位核对",
        "The check character of the ID number is wrong; check every character",
    ),
    Mistake(
        "a wrong check character in the roster",
        "roster",
        lambda: roster(xlsx(ZHAO, changed(QIAN, identity="412722198004160000"))),
        "公民身份号码校验码不正确，请逐位核对",
        "The check character of the ID number is wrong; check every character",
    ),
    Mistake(
        "a negative amount",
        "wages",
        lambda: {"owed": "-5"},
        "金额是负数。请填实际的金额，没有的填0。",
        "The amount is negative. Enter the actual amount, or 0.",
    ),
    Mistake(
        "an amount in powers of ten",
        "wages",
        lambda: {"owed": "1e9"},
        "“1e9”不是金额，请写成 1234.50 或 1,234.50",
        '"1e9" is not an amount; write 1234.50 or 1,234.50',
    ),
    Mistake(
        "a month that has not come",
        "period",
        future,
        "这是将来的月份。请选已经干过活的月份。",
        "This month is in the future. Choose a month you have worked.",
    ),
    Mistake(
        "merged cells",
        "roster",
        merged,
        "第2至3行的“姓名”是合并单元格，只有第一行有内容。请取消合并，每人一行分别填写。",
        'Rows 2 to 3 of "Name" are merged, so only the first has a value.',
    ),
    Mistake(
        "a hidden row",
        "roster",
        hidden,
        "第3行被隐藏或被筛选掉了，里面有内容。请取消隐藏和筛选，核对后再上传。",
        "hidden or filtered out and contain data. Show them, check and upload again.",
    ),
    Mistake(
        "a file of fifty megabytes",
        "roster",
        lambda: roster(FIFTY_MEGABYTES),
        "文件超过10MB。名册只需要文字，请删去图片后再上传。",
        "The file is larger than 10 MB. A roster needs only text",
    ),
    Mistake(
        "a letter named as a workbook",
        "roster",
        lambda: roster(word_document()),
        "这个文件打不开：它不是完好的 Excel 工作簿(.xlsx)。",
        "This file cannot be opened: it is not a sound Excel workbook (.xlsx).",
    ),
    Mistake(
        "a photograph named as a table",
        "roster",
        lambda: roster(walking.picture(), "名册.csv"),
        "“名册.csv”不是表格文件。名册请用 .xlsx 或 .csv，照片请放到凭据里。",
        '"名册.csv" is not a spreadsheet. Use .xlsx or .csv for the roster',
    ),
    Mistake(
        "a program named as a photograph",
        "evidence",
        lambda: {"uploads": SimpleUploadedFile("欠条.png", b"MZ" + bytes(4096))},
        "不能识别这个文件，或不接受这种文件；可以上传：.pdf",
        "This file is unknown or not accepted; you may upload: .pdf",
    ),
    Mistake(
        "a page that is out of date",
        "check",
        lambda: {"token": "another"},
        "这一页已经过时，内容变了。请再核对一遍，然后提交。",
        "This page is out of date: the content has changed. Check again, then submit.",
    ),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mistake", KIOSK, ids=lambda mistake: mistake.name)
def test_a_mistake_at_the_kiosk(client, mistake, language):
    at_page(client, mistake.page)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    before, records = draft_of(client), counted()
    page = client.post(page_url(mistake.page), mistake.data())
    assert page.status_code == 200
    assert mistake.sentence(language) in html.unescape(page.content.decode())
    assert (draft_of(client), counted()) == (before, records)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("typed", "owed"), [("1.2万", "12000.00"), ("1,234.50", "1234.50"), ("￥１２００", "1200.00")]
)
def test_an_amount_as_people_write_it_is_understood(client, language, typed, owed):
    at_page(client, "wages")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer(client, "wages", owed=typed)
    assert draft_of(client).answers["wages"]["owed"] == owed


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_roster_in_the_national_encoding_is_understood(client, language):
    at_page(client, "roster")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer(client, "roster", **roster(text(ZHAO, QIAN).encode("gb18030"), "名册.csv"))
    assert [line["name"] for line in draft_of(client).lines] == ["赵一", "钱二"]


def at_page(client: Client, page: str) -> None:
    make_divisions()
    make_office("4101")
    if page == "roster":
        walking.up_to_others(client, today())
        answer(client, "others", choice="many")
    else:
        walking.one_worker(client, today())


def counted() -> dict[str, int]:
    """How many rows of every kind there are; what people look at and try is not counted."""
    left_out = {"Session", "LookupAttempt", "LoginRecord", "AccessLog"}
    models = [model for model in apps.get_models() if model.__name__ not in left_out]
    return {model._meta.label: model._base_manager.count() for model in models}


# -- the desk --

PAYMENT = {
    "method": "bank",
    "payer": "employer",
    "proof_note": "银行代发流水",
    "whole_roster": "on",
    "paid_on": f"{cases.TODAY}",
}
SERVICE = {"mode": "direct", "place": "建设路18号", "receiver": "周海"}


def payment(**changes: Any) -> Data:
    return {**PAYMENT, "token": str(uuid4()), **changes}


DESK = (
    Mistake(
        "a wrong check character of a credit code",
        "employer",
        lambda: {"name": "江城恒信公司", "uscc": "91410102MA0000007X"},
        "统一社会信用代码第18位校验码不正确，请逐位核对",
        "The 18th (check) character of the unified social credit code is wrong",
    ),
    Mistake(
        "a negative amount determined",
        "ledger",
        lambda: {"determined": "-5"},
        "金额不能是负数：-5",
        "An amount cannot be negative: -5",
    ),
    Mistake(
        "an amount determined in powers of ten",
        "ledger",
        lambda: {"determined": "1e9"},
        "“1e9”不是金额，请写成 1234.50 或 1,234.50",
        '"1e9" is not an amount; write 1234.50 or 1,234.50',
    ),
    Mistake(
        "a ledger sent again from an older page",
        "ledger",
        lambda: {"determined": "4000", "version": "0"},
        "工资明细已被他人修改，请刷新后核对再保存。",
        "Someone else has changed the wage ledger; reload, check and save again.",
    ),
    Mistake(
        "a service dated tomorrow",
        "serve",
        lambda: {**SERVICE, "handed_on": "2026-11-24"},
        "送达日期不得晚于今天。",
        "The date of service cannot be in the future.",
    ),
    Mistake(
        "a payment dated tomorrow",
        "payment",
        lambda: payment(paid_on="2026-11-24"),
        "付款日期不得晚于今天。",
        "The date of payment cannot be in the future.",
    ),
    Mistake(
        "a letter named as a proof",
        "payment",
        lambda: payment(proof=SimpleUploadedFile("回单.pdf", word_document())),
        "不能识别这个文件，或不接受这种文件；可以上传：.pdf",
        "This file is unknown or not accepted; you may upload: .pdf",
    ),
    Mistake(
        "a proof of fifty megabytes",
        "payment",
        lambda: payment(proof=SimpleUploadedFile("回单.pdf", b"%PDF-1.7" + FIFTY_MEGABYTES)),
        "文件超过20MB（本文件50.0MB），请压缩或拆成几个文件再传",
        "Files may have at most 20 MB (this has 50.0 MB); compress or split it",
    ),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mistake", DESK, ids=lambda mistake: mistake.name)
def test_a_mistake_at_the_desk(mistake, language, time_machine):
    time_machine.move_to(cases.LODGED)
    bureau = cases.make_bureau()
    url, data = desk_page(bureau, mistake)
    officer = staff_client(bureau.lead)
    officer.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    before = counted(), list(Case.objects.values())
    page = officer.post(url, data)
    assert page.status_code == 200
    assert mistake.sentence(language) in html.unescape(page.content.decode())
    assert (counted(), list(Case.objects.values())) == before


def desk_page(bureau: cases.Bureau, mistake: Mistake) -> tuple[str, Data]:
    """The page of a record on which only the mistake stands in the way, and what is posted."""
    data = mistake.data()
    match mistake.page:
        case "employer":
            complaint = cases.complaints.make_complaint()
            return reverse("console:complaint_act", args=[complaint.pk, "employer"]), data
        case "serve":
            return reverse("console:case_act", args=[cases.ordered(bureau).pk, "serve"]), data
        case "payment":
            return reverse("console:payment", args=[cases.served(bureau).pk]), data
    case = cases.filed(bureau, 1)
    cell = f"determined-{case.claims.get().pk}"
    typed = {"version": case.ledger_version, **data, cell: data["determined"]}
    return reverse("console:ledger", args=[case.pk]), typed
