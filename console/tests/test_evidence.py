"""Evidence and records at the desk: entered, refused in words, looked at, never handed about."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.policy.roles import Role
from accounts.tests.factories import make_user
from cases.models import Case, Evidence
from cases.tests import factories as cases
from cases.tests import records
from console.tests.desk import NOON, Desk, Screen, act_url, fresh, pdf
from documents.models import StoredFile
from documents.tests.sample_files import film, located_photo
from workflow.models import AccessLog

pytestmark = pytest.mark.django_db
APPROVED = {"decision": "approve", "opinion": "同意。"}


@pytest.fixture
def filed(desk: Desk) -> Case:
    return cases.filed(desk.bureau)


def piece(desk: Desk, **changes: Any) -> dict[str, Any]:
    return {
        "file": pdf("工资台账.pdf"),
        "title": "2026年9月工资台账",
        "kind": "document",
        "form": "checked_copy",
        "origin": "财务部",
        "proves": "单位认可欠付的数额",
        "obtained_on": f"{cases.TODAY}",
        "place": "财务室",
        "collector": desk.bureau.lead.pk,
        "second_collector": desk.bureau.assistant.pk,
        "pages": 3,
        **changes,
    }


def sitting(desk: Desk, **changes: Any) -> dict[str, Any]:
    return {
        "began_at": minute(NOON - timedelta(hours=1)),
        "ended_at": minute(NOON),
        "place": "询问室",
        "asker": desk.bureau.lead.pk,
        "recorder": desk.bureau.assistant.pk,
        "person": "周海",
        "role": "法定代表人",
        "rights_told": "on",
        "pages": 2,
        "signed_pages": 2,
        **changes,
    }


def minute(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M}"


def ask(screen: Screen, url: str, **headers: str) -> Any:
    return screen.client.get(url, headers=headers)


def send(screen: Screen, url: str, purpose: str) -> Any:
    return screen.client.post(url, {"purpose": purpose})


def stored_name(item: Evidence) -> str:
    assert item.original and item.original.file.name
    return item.original.file.name


def of(name: str, record: Any) -> str:
    return reverse(f"console:{name}", args=[record.pk])


# -- 证据 --


def test_evidence_is_entered_and_stands_in_the_tab(desk: Desk, filed: Case) -> None:
    form = desk.lead.html(act_url(filed, "evidence"))
    assert 'value="江城市中原区建设路18号"' in form  # nothing that is known is typed again
    desk.lead.take(filed, "evidence", **piece(desk))
    item = filed.evidence.get()
    assert item.original
    page = desk.lead.open(f"{filed.get_absolute_url()}?tab=evidence")
    for shown in ("E-01", "书证", "2026年9月工资台账", "财务部", "陈志强、李敏"):
        assert shown in page
    html = desk.lead.html(f"{filed.get_absolute_url()}?tab=evidence")
    assert item.original.sha256[:12] in html
    assert stored_name(item) not in html
    assert of("evidence_view", item) in html


def test_a_wrong_file_is_refused_in_a_sentence_and_what_was_typed_stays(
    desk: Desk, filed: Case
) -> None:
    before = StoredFile.objects.count()
    given = piece(desk, file=SimpleUploadedFile("合同.pdf", b"MZ\x90\x00" + b"\x00" * 600))
    assert "不能识别这个文件" in desk.lead.refused(filed, "evidence", **given)
    given["file"] = SimpleUploadedFile("合同.pdf", located_photo())
    response = desk.lead.client.post(act_url(filed, "evidence"), given)
    assert "后缀与内容（照片）不符" in response.content.decode()
    assert "单位认可欠付的数额" in response.content.decode()
    assert not Evidence.objects.exists()
    assert StoredFile.objects.count() == before


def test_a_missing_file_and_a_future_day_are_said(desk: Desk, filed: Case) -> None:
    given = piece(desk, obtained_on="2026-12-24")
    del given["file"]
    said = desk.lead.refused(filed, "evidence", **given)
    assert "须上传书证的文件" in said and "取得日期不得晚于今天" in said


def test_a_photograph_is_shown_without_position_and_its_original_asked_for(
    desk: Desk, filed: Case
) -> None:
    content = located_photo()
    given = piece(desk, kind="site_record", file=SimpleUploadedFile("门口.jpg", content))
    desk.lead.take(filed, "evidence", **given)
    item = filed.evidence.get()
    shown = ask(desk.head, of("evidence_view", item))
    body = b"".join(shown.streaming_content)
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Content-Disposition"].startswith("inline")
    assert b"Telephone Works" not in body and b"Exif" not in body
    assert not AccessLog.objects.exists()
    url = of("evidence_original", item)
    assert "必填" in desk.head.refused_at(url, purpose=" ")
    response = send(desk.head, url, "听证时出示原件")
    assert b"".join(response.streaming_content) == content
    assert response["Content-Disposition"].startswith("attachment")
    log = AccessLog.objects.get()
    assert (log.reader, log.purpose) == (desk.bureau.head, "听证时出示原件")


def test_evidence_of_another_place_is_not_found(desk: Desk, filed: Case) -> None:
    item = records.evidence(desk.bureau, filed)
    stranger = Screen(make_user(office=cases.make_office("4102")))
    for name in ("evidence_view", "evidence_original"):
        stranger.open(of(name, item), status=404)


def test_the_auditor_looks_and_takes_no_original(desk: Desk, filed: Case) -> None:
    item = records.evidence(desk.bureau, filed)
    auditor = Screen(make_user(role=Role.AUDITOR, office=desk.bureau.office))
    assert auditor.client.get(of("evidence_view", item)).status_code == 200
    auditor.open(of("evidence_original", item), status=403)
    page = auditor.html(f"{filed.get_absolute_url()}?tab=evidence")
    assert of("evidence_original", item) not in page
    assert act_url(filed, "evidence") not in page
    assert act_url(filed, "evidence") in desk.lead.html(f"{filed.get_absolute_url()}?tab=evidence")


def test_a_deleted_file_is_said_in_a_sentence(desk: Desk, filed: Case) -> None:
    item = records.evidence(desk.bureau, filed)
    default_storage.delete(stored_name(item))
    response = desk.lead.client.get(of("evidence_view", item))
    assert response.status_code == 500
    assert "登记的文件在存储中找不到" in response.content.decode()
    taken = desk.lead.client.post(of("evidence_original", item), {"purpose": "核对"})
    assert "请联系系统管理员从备份恢复" in taken.content.decode()


def test_a_changed_file_is_not_handed_out(desk: Desk, filed: Case) -> None:
    item = records.evidence(desk.bureau, filed)
    with default_storage.open(stored_name(item), "wb") as file:
        file.write(b"%PDF-1.7 forged")
    taken = desk.lead.client.post(of("evidence_original", item), {"purpose": "核对"})
    assert taken.status_code == 500
    assert b"forged" not in taken.content


def test_a_file_waits_for_the_scanner(desk: Desk, filed: Case, settings: Any) -> None:
    settings.UPLOAD_SCANNER = "true"
    item = records.evidence(desk.bureau, filed)
    response = desk.lead.client.get(of("evidence_view", item))
    assert response.status_code == 409
    assert "正在接受安全检查" in response.content.decode()


def test_evidence_is_excluded_with_a_reason(desk: Desk, filed: Case) -> None:
    item = records.evidence(desk.bureau, filed)
    assert "必填" in desk.lead.refused(filed, "exclude-evidence", evidence=item.pk, reason="")
    desk.lead.take(filed, "exclude-evidence", evidence=item.pk, reason="与原件不符。")
    page = desk.lead.open(f"{filed.get_absolute_url()}?tab=evidence")
    assert "已排除" in page and "与原件不符。" in page


def test_the_list_is_previewed_and_issued(desk: Desk, filed: Case) -> None:
    records.evidence(desk.bureau, filed)
    assert "2026年9月工资台账" in desk.lead.open(act_url(filed, "evidence-list"))
    desk.lead.take(filed, "evidence-list")
    assert "证据清单" in desk.lead.open(f"{filed.get_absolute_url()}?tab=papers")


# -- 笔录 --


def test_an_interview_begins_with_the_questions_of_its_cause(desk: Desk, filed: Case) -> None:
    page = desk.lead.open(act_url(filed, "interview"))
    assert "江城市人力资源和社会保障局的劳动保障监察员" in page
    assert "没有按时足额支付的原因是什么？" in page
    assert 'value="周海"' in desk.lead.html(act_url(filed, "interview"))
    assert "单位欠你哪些月份的工资" in desk.lead.open(act_url(filed, "interview-worker"))


def test_an_interview_is_previewed_and_entered(desk: Desk, filed: Case) -> None:
    given = sitting(desk, transcript=records.SPOKEN, phone="13800000001")
    sheet = desk.lead.preview(filed, "interview", **given)
    assert "每天三百元。" in sheet and "询问室" in sheet
    desk.lead.take(filed, "interview", **given)
    page = desk.lead.open(f"{filed.get_absolute_url()}?tab=evidence")
    assert "逐页签名" in page and "周海" in page


def test_an_unanswered_question_comes_back_with_everything_typed(desk: Desk, filed: Case) -> None:
    response = desk.lead.client.post(
        act_url(filed, "interview"), sitting(desk, transcript="问：有没有考勤？\n答：")
    )
    html = response.content.decode()
    assert "第1问（有没有考勤？）没有记录回答" in html and "有没有考勤？" in html
    assert not filed.interviews.exists()


def test_one_officer_in_two_rooms_is_refused(desk: Desk, filed: Case) -> None:
    desk.lead.take(filed, "interview", **sitting(desk, transcript=records.SPOKEN))
    other = sitting(desk, person="李会计", transcript=records.SPOKEN)
    assert "时间重叠" in desk.lead.refused(filed, "interview", **other)


def test_a_signed_scan_is_kept_with_the_inspection(desk: Desk, filed: Case) -> None:
    given = sitting(desk, findings="查看考勤机和工资台账。", scan=pdf("笔录.pdf"))
    desk.lead.take(filed, "inspection", **given)
    record = filed.interviews.get()
    assert record.scan and record.scan.name == "笔录.pdf"


def test_the_number_of_the_person_asked_is_opened_for_a_purpose(desk: Desk, filed: Case) -> None:
    record = records.interview(desk.bureau, filed, phone="13800000001")
    url = of("interview_identity", record)
    assert "13800000001" not in desk.lead.open(url)
    response = desk.lead.client.post(url, {"purpose": "电话核实"})
    assert "13800000001" in response.content.decode()
    assert AccessLog.objects.get().field == f"interview:{record.pk}"


# -- 调查询问通知书 --


def test_an_inquiry_goes_out_and_its_answer_is_entered(desk: Desk, filed: Case) -> None:
    page = desk.lead.open(act_url(filed, "inquiry"))
    assert "工资支付台账和银行支付凭证" in page
    given = {
        "addressee": "江城宏达建筑劳务有限公司",
        "matter": "涉嫌拖欠工资的有关情况",
        "manner": "派员携带材料到本机关",
        "materials": "劳动合同\n\n考勤记录\n",
        "due_on": "2026-11-30",
    }
    desk.lead.take(filed, "inquiry", **given)
    asked = filed.inquiries.get()
    assert asked.materials == ["劳动合同", "考勤记录"]
    assert "等待答复" in desk.lead.open(f"{filed.get_absolute_url()}?tab=evidence")
    desk.lead.take(
        filed, "inquiry-answer", inquiry=asked.pk, answered_on=f"{cases.TODAY}", answer="已到场。"
    )
    assert "已到场。" in desk.lead.open(f"{filed.get_absolute_url()}?tab=evidence")


# -- 先行登记保存 --


def kept(**changes: Any) -> dict[str, Any]:
    return {
        "ground": "tampering",
        "holder": "江城宏达建筑劳务有限公司",
        "place": "财务室铁柜",
        "keeper": "刘芳",
        "opinion": "台账有涂改。",
        "rows-TOTAL_FORMS": "3",
        "rows-INITIAL_FORMS": "0",
        "rows-0-name": "考勤机",
        "rows-0-quantity": "1台",
        "rows-1-name": "",
        "rows-2-name": "工资台账",
        "rows-2-quantity": "10册",
        **changes,
    }


def test_things_are_kept_listed_and_settled(desk: Desk, filed: Case) -> None:
    sheet = desk.lead.preview(filed, "preservation", **kept())
    assert "1. 考勤机" in sheet and "2. 工资台账" in sheet
    desk.lead.take(filed, "preservation", **kept())
    page = desk.bureau_head.open(act_url(filed, "decide-preservation"))
    assert "台账有涂改。" in page and "工资台账" in page
    desk.bureau_head.take(filed, "decide-preservation", **APPROVED)
    preservation = filed.preservations.get()
    assert "考勤机" in desk.lead.open(act_url(filed, "settle-preservation"))
    desk.lead.take(
        filed, "settle-preservation", preservation=preservation.pk, outcome="copied", note=""
    )
    page = desk.lead.open(f"{filed.get_absolute_url()}?tab=evidence")
    assert "复制、拍照、录像后退还" in page and "江人社监证处字〔2026〕1号" in page


def test_the_paper_begins_with_what_the_form_begins_with(desk: Desk, filed: Case) -> None:
    page = desk.lead.html(act_url(filed, "preservation"))
    assert set(re.findall(r'href="#id_(\w+)"', page)) == {"rows"}
    assert 'id="id_rows"' in page


def test_a_row_without_its_quantity_is_named_and_everything_stays(desk: Desk, filed: Case) -> None:
    given = kept(**{"rows-0-quantity": ""})
    response = desk.lead.client.post(act_url(filed, "preservation"), given)
    html = response.content.decode()
    assert "请核对各行填写的内容。" in html and 'id="error_1_id_rows-0-quantity"' in html
    assert 'value="工资台账"' in html
    empty = kept(**{"rows-0-name": "", "rows-0-quantity": "", "rows-2-name": ""})
    empty["rows-2-quantity"] = ""
    assert "逐项列出要登记保存的物品" in desk.lead.refused(filed, "preservation", **empty)
    assert not fresh(filed).preservations.exists()


# -- 音像记录 --


def a_film(desk: Desk, filed: Case) -> str:
    upload = SimpleUploadedFile("询问.mp4", film())
    given = {
        "file": upload,
        "occasion": "interview",
        "matter": "询问周海",
        "place": "询问室",
        "began_at": minute(NOON - timedelta(hours=1)),
        "ended_at": minute(NOON),
        "recorder": desk.bureau.assistant.pk,
    }
    desk.lead.take(filed, "recording", **given)
    return of("recording", filed.recordings.get())


def test_a_film_is_played_in_the_pieces_that_are_asked_for(desk: Desk, filed: Case) -> None:
    url, content = a_film(desk, filed), film()
    whole = ask(desk.lead, url)
    assert (whole.status_code, whole["Accept-Ranges"]) == (200, "bytes")
    assert b"".join(whole.streaming_content) == content
    part = ask(desk.lead, url, Range="bytes=4-11")
    assert part.status_code == 206
    assert part["Content-Range"] == f"bytes 4-11/{len(content)}"
    assert b"".join(part.streaming_content) == content[4:12]
    beyond = ask(desk.lead, url, Range=f"bytes={len(content)}-")
    assert beyond.status_code == 416


def test_a_page_behind_a_films_name_is_refused(desk: Desk, filed: Case) -> None:
    given = {"occasion": "interview", "matter": "询问", "place": "询问室"}
    times = {"began_at": minute(NOON - timedelta(hours=1)), "ended_at": minute(NOON)}
    said = desk.lead.refused(
        filed,
        "recording",
        **given,
        **times,
        recorder=desk.bureau.lead.pk,
        file=SimpleUploadedFile("录像.mp4", b"<html>not a film</html>"),
    )
    assert "可以上传：.mp3、.m4a、.wav、.mp4、.webm" in said
    assert not filed.recordings.exists()


def test_the_tab_takes_as_many_queries_for_many_pieces_as_for_one(
    desk: Desk, filed: Case, django_assert_max_num_queries: Any
) -> None:
    url = f"{filed.get_absolute_url()}?tab=evidence"
    records.evidence(desk.bureau, filed)
    desk.lead.open(url)
    with CaptureQueriesContext(connection) as for_one:
        desk.lead.open(url)
    for _ in range(5):
        records.evidence(desk.bureau, filed)
    with django_assert_max_num_queries(len(for_one)):
        desk.lead.open(url)
