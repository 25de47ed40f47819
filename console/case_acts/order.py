"""The order to correct: issued, served, withdrawn, obeyed."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case
from cases.papers.order import CORRECTION_ORDER
from cases.services import correction, orders
from console import patrol_cases
from console.acts import Act, ActForm, Data, ReasonForm, Sheet, verb
from console.case_acts.service import ServeForm, served_by
from console.fields import text


class OrderForm(ActForm):
    findings = text(_("认定的事实"), rows=6)
    requirement = text(_("改正内容"))
    period_days = forms.IntegerField(label=_("改正期限（工作日，自送达次日起算）"), min_value=1)
    autosaved = ("findings", "requirement")

    def prepare(self) -> None:
        written = patrol_cases.usual_order(self.subject, on=timezone.localdate(self.at))
        self.start_with(
            findings=written.findings,
            requirement=written.requirement,
            period_days=written.period_days,
        )


class VerifyForm(ActForm):
    note = text(_("核查情况"))
    autosaved = ("note",)


def _order_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    on = timezone.localdate(at)
    usual = patrol_cases.usual_order(case, on=on)
    written = orders.draft(
        data.get("findings", usual.findings),
        data.get("requirement", usual.requirement),
        data.get("period_days") or usual.period_days,
        on=on,
    )
    return CORRECTION_ORDER, orders.draft_context(case, written, on=on)


ACTS: dict[str, Act] = {
    "order": Act(
        title=_("限期改正指令书"),
        steps=("issue_order",),
        form=OrderForm,
        run=verb(orders.issue_order),
        sheet=_order_sheet,
        button=_("发出指令书"),
    ),
    "serve": Act(
        title=_("送达限期改正指令书"),
        steps=("serve_order",),
        form=ServeForm,
        run=served_by(orders.serve_order),
        button=_("登记送达"),
    ),
    "withdraw-order": Act(
        title=_("撤回限期改正指令书"),
        steps=("withdraw_order",),
        form=ReasonForm,
        run=verb(correction.withdraw_order),
        is_grave=True,
    ),
    "verify": Act(
        title=_("核查改正情况"),
        steps=("verify_correction",),
        form=VerifyForm,
        run=verb(correction.verify_correction),
        button=_("确认已改正"),
    ),
    "disobeyed": Act(
        title=_("认定逾期未改正"),
        steps=("find_disobeyed",),
        form=VerifyForm,
        run=verb(correction.find_disobeyed),
        button=_("认定逾期未改正"),
        is_grave=True,
    ),
    "resume": Act(
        title=_("恢复调查"),
        steps=("resume_investigation",),
        form=ReasonForm,
        run=verb(correction.resume_investigation),
        is_grave=True,
    ),
}
