"""听证: asked for, set, summoned, held, ended."""

from datetime import datetime

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.policy.roles import Role
from cases.models import Case
from cases.papers.hearing import RECORD, SUMMONS
from cases.services import hearing
from cases.services.hearing import Setting
from console.acts import Act, ActForm, Data, ReasonForm, Sheet, verb
from console.case_acts.service import ServeForm, served_by
from console.fields import day, moment, text


class RequestForm(ActForm):
    requester = forms.CharField(label=_("申请人"), max_length=100)
    requested_on = day(_("申请日期"))

    def prepare(self) -> None:
        self.start_with(
            requester=self.subject.employer.legal_representative or self.subject.subject_name,
            requested_on=timezone.localdate(self.at),
        )


class SettingForm(ActForm):
    set_for = moment(_("听证时间"), help_text=_("通知书送达与听证之间须隔七个工作日。"))
    place = forms.CharField(label=_("听证地点"), max_length=200)
    chair = forms.ModelChoiceField(label=_("主持人"), queryset=User.objects.none())
    panel = forms.CharField(label=_("听证员"), max_length=200, required=False)
    clerk = forms.CharField(label=_("书记员"), max_length=100)
    is_public = forms.BooleanField(label=_("公开举行"), required=False)

    def prepare(self) -> None:
        self.offer("chair", chairs_of(self.subject, self.at))
        if not self.is_bound:
            self.start_with(is_public=True, chair=self.user.pk)


class ResetForm(SettingForm):
    reason = text(_("改期或者更换主持人的理由"), rows=2, max_length=500)


def chairs_of(case: Case, at: datetime) -> QuerySet[User]:
    """Who may preside: reviewers and heads of the office who have not investigated the case."""
    on, office = timezone.localdate(at), case.office_id
    may = Q()
    for role in (Role.LEGAL_REVIEWER, Role.UNIT_HEAD, Role.BUREAU_HEAD):
        may |= Q(pk__in=User.objects.holding(role, office=office, on=on).values("pk"))
    investigated = case.officers.values("user_id")
    return User.objects.active().filter(may).exclude(pk__in=investigated).order_by("name", "pk")


class HoldForm(ActForm):
    held_on = day(_("举行日期"))
    attendance = text(_("到场人员"), rows=3)
    course = text(_("听证过程（陈述、举证、质证、申辩、最后陈述）"), rows=8)
    conclusion = text(_("听证意见"), rows=4)
    autosaved = ("attendance", "course", "conclusion")

    def prepare(self) -> None:
        self.start_with(held_on=timezone.localdate(self.at))


def _summons_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet | None:
    if not data.get("set_for") or not data.get("chair"):
        return None
    setting = Setting(**{name: data.get(name, "") for name in Setting.__slots__})
    asked = hearing.asked_for(case)
    context = hearing.summons_context(case, asked, setting, on=timezone.localdate(at))
    return SUMMONS, context


def _set(case: Case, data: Data, actor: User, at: datetime) -> object:
    return hearing.set_hearing(case.pk, setting=Setting(**data), actor=actor, at=at)


def _reset(case: Case, data: Data, actor: User, at: datetime) -> object:
    reason = data.pop("reason")
    setting = Setting(**data)
    return hearing.reset_hearing(case.pk, setting=setting, reason=reason, actor=actor, at=at)


def _record_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    asked, today = hearing.asked_for(case), timezone.localdate(at)
    words = {name: data.get(name, "") for name in ("attendance", "course", "conclusion")}
    held_on = data.get("held_on") or today
    return RECORD, hearing.record_context(case, asked, **words, held_on=held_on)


ACTS: dict[str, Act] = {
    "request-hearing": Act(
        title=_("受理听证申请"),
        steps=("request_hearing",),
        form=RequestForm,
        run=verb(hearing.request_hearing),
        button=_("受理申请"),
    ),
    "set-hearing": Act(
        title=_("听证通知书"),
        steps=("set_hearing",),
        form=SettingForm,
        run=_set,
        sheet=_summons_sheet,
        button=_("发出听证通知书"),
    ),
    "reset-hearing": Act(
        title=_("改期或者更换听证主持人"),
        steps=("reset_hearing",),
        form=ResetForm,
        run=_reset,
        sheet=_summons_sheet,
        button=_("另行发出听证通知书"),
    ),
    "serve-summons": Act(
        title=_("送达听证通知书"),
        steps=("serve_summons",),
        form=ServeForm,
        run=served_by(hearing.serve_summons),
        button=_("登记送达"),
    ),
    "hold-hearing": Act(
        title=_("听证笔录和听证报告"),
        steps=("hold_hearing",),
        form=HoldForm,
        run=verb(hearing.hold_hearing),
        sheet=_record_sheet,
        button=_("登记听证"),
    ),
    "end-hearing": Act(
        title=_("终止听证"),
        steps=("end_hearing",),
        form=ReasonForm,
        run=verb(hearing.end_hearing),
        is_grave=True,
    ),
}
