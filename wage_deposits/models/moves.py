"""Guarantees, and every move of what stands for the wages: appended, never rewritten."""

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.triggers import append_only, kept
from documents.models import StoredFile
from wage_deposits.models.deposits import NOTHING, PEOPLE, Deposit, money
from wage_deposits.policy.guarantee import is_lapsing

RECONCILES = """
IF NEW.balance <> NEW.amount + COALESCE((
  SELECT balance FROM wage_deposits_depositmove WHERE deposit_id = NEW.deposit_id
  ORDER BY sequence DESC LIMIT 1), 0)
OR NEW.sequence <> 1 + COALESCE((
  SELECT max(sequence) FROM wage_deposits_depositmove WHERE deposit_id = NEW.deposit_id), 0)
THEN RAISE EXCEPTION 'pgtrigger: the balance of a deposit does not follow from its moves';
END IF;
RETURN NEW;
"""


class Guarantee(models.Model):
    """A bank's promise to pay in the contractor's stead (银行保函)."""

    class Warned(models.TextChoices):
        NOT_YET = "", _("未提醒")
        LAPSING = "lapsing", _("已提醒即将到期")
        LAPSED = "lapsed", _("已提醒到期")

    deposit = models.ForeignKey(Deposit, models.PROTECT, related_name="guarantees")
    bank = models.CharField(_("出具保函的金融机构"), max_length=100)
    number = models.CharField(_("保函编号"), max_length=60)
    amount = money(_("保函金额"))
    valid_from = models.DateField(_("生效日期"))
    valid_to = models.DateField(_("有效期至"))
    received_on = models.DateField(_("收存日期"))
    file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        verbose_name=_("保函扫描件"),
        related_name="+",
        null=True,
        blank=True,
    )
    ended_on = models.DateField(_("退还日期"), null=True, blank=True)
    warned = models.CharField(
        _("到期提醒"), max_length=10, choices=Warned, default=Warned.NOT_YET, blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = _("保函")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["valid_to", "id"],
                condition=Q(ended_on__isnull=True),
                name="wage_deposits_lapsing",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["deposit"],
                condition=Q(ended_on__isnull=True),
                name="wage_deposits_one_guarantee_in_force",
            ),
            models.UniqueConstraint(
                fields=["bank", "number"],
                condition=Q(ended_on__isnull=True),
                name="wage_deposits_guarantee_stands_once",
                violation_error_message=_("该保函已用于另一工程"),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, valid_to__gte=F("valid_from")),
                name="wage_deposits_guarantee_is_one",
            ),
        ]
        triggers = [
            *kept("guarantee"),
            pgtrigger.ReadOnly(
                name="guarantee_as_received",
                fields=["deposit", "bank", "number", "amount", "valid_from", "valid_to", "file"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank} {self.number}"

    def is_lapsing(self, today: date) -> bool:
        return self.ended_on is None and is_lapsing(self.valid_to, today)

    def has_lapsed(self, today: date) -> bool:
        return self.ended_on is None and self.valid_to < today


class DepositMove(models.Model):
    """One change of what stands for the wages, and what stood after it."""

    class Kind(models.TextChoices):
        PAID_IN = "paid_in", _("存入")
        GUARANTEED = "guaranteed", _("收存保函")
        PAID_OUT = "paid_out", _("支付工资")
        REFILLED = "refilled", _("补足")
        GUARANTEE_ENDED = "guarantee_ended", _("退还保函")
        RETURNED = "returned", _("返还")

    class Means(models.TextChoices):
        CASH = "cash", _("专户存款")
        GUARANTEE = "guarantee", _("保函")

    deposit = models.ForeignKey(Deposit, models.PROTECT, related_name="moves")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(_("事项"), max_length=16, choices=Kind)
    means = models.CharField(_("形式"), max_length=10, choices=Means)
    amount = money(_("金额"))
    balance = money(_("余额"))
    on = models.DateField(_("日期"))
    voucher = models.CharField(_("凭证号"), max_length=60, blank=True)
    guarantee = models.ForeignKey(
        Guarantee, models.PROTECT, related_name="moves", null=True, blank=True
    )
    use = models.ForeignKey(
        "wage_deposits.Use", models.PROTECT, related_name="moves", null=True, blank=True
    )
    recorded_by = models.ForeignKey(
        PEOPLE, models.PROTECT, verbose_name=_("登记人"), related_name="+"
    )
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("保证金收支")
        ordering = ["deposit_id", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["deposit", "sequence"], name="wage_deposits_moves_in_order"
            ),
            models.CheckConstraint(
                condition=Q(balance__gte=0), name="wage_deposits_never_overdrawn"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["paid_in", "guaranteed", "refilled"], amount__gt=0)
                | Q(kind__in=["paid_out", "guarantee_ended", "returned"], amount__lt=0),
                name="wage_deposits_move_has_its_sign",
            ),
            models.CheckConstraint(
                condition=Q(means="cash", guarantee__isnull=True)
                | Q(means="guarantee", guarantee__isnull=False),
                name="wage_deposits_move_names_its_guarantee",
            ),
            models.CheckConstraint(
                condition=Q(kind="paid_out", use__isnull=False)
                | Q(~Q(kind="paid_out"), use__isnull=True),
                name="wage_deposits_payment_names_its_use",
            ),
        ]
        triggers = [
            *append_only("move"),
            pgtrigger.Trigger(
                name="move_reconciles",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=RECONCILES,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deposit_id}-{self.sequence} {self.amount}"


def with_funds(rows: QuerySet[Deposit]) -> QuerySet[Deposit]:
    """Each deposit with what it holds now and the day on which its guarantee ends."""
    last = DepositMove.objects.filter(deposit=OuterRef("pk")).order_by("-sequence")
    in_force = Guarantee.objects.filter(deposit=OuterRef("pk"), ended_on=None)
    return rows.annotate(
        held=Coalesce(Subquery(last.values("balance")[:1]), NOTHING, output_field=money("")),
        guaranteed_to=Subquery(in_force.values("valid_to")[:1]),
    )
