"""What the deposit paid in the debtor's stead, and how what is left goes back."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.triggers import kept
from documents.models import Paper
from wage_deposits.models.deposits import PEOPLE, Deposit, money
from wage_deposits.models.moves import DepositMove


class Use(models.Model):
    """One payment out of the deposit: for whose wages, on which order, by which bank.

    The case belongs to a higher app and is named by its number.
    """

    deposit = models.ForeignKey(Deposit, models.PROTECT, related_name="uses")
    case_id = models.BigIntegerField()
    case_no = models.CharField(_("案号"), max_length=60)
    debtor = models.CharField(_("欠薪单位"), max_length=200)
    order_number = models.CharField(_("责令文书文号"), max_length=60)
    order_due_on = models.DateField(_("责令期限届满日"))
    # The order told the contractor to pay in the stead of the debtor (工资条例 第三十条).
    in_advance = models.BooleanField(_("总承包单位先行清偿"), default=False)
    workers = models.PositiveIntegerField(_("涉及劳动者"))
    owed = money(_("尚欠工资"))
    means = models.CharField(_("支付来源"), max_length=10, choices=DepositMove.Means)
    bank = models.CharField(_("支付银行"), max_length=100)
    amount = money(_("支付金额"))
    opinion = models.TextField(_("动用理由"))
    proposed_by = models.ForeignKey(
        PEOPLE, models.PROTECT, verbose_name=_("报批人"), related_name="+"
    )
    proposed_at = models.DateTimeField(_("报批时间"))
    returned_at = models.DateTimeField(_("退回时间"), null=True, blank=True)
    paper = models.OneToOneField(
        Paper,
        models.PROTECT,
        verbose_name=_("支付通知书"),
        related_name="+",
        null=True,
        blank=True,
    )
    served_on = models.DateField(_("银行签收日期"), null=True, blank=True)
    paid_on = models.DateField(_("银行支付日期"), null=True, blank=True)
    refill_paper = models.OneToOneField(
        Paper,
        models.PROTECT,
        verbose_name=_("补足通知书"),
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = verbose_name_plural = _("保证金动用")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["case_id"], name="wage_deposits_use_of_case"),
            models.Index(fields=["order_number"], name="wage_deposits_use_of_order"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["deposit"],
                condition=Q(returned_at__isnull=True, paid_on__isnull=True),
                name="wage_deposits_one_open_use",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount__lte=F("owed"), workers__gt=0),
                name="wage_deposits_use_within_what_is_owed",
            ),
            models.CheckConstraint(
                condition=Q(paper__isnull=False, returned_at__isnull=True)
                | Q(paper__isnull=True, served_on__isnull=True),
                name="wage_deposits_use_served_by_paper",
            ),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True) | Q(paid_on__gte=F("served_on")),
                name="wage_deposits_use_paid_after_service",
            ),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True) | Q(served_on__isnull=False),
                name="wage_deposits_use_paid_was_served",
            ),
        ]
        triggers = [
            *kept("use"),
            pgtrigger.ReadOnly(
                name="use_as_proposed",
                fields=[
                    "deposit", "case_id", "case_no", "debtor", "order_number", "order_due_on",
                    "in_advance", "workers", "owed", "means", "bank", "amount", "opinion",
                    "proposed_by", "proposed_at",
                ],
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_no} {self.amount}"

    @property
    def is_open(self) -> bool:
        """Neither sent back nor paid."""
        return self.returned_at is None and self.paid_on is None


class ReturnRequestQuerySet(models.QuerySet["ReturnRequest"]):
    def in_notice(self, on: date) -> Self:
        """Those whose thirty days of public notice run on that day."""
        running = self.filter(noticed_on__lte=on, notice_ends_on__gte=on)
        return running.filter(decided_on__isnull=True)


class ReturnRequest(models.Model):
    """The way back: promise and public notice, application, decision."""

    class Outcome(models.TextChoices):
        PENDING = "", _("办理中")
        RETURNED = "returned", _("已返还")
        REFUSED = "refused", _("不予返还")

    deposit = models.ForeignKey(Deposit, models.PROTECT, related_name="returns")
    finished_on = models.DateField(_("完工日期"))
    promised_on = models.DateField(_("书面承诺日期"))
    noticed_on = models.DateField(_("公示日期"))
    notice_ends_on = models.DateField(_("公示期满日"))
    notice = models.OneToOneField(
        Paper, models.PROTECT, verbose_name=_("返还公示"), related_name="+"
    )
    applied_on = models.DateField(_("申请日期"), null=True, blank=True)
    outcome = models.CharField(
        _("结果"), max_length=10, choices=Outcome, default=Outcome.PENDING, blank=True
    )
    reason = models.TextField(_("理由"), blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    decision = models.OneToOneField(
        Paper,
        models.PROTECT,
        verbose_name=_("返还决定"),
        related_name="+",
        null=True,
        blank=True,
    )

    objects = ReturnRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("保证金返还")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deposit"],
                condition=Q(decided_on__isnull=True),
                name="wage_deposits_one_open_return",
            ),
            models.CheckConstraint(
                condition=Q(notice_ends_on__gt=F("noticed_on"), promised_on__gte=F("finished_on")),
                name="wage_deposits_return_dates_ordered",
            ),
            models.CheckConstraint(
                condition=Q(applied_on__isnull=True) | Q(applied_on__gt=F("notice_ends_on")),
                name="wage_deposits_applied_after_notice",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_on__isnull=True, decision__isnull=True)
                | Q(
                    ~Q(outcome=""), ~Q(reason=""), decided_on__isnull=False, decision__isnull=False
                ),
                name="wage_deposits_return_decided_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="returned") | Q(applied_on__isnull=False),
                name="wage_deposits_returned_was_applied_for",
            ),
        ]
        triggers = [
            *kept("return"),
            pgtrigger.Protect(
                name="return_decided_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__decided_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deposit_id} {self.noticed_on}"
