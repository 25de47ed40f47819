"""法制审核, 集体讨论, 决定."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case
from cases.papers.decision import PAPERS, Wording
from cases.papers.review import DELIBERATION, LEGAL_REVIEW
from cases.policy.decision import Kind
from cases.policy.legal_review import ITEMS
from cases.procedure.states import DECISION
from cases.services import decision, deliberation, proposals, review
from cases.services.deliberation import Seat, Session
from console import referral_warning
from console.act_rows import RowsForm
from console.acts import Act, ActForm, Data, OpinionForm, Sheet, verb
from console.case_acts.decisions import pending
from console.fields import day, text

PRESENT, AGAINST, ABSENT = "agrees", "disagrees", "absent"


class ReviewForm(ActForm):
    found = forms.MultipleChoiceField(
        label=_("审核内容（逐项确认）"),
        choices=[(code, _(label)) for code, label in ITEMS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    opinion = text(_("法制审核意见"), rows=5)
    autosaved = ("opinion",)

    def alerts(self) -> list[str]:
        return outside_of(self.subject)


def outside_of(case: Case) -> list[str]:
    """What the proposal that stands departs from, and why; whoever approves reads it first."""
    warned = referral_warning.warnings(case)
    current = case.proposals.current().first()
    if current is None:
        return warned
    rows = [r for r in current.grounds.order_by("row") if r.formula.get("departs")]
    return warned + [
        gettext(
            "超出幅度或者档次：建议%(proposed)s元，法定%(least)s元至%(most)s元。理由：%(reason)s"
        )
        % {
            "proposed": f"{row.proposed:,.2f}",
            "least": f"{row.minimum:,.2f}",
            "most": f"{row.maximum:,.2f}",
            "reason": row.reason_outside,
        }
        for row in rows
    ]


class SeatForm(forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=60)
    position = forms.CharField(label=_("职务"), max_length=100, required=False)
    stance = forms.ChoiceField(
        label=_("到会和表决"),
        choices=[
            ("", "—"),
            (PRESENT, _("到会，同意")),
            (AGAINST, _("到会，不同意")),
            (ABSENT, _("未到会")),
        ],
    )
    opinion = forms.CharField(
        label=_("意见"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )


class DeliberationForm(RowsForm):
    held_on = day(_("讨论日期"))
    place = forms.CharField(label=_("地点"), max_length=200)
    recorder = forms.CharField(label=_("记录人"), max_length=100)
    conclusion = text(_("结论性意见"), rows=4)
    autosaved = ("conclusion",)
    row_form, rows_title, spare = SeatForm, _("讨论人员"), 4

    def prepare(self) -> None:
        self.start_with(held_on=timezone.localdate(self.at))

    def first_rows(self) -> list[dict[str, Any]]:
        return [{"name": self.user.name, "stance": PRESENT}]

    def alerts(self) -> list[str]:
        return outside_of(self.subject)


def session_of(data: Data, at: datetime) -> Session:
    return Session(
        held_on=data.get("held_on") or timezone.localdate(at),
        place=data.get("place", ""),
        recorder=data.get("recorder", ""),
        conclusion=data.get("conclusion", ""),
        seats=[
            Seat(
                name=row["name"],
                position=row["position"],
                is_present=row["stance"] != ABSENT,
                agrees=row["stance"] == PRESENT,
                opinion=row["opinion"],
            )
            for row in data.get("rows", ())
        ],
    )


class DecisionForm(ActForm):
    """The decision in words; a kind asks only for what it says."""

    facts = text(_("违法事实"), rows=6)
    hearing = text(_("陈述申辩、听证及采纳情况"), rows=4, required=False)
    content = text(
        _("补充的决定内容和要求"),
        rows=4,
        required=False,
        help_text=_("处罚、处理的种类和数额已由处理建议列明；撤销立案和移送须写明理由。"),
    )
    payment = text(_("缴款、支付方式"), rows=2, required=False)
    period_days = forms.IntegerField(label=_("履行期限（日）"), min_value=1, max_value=60)
    receiver = forms.CharField(label=_("接收部门"), max_length=200, required=False)
    opinion = text(_("承办人意见"), rows=2)
    autosaved = ("facts", "hearing", "content", "opinion")

    def prepare(self) -> None:
        current = self.subject.proposals.current().first()
        if current is None:
            return
        usual = decision.default_wording(self.subject, current)
        self.start_with(**{name: getattr(usual, name) for name in Wording.__slots__})
        for name in _unasked(current.ending):
            del self.fields[name]


def _unasked(kind: Kind) -> set[str]:
    asked = {
        Kind.PENALTY: {"hearing", "payment"},
        Kind.HANDLING: {"hearing", "payment", "period_days"},
        Kind.TRANSFER: {"receiver"},
    }
    return {"hearing", "payment", "period_days", "receiver"} - asked.get(kind, set())


def _wording(case: Case, data: Data) -> Wording:
    usual = decision.default_wording(case, proposals.current(case))
    given = {name: data.get(name, getattr(usual, name)) for name in Wording.__slots__}
    return Wording(**given)


def _review_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    found = data.get("found", ())
    context = review.review_context(
        case,
        found=found,
        is_passed=len(found) == len(ITEMS),
        opinion=data.get("opinion", ""),
        actor=actor,
        at=at,
    )
    return LEGAL_REVIEW, context


def _session_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    session = session_of(data, at)
    return DELIBERATION, deliberation.record_context(case, session, chair=actor, at=at)


def _deliberate(case: Case, data: Data, actor: User, at: datetime) -> object:
    return deliberation.deliberate(case.pk, session=session_of(data, at), actor=actor, at=at)


def _decision_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    current = proposals.current(case)
    context = decision.decision_context(case, current, _wording(case, data), at=at)
    return PAPERS[current.ending], context


def _propose(case: Case, data: Data, actor: User, at: datetime) -> object:
    wording, opinion = _wording(case, data), data["opinion"]
    return decision.propose_decision(case.pk, wording=wording, opinion=opinion, actor=actor, at=at)


class DecisionApprovalForm(OpinionForm):
    def alerts(self) -> list[str]:
        return outside_of(self.subject)


def _approval_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet | None:
    content = pending(case, DECISION)
    return (PAPERS[proposals.current(case).ending], content) if content else None


ACTS: dict[str, Act] = {
    "legal-review": Act(
        title=_("法制审核"),
        steps=("pass_review", "object_in_review"),
        form=ReviewForm,
        run=verb(review.decide_review),
        sheet=_review_sheet,
        is_decision=True,
    ),
    "deliberation": Act(
        title=_("集体讨论"),
        steps=("deliberate",),
        form=DeliberationForm,
        run=_deliberate,
        sheet=_session_sheet,
        button=_("登记集体讨论"),
    ),
    "decision": Act(
        title=_("拟作决定"),
        steps=("propose_decision",),
        form=DecisionForm,
        run=_propose,
        sheet=_decision_sheet,
        button=_("报批"),
    ),
    "decide-decision": Act(
        title=_("决定审批"),
        steps=("approve_decision", "return_decision"),
        form=DecisionApprovalForm,
        run=verb(decision.decide_decision),
        sheet=_approval_sheet,
        is_decision=True,
    ),
}
