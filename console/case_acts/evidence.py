"""Evidence: entered, excluded, listed; and the films of an act."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case, Evidence
from cases.papers.evidence import EVIDENCE_LIST
from cases.policy.evidence import FORM_LABELS, KIND_LABELS
from cases.policy.recording import OCCASION_LABELS
from cases.services import evidence, recordings
from console.acts import Act, ActForm, Data, Sheet, verb
from console.fields import choice, day, inspectors_of, moment, text, words


class EvidenceForm(ActForm):
    file = forms.FileField(
        label=_("文件"),
        required=False,
        help_text=_(
            "PDF、照片、Excel、Word 或者录音录像。原件封存，照片另作不带位置信息的查看件；"
            "物证可以不传。"
        ),
    )
    title = words(_("证据名称"))
    kind = choice(_("种类"), KIND_LABELS)
    form = choice(_("形式"), FORM_LABELS)
    origin = words(_("来源"), help_text=_("提供人或者取得的地方。"))
    proves = text(_("证明内容"), rows=3, max_length=500)
    obtained_on = day(_("取得日期"))
    place = words(_("取得地点"), required=False)
    collector = forms.ModelChoiceField(label=_("取证人"), queryset=User.objects.none())
    second_collector = forms.ModelChoiceField(label=_("另一取证人"), queryset=User.objects.none())
    witness = words(_("见证人"), 100, required=False)
    condition = words(_("性状"), required=False)
    pages = forms.IntegerField(label=_("页数"), min_value=1, max_value=9999, initial=1)
    autosaved = ("proves",)

    def prepare(self) -> None:
        today = timezone.localdate(self.at)
        pair = officers_of(self.subject)
        for name in ("collector", "second_collector"):
            self.offer(name, inspectors_of(self.subject.office_id, today))
        self.start_with(
            obtained_on=today,
            origin=self.subject.subject_name,
            place=self.subject.employer.address,
            collector=pair[0],
            second_collector=pair[-1],
        )


def officers_of(case: Case) -> list[User]:
    """The lead first; who is offered as the two that did an act."""
    return [officer.user for officer in case.serving_officers()]


def _enter(case: Case, data: Data, actor: User, at: datetime) -> object:
    upload = data.pop("file")
    entry = evidence.NewEvidence(**data)
    return evidence.record_evidence(case.pk, entry, upload=upload, actor=actor, at=at)


class ExclusionForm(ActForm):
    evidence = forms.ModelChoiceField(label=_("证据"), queryset=Evidence.objects.none())
    reason = text(_("排除的理由"), rows=3, max_length=500)
    autosaved = ("reason",)

    def prepare(self) -> None:
        self.offer("evidence", self.subject.evidence.standing())


class RecordingForm(ActForm):
    file = forms.FileField(
        label=_("录音录像文件"), help_text=_("mp4、webm、mp3、m4a 或者 wav，原样保存，不作转换。")
    )
    occasion = choice(_("场合"), OCCASION_LABELS)
    matter = words(_("事项"), help_text=_("记录的是哪一次询问、检查或者送达。"))
    place = words(_("地点"))
    began_at = moment(_("开始时间"))
    ended_at = moment(_("结束时间"))
    recorder = forms.ModelChoiceField(label=_("录制人"), queryset=User.objects.none())

    def prepare(self) -> None:
        today = timezone.localdate(self.at)
        self.offer("recorder", inspectors_of(self.subject.office_id, today))
        self.start_with(place=self.subject.employer.address, recorder=self.user)


def _film(case: Case, data: Data, actor: User, at: datetime) -> object:
    upload = data.pop("file")
    entry = recordings.NewRecording(**data)
    return recordings.add_recording(case.pk, entry, upload=upload, actor=actor, at=at)


def _list_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    return EVIDENCE_LIST, evidence.list_context(case, on=timezone.localdate(at))


ACTS: dict[str, Act] = {
    "evidence": Act(
        title=_("登记证据"),
        steps=("record_evidence",),
        form=EvidenceForm,
        run=_enter,
        button=_("登记并封存"),
    ),
    "exclude-evidence": Act(
        title=_("排除证据"),
        steps=("exclude_evidence",),
        form=ExclusionForm,
        run=verb(evidence.exclude_evidence),
        is_grave=True,
    ),
    "evidence-list": Act(
        title=_("证据清单"),
        steps=("issue_evidence_list",),
        run=verb(evidence.issue_evidence_list),
        sheet=_list_sheet,
        button=_("制作清单"),
    ),
    "recording": Act(
        title=_("登记音像记录"),
        steps=("add_recording",),
        form=RecordingForm,
        run=_film,
    ),
}
