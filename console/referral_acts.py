"""The acts of a referral as screens, one row each; the address of an act is its key."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from console import referral_forms as forms
from console.acts import Act, Data, OpinionForm, ReasonForm, Run, Sheet, verb
from referrals import papers
from referrals.models import Referral
from referrals.procedure import ENTERED, STEPS
from referrals.services import bureau, objecting
from referrals.services.speaking import speak


def _spoken(name: str) -> Run:
    return lambda record, data, actor, at: speak(name, record.pk, data, actor=actor, at=at)


def _approval(referral: Referral, data: Data, actor: User, at: datetime) -> Sheet | None:
    """The form as it will stand; the head's own words are put in as they are typed."""
    shown = papers.approval(referral, opinion=data.get("opinion", ""))
    if referral.reported_at is None:
        shown |= {"report": data.get("report", ""), "suspects": data.get("suspects", "")}
        shown["opinion"] = ""
    else:
        shown |= {"head": actor.name, "decided_on": timezone.localdate(at)}
    return papers.APPROVAL, shown


def _letter(referral: Referral, data: Data, actor: User, at: datetime) -> Sheet | None:
    chosen = data.get("police_office")
    shown = papers.letter(referral)
    return papers.LETTER, {**shown, "police": chosen.name if chosen else shown["police"]}


def _reconsideration(referral: Referral, data: Data, actor: User, at: datetime) -> Sheet | None:
    return papers.RECONSIDERATION, papers.reconsideration(referral, reason=data.get("reason", ""))


def _supervision(referral: Referral, data: Data, actor: User, at: datetime) -> Sheet | None:
    return papers.SUPERVISION, papers.supervision(referral, reason=data.get("reason", ""))


def _handover(referral: Referral, data: Data, actor: User, at: datetime) -> Sheet | None:
    said: Any = {"on": data.get("on"), "receiver": data.get("receiver", "")}
    return papers.HANDOVER_LIST, papers.handover(referral, **said)


BUREAU: dict[str, Act] = {
    "team": Act(
        title=_("指定专案组"),
        steps=("form_team",),
        form=forms.TeamForm,
        run=verb(bureau.form_team),
    ),
    "drop": Act(
        title=_("撤下移送"),
        steps=("drop",),
        form=ReasonForm,
        run=verb(bureau.drop),
        is_grave=True,
    ),
    "report": Act(
        title=_("报请批准移送"),
        steps=("submit_report",),
        form=forms.ReportForm,
        run=verb(bureau.submit_report),
        sheet=_approval,
        button=_("报批"),
    ),
    "decide": Act(
        title=_("移送审批"),
        steps=("approve", "refuse"),
        form=OpinionForm,
        run=verb(bureau.decide),
        sheet=_approval,
        is_decision=True,
        hint=_("由部门正职负责人或者主持工作的负责人本人决定；不批准的，写明理由，记录在案。"),
    ),
    "letter": Act(
        title=_("出具移送书"),
        steps=("write_letter",),
        form=forms.LetterForm,
        run=verb(bureau.write_letter),
        sheet=_letter,
        hint=_("批准时已向同级公安机关出具的，只在改送其他机关时办理，原移送书作废。"),
    ),
    "package": Act(
        title=_("生成移送材料"),
        steps=("bind_package",),
        run=verb(bureau.bind_package),
        hint=_(
            "移送书、审批表、调查报告、物品清单、证据、劳动报酬明细和送达证明合为一份，附校验清单。"
        ),
    ),
    "deliver": Act(
        title=_("登记移送"),
        steps=("deliver",),
        form=forms.DeliverForm,
        run=verb(bureau.deliver),
    ),
    "supply": Act(
        title=_("补正移送材料"),
        steps=("supply",),
        form=forms.SupplyForm,
        run=_spoken("supply"),
    ),
    "reconsideration": Act(
        title=_("提请公安机关复议"),
        steps=("ask_reconsideration",),
        form=ReasonForm,
        run=verb(objecting.ask_reconsideration),
        sheet=_reconsideration,
    ),
    "supervision": Act(
        title=_("建议检察院立案监督"),
        steps=("suggest_supervision",),
        form=ReasonForm,
        run=verb(objecting.suggest_supervision),
        sheet=_supervision,
    ),
    "demand": Act(
        title=_("登记检察院要求说明理由"),
        steps=("record_demand",),
        form=forms.PaperForm,
        run=_spoken("record_demand"),
    ),
    "order-to-file": Act(
        title=_("登记检察院通知立案"),
        steps=("record_order_to_file",),
        form=forms.PaperForm,
        run=_spoken("record_order_to_file"),
    ),
    "handover": Act(
        title=_("移交涉案物品和材料"),
        steps=("hand_over",),
        form=forms.HandOverForm,
        run=verb(objecting.hand_over),
        sheet=_handover,
    ),
    "resume": Act(
        title=_("恢复行政处理"),
        steps=("resume_handling",),
        form=ReasonForm,
        run=verb(objecting.resume_handling),
        hint=_("移送前没有作出处理的，应当依法作出处理；有关期限和步骤在案件中继续办理。"),
    ),
}
# What the police said on paper; the address is the step's name with dashes.
ON_PAPER: dict[str, Act] = {
    name.replace("_", "-"): Act(
        title=_(STEPS[name].label),
        steps=(f"{ENTERED}{name}",),
        form=form,
        run=_spoken(name),
        button=_("代为登记"),
        hint=_("公安机关以纸质文书告知的，由监察员代为登记，与其自行办理效力相同。"),
    )
    for name, form in forms.ENTERED.items()
}
ACTS: dict[str, Act] = {**BUREAU, **ON_PAPER}
