"""Evidence and records for tests, as plain functions: what an officer would enter."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Case, Evidence, Inquiry, Interview, Preservation, Recording
from cases.papers.preservation import PreservationDraft, Thing
from cases.papers.records import Held
from cases.policy.evidence import Form, Kind
from cases.policy.preservation import Ground
from cases.policy.recording import Occasion
from cases.services import evidence as services
from cases.services import inquiries, preservations, recordings, sittings
from cases.services.evidence import NewEvidence
from cases.services.recordings import NewRecording
from cases.services.sittings import Signed
from cases.tests.factories import LODGED, TODAY, Bureau
from documents.tests.sample_files import film, small_pdf

AN_HOUR = timedelta(hours=1)
SPOKEN = """问：与劳动者约定的工资标准是多少？
答：每天三百元。
问：为什么没有支付？
答：工程款没有到账。"""
KEPT = (
    Thing("考勤机", "ZK-200", "1台", "完好"),
    Thing("工资台账", "2026年1月至10月", "10册", "封面破损"),
)


def pdf(name: str = "工资台账.pdf", extra: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, small_pdf(extra))


def evidence(bureau: Bureau, case: Case, upload: Any = None, **changes: Any) -> Evidence:
    """Another PDF each time, unless a file is given."""
    at: datetime = changes.pop("at", LODGED)
    count = Evidence.objects.count()
    given = {
        "kind": Kind.DOCUMENT,
        "form": Form.CHECKED_COPY,
        "title": "2026年9月工资台账",
        "origin": "江城宏达建筑劳务有限公司财务部",
        "proves": "单位认可欠付的月份和数额",
        "obtained_on": TODAY,
        "place": "单位财务室",
        "collector": bureau.lead,
        "second_collector": bureau.assistant,
        "pages": 3,
        **changes,
    }
    upload = upload or pdf(extra=str(count).encode())
    entry = NewEvidence(**given)
    return services.record_evidence(case.pk, entry, upload=upload, actor=bureau.lead, at=at)


def held(bureau: Bureau, **changes: Any) -> Held:
    given = {
        "began_at": LODGED - AN_HOUR,
        "ended_at": LODGED,
        "place": "江城市劳动保障监察支队询问室",
        "asker": bureau.lead,
        "recorder": bureau.assistant,
        "person": "周海",
        "role": "法定代表人",
        "identity": "",
        "phone": "13800000001",
        "rights_told": True,
        "pages": 2,
        **changes,
    }
    return Held(**given)


def interview(
    bureau: Bureau, case: Case, *, signed_pages: int = 2, written: str = SPOKEN, **changes: Any
) -> Interview:
    at: datetime = changes.pop("at", LODGED)
    entry = Signed(held(bureau, **changes), signed_pages)
    return sittings.record_interview(case.pk, entry, written=written, actor=bureau.lead, at=at)


def inspection(bureau: Bureau, case: Case, **changes: Any) -> Interview:
    entry = Signed(held(bureau, **changes), 2)
    found = "查看考勤机和工资台账，9月工资表无签收。"
    return sittings.record_inspection(case.pk, entry, findings=found, actor=bureau.lead, at=LODGED)


def inquiry(bureau: Bureau, case: Case, at: datetime = LODGED, **changes: Any) -> Inquiry:
    draft = inquiries.default_draft(case, on=at.date())
    given = {
        "addressee": draft.addressee,
        "matter": draft.matter,
        "manner": draft.manner,
        "materials": draft.materials,
        "due_on": draft.due_on,
        **changes,
    }
    return inquiries.issue_inquiry(case.pk, **given, actor=bureau.lead, at=at)


def answer(bureau: Bureau, case: Case, asked: Inquiry, on: date = TODAY, **changes: Any) -> Inquiry:
    given = {"answered_on": on, "answer": "财务负责人到场并提交台账。", "at": LODGED, **changes}
    return inquiries.answer_inquiry(case.pk, inquiry=asked, actor=bureau.lead, **given)


def kept(**changes: Any) -> PreservationDraft:
    given = {
        "ground": Ground.TAMPERING,
        "holder": "江城宏达建筑劳务有限公司",
        "place": "单位财务室铁柜",
        "keeper": "刘芳",
        "items": KEPT,
        **changes,
    }
    return PreservationDraft(**given)


def preservation(bureau: Bureau, case: Case, at: datetime = LODGED) -> Preservation:
    """Asked for and approved."""
    preservations.propose_preservation(
        case.pk, kept(), opinion="台账有涂改，可能被销毁。", actor=bureau.lead, at=at
    )
    return preservations.decide_preservation(
        case.pk, approved=True, actor=bureau.bureau_head, opinion="同意。", at=at
    )


def recording(bureau: Bureau, case: Case, upload: Any = None, **changes: Any) -> Recording:
    given = {
        "occasion": Occasion.INTERVIEW,
        "matter": "询问周海",
        "place": "询问室",
        "began_at": LODGED - AN_HOUR,
        "ended_at": LODGED,
        "recorder": bureau.assistant,
        **changes,
    }
    upload = upload or SimpleUploadedFile("询问.mp4", film())
    return recordings.add_recording(
        case.pk, NewRecording(**given), upload=upload, actor=bureau.lead, at=LODGED
    )
