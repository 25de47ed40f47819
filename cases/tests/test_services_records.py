"""Interviews, inspections, inquiries, preservations, recordings: entered once, and time-honest."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, transaction
from django.utils import timezone

from accounts.tests.factories import make_user
from cases.models import Interview, Recording
from cases.policy.preservation import CLOCK, Outcome
from cases.services import preservations, sittings
from cases.tests import factories as make
from cases.tests import records
from documents.models import Paper, StoredFile
from documents.tests.sample_files import film, mp3, small_pdf
from rulebook import services as rulebook
from statutes.refusal import Refused
from workflow.models import Approval, Clock, Event, Notification

pytestmark = pytest.mark.django_db
AN_HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def bureau():
    return make.make_bureau()


@pytest.fixture
def case(bureau):
    return make.filed(bureau)


def refused(act, *phrases, **given):
    with pytest.raises(Refused) as refusal:
        act(**given)
    said = "；".join(map(str, refusal.value.sentences))
    for phrase in phrases:
        assert phrase in said


# -- 询问笔录、现场检查笔录 --


def test_an_interview_is_entered_with_its_lines_and_its_paper(bureau, case):
    record = records.interview(bureau, case, identity="410102199003070000")
    assert [(line.row, line.answer) for line in record.lines.all()] == [
        (1, "每天三百元。"),
        (2, "工程款没有到账。"),
    ]
    event = Event.objects.of(case.subject(None)).get(act="record_interview")
    assert event.occurred_at == record.began_at
    assert "周海" not in str(event.payload)
    assert "410102199003070000" not in str(record.paper.context)
    assert record.identity == "410102199003070000"


def test_one_officer_is_not_in_two_interviews_at_once(bureau, case):
    records.interview(bureau, case)
    other = make.filed(bureau)
    for began in (make.LODGED - AN_HOUR, make.LODGED - AN_HOUR / 2):
        refused(
            lambda began=began: records.interview(
                bureau, other, began_at=began, ended_at=make.LODGED, person="张会计"
            ),
            f"同一监察员在2026-11-23 09:30至10:30已有一份笔录（{case.case_no}），时间重叠",
        )
    assert not other.interviews.exists()


def test_neither_may_the_one_who_asked_write_elsewhere_meanwhile(bureau, case):
    records.interview(bureau, case)
    third = make_user(office=bureau.office)
    other = make.filed(bureau)
    refused(lambda: records.interview(bureau, other, asker=third, recorder=bureau.lead), "时间重叠")


def test_one_record_may_begin_when_the_other_ends(bureau, case):
    records.interview(bureau, case, began_at=make.LODGED - 2 * AN_HOUR,
                      ended_at=make.LODGED - AN_HOUR)  # fmt: skip
    records.interview(bureau, case)
    assert case.interviews.count() == 2


def test_nobody_is_asked_in_two_rooms_at_once(bureau, case):
    records.interview(bureau, case)
    one, two = (make_user(office=bureau.office) for _ in range(2))

    def ask(person):
        return records.interview(bureau, case, asker=one, recorder=two, person=person)

    refused(lambda: ask("周海"), "周海在2026-11-23 09:30至10:30")
    ask("李会计")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ended_at": make.LODGED - AN_HOUR}, "结束时间须晚于开始时间"),
        ({"ended_at": make.LODGED + AN_HOUR}, "结束时间不得晚于现在"),
        (
            {"began_at": make.LODGED - DAY, "ended_at": make.LODGED - DAY + AN_HOUR},
            "不得早于收到投诉举报之日",
        ),
        ({"rights_told": False}, "须出示执法证件并告知权利义务"),
        ({"signed_pages": 1}, "笔录共2页，须逐页签名（已签1页）"),
        ({"signed_pages": 0, "refusal": "认为与己无关"}, "写明在场的见证人"),
        ({"refusal": "认为与己无关", "witness": "王五"}, "已经签名的"),
        ({"written": "问：有没有考勤？"}, "第1问（有没有考勤？）没有记录回答"),
        ({"written": "答：没有。"}, "第1处回答之前没有问题"),
        ({"written": " "}, "笔录没有问答"),
        ({"identity": "410102199003070001"}, "公民身份号码校验码不正确"),
    ],
)
def test_what_bars_an_interview_is_said(bureau, case, changes, said):
    refused(lambda: records.interview(bureau, case, **changes), said)
    assert not Interview.objects.exists()
    assert not Paper.objects.filter(kind="interview_record").exists()


def test_two_certified_officers_hold_it(bureau, case):
    refused(lambda: records.interview(bureau, case, recorder=bureau.lead), "须为两人")
    lapsed = make_user(office=bureau.office, name="吴涛", certified=False)
    refused(lambda: records.interview(bureau, case, recorder=lapsed), "吴涛")


def test_a_refusal_to_sign_is_noted_with_who_saw_it(bureau, case):
    record = records.interview(
        bureau, case, signed_pages=0, refusal="称须先问律师", witness="社区工作人员王五"
    )
    assert (record.signed_pages, record.witness) == (0, "社区工作人员王五")


def test_a_record_is_not_rewritten(bureau, case):
    record = records.interview(bureau, case)
    with pytest.raises(InternalError), transaction.atomic():
        Interview.objects.filter(pk=record.pk).update(person="别人")


def test_an_inspection_says_what_was_found(bureau, case):
    record = records.inspection(bureau, case)
    assert record.get_kind_display() == "现场检查笔录"
    assert "9月工资表无签收" in record.paper.context["findings"]
    event = Event.objects.of(case.subject(None)).get(act="record_inspection")
    assert event.article == "第五十五条"


# -- 调查询问通知书 --


def reply_clock(case):
    return Clock.objects.of(case.subject(None)).open().filter(code="inquiry_reply").first()


def test_an_inquiry_runs_until_its_day_and_is_answered(bureau, case):
    asked = records.inquiry(bureau, case)
    assert asked.paper.number == "江人社监询字〔2026〕1号"
    assert asked.due_on == rulebook.calendar().add(make.TODAY, 5)
    assert timezone.localdate(reply_clock(case).due_at) == asked.due_on
    records.answer(bureau, case, asked)
    assert reply_clock(case) is None
    refused(lambda: records.answer(bureau, case, asked), "已登记答复")


def test_the_clock_follows_the_notice_that_is_due_first(bureau, case):
    later = records.inquiry(bureau, case, due_on=make.TODAY + 14 * DAY)
    sooner = records.inquiry(bureau, case, addressee="李会计", due_on=make.TODAY + 2 * DAY)
    assert timezone.localdate(reply_clock(case).due_at) == sooner.due_on
    records.answer(bureau, case, sooner)
    assert timezone.localdate(reply_clock(case).due_at) == later.due_on


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"due_on": make.TODAY}, "期限须晚于今天"),
        ({"due_on": make.TODAY + 5 * DAY}, "不是工作日"),  # a Saturday
        ({"materials": ()}, "请列明需要提供的材料"),
        ({"addressee": " "}, "被询问人"),
        ({"matter": ""}, "询问事项"),
        ({"manner": ""}, "询问方式"),
    ],
)
def test_what_bars_an_inquiry_is_said(bureau, case, changes, said):
    refused(lambda: records.inquiry(bureau, case, **changes), said)
    assert not case.inquiries.exists()


def test_the_same_inquiry_goes_out_once_a_day(bureau, case):
    records.inquiry(bureau, case)
    refused(lambda: records.inquiry(bureau, case), "今天已就同一事项向")


def test_an_answer_is_dated_between_the_notice_and_today(bureau, case):
    asked = records.inquiry(bureau, case)
    refused(lambda: records.answer(bureau, case, asked, make.TODAY - DAY), "不得早于通知书")
    refused(lambda: records.answer(bureau, case, asked, make.TODAY + DAY), "不得晚于今天")
    refused(lambda: records.answer(bureau, case, asked, answer=" "), "请写明答复情况")


# -- 先行登记保存 --


def keeping_clock(case):
    return Clock.objects.of(case.subject(None)).open().filter(code=CLOCK).first()


def settle(bureau, case, kept, outcome=Outcome.COPIED, at=make.LODGED):
    return preservations.settle_preservation(
        case.pk, preservation=kept, outcome=outcome, note="已复印。", actor=bureau.lead, at=at
    )


def test_the_head_approves_and_seven_working_days_run(bureau, case):
    kept = records.preservation(bureau, case)
    titles = set(Paper.objects.of(case.subject(None)).values_list("title", flat=True))
    assert {"证据先行登记保存审批表", "证据先行登记保存通知书", "证据先行登记保存清单"} <= titles
    due = preservations.due_on(kept)
    assert due == rulebook.calendar().add(make.TODAY, 7)
    assert timezone.localdate(keeping_clock(case).due_at) == due
    assert Notification.objects.filter(
        recipient=bureau.assistant, msgid__contains="已批准"
    ).exists()


def test_it_is_settled_on_paper_and_the_clock_stops(bureau, case):
    kept = settle(bureau, case, records.preservation(bureau, case))
    assert kept.settlement.number == "江人社监证处字〔2026〕1号"
    assert keeping_clock(case) is None
    refused(lambda: settle(bureau, case, kept), "已经作出处理决定")


def test_after_the_seventh_working_day_only_the_release_is_recorded(bureau, case):
    kept = records.preservation(bureau, case)
    late = make.LODGED + 20 * DAY
    refused(lambda: settle(bureau, case, kept, at=late), "已于2026-12-02届满", "解除登记保存")
    settle(bureau, case, kept, Outcome.RELEASED, at=late)


def test_the_clock_follows_what_was_kept_first(bureau, case):
    first = records.preservation(bureau, case)
    second = records.preservation(bureau, case, at=make.LODGED + DAY)
    assert timezone.localdate(keeping_clock(case).due_at) == preservations.due_on(first)
    settle(bureau, case, first, at=make.LODGED + 2 * DAY)
    assert timezone.localdate(keeping_clock(case).due_at) == preservations.due_on(second)


def test_a_refused_preservation_issues_nothing(bureau, case):
    preservations.propose_preservation(
        case.pk, records.kept(), opinion="可能被销毁。", actor=bureau.lead, at=make.LODGED
    )
    kept = preservations.decide_preservation(
        case.pk, approved=False, actor=bureau.bureau_head, opinion="理由不足。", at=make.LODGED
    )
    assert kept.refused_at == make.LODGED
    assert not Paper.objects.filter(kind__startswith="preservation").exists()
    refused(lambda: settle(bureau, case, kept), "没有批准")
    assert Approval.objects.of(case.subject(None)).get(
        kind="evidence_preservation"
    ).outcome == "returned"  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"items": ()}, "逐项列出"),
        ({"ground": None}, "请写明事由"),
        ({"holder": ""}, "证据持有人"),
        ({"place": ""}, "保存地点"),
        ({"keeper": ""}, "保管人"),
    ],
)
def test_what_a_proposal_lacks_is_said(bureau, case, changes, said):
    refused(
        lambda: preservations.propose_preservation(
            case.pk, records.kept(**changes), opinion="紧急。", actor=bureau.lead, at=make.LODGED
        ),
        said,
    )
    assert not case.preservations.exists()


# -- 音像记录 --


def test_a_recording_has_a_beginning_an_end_and_a_hash(bureau, case):
    entered = records.recording(bureau, case)
    assert entered.file.content_type == "video/mp4"
    event = Event.objects.of(case.subject(None)).get(act="add_recording")
    assert event.payload["sha256"] == entered.file.sha256
    refused(lambda: records.recording(bureau, case), "已经登记为“询问周海”")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ended_at": make.LODGED - 2 * AN_HOUR}, "结束时间须晚于开始时间"),
        ({"ended_at": make.LODGED + AN_HOUR}, "结束时间不得晚于现在"),
        ({"upload": SimpleUploadedFile("询问.mp4", small_pdf())}, "可以上传：.mp3、.m4a、.wav"),
        ({"upload": SimpleUploadedFile("询问.mp4", mp3())}, "后缀与内容（录音）不符"),
    ],
)
def test_what_bars_a_recording_is_said(bureau, case, changes, said):
    refused(lambda: records.recording(bureau, case, **changes), said)
    assert not Recording.objects.exists()
    assert not StoredFile.objects.filter(name="询问.mp4").exists()


def test_a_recording_may_be_as_long_as_the_installation_allows(bureau, case, settings):
    settings.RECORDING_MAX_MEGABYTES = 1
    upload = SimpleUploadedFile("询问.mp4", film(b"\x00" * 1024 * 1024))
    refused(lambda: records.recording(bureau, case, upload), "文件超过1MB")


def test_the_signed_pages_may_be_scanned_later_and_once(bureau, case):
    record = records.interview(bureau, case)
    given = {"record": record, "actor": bureau.lead, "at": make.LODGED}
    entered = sittings.attach_scan(case.pk, scan=records.pdf("签名件.pdf"), **given)
    event = Event.objects.of(case.subject(None)).get(act="attach_scan")
    assert entered.scan
    assert event.payload == {"interview": record.pk, "sha256": entered.scan.sha256}
    refused(
        lambda: sittings.attach_scan(case.pk, scan=records.pdf("又一份.pdf"), **given), "已有签名件"
    )
    began, ended = make.LODGED - 3 * AN_HOUR, make.LODGED - 2 * AN_HOUR
    other = records.interview(bureau, make.filed(bureau), began_at=began, ended_at=ended)
    stranger = {**given, "record": other}
    with pytest.raises(Interview.DoesNotExist):
        sittings.attach_scan(case.pk, scan=records.pdf(), **stranger)
