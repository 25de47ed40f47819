"""证据: numbered without gaps, sealed as handed in, shown without position, excluded in words."""

import hashlib
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, transaction
from PIL import Image

from accounts.tests.factories import make_user
from cases.models import Evidence
from cases.policy.evidence import Kind
from cases.services import evidence as services
from cases.tests import factories as make
from cases.tests import records
from documents import files
from documents.models import Paper, StoredFile
from documents.tests.sample_files import located_photo, picture
from statutes.refusal import Refused
from workflow.models import AccessLog, Event

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def bureau():
    return make.make_bureau()


@pytest.fixture
def case(bureau):
    return make.filed(bureau)


def photo(name="门口.jpg", content=None):
    return SimpleUploadedFile(name, content or located_photo())


def test_evidence_is_numbered_in_its_case_from_one_on(bureau, case):
    first, second = (records.evidence(bureau, case, title=title) for title in ("合同", "考勤表"))
    assert second.original
    other = records.evidence(bureau, make.filed(bureau))
    assert (first.number, second.number, other.number) == ("E-01", "E-02", "E-01")
    event = Event.objects.of(case.subject(None)).get(payload__evidence="E-02")
    assert event.label == "登记证据"
    assert event.article == "第四十六条"
    assert event.payload["sha256"] == second.original.sha256


def test_a_refused_entry_takes_no_number(bureau, case):
    records.evidence(bureau, case)
    with pytest.raises(Refused):
        records.evidence(bureau, case, title=" ")
    assert records.evidence(bureau, case).number == "E-02"


def test_a_photograph_is_sealed_as_it_came_and_shown_without_position(bureau, case):
    content = located_photo()
    item = records.evidence(bureau, case, photo(content=content), kind=Kind.SITE_RECORD)
    assert item.original and item.viewing
    assert item.original.sha256 == hashlib.sha256(content).hexdigest()
    assert files.read(item.original) == content
    with Image.open(io.BytesIO(content)) as original:
        assert original.getexif().get_ifd(0x8825)  # it does carry a position
    with Image.open(io.BytesIO(files.read(item.viewing))) as shown:
        assert dict(shown.getexif()) == {}
        assert "exif" not in shown.info and "comment" not in shown.info
        assert shown.size == (800, 1600)  # upright, and no larger than a screen needs
    assert b"Telephone" not in files.read(item.viewing)
    assert item.shown == item.viewing


def test_a_small_picture_is_not_enlarged_and_a_see_through_one_lies_on_white(bureau, case):
    image = Image.new("RGBA", (20, 10), (0, 0, 0, 0))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    item = records.evidence(bureau, case, photo("印章.png", buffer.getvalue()))
    assert item.viewing
    with Image.open(io.BytesIO(files.read(item.viewing))) as shown:
        assert shown.size == (20, 10)
        assert min(shown.convert("L").tobytes()) > 250


def test_a_pdf_needs_no_copy(bureau, case):
    item = records.evidence(bureau, case)
    assert item.viewing is None
    assert item.shown == item.original


def test_a_picture_cut_short_is_refused_and_nothing_is_kept(bureau, case):
    buffer = io.BytesIO()
    Image.effect_noise((400, 400), 80).save(buffer, "JPEG")
    whole = buffer.getvalue()
    with pytest.raises(Refused, match="已损坏"):
        records.evidence(bureau, case, photo("现场.jpg", whole[: len(whole) // 2]))
    assert not Evidence.objects.exists()
    assert not StoredFile.objects.filter(name="现场.jpg").exists()


def test_a_wrong_file_behind_a_right_name_is_refused(bureau, case):
    with pytest.raises(Refused, match="后缀与内容（照片）不符"):
        records.evidence(bureau, case, photo("转账凭证.pdf", picture()))
    with pytest.raises(Refused, match="不能识别这个文件"):
        records.evidence(bureau, case, photo("台账.xlsx", b"MZ\x90\x00" + b"\x00" * 500))
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": " "}, "须写明证据名称"),
        ({"origin": ""}, "须写明证据来源"),
        ({"proves": ""}, "须写明证明的内容"),
        ({"obtained_on": make.TODAY + DAY}, "取得日期不得晚于今天"),
        ({"obtained_on": make.TODAY - DAY}, "不得早于收到投诉举报之日（2026-11-23）"),
    ],
)
def test_what_an_entry_lacks_is_said(bureau, case, changes, said):
    with pytest.raises(Refused, match=said):
        records.evidence(bureau, case, **changes)


def test_two_officers_take_it_both_certified_on_that_day(bureau, case):
    with pytest.raises(Refused, match="不得少于两人"):
        records.evidence(bureau, case, second_collector=bureau.lead)
    lapsed = make_user(office=bureau.office, name="吴涛", certified=False)
    with pytest.raises(Refused, match="吴涛"):
        records.evidence(bureau, case, second_collector=lapsed)


def test_only_a_thing_is_kept_without_a_file(bureau, case):
    entry = records.NewEvidence(
        kind=Kind.DOCUMENT,
        form=records.Form.ORIGINAL,
        title="考勤机",
        origin="财务室",
        proves="考勤的来源",
        obtained_on=make.TODAY,
        collector=bureau.lead,
        second_collector=bureau.assistant,
    )

    def enter(kind):
        changed = services.NewEvidence(**{**_columns(entry), "kind": kind})
        return services.record_evidence(
            case.pk, changed, upload=None, actor=bureau.lead, at=make.LODGED
        )

    with pytest.raises(Refused, match="须上传书证的文件"):
        enter(Kind.DOCUMENT)
    assert enter(Kind.OBJECT).original is None
    with pytest.raises(Refused, match="已经登记为E-01"):
        enter(Kind.OBJECT)


def _columns(entry):
    return {name: getattr(entry, name) for name in type(entry).__slots__}


def test_the_same_file_is_one_piece_of_evidence(bureau, case):
    records.evidence(bureau, case, records.pdf())
    with pytest.raises(Refused, match="已经登记为E-01（2026年9月工资台账）"):
        records.evidence(bureau, case, records.pdf("另一个名字.pdf"))
    assert case.evidence.count() == 1


def test_evidence_is_excluded_once_with_a_reason_and_its_number_stays(bureau, case):
    item = records.evidence(bureau, case)
    given = {"evidence": item, "actor": bureau.lead, "at": make.LODGED}
    with pytest.raises(Refused, match="须写明理由"):
        services.exclude_evidence(case.pk, reason=" ", **given)
    services.exclude_evidence(case.pk, reason="复印件与原件不符。", **given)
    with pytest.raises(Refused, match="E-01已经排除"):
        services.exclude_evidence(case.pk, reason="再一次。", **given)
    assert not case.evidence.standing().exists()
    assert records.evidence(bureau, case).number == "E-02"
    event = Event.objects.of(case.subject(None)).get(act="exclude_evidence")
    assert (event.note, event.payload) == ("复印件与原件不符。", {"evidence": "E-01"})


def test_what_was_entered_is_not_rewritten(bureau, case):
    item = records.evidence(bureau, case)
    for change in ({"title": "另一个名称"}, {"obtained_on": make.TODAY - DAY}):
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            Evidence.objects.filter(pk=item.pk).update(**change)


def test_only_an_officer_of_the_case_enters_evidence(bureau, case):
    stranger = make_user(office=bureau.office)
    entry = {"collector": bureau.lead, "second_collector": bureau.assistant}
    with pytest.raises(Refused, match="不是本案的主办或协办监察员"):
        records.evidence(
            make.Bureau(bureau.office, stranger, *[bureau.assistant] * 3), case, **entry
        )


def test_the_original_is_opened_for_a_purpose_that_is_recorded(bureau, case):
    item = records.evidence(bureau, case, photo())
    given = {"reader": bureau.lead, "at": make.LODGED}
    with pytest.raises(Refused, match="请写明调取的用途"):
        services.open_original(item.pk, purpose=" ", **given)
    assert not AccessLog.objects.exists()
    opened = services.open_original(item.pk, purpose="听证出示原件", **given)
    assert opened == item.original
    log = AccessLog.objects.get()
    assert (log.reader, log.field, log.purpose) == (
        bureau.lead,
        f"evidence:{item.pk}",
        "听证出示原件",
    )


def test_the_list_holds_what_stands_and_the_records(bureau, case):
    gone = records.evidence(bureau, case, title="被排除的复印件")
    services.exclude_evidence(
        case.pk, evidence=gone, reason="与原件不符。", actor=bureau.lead, at=make.LODGED
    )
    with pytest.raises(Refused, match="还没有登记证据"):
        services.issue_evidence_list(case.pk, actor=bureau.lead, at=make.LODGED)
    records.evidence(bureau, case)
    records.interview(bureau, case)
    services.issue_evidence_list(case.pk, actor=bureau.lead, at=make.LODGED)
    context = Paper.objects.get(kind="evidence_list").context
    assert [item["number"] for item in context["items"]] == ["E-02"]
    assert [record["person"] for record in context["records"]] == ["周海"]
