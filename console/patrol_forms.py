"""What the screens of a patrol ask."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import User
from accounts.wording import translate
from console.acts import ActForm
from console.fields import choice, day, inspectors_of, moment, text, words
from grids.models import Patrol, PatrolPlan, RandomDraw
from grids.policy.checklists import INDUSTRY_LABELS
from grids.policy.frequency import BASIS_LABELS
from grids.policy.notices import DELIVERY_LABELS, Delivery
from grids.policy.results import (
    IN_A_CASE,
    OBSTRUCTING,
    OBSTRUCTION_LABELS,
    RESULT_LABELS,
    Breach,
    Obstruction,
    Result,
    findings,
    likely,
    refusal_finding,
    requirement,
    standing,
)
from grids.services.inspecting import breaches_of
from grids.services.patrols import last_officers
from statutes.violations import VIOLATIONS
from statutes.wording import say

# What is shown on arrival is entered with the arrival.
AHEAD = {way: label for way, label in DELIVERY_LABELS.items() if way is not Delivery.SHOWN}


class OfficersForm(ActForm):
    """Who goes, and when."""

    lead = forms.ModelChoiceField(label=_("主办监察员"), queryset=User.objects.none())
    partner = forms.ModelChoiceField(label=_("协办监察员"), queryset=User.objects.none())
    planned_on = day(_("拟检查日期"))

    def offer_officers(self, office_id: int) -> None:
        people = inspectors_of(office_id, timezone.localdate(self.at))
        for name in ("lead", "partner"):
            self.offer(name, people)


class ProposeForm(OfficersForm):
    """报批检查: the employer stands on the page; `subject` is its file."""

    basis = choice(_("检查依据"), BASIS_LABELS)
    cause = words(
        _("依据说明"),
        required=False,
        help_text=_("该单位的投诉举报编号、指令书文号；专项检查选择方案，名单和C级的由系统填写。"),
    )
    plan = forms.ModelChoiceField(
        label=_("巡查计划"), queryset=PatrolPlan.objects.none(), required=False
    )
    draw = forms.ModelChoiceField(
        queryset=RandomDraw.objects.none(), required=False, widget=forms.HiddenInput
    )
    industry = choice(_("检查清单"), INDUSTRY_LABELS)
    no_interest = forms.BooleanField(
        label=_("两名监察员与该单位没有直接利害关系，不需要回避"),
    )
    opinion = text(_("报批意见"), rows=3, max_length=1000)
    field_order = ("basis", "cause", "plan", "draw", "planned_on", "lead", "partner", "industry")

    def prepare(self) -> None:
        today = timezone.localdate(self.at)
        plans = PatrolPlan.objects.filter(within(self.user), status=PatrolPlan.Status.APPROVED)
        self.offer_officers(self.user.office_id or 0)
        self.offer("plan", plans.filter(to_on__gte=today))
        self.offer("draw", RandomDraw.objects.filter(plan__in=plans))
        last = last_officers(self.subject.pk)
        self.start_with(lead="" if self.user.pk in last else self.user.pk, planned_on=today)


class AgainForm(OfficersForm):
    """A returned proposal, amended."""

    cause = words(_("依据说明"), required=False)
    opinion = text(_("报批意见"), rows=3, max_length=1000)

    def prepare(self) -> None:
        patrol: Patrol = self.subject
        self.offer_officers(patrol.office_id)
        self.start_with(
            lead=patrol.lead_id,
            partner=patrol.partner_id,
            planned_on=patrol.planned_on,
            cause=patrol.cause,
        )


class ReplaceForm(ActForm):
    """Another officer goes, as after a recusal."""

    leaving = forms.ModelChoiceField(label=_("换下的监察员"), queryset=User.objects.none())
    coming = forms.ModelChoiceField(label=_("换上的监察员"), queryset=User.objects.none())
    reason = text(_("理由（回避情形）"), rows=3, max_length=500)

    def prepare(self) -> None:
        patrol: Patrol = self.subject
        pair = (patrol.lead_id, patrol.partner_id)
        people = inspectors_of(patrol.office_id, timezone.localdate(self.at))
        self.offer("leaving", User.objects.filter(pk__in=pair))
        self.offer("coming", people.exclude(pk__in=pair))


class DeliverForm(ActForm):
    """检查通知书 came to the employer before the inspection."""

    way = choice(_("送达方式"), AHEAD)
    delivered_at = moment(_("送达时间"))
    received_by = words(_("签收人（姓名、职务）"), 100, help_text=_("留置送达的，填写见证人。"))

    def prepare(self) -> None:
        self.start_with(delivered_at=timezone.localtime(self.at))


class SentForm(ActForm):
    """A form that a phone keeps and sends again when the signal is back: its token makes it one."""

    token = forms.UUIDField(widget=forms.HiddenInput)

    def keep(self, place: str) -> None:
        """Let the phone keep what is typed, under a name of this record and person."""
        self.fields["token"].widget.attrs |= {
            "data-offline-key": f"{place}-{self.subject.pk}-{self.user.pk}",
            "data-offline-done": self.subject.get_absolute_url(),
        }
        self.start_with(token=uuid4())


def _degrees(label: Any, most: int) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=-most,
        max_value=most,
        widget=forms.HiddenInput({"data-position": label}),
    )


class PositionFields(forms.Form):
    """Where the phone is, if its owner lets it say so; rounded to a metre by the phone."""

    latitude = _degrees("latitude", 90)
    longitude = _degrees("longitude", 180)


class ArriveForm(PositionFields, SentForm):
    """到场锁定: the start and the headcount before anything else."""

    arrived_at = moment(_("到场时间"))
    headcount = forms.IntegerField(
        label=_("到场核实人数"),
        min_value=0,
        max_value=999_999,
        help_text=_("现场在岗的劳动者。登记后锁定，不能再改。"),
    )
    shown_to = words(
        _("检查通知书出示给何人（姓名、职务）"),
        100,
        required=False,
        help_text=_("检查通知书还没有送达，最迟此时出示；现场无人的不填，到场人数填0。"),
    )

    def prepare(self) -> None:
        if self.subject.notice_delivered_at is not None:
            del self.fields["shown_to"]
        self.keep("patrol-arrive")
        self.start_with(arrived_at=timezone.localtime(self.at))


class FinishForm(ActForm):
    """How it ended: who was there, what was told, who would not sign."""

    ended_at = moment(_("结束时间"))
    present = words(_("单位在场人员（姓名、职务）"), 100)
    remarks = text(_("检查情况和在场人员的陈述申辩"), rows=4, required=False, max_length=2000)
    rights_told = forms.BooleanField(
        label=_("已出示执法证件，告知陈述、申辩和申请回避的权利"), required=False
    )
    recusal_asked = words(
        _("申请回避的情况"), required=False, help_text=_("没有申请的不填；申请的写明何人、何理由。")
    )
    refusal = words(_("拒绝签名的情况"), required=False)
    witness = words(_("见证人"), 60, required=False)
    autosaved = ("remarks",)

    def prepare(self) -> None:
        self.start_with(ended_at=timezone.localtime(self.at))


class ObstructedForm(ActForm):
    """Turned away, or nobody there: what happened takes the place of the checklist."""

    obstruction = choice(_("未能检查的情形"), OBSTRUCTION_LABELS, widget=forms.RadioSelect)
    ended_at = moment(_("结束时间"))
    present = words(
        _("单位在场人员（姓名、职务）"), 100, required=False, help_text=_("现场无人的不填。")
    )
    remarks = text(_("经过"), rows=4, max_length=2000)
    rights_told = forms.BooleanField(
        label=_("已出示执法证件，说明来意，告知拒绝、阻挠检查的法律后果"), required=False
    )
    witness = words(
        _("见证人"), 60, required=False, help_text=_("在场人拒绝签名或者现场无人的，填写见证人。")
    )
    autosaved = ("remarks",)

    def prepare(self) -> None:
        self.start_with(ended_at=timezone.localtime(self.at))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("obstruction") == Obstruction.NOBODY:
            data["present"] = data.get("present") or str(OBSTRUCTION_LABELS[Obstruction.NOBODY])
        elif not data.get("present"):
            self.add_error("present", translate(say("请写明拒绝、阻挠检查的人。")))
        elif data.get("witness"):
            data["refusal"] = translate(say("不配合检查，拒绝签名"))
        return data


class ConcludeForm(ActForm):
    """处理检查结果: what the failed items propose is filled in already."""

    result = choice(_("处理结果"), RESULT_LABELS, widget=forms.RadioSelect)
    cause = forms.ChoiceField(label=_("案由"), required=False)
    findings = text(_("认定的事实"), rows=6, required=False)
    requirement = text(_("改正（建议）内容"), rows=4, required=False)
    note = text(_("处理意见"), rows=3, max_length=1000)
    autosaved = ("findings", "requirement", "note")

    def prepare(self) -> None:
        found, patrol = breaches_of(self.subject), self.subject
        codes = dict.fromkeys(b.proposed.item.violation for b in (*standing(found), *found))
        if patrol.obstructed is not Obstruction.NOBODY:
            field: Any = self.fields["result"]
            field.choices = [c for c in field.choices if c[0] != Result.UNMADE.value]
        is_refused = patrol.obstructed is Obstruction.REFUSED
        if is_refused:
            codes = {OBSTRUCTING: None, **codes}
        labels = [(code, _(VIOLATIONS[code].label)) for code in codes]
        self.fields["cause"].choices = labels  # type: ignore[attr-defined]
        self.start_with(
            result=likely(found, patrol.obstructed).value,
            findings=_facts(patrol, found),
            requirement=requirement(found) or _advised(found),
            note=_opinion(likely(found, patrol.obstructed)),
        )
        if not codes:
            del self.fields["cause"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("result") in IN_A_CASE and not data.get("cause"):
            self.add_error("result", translate(say("没有发现违法行为，不能立案。")))
        return data


def _facts(patrol: Patrol, found: tuple[Breach, ...]) -> str:
    """What was found, and that the officers were turned away, if they were."""
    if patrol.obstructed is not Obstruction.REFUSED:
        return findings(found)
    on = timezone.localdate(patrol.arrived_at)
    return "\n".join(filter(None, (refusal_finding(patrol.remarks, on), findings(found))))


def _advised(found: tuple[Breach, ...]) -> str:
    """Of what was put right on the spot: that it stay so."""
    return "\n".join(str(say("%(order)s，防止再次发生。", order=b.proposed.order)) for b in found)


def _opinion(result: Result) -> str:
    match result:
        case Result.ORDER:
            return str(_("违法事实清楚，建议立案并责令限期改正。"))
        case Result.ADVICE:
            return str(_("已当场改正，提出建议后办结。"))
        case Result.CASE:
            return str(_("违法事实清楚，建议立案查处。"))
        case Result.UNMADE:
            return str(_("现场无人，未能检查，另行安排。"))
    return str(_("未发现违反劳动保障法律法规的行为。"))
