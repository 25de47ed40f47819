"""案卷 and 归档: bound from what was issued, made anew when it grew, put away under its number."""

import io
from typing import Any

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cases.models import Case, Evidence
from cases.perms.file_contents import is_bundled, pieces_of
from cases.policy.case_file import Volume, arranged
from cases.procedure.states import State
from cases.services import case_file, closing, disclosure, evidence, serving, sittings
from cases.services.review_sheet import sheet_of
from cases.services.sittings import Signed
from cases.tests import factories as make
from cases.tests import records
from cases.tests.factories import LODGED, TODAY, Bureau
from documents import bindery, files, printing
from documents.models import Bundle, Paper
from documents.tests.sample_files import picture, small_pdf
from statutes.refusal import Refused
from workflow.models import Event

pytestmark = pytest.mark.django_db
OF_PEOPLE = {
    "evidence", "evidence_list", "inquiry_notice", "interview_record", "interview_scan",
    "service_receipt",
}  # fmt: skip
CLEAR = {"archive_no": "江人社监卷〔2026〕1号", "retention": "thirty"}


@pytest.fixture
def bureau() -> Bureau:
    return make.make_bureau()


def closed(bureau: Bureau, case: Case | None = None) -> Case:
    case = make.propose_closing(bureau, case or make.verified(bureau))
    return closing.decide_closing(
        case.pk, approved=True, actor=bureau.head, opinion="同意结案。", at=LODGED
    )


def print_all() -> None:
    for pk in Paper.objects.unrendered().values_list("pk", flat=True):
        printing.print_paper(pk)


def bundled(bureau: Bureau, case: Case) -> Bundle:
    """Every paper printed, the file ordered and bound."""
    print_all()
    bundle = case_file.bundle_file(case.pk, actor=bureau.lead, at=LODGED)
    bindery.bind_bundle(bundle.pk)
    return Bundle.objects.get(pk=bundle.pk)


def add_evidence(bureau: Bureau, case: Case, serial: int = 1) -> Evidence:
    upload = SimpleUploadedFile("考勤表.jpg", picture(form="JPEG"))
    original = files.store_upload(upload, actor=bureau.lead, at=LODGED)
    return Evidence.objects.create(
        case=case, serial=serial, kind="document", form="copy", title="考勤表", origin="用人单位",
        condition="完好", proves="出勤天数", obtained_on=TODAY, collector=bureau.lead,
        second_collector=bureau.assistant, original=original, viewing=original,
        recorded_by=bureau.lead, recorded_at=LODGED,
    )  # fmt: skip


def text_of(bundle: Bundle) -> str:
    assert bundle.file
    with bundle.file.file.open("rb") as file:
        pages = pypdf.PdfReader(io.BytesIO(file.read())).pages
        return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.slow
def test_the_file_holds_cover_index_papers_evidence_and_notes(bureau):
    case = make.verified(bureau)
    add_evidence(bureau, case)
    bundle = bundled(bureau, closed(bureau, case))
    assert bundle.is_bound
    text = text_of(bundle)
    for part in (
        "江城市人力资源和社会保障局案卷正卷", "卷内目录", "立案审批表", "E-01用人单位考勤表",
        "证明内容出勤天数", "限期改正指令书", "送达回证", "结案审批表", "备考表",
        "处理结果责令改正，已改正",
    ):  # fmt: skip
        assert part in text
    assert [volume["title"] for volume in bundle.manifest["volumes"]] == ["正卷", "副卷"]
    titles = [e["title"] for e in bundle.manifest["volumes"][0]["entries"]]
    assert titles == [
        "投诉登记表", "投诉受理通知书", "立案审批表", "考勤表", "劳动保障监察限期改正指令书",
        "送达回证（劳动保障监察限期改正指令书）",
    ]  # fmt: skip
    assert [e["title"] for e in bundle.manifest["volumes"][1]["entries"]] == ["结案审批表"]


def test_who_asked_for_secrecy_stands_in_the_secondary_volume(bureau):
    case = make.file(bureau, make.lodge(is_confidential=True))
    secret = {piece.title for piece in pieces_of(case) if piece.is_secret}
    assert secret == {"投诉登记表", "投诉受理通知书"}
    listed = case_file.manifest(case, pieces_of(case), bound_by="陈志强", on=TODAY)
    main, secondary = ({e["title"] for e in volume["entries"]} for volume in listed["volumes"])
    assert (main & secret, secondary) == (set(), secret)
    assert listed["volumes"][1]["notes"]["context"]["remarks"] == [
        "本卷为内部材料，不对外提供查阅。"
    ]


def test_a_file_with_an_unprinted_paper_is_refused_by_its_name(bureau):
    case = closed(bureau)
    with pytest.raises(Refused, match="结案审批表》尚未打印完成"):
        case_file.bundle_file(case.pk, actor=bureau.lead, at=LODGED)
    assert not Event.objects.of(case.subject(None)).filter(act="bundle_file").exists()


@pytest.mark.slow
def test_a_file_that_has_grown_is_out_of_date_and_made_anew(bureau):
    case = make.verified(bureau)
    bundled(bureau, case)
    assert is_bundled(make.fresh(case))
    add_evidence(bureau, case)
    assert not is_bundled(make.fresh(case))
    bundled(bureau, case)
    assert is_bundled(make.fresh(case))
    assert not is_bundled(closed(bureau, case))
    assert Bundle.objects.count() == 2


def test_only_officers_of_the_case_have_it_bound(bureau):
    case = closed(bureau)
    print_all()
    with pytest.raises(Refused):
        case_file.bundle_file(case.pk, actor=bureau.head, at=LODGED)


@pytest.mark.slow
def test_a_closed_case_is_put_away_under_its_number(bureau):
    case = closed(bureau)
    with pytest.raises(Refused, match="尚未生成案卷"):
        case_file.archive(case.pk, **CLEAR, actor=bureau.lead, at=LODGED)
    bundled(bureau, case)
    assert sheet_of(make.fresh(case), bureau.lead, LODGED).score.points == 85
    assert case_file.next_archive_no(case, on=TODAY) == CLEAR["archive_no"]
    case = case_file.archive(case.pk, **CLEAR, actor=bureau.lead, at=LODGED)
    assert (case.state, case.archived_on) == (State.ARCHIVED.value, TODAY)
    event = Event.objects.of(case.subject(None)).get(act="archive")
    assert event.payload == CLEAR
    final = Bundle.objects.latest("pk")
    bindery.bind_bundle(final.pk)
    text = text_of(Bundle.objects.get(pk=final.pk))
    assert f"归档号{CLEAR['archive_no']}" in text and "保管期限30年" in text
    assert is_bundled(make.fresh(case))
    assert case_file.next_archive_no(case, on=TODAY) == "江人社监卷〔2026〕2号"


@pytest.mark.slow
def test_an_archive_number_is_given_once_and_never_left_out(bureau):
    first, second = closed(bureau), closed(bureau)
    for case in (first, second):
        bundled(bureau, case)
    case_file.archive(first.pk, **CLEAR, actor=bureau.lead, at=LODGED)
    with pytest.raises(Refused, match="已被使用"):
        case_file.archive(second.pk, **CLEAR, actor=bureau.lead, at=LODGED)
    blank = {**CLEAR, "archive_no": " "}
    with pytest.raises(Refused, match="须填写归档号"):
        case_file.archive(second.pk, **blank, actor=bureau.lead, at=LODGED)
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.filter(pk=first.pk).update(archive_no="x")


def test_whatever_names_who_asked_for_secrecy_is_kept_from_the_party(bureau: Bureau) -> None:
    complaint = make.lodge(is_confidential=True)
    case, name = make.file(bureau, complaint), complaint.claimants.order_by("position")[0].name
    scan = SimpleUploadedFile("笔录.pdf", small_pdf())
    told = Signed(records.held(bureau, person=name, role="投诉人"), 2, scan)
    given: dict[str, Any] = {"actor": bureau.lead, "at": LODGED}
    sittings.record_interview(case.pk, told, written=records.SPOKEN, **given)
    two_hours_ago = LODGED - 2 * records.AN_HOUR
    records.interview(
        bureau, case, began_at=two_hours_ago, ended_at=two_hours_ago + records.AN_HOUR
    )
    records.evidence(bureau, case, origin=f"{name}提供")
    records.evidence(bureau, case)
    evidence.issue_evidence_list(case.pk, **given)
    asked = records.inquiry(bureau, case, addressee=name)
    serving.serve_paper(case.pk, make.handing(receiver=name), paper=asked.paper, **given)

    def volumes() -> tuple[list[str], list[str]]:
        codes = arranged(pieces_of(case))
        return tuple(  # type: ignore[return-value]
            sorted(p.code for p in codes[volume] if p.code in OF_PEOPLE) for volume in Volume
        )

    hidden = sorted(OF_PEOPLE)
    assert volumes() == (["evidence", "interview_record"], hidden)
    note = "电话同意向单位公开姓名。"
    disclosure.agree_to_disclosure(complaint.pk, note=note, **given)
    assert volumes() == (sorted([*hidden, "evidence", "interview_record"]), [])


def test_two_cases_put_away_under_one_number_are_told_apart(bureau: Bureau) -> None:
    """The office is held: the second of two at once finds the number taken."""
    with CaptureQueriesContext(connection) as asked, pytest.raises(Refused):
        case_file.archive(make.filed(bureau).pk, **CLEAR, actor=bureau.lead, at=LODGED)
    assert any("accounts_office" in q["sql"] and "FOR NO KEY" in q["sql"] for q in asked)
