"""Asking and looking: interviews, inspections, notices of inquiry and their answers."""

from dataclasses import fields
from datetime import datetime
from functools import partial

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case, Inquiry, Interview
from cases.papers.inquiry import INQUIRY_NOTICE, InquiryDraft
from cases.papers.records import (
    INSPECTION_RECORD,
    INTERVIEW_RECORD,
    LEGAL_REPRESENTATIVE,
    Held,
    inspection_record,
    interview_record,
)
from cases.policy import transcript
from cases.policy.questions import Side
from cases.services import inquiries, sittings
from console.acts import Act, ActForm, Data, Sheet, verb
from console.case_acts.evidence import officers_of
from console.fields import day, inspectors_of, moment, text, words

OF_HELD = tuple(field.name for field in fields(Held))


class SittingForm(ActForm):
    """What both records ask: when, where, who with whom, and how it was signed."""

    began_at = moment(_("开始时间"))
    ended_at = moment(_("结束时间"))
    place = words(_("地点"))
    asker = forms.ModelChoiceField(label=_("询问（检查）人"), queryset=User.objects.none())
    recorder = forms.ModelChoiceField(label=_("记录人"), queryset=User.objects.none())
    person = words(_("被询问人（在场人）"), 100)
    role = words(_("身份、职务"), 100)
    identity = words(_("身份证号"), 18, required=False, help_text=_("加密保存，文书上只印末四位。"))
    phone = words(_("联系电话"), 20, required=False)
    rights_told = forms.BooleanField(
        label=_("已出示执法证件并告知陈述、申辩、申请回避的权利"), required=False
    )
    recusal_asked = forms.BooleanField(label=_("当场申请回避"), required=False)
    pages = forms.IntegerField(label=_("笔录页数"), min_value=1, max_value=999, initial=1)
    signed_pages = forms.IntegerField(
        label=_("签名页数"), min_value=0, max_value=999, initial=1, help_text=_("须逐页签名。")
    )
    refusal = words(_("拒绝签名的事由"), 300, required=False)
    witness = words(
        _("见证人"),
        100,
        required=False,
        help_text=_("拒绝签名的填写；没有见证人的，写明全程录音录像。"),
    )
    scan = forms.FileField(label=_("签名后的扫描件"), required=False, help_text=_("PDF 或者照片。"))

    def prepare(self) -> None:
        today = timezone.localdate(self.at)
        pair = officers_of(self.subject)
        for name in ("asker", "recorder"):
            self.offer(name, inspectors_of(self.subject.office_id, today))
        self.start_with(place=self.subject.employer.address, asker=pair[0], recorder=pair[-1])


class InspectionForm(SittingForm):
    findings = text(_("检查过程和发现的情况"), rows=10)
    autosaved = ("findings",)
    field_order = ("began_at", "ended_at", "place", "findings")


class InterviewForm(SittingForm):
    transcript = text(
        _("问答"),
        rows=24,
        max_length=60_000,
        help_text=_("每个问题以“问：”起行，回答以“答：”起行；没有问到的整条删去。"),
    )
    autosaved = ("transcript",)
    field_order = ("began_at", "ended_at", "place", "transcript")
    side = Side.EMPLOYER

    def prepare(self) -> None:
        super().prepare()
        self.start_with(transcript=sittings.template(self.subject, self.side))
        if self.side is Side.EMPLOYER:
            employer = self.subject.employer
            self.start_with(
                person=employer.legal_representative,
                role=LEGAL_REPRESENTATIVE if employer.legal_representative else "",
                phone=employer.legal_representative_phone,
            )


class WorkerInterviewForm(InterviewForm):
    side = Side.WORKER


def _held(case: Case, data: Data, at: datetime) -> Held:
    """The record as typed so far; what is still empty shows as a blank on the paper."""
    pair = officers_of(case)
    typed = {name: value for name, value in data.items() if name in OF_HELD and value is not None}
    given = {
        "began_at": at,
        "ended_at": at,
        "place": "",
        "asker": pair[0],
        "recorder": pair[-1],
        "person": "",
        "role": "",
        **typed,
    }
    return Held(**given)


def _signed(case: Case, data: Data, at: datetime) -> sittings.Signed:
    return sittings.Signed(_held(case, data, at), data["signed_pages"], data["scan"])


def _interview(case: Case, data: Data, actor: User, at: datetime) -> object:
    entry, written = _signed(case, data, at), data["transcript"]
    return sittings.record_interview(case.pk, entry, written=written, actor=actor, at=at)


def _inspection(case: Case, data: Data, actor: User, at: datetime) -> object:
    entry, findings = _signed(case, data, at), data["findings"]
    return sittings.record_inspection(case.pk, entry, findings=findings, actor=actor, at=at)


def _interview_sheet(side: Side, case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    written = data.get("transcript", sittings.template(case, side))
    held = _held(case, data, at)
    return INTERVIEW_RECORD, interview_record(case, held, transcript.lines(written))


def _inspection_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    held, findings = _held(case, data, at), data.get("findings", "")
    return INSPECTION_RECORD, inspection_record(case, held, findings)


class InquiryForm(ActForm):
    addressee = words(_("被询问人"))
    matter = text(_("询问事项"), rows=3, max_length=1000)
    manner = words(_("询问方式"))
    materials = text(_("需提供的材料"), rows=7, help_text=_("一行一项。"))
    due_on = day(_("期限"))
    autosaved = ("matter",)

    def prepare(self) -> None:
        draft = inquiries.default_draft(self.subject, on=timezone.localdate(self.at))
        self.start_with(
            addressee=draft.addressee,
            matter=draft.matter,
            manner=draft.manner,
            materials="\n".join(draft.materials),
            due_on=draft.due_on,
        )

    def clean_materials(self) -> tuple[str, ...]:
        lines = self.cleaned_data["materials"].splitlines()
        return tuple(line.strip() for line in lines if line.strip())


def _inquiry_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    on = timezone.localdate(at)
    usual = inquiries.default_draft(case, on=on)
    draft = InquiryDraft(
        addressee=data.get("addressee", usual.addressee),
        matter=data.get("matter", usual.matter),
        manner=data.get("manner", usual.manner),
        materials=data.get("materials", usual.materials),
        due_on=data.get("due_on", usual.due_on),
    )
    return INQUIRY_NOTICE, inquiries.draft_context(case, draft, on=on)


class NumberedInquiry(forms.ModelChoiceField):
    def label_from_instance(self, inquiry: Inquiry) -> str:  # type: ignore[override]
        return f"{inquiry.paper.number} {inquiry.addressee}"


class AnswerForm(ActForm):
    inquiry = NumberedInquiry(label=_("调查询问通知书"), queryset=Inquiry.objects.none())
    answered_on = day(_("答复日期"))
    answer = text(_("答复情况"), help_text=_("谁到场、交了哪些材料；没有按期答复的，写明情形。"))
    autosaved = ("answer",)

    def prepare(self) -> None:
        waiting = self.subject.inquiries.filter(answered_on__isnull=True)
        self.offer("inquiry", waiting.select_related("paper"))
        self.start_with(answered_on=timezone.localdate(self.at), inquiry=waiting.first())


class RecordChoice(forms.ModelChoiceField):
    def label_from_instance(self, record: Interview) -> str:  # type: ignore[override]
        return f"{record.get_kind_display()} {record}"


class ScanForm(ActForm):
    record = RecordChoice(label=_("笔录"), queryset=Interview.objects.none())
    scan = forms.FileField(label=_("签名后的扫描件"), help_text=_("PDF 或者照片。"))

    def prepare(self) -> None:
        waiting = self.subject.interviews.filter(scan__isnull=True)
        self.offer("record", waiting)
        self.start_with(record=waiting.first())


ACTS: dict[str, Act] = {
    "interview": Act(
        title=_("询问笔录"),
        steps=("record_interview",),
        form=InterviewForm,
        run=_interview,
        sheet=partial(_interview_sheet, Side.EMPLOYER),
        button=_("登记笔录"),
    ),
    "interview-worker": Act(
        title=_("询问劳动者笔录"),
        steps=("record_interview",),
        form=WorkerInterviewForm,
        run=_interview,
        sheet=partial(_interview_sheet, Side.WORKER),
        button=_("登记笔录"),
    ),
    "inspection": Act(
        title=_("现场检查笔录"),
        steps=("record_inspection",),
        form=InspectionForm,
        run=_inspection,
        sheet=_inspection_sheet,
        button=_("登记笔录"),
    ),
    "interview-scan": Act(
        title=_("补传笔录签名件"),
        steps=("attach_scan",),
        form=ScanForm,
        run=verb(sittings.attach_scan),
        button=_("登记签名件"),
    ),
    "inquiry": Act(
        title=_("调查询问通知书"),
        steps=("issue_inquiry",),
        form=InquiryForm,
        run=verb(inquiries.issue_inquiry),
        sheet=_inquiry_sheet,
        button=_("发出通知书"),
    ),
    "inquiry-answer": Act(
        title=_("登记调查询问的答复"),
        steps=("answer_inquiry",),
        form=AnswerForm,
        run=verb(inquiries.answer_inquiry),
    ),
}
