"""事先告知: the notice, its service, what the party says, what it is answered, its waiver."""

from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case, Defence
from cases.papers.notice import DEFENCE_RECORD, NOTICES, defence_record
from cases.services import notice, proposals
from console.acts import Act, ActForm, Data, Sheet, verb
from console.case_acts.service import ServeForm, served_by
from console.fields import day, text
from documents.files import store_upload


class DefenceForm(ActForm):
    form = forms.ChoiceField(label=_("形式"), choices=Defence.Form.choices)
    received_on = day(_("收到日期"))
    speaker = forms.CharField(label=_("陈述申辩人"), max_length=100)
    content = text(_("陈述申辩内容"), rows=6)
    file = forms.FileField(
        label=_("书面材料"), required=False, help_text=_("书面陈述申辩须上传原件。")
    )
    autosaved = ("content",)

    def prepare(self) -> None:
        self.start_with(
            form=Defence.Form.WRITTEN.value,
            received_on=timezone.localdate(self.at),
            speaker=self.subject.employer.legal_representative,
        )


class DefenceChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.received_on:%F} {obj.speaker}：{obj.content[:40]}"


class AnswerForm(ActForm):
    defence = DefenceChoice(label=_("陈述申辩"), queryset=Defence.objects.none(), empty_label=None)
    answer = forms.ChoiceField(label=_("复核结果"), choices=Defence.Answer.choices)
    review = text(
        _("复核意见"), rows=5, help_text=_("写明复核的事实、理由和证据；不得因申辩加重处理。")
    )
    autosaved = ("review",)

    def prepare(self) -> None:
        standing = self.subject.notices.standing()
        unread = Defence.objects.filter(notice__in=standing, reviewed_at__isnull=True)
        self.offer("defence", unread.order_by("pk"))


class WaiverForm(ActForm):
    waived_on = day(_("书面放弃日期"))
    waiver = forms.FileField(
        label=_("当事人签署的放弃声明"), help_text=_("书面放弃陈述、申辩（和听证）权利的原件。")
    )

    def prepare(self) -> None:
        self.start_with(waived_on=timezone.localdate(self.at))


def _notice_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    proposal = proposals.current(case)
    context = notice.notice_context(case, proposal, on=timezone.localdate(at))
    return NOTICES[proposal.ending], context


def _record_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet | None:
    """An oral statement is written down; a written one speaks for itself."""
    if data.get("form") != Defence.Form.ORAL:
        return None
    told = notice.standing(case)
    said = Defence(
        speaker=data.get("speaker", ""),
        received_on=data.get("received_on") or timezone.localdate(at),
        content=data.get("content", ""),
    )
    shared = proposals.context_of(case, told.proposal, on=timezone.localdate(at))
    return DEFENCE_RECORD, defence_record(shared, said, told.paper.number)


@transaction.atomic
def _record(case: Case, data: Data, actor: User, at: datetime) -> object:
    data["file"] = _stored(case, data.pop("file", None), actor, at)
    return notice.record_defence(case.pk, **data, actor=actor, at=at)


@transaction.atomic
def _waive(case: Case, data: Data, actor: User, at: datetime) -> object:
    data["waiver"] = _stored(case, data.pop("waiver"), actor, at)
    return notice.waive_defence(case.pk, **data, actor=actor, at=at)


def _stored(case: Case, upload: Any, actor: User, at: datetime) -> Any:
    if not upload:
        return None
    kinds = ("pdf", "image")
    return store_upload(upload, actor=actor, at=at, kinds=kinds, subject=case.subject(None))


ACTS: dict[str, Act] = {
    "notice": Act(
        title=_("发出事先告知书"),
        steps=("issue_notice",),
        run=verb(notice.issue_notice),
        sheet=_notice_sheet,
        button=_("发出告知书"),
    ),
    "serve-notice": Act(
        title=_("送达事先告知书"),
        steps=("serve_notice",),
        form=ServeForm,
        run=served_by(notice.serve_notice),
        button=_("登记送达"),
    ),
    "defence": Act(
        title=_("记录陈述申辩"),
        steps=("record_defence",),
        form=DefenceForm,
        run=_record,
        sheet=_record_sheet,
        button=_("登记陈述申辩"),
    ),
    "answer-defence": Act(
        title=_("复核陈述申辩"),
        steps=("answer_defence",),
        form=AnswerForm,
        run=verb(notice.answer_defence),
        button=_("登记复核意见"),
    ),
    "waiver": Act(
        title=_("登记书面放弃陈述申辩"),
        steps=("waive_defence",),
        form=WaiverForm,
        run=_waive,
        button=_("登记放弃"),
    ),
    "conclude-notice": Act(
        title=_("告知程序完成"),
        hint=_("陈述申辩、听证的期限已满，当事人的意见已经复核；案件转入审核和讨论。"),
        steps=("conclude_notice",),
        run=verb(notice.conclude_notice),
        button=_("提交审议"),
    ),
    "go-to-decision": Act(
        title=_("提交审议"),
        hint=_("本建议不须事先告知，案件直接转入审核和讨论。"),
        steps=("go_to_decision",),
        run=verb(notice.go_to_decision),
        button=_("提交审议"),
    ),
}
