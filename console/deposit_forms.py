"""What the screens of a wage deposit ask."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from cases.models import Case
from console import deposit_cases
from console.acts import ActForm
from console.fields import amount, day, text, words
from employers.models import Employer
from wage_deposits.models import DepositMove
from wage_deposits.policy.rate import Contractor
from wage_deposits.policy.refill import shortage
from wage_deposits.services.guarantees import Terms

FACTS = (
    "years_clean",
    "had_arrears_in_two_years",
    "is_listed",
    "has_accounts_and_real_names",
    "projects_here",
)


class FigureForm(forms.Form):
    """The past of the contractor as this register knows it; the officer confirms it."""

    direct: frozenset[Employer] = frozenset()  # those engaged by the developer itself

    contractor = forms.ModelChoiceField(
        label=_("施工总承包单位"),
        queryset=Employer.objects.none(),
        empty_label=None,
        help_text=_("由建设单位直接发包的专业承包单位也应当存储。"),
    )
    direct_amount = amount(
        _("专业承包合同额（元）"),
        required=False,
        help_text=_("仅直接承包的专业承包单位填写；总承包单位以登记的施工合同额为准。"),
    )
    permitted_on = day(
        _("取得施工许可（开工报告批复）日期"), help_text=_("20个工作日的存储期限自这一天起计算。")
    )
    years_clean = forms.IntegerField(
        label=_("连续未拖欠的年数"),
        required=False,
        min_value=0,
        max_value=50,
        help_text=_("按本系统的案件推算，外地情况须核实；不清楚的留空，不予减免。"),
    )
    had_arrears_in_two_years = forms.BooleanField(label=_("前两年内有拖欠"), required=False)
    is_listed = forms.BooleanField(label=_("现列入失信联合惩戒名单"), required=False)
    has_accounts_and_real_names = forms.BooleanField(
        label=_("落实实名制和专用账户"), required=False
    )
    projects_here = forms.IntegerField(
        label=_("本地在建工程数"), min_value=1, max_value=500, help_text=_("含本工程。")
    )
    note = text(
        _("核实情况"),
        rows=3,
        required=False,
        max_length=500,
        help_text=_("与系统所知不同的，写明依据。"),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        changed = set(self.changed_data) & set(FACTS)
        if changed and not data.get("note", "").strip():
            self.add_error("note", _("您改动了系统所知的情况，请写明依据。"))
        if data.get("contractor") in self.direct and not data.get("direct_amount"):
            self.add_error("direct_amount", _("请填写专业承包合同额。"))
        return data

    def contract(self) -> Decimal | None:
        """What a contractor engaged by the developer itself has to build; else the whole."""
        chosen: Employer = self.cleaned_data["contractor"]
        return self.cleaned_data["direct_amount"] if chosen in self.direct else None

    def past(self) -> Contractor:
        return Contractor(**{name: self.cleaned_data[name] for name in FACTS})


class AccountForm(ActForm):
    """Money in an account of its own."""

    bank = words(_("开户银行"), 100)
    account = words(_("专户账号"), 40)
    amount = amount(_("存入金额（元）"))
    on = day(_("存入日期"))
    voucher = words(_("凭证号"), 60, required=False)

    def prepare(self) -> None:
        deposit = self.subject
        self.start_with(
            bank=deposit.account_bank,
            account=deposit.account_no,
            amount=self.lacking(),
            on=timezone.localdate(self.at),
        )

    def lacking(self) -> Decimal:
        return shortage(self.subject.amount, self.subject.balance)


class GuaranteeForm(ActForm):
    """A bank's guarantee as it was received."""

    bank = words(_("出具保函的金融机构"), 100)
    number = words(_("保函编号"), 60)
    amount = amount(_("保函金额（元）"))
    valid_from = day(_("生效日期"))
    valid_to = day(_("有效期至"), help_text=_("不得早于工程计划竣工日期。"))
    received_on = day(_("收存日期"))
    file = forms.FileField(label=_("保函扫描件"), required=False)

    def prepare(self) -> None:
        deposit, before = self.subject, self.subject.guarantee
        cash = deposit.held_as(DepositMove.Means.CASH)
        self.start_with(
            bank=before.bank if before else "",
            amount=shortage(deposit.amount, cash),
            valid_to=deposit.project.ends_on,
            received_on=timezone.localdate(self.at),
        )

    def terms(self, data: dict[str, Any]) -> Terms:
        return Terms(**data)


class UseForm(ActForm):
    """For whose wages, from what, how much."""

    case = forms.ModelChoiceField(
        label=_("欠薪案件"),
        queryset=Case.objects.none(),
        help_text=_(
            "该工程参建单位尚有未付工资的案件。责令存储单位清偿（分包单位欠薪的，责令其先行清偿）逾期的，才能动用。"
        ),
    )
    means = forms.ChoiceField(label=_("支付来源"), choices=DepositMove.Means.choices)
    amount = amount(_("支付金额（元）"))
    opinion = text(_("动用理由"), rows=3)
    autosaved = ("opinion",)

    def prepare(self) -> None:
        deposit = self.subject
        found = deposit_cases.cases_of(deposit.project).filter(within(self.user))
        self.offer("case", found)
        cash = deposit.held_as(DepositMove.Means.CASH)
        means = DepositMove.Means.CASH if cash else DepositMove.Means.GUARANTEE
        self.start_with(means=means)
        only = list(found[:2])
        if len(only) == 1:
            owed = deposit_cases.arrears_of(only[0], deposit).most
            held = deposit.held_as(means)
            self.start_with(case=only[0].pk, amount=min(owed, held))


class BankServiceForm(ActForm):
    on = day(_("银行签收日期"))

    def prepare(self) -> None:
        self.start_with(on=timezone.localdate(self.at))


class BankPaymentForm(ActForm):
    on = day(_("支付日期"))
    voucher = words(_("支付凭证号"), 60)

    def prepare(self) -> None:
        self.start_with(on=timezone.localdate(self.at))


class ReturnNoticeForm(ActForm):
    promised_on = day(
        _("书面承诺日期"), help_text=_("总承包单位承诺该工程不存在未解决的拖欠的日期。")
    )


class ApplicationForm(ActForm):
    on = day(_("收到申请的日期"))

    def prepare(self) -> None:
        self.start_with(on=timezone.localdate(self.at))


class ReturnForm(ActForm):
    opinion = text(_("审核意见"), rows=3)
    autosaved = ("opinion",)
