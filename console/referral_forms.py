"""What the screens of a referral ask."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from console.acts import ActForm
from console.fields import day, inspectors_of, moment, text, words
from referrals import forms as spoken
from referrals.models import PoliceOffice
from referrals.policy.arrears import ESCAPE_LABELS, HARM_LABELS, SUBJECT_LABELS
from referrals.services.gathering import Stated, stated_of

KNOWN = (("", _("尚未查明")), ("yes", _("是")), ("no", _("否")))
ANSWERS = {"": None, "yes": True, "no": False}
NONE = ("none", _("已查明，没有"))


def _labels(labels: Any) -> list[tuple[str, Any]]:
    return [(member.value, _(label)) for member, label in labels.items()]


class StatedForm(forms.Form):
    """What only an officer can say of the crime; what is left open stays open."""

    subject = forms.ChoiceField(
        label=_("支付义务主体"),
        required=False,
        choices=lambda: [("", _("按登记情况")), *_labels(SUBJECT_LABELS)],
    )
    escape = forms.MultipleChoiceField(
        label=_("逃避支付的方法"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [*_labels(ESCAPE_LABELS), NONE],
        help_text=_("一项也不选，表示尚未查明。"),
    )
    able = forms.ChoiceField(label=_("有能力支付"), choices=KNOWN, required=False)
    posted_on = day(
        _("责令支付文书的张贴日期"),
        required=False,
        help_text=_("逃匿、无法送达的，在住所地、生产经营场所等处张贴；已送达的不填。"),
    )
    is_recorded = forms.BooleanField(label=_("张贴已拍照、录像"), required=False)
    has_excuse = forms.BooleanField(
        label=_("有证据证明有正当理由未知悉责令支付或者未及时支付"), required=False
    )
    harm = forms.MultipleChoiceField(
        label=_("严重后果"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [*_labels(HARM_LABELS), NONE],
        help_text=_("一项也不选，表示尚未查明。"),
    )
    compensated = forms.ChoiceField(label=_("已承担相应赔偿责任"), choices=KNOWN, required=False)
    note = text(_("依据的证据"), rows=3, required=False, max_length=1000)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("escape", "harm"):
            chosen = data.get(name, [])
            if NONE[0] in chosen and len(chosen) > 1:
                self.add_error(name, _("已查明没有的，不能再选其他项。"))
        return data

    def stated(self) -> Stated:
        data = self.cleaned_data
        return Stated(
            subject=data["subject"] or None,
            escape=_several(data["escape"]),
            able=ANSWERS[data["able"]],
            harm=_several(data["harm"]),
            compensated=ANSWERS[data["compensated"]],
            has_excuse=data["has_excuse"],
            posted_on=data["posted_on"],
            is_recorded=data["is_recorded"],
        )


def _several(chosen: list[str]) -> tuple[str, ...] | None:
    if not chosen:
        return None
    return tuple(value for value in chosen if value != NONE[0])


def begun(case: Any) -> dict[str, Any]:
    """The form as it was filled in last."""
    known = stated_of(case)
    said = {None: "", True: "yes", False: "no"}
    return {
        "subject": known.subject or "",
        "escape": _shown(known.escape),
        "able": said[known.able],
        "harm": _shown(known.harm),
        "compensated": said[known.compensated],
        "has_excuse": known.has_excuse,
        "posted_on": known.posted_on,
        "is_recorded": known.is_recorded,
    }


def _shown(values: tuple[str, ...] | None) -> list[str]:
    if values is None:
        return []
    return list(values) or [NONE[0]]


class TeamForm(ActForm):
    members = forms.ModelMultipleChoiceField(
        label=_("专案组成员"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("2名以上有执法证的监察员。"),
    )

    def prepare(self) -> None:
        referral = self.subject
        self.offer("members", inspectors_of(referral.office_id, timezone.localdate(self.at)))
        serving = referral.case.officers.serving().values_list("user_id", flat=True)
        self.start_with(members=list(serving))


class ReportForm(ActForm):
    report = text(_("专案组书面报告"), rows=8)
    suspects = words(_("涉嫌人员"), 300, help_text=_("姓名、职务；单位涉嫌的，写明主管人员。"))
    opinion = text(_("移送意见"), rows=2, max_length=1000)
    autosaved = ("report", "opinion")

    def prepare(self) -> None:
        case = self.subject.case
        self.start_with(
            report=case.summary,
            suspects=case.employer.legal_representative,
            opinion=_("涉嫌拒不支付劳动报酬罪，建议移送公安机关。"),
        )


class LetterForm(ActForm):
    police_office = forms.ModelChoiceField(
        label=_("接受移送的公安机关"), queryset=PoliceOffice.objects.none(), empty_label=None
    )

    def prepare(self) -> None:
        self.offer("police_office", PoliceOffice.objects.active())
        self.start_with(police_office=self.subject.police_office_id)


class DeliverForm(ActForm):
    delivered_at = moment(_("移送时间"), help_text=_("自批准之时起24小时内，不因节假日顺延。"))
    receiver = words(_("接收人"), 60)
    copied_on = day(_("抄送检察院日期"))

    def prepare(self) -> None:
        today = timezone.localdate(self.at)
        self.start_with(delivered_at=timezone.localtime(self.at), copied_on=today)


class HandOverForm(ActForm):
    on = day(_("移交日期"))
    receiver = words(_("接收人"), 60)

    def prepare(self) -> None:
        self.start_with(on=timezone.localdate(self.at))


class Entered(ActForm):
    """What came on paper: when it was said stands first."""

    occurred_at = moment(_("发生时间"), help_text=_("以书面材料记载的时间为准。"))

    def prepare(self) -> None:
        self.order_fields(["occurred_at"])
        self.start_with(occurred_at=timezone.localtime(self.at))


class SupplyForm(Entered, spoken.ReasonedForm):
    pass


class PaperForm(Entered, spoken.WordForm):
    pass


ENTERED: dict[str, type[ActForm]] = {
    name: type(f"Enter{form.__name__}", (Entered, form), {}) for name, form in spoken.SPOKEN.items()
}
