"""The order to correct: issued, served, withdrawn, obeyed."""

from datetime import datetime

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case
from cases.papers.order import CORRECTION_ORDER
from cases.policy.delivery import MODES, Mode
from cases.services import correction, orders
from console.acts import Act, ActForm, Data, ReasonForm, Sheet, verb
from console.fields import day, text
from documents.files import store_upload


class OrderForm(ActForm):
    findings = text(_("认定的事实"), rows=6)
    requirement = text(_("改正内容"))
    period_days = forms.IntegerField(label=_("改正期限（工作日，自送达次日起算）"), min_value=1)
    autosaved = ("findings", "requirement")

    def prepare(self) -> None:
        written = orders.default_draft(self.subject, on=timezone.localdate(self.at))
        self.start_with(
            findings=written.findings,
            requirement=written.requirement,
            period_days=written.period_days,
        )


class ServeForm(ActForm):
    mode = forms.TypedChoiceField(
        label=_("送达方式"),
        choices=[(m.value, _(rule.label)) for m, rule in MODES.items()],
        coerce=Mode,
    )
    handed_on = day(
        _("送达日期"),
        help_text=_("直接送达填签收日期，留置填留置日期，邮寄填回执日期，公告填发出日期。"),
    )
    place = forms.CharField(label=_("送达地点"), max_length=200)
    receiver = forms.CharField(label=_("收件人"), max_length=60, required=False)
    refusal = forms.CharField(label=_("拒收事由"), max_length=200, required=False)
    witness = forms.CharField(label=_("见证人"), max_length=60, required=False)
    has_consent = forms.BooleanField(label=_("受送达人已书面同意电子送达"), required=False)
    proof = forms.FileField(
        label=_("送达凭证"), required=False, help_text=_("签收照片、邮寄回执或留置录像截图。")
    )

    def prepare(self) -> None:
        address = self.subject.employer.address
        today = timezone.localdate(self.at)
        self.start_with(mode=Mode.DIRECT.value, place=address, handed_on=today)


class VerifyForm(ActForm):
    note = text(_("核查情况"))
    autosaved = ("note",)


def _order_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    on = timezone.localdate(at)
    usual = orders.default_draft(case, on=on)
    written = orders.draft(
        data.get("findings", usual.findings),
        data.get("requirement", usual.requirement),
        data.get("period_days") or usual.period_days,
        on=on,
    )
    return CORRECTION_ORDER, orders.draft_context(case, written, on=on)


@transaction.atomic
def _serve(case: Case, data: Data, actor: User, at: datetime) -> object:
    upload, proof = data.pop("proof", None), None
    if upload:
        subject, kinds = case.subject(None), ("pdf", "image")
        proof = store_upload(upload, actor=actor, at=at, kinds=kinds, subject=subject)
    return orders.serve_order(case.pk, **data, proof=proof, actor=actor, at=at)


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
        run=_serve,
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
    "resume": Act(
        title=_("恢复调查"),
        steps=("resume_investigation",),
        form=ReasonForm,
        run=verb(correction.resume_investigation),
        is_grave=True,
    ),
}
