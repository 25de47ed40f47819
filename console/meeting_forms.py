"""What the screens of joint meetings, police offices and liaisons ask."""

from datetime import date
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from accounts.policy.roles import Role
from console.fields import day, moment, text, words
from referrals.models import Liaison, MeetingTask, PoliceOffice
from referrals.services.meetings import Seat, Task


class CallForm(forms.Form):
    police_office = forms.ModelChoiceField(
        label=_("公安机关"), queryset=PoliceOffice.objects.none(), empty_label=None
    )
    set_for = moment(_("会议时间"))
    place = words(_("会议地点"))
    chair = words(_("主持人"), 60)
    covers_from = day(_("通报期间起"))
    covers_to = day(_("通报期间止"))
    topics = text(
        _("其他议题"),
        rows=4,
        required=False,
        help_text=_("每行一个；正在办理的移送案件自动列入议程。"),
    )

    def call(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        covers = data.pop("covers_from"), data.pop("covers_to")
        return {**data, "covers": covers, "topics": data["topics"].splitlines()[:50]}


class HoldForm(forms.Form):
    held_on = day(_("召开日期"))
    recorder = words(_("记录人"), 60)
    conclusion = text(_("议定事项"), rows=4, required=False)

    def __init__(self, *args: Any, agenda: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {f"item-{item.pk}": item.pk for item in agenda}
        for item in agenda:
            self.fields[f"item-{item.pk}"] = text(
                item.title, rows=2, required=False, max_length=2000
            )

    @property
    def discussed(self) -> dict[int, str]:
        return {pk: self.cleaned_data[name] for name, pk in self.items.items()}


class SeatForm(forms.Form):
    name = words(_("姓名"), 60)
    organ = words(_("单位"), 100)
    position = words(_("职务"), 60, required=False)


class TaskForm(forms.Form):
    task = words(_("任务"), 500)
    bearer = forms.ChoiceField(label=_("承担机关"), choices=MeetingTask.Bearer.choices)
    person = words(_("责任人"), 60)
    due_on = day(_("完成期限"))


Seats = formset_factory(SeatForm, extra=6, max_num=40, absolute_max=40)
Tasks = formset_factory(TaskForm, extra=4, max_num=40, absolute_max=40)


def seats_of(rows: Any) -> list[Seat]:
    return [Seat(**row.cleaned_data) for row in rows if row.has_changed()]


def tasks_of(rows: Any) -> list[Task]:
    return [Task(**row.cleaned_data) for row in rows if row.has_changed()]


class DoneForm(forms.Form):
    done_on = day(_("完成日期"))
    result = text(_("完成情况"), rows=3, max_length=500)


class PoliceOfficeForm(forms.Form):
    name = words(_("公安机关"), 100)
    division = forms.ModelChoiceField(label=_("所在地"), queryset=Division.objects.none())
    procuratorate = words(_("同级人民检察院"), 100)
    address = words(_("地址"), 200, required=False)
    phone = words(_("电话"), 40, required=False)


class LiaisonForm(forms.Form):
    police_office = forms.ModelChoiceField(
        label=_("公安机关"),
        queryset=PoliceOffice.objects.none(),
        required=False,
        empty_label=_("（本机构人员）"),
    )
    duty = forms.ChoiceField(label=_("职责"), choices=Liaison.Duty.choices)
    name = words(_("姓名"), 60)
    position = words(_("职务"), 60, required=False)
    phone = words(_("联系电话"), 40, required=False)
    user = forms.ModelChoiceField(
        label=_("登录账号"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("公安联络员的账号先在用户管理中建立，并授予“公安联络员”角色。"),
    )
    since = day(_("任职起"))

    def __init__(self, *args: Any, offices: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["police_office"].queryset = offices
        held = User.objects.filter(memberships__role=Role.POLICE_LIAISON.value, is_active=True)
        fields["user"].queryset = held.exclude(liaisons__until=None, liaisons__isnull=False)
        self.initial.setdefault("since", on)
