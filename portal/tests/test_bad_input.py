"""What people really type and bring: each mistake gets one clear sentence."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints.models import Complaint
from complaints.tests.rosters import HEADER, QIAN, ZHAO, changed, xlsx
from portal.months import next_month
from portal.tests import walking
from portal.tests.walking import answer, errors, month, page_url, picture, refused, test_identity
from workflow.clock import today

pytestmark = pytest.mark.django_db
ID = test_identity(3)


@pytest.fixture
def on():
    return today()


@pytest.fixture
def at_the_roster(client, bureau, on):
    walking.up_to_others(client, on)
    answer(client, "others", choice="many")


def told(client, data, name="花名册.xlsx"):
    return refused(client, "roster", file=SimpleUploadedFile(name, data))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("identity", ID[:-1] + ("0" if ID[-1] != "0" else "1"), "校验码不正确"),
        ("identity", "12345", "应为18位"),
        ("identity", "", "请填身份证号"),
        ("phone", "12345", "手机号码应为11位"),
        ("name", "", "请填姓名"),
        ("name", "张3", "不像姓名"),
    ],
)
def test_who_one_is(client, bureau, on, field, value, sentence):
    walking.up_to_others(client, on)
    answer(client, "others", choice="one")
    answer(client, "wages", owed="3000")
    answer(client, "evidence", note="")
    whole = {"name": "王五", "identity": ID, "phone": "13800001234"}
    assert any(sentence in error for error in refused(client, "identity", **whole | {field: value}))


def test_a_full_width_number_with_spaces_is_understood(client, bureau, on):
    walking.up_to_others(client, on)
    answer(client, "others", choice="one")
    answer(client, "wages", owed="3000")
    answer(client, "evidence", note="")
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in ID)
    answer(
        client, "identity", name="王五", identity=f"{wide[:6]} {wide[6:]}", phone="138 0000 1234"
    )
    assert walking.draft_of(client).answers["identity"]["identity"] == ID


@pytest.mark.parametrize(
    ("amounts", "owed"),
    [
        ({"agreed": "1.2万", "paid": "3,000"}, "9000.00"),
        ({"agreed": "￥１２００", "paid": ""}, "1200.00"),
        ({"owed": "300元"}, "300.00"),
        ({"agreed": "5000", "paid": "1000", "owed": "4000"}, "4000.00"),
    ],
)
def test_amounts_as_people_write_them(client, bureau, on, amounts, owed):
    walking.up_to_others(client, on)
    answer(client, "others", choice="one")
    answer(client, "wages", **amounts)
    assert walking.draft_of(client).answers["wages"]["owed"] == owed


@pytest.mark.parametrize(
    ("amounts", "sentence"),
    [
        ({}, "记不清的，只写还欠多少"),
        ({"agreed": "三千"}, "不是金额"),
        ({"agreed": "-3000"}, "不能是负数|是负数"),
        ({"agreed": "3000", "paid": "3000"}, "没有欠款"),
        ({"agreed": "5000", "paid": "1000", "owed": "3000"}, "核对这三个数"),
        ({"owed": "3000.005"}, "只能写到分|两位小数"),
    ],
)
def test_amounts_that_cannot_stand(client, bureau, on, amounts, sentence):
    walking.up_to_others(client, on)
    answer(client, "others", choice="one")
    said = " ".join(refused(client, "wages", **amounts))
    assert any(part in said for part in sentence.split("|")), said


def test_a_future_month_is_refused(client, bureau, on):
    walking.one_worker(client, on)
    future = f"{next_month(on):%Y-%m}"
    assert any(
        "将来的月份" in e for e in refused(client, "period", first=month(1, on), last=future)
    )


def test_a_period_backwards_is_refused(client, bureau, on):
    walking.one_worker(client, on)
    said = refused(client, "period", first=month(1, on), last=month(3, on))
    assert any("早于" in error for error in said)


@pytest.mark.parametrize(
    ("page", "data", "sentence"),
    [
        ("employer", {"name": ""}, "请写单位名称"),
        ("employer", {"name": "老张", "phone": "123"}, "电话应为"),
        ("township", {"code": "", "address": ""}, "请写在哪里干的活"),
        ("township", {"code": "999", "address": "路口"}, "请从列表里选"),
        ("county", {"choice": "990000000000"}, "请点一项"),
        ("others", {}, "请点一项"),
    ],
)
def test_every_question_says_what_is_missing(client, bureau, on, page, data, sentence):
    walking.one_worker(client, on)
    assert any(sentence in error for error in refused(client, page, **data))


def test_an_error_is_in_the_title_on_top_and_at_the_field(client, bureau, on):
    walking.one_worker(client, on)
    page = client.post(page_url("employer"), {"name": ""}).content.decode()
    assert "<title>有错：" in page
    assert 'class="error-summary"' in page
    assert 'href="#id_name"' in page
    assert 'aria-describedby="id_name_error"' in page


def test_a_wrong_line_is_named_by_row_and_column(client, at_the_roster):
    wrong = changed(QIAN, identity="412722198004160000")
    response = client.post(
        page_url("roster"), {"file": SimpleUploadedFile("名册.xlsx", xlsx(ZHAO, wrong))}
    )
    problem = response.context["problems"][0]
    assert (problem["row"], problem["column"]) == ("3", "身份证号")
    assert "校验码" in problem["remedy"]
    assert walking.draft_of(client).lines == []


def test_a_sum_that_does_not_foot_is_named_with_the_difference(client, at_the_roster):
    total = ("合计", *[""] * 6, 14000.5, 3000, 12000)
    assert any("相差" in error for error in told(client, xlsx(ZHAO, QIAN, total)))


def test_merged_and_hidden_cells_are_named(client, at_the_roster):
    merged = xlsx(ZHAO, QIAN, spoil=lambda sheet: sheet.merge_cells("B2:B3"))
    assert any("合并单元格" in error for error in told(client, merged))

    def hide(sheet):
        sheet.row_dimensions[3].hidden = True

    assert any("隐藏" in error for error in told(client, xlsx(ZHAO, QIAN, spoil=hide)))


def test_a_file_of_fifty_megabytes_is_refused_with_its_limit(client, at_the_roster):
    assert any("10MB" in error for error in told(client, b"\0" * 50 * 1024 * 1024))


def test_a_word_document_named_xlsx_is_refused(client, at_the_roster):
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    assert any("不是完好的 Excel 工作簿" in error for error in told(client, held.getvalue()))


def test_a_photograph_named_csv_is_refused(client, at_the_roster):
    assert any("不是表格文件" in error for error in told(client, picture(), "名册.csv"))


def test_an_empty_file_is_refused(client, at_the_roster):
    assert told(client, b"", "名册.csv")


def test_neither_file_nor_text_and_both_at_once_are_refused(client, at_the_roster):
    assert any("请选花名册文件" in error for error in refused(client, "roster"))
    both = {"file": SimpleUploadedFile("a.xlsx", xlsx(ZHAO)), "pasted": "x"}
    assert any("只用一种" in error for error in refused(client, "roster", **both))


def test_a_gb18030_csv_is_read(client, at_the_roster):
    text = "\r\n".join(",".join(map(str, row)) for row in (HEADER, ZHAO, QIAN))
    url = answer(client, "roster", file=SimpleUploadedFile("名册.csv", text.encode("gb18030")))
    assert url == page_url("roster_check")
    assert walking.draft_of(client).lines[0]["name"] == "赵一"


def test_more_than_five_representatives_are_refused(client, bureau, on):
    walking.up_to_others(client, on)
    answer(client, "others", choice="few")
    for serial in range(6):
        walking.add_person(client, walking.person(serial, on))
    answer(client, "people", act="done")
    said = refused(client, "representatives", chosen=list("012345"))
    assert any("最多5个人" in error for error in said)


def test_evidence_that_is_not_what_it_says_is_refused(client, bureau, on):
    walking.one_worker(client, on)
    said = refused(
        client, "evidence", uploads=[SimpleUploadedFile("欠条.png", b"MZ not a picture")]
    )
    assert said
    assert walking.draft_of(client).files == []


def test_a_person_with_a_wrong_line_stays_on_the_page(client, bureau, on):
    walking.up_to_others(client, on)
    answer(client, "others", choice="few")
    response = walking.add_person(client, walking.person(0, on, paid="9000"))
    assert any("没有欠款" in error for error in errors(response))
    assert not Complaint.objects.exists()
