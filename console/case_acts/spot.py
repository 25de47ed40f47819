"""当场处罚: decided on the scene, and its copy filed with the office."""

from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case
from cases.papers.spot import SPOT_DECISION, SpotPenalty, spot_decision
from cases.policy.simple_procedure import COLLECTIONS, Collection
from cases.services import spot
from console.acts import Act, ActForm, Data, Sheet, verb
from console.fields import amount as yuan
from console.fields import causes, headcount, text

NOBODY_SPOKE = _("当事人没有陈述申辩。")


class SpotFields(forms.Form):
    """What the officers write on the scene."""

    violation = forms.ChoiceField(label=_("违法行为（案由）"), choices=causes)
    facts = text(_("查实的违法事实"), rows=4, max_length=2000)
    place = forms.CharField(label=_("处罚地点"), max_length=200)
    workers = headcount(_("涉及人数"), help_text=_("按人数罚款的必须填写。"))
    amount = yuan(
        _("涉及金额（元）"),
        required=False,
        min_value=Decimal(0),
        help_text=_("按金额倍数罚款的必须填写。"),
    )
    fine = yuan(
        _("罚款（元）"),
        min_value=Decimal(0),
        initial=Decimal(0),
        help_text=_("单位不超过3000元，公民不超过200元；只给予警告的填0。"),
    )
    reason = forms.CharField(
        label=_("低于法定下限的理由"),
        max_length=300,
        required=False,
        help_text=_("写明行政处罚法第三十二条规定的情形。"),
    )
    facts_are_certain = forms.BooleanField(label=_("违法事实确凿并有法定依据"), required=False)
    rights_were_told = forms.BooleanField(
        label=_("已出示执法证件，当场告知处罚内容、事实、理由、依据和陈述申辩的权利"),
        required=False,
    )
    defence = text(_("当事人的陈述申辩"), rows=3, max_length=2000, initial=NOBODY_SPOKE)
    receiver = forms.CharField(label=_("决定书签收人"), max_length=100, required=False)
    refusal = forms.CharField(label=_("拒绝签收的情况"), max_length=300, required=False)
    collection = forms.TypedChoiceField(
        label=_("当场收缴罚款"),
        coerce=Collection,
        empty_value=None,
        required=False,
        choices=[
            ("", _("不当场收缴，十五日内到银行或者电子支付系统缴纳")),
            *((code.value, _(rule.label)) for code, rule in COLLECTIONS.items()),
        ],
    )
    receipt_number = forms.CharField(label=_("专用票据号"), max_length=60, required=False)


def penalty_of(data: Data) -> SpotPenalty:
    """The penalty as far as it has been written down."""
    given: dict[str, Any] = {
        field.name: data[field.name] for field in fields(SpotPenalty) if field.name in data
    }
    unwritten = {"violation": "", "facts": "", "place": "", "defence": "", "fine": Decimal(0)}
    return SpotPenalty(**{**unwritten, **given})


class SpotForm(SpotFields, ActForm):
    autosaved = ("facts", "defence")

    def prepare(self) -> None:
        case = self.subject
        self.start_with(violation=case.cause, place=case.employer.address, facts=case.summary)


def _penalise(case: Case, data: Data, actor: User, at: datetime) -> object:
    return spot.penalise(case.pk, penalty_of(data), actor=actor, at=at)


def _sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    start = {"violation": case.cause, "place": case.employer.address, "facts": case.summary}
    penalty = penalty_of({**start, **data})
    return SPOT_DECISION, spot_decision(case, case.serving_officers(), penalty, at=at)


class FilingForm(ActForm):
    note = text(
        _("备案情况"), rows=3, help_text=_("写明收到存档联的日期；当场收缴罚款的，写明已上交。")
    )


ACTS: dict[str, Act] = {
    "spot-penalty": Act(
        title=_("当场处罚"),
        steps=("penalise_on_the_spot",),
        form=SpotForm,
        run=_penalise,
        sheet=_sheet,
        button=_("作出当场处罚决定"),
        is_grave=True,
    ),
    "spot-filing": Act(
        title=_("当场处罚决定备案"),
        steps=("file_spot_penalty",),
        form=FilingForm,
        run=verb(spot.file_spot_penalty),
        button=_("登记备案"),
    ),
}
