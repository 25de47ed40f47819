"""Closing a case."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case
from cases.papers.closing import CLOSING_APPROVAL
from cases.papers.record_correction import RECORD_CORRECTION
from cases.policy.closing_check import UNEXPLAINED
from cases.policy.record_correction import CORRECTABLE
from cases.procedure.states import CLOSING
from cases.services import case_file, closing, record_correction, review_sheet
from console.acts import Act, ActForm, Data, OpinionForm, ReasonForm, Sheet, verb
from console.case_acts.decisions import decision_sheet
from console.fields import text


class ClosingForm(ActForm):
    summary = text(_("调查处理和执行情况"), rows=6)
    no_penalty_reason = text(_("不予处罚的理由"), rows=3)
    opinion = text(_("承办人意见"), rows=3)
    autosaved: tuple[str, ...] = ("summary", "no_penalty_reason", "opinion")

    def prepare(self) -> None:
        if self.subject.decisions.standing().exists():
            del self.fields["no_penalty_reason"]  # the decision itself is the consequence
            self.autosaved = tuple(name for name in self.autosaved if name in self.fields)
        self.initial["summary"] = self.subject.closing_summary
        self.initial["no_penalty_reason"] = self.subject.no_penalty_reason


class ArchiveForm(ActForm):
    archive_no = forms.CharField(label=_("归档号"), max_length=60)
    retention = forms.ChoiceField(label=_("保管期限"), choices=Case.Retention.choices)

    def prepare(self) -> None:
        on = timezone.localdate(self.at)
        number = case_file.next_archive_no(self.subject, on=on)
        self.start_with(archive_no=number, retention=Case.Retention.THIRTY)


class CorrectionForm(ActForm):
    field = forms.ChoiceField(
        label=_("更正的内容"), choices=[(code, _(label)) for code, label in CORRECTABLE.items()]
    )
    after = text(_("更正后"), rows=5)
    reason = forms.CharField(
        label=_("更正理由"), max_length=500, widget=forms.Textarea({"rows": 3})
    )
    autosaved = ("after", "reason")


def _correction_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    field = data.get("field") or next(iter(CORRECTABLE))
    made = record_correction.draft(case, field, data.get("after", ""), data.get("reason", ""))
    return RECORD_CORRECTION, record_correction.form_context(made, actor=actor, at=at)


def _closing_decision_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet | None:
    return decision_sheet(case, CLOSING, CLOSING_APPROVAL, data, actor, at)


def _closing_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    case.closing_summary = data.get("summary", case.closing_summary)
    case.no_penalty_reason = data.get("no_penalty_reason", case.no_penalty_reason)
    answers = closing.answers_of(case, actor, at)
    opinion = data.get("opinion", "")
    context = closing.form_context(case, answers, opinion=opinion, actor=actor, at=at)
    return CLOSING_APPROVAL, context


ACTS: dict[str, Act] = {
    "bundle": Act(
        title=_("生成案卷"),
        hint=_(
            "全部文书和证据按归档顺序合成PDF，编目录和页码，正卷、副卷分开；完成后在“案卷”一栏下载。"
        ),
        steps=("bundle_file",),
        run=verb(case_file.bundle_file),
    ),
    "archive": Act(
        title=_("归档"),
        steps=("archive",),
        form=ArchiveForm,
        run=verb(case_file.archive),
    ),
    "correct-record": Act(
        title=_("更正结案记录"),
        steps=("correct_record",),
        form=CorrectionForm,
        run=verb(record_correction.correct_record),
        sheet=_correction_sheet,
        is_grave=True,
    ),
    "override-score": Act(
        title=_("说明评查不足"),
        steps=("override_score",),
        form=ReasonForm,
        run=verb(review_sheet.override_score),
        is_grave=True,
    ),
    "closing": Act(
        title=_("拟结案"),
        steps=("propose_closing",),
        form=ClosingForm,
        run=verb(closing.propose_closing),
        sheet=_closing_sheet,
        button=_("报批"),
        supplies=(UNEXPLAINED,),
    ),
    "decide-closing": Act(
        title=_("结案审批"),
        steps=("approve_closing", "return_closing", "return_closing_of_decision"),
        form=OpinionForm,
        run=verb(closing.decide_closing),
        sheet=_closing_decision_sheet,
        is_decision=True,
    ),
}
