"""Orders to correct, the service of papers, and the answers given before closing."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.triggers import append_only, changed, kept
from cases.models import guards
from cases.models.case import Case, money
from cases.models.ledger import WageClaim
from cases.policy.delivery import MODES, Mode
from documents.models import Paper, StoredFile

PEOPLE = settings.AUTH_USER_MODEL


class OrderQuerySet(models.QuerySet["Order"]):
    def standing(self) -> Self:
        return self.exclude(status=Order.Status.WITHDRAWN)


class Order(models.Model):
    """限期改正指令书: what was found, on which law, what must be done and by when."""

    class Status(models.TextChoices):
        IN_FORCE = "in_force", _("待改正")
        FULFILLED = "fulfilled", _("已改正")
        DISOBEYED = "disobeyed", _("逾期未改正")
        WITHDRAWN = "withdrawn", _("已撤回")

    case = models.ForeignKey(Case, models.PROTECT, related_name="orders")
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="order")
    findings = models.TextField(_("认定事实"))
    requirement = models.TextField(_("改正内容"))
    workers = models.PositiveIntegerField(_("涉及劳动者"))
    amount = money(_("责令支付金额"))
    period_days = models.PositiveSmallIntegerField(_("改正期限（工作日）"))
    issued_on = models.DateField(_("制作日期"))
    served_on = models.DateField(_("送达日期"), null=True, blank=True)
    due_on = models.DateField(_("改正期限届满日"), null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.IN_FORCE)
    fulfilled_on = models.DateField(_("核查日期"), null=True, blank=True)
    withdrawal_reason = models.CharField(_("撤回理由"), max_length=500, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("限期改正指令")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "case", condition=~Q(status="withdrawn"), name="order_one_standing"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="order_amount"),
            models.CheckConstraint(
                condition=Q(served_on__isnull=True, due_on__isnull=True)
                | Q(served_on__gte=F("issued_on"), due_on__gt=F("served_on")),
                name="order_due_after_service",
            ),
            models.CheckConstraint(
                condition=Q(status="fulfilled", fulfilled_on__isnull=False)
                | Q(~Q(status="fulfilled"), fulfilled_on__isnull=True),
                name="order_fulfilled_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | ~Q(withdrawal_reason=""),
                name="order_withdrawn_has_reason",
            ),
        ]
        triggers = [
            *kept("order"),
            pgtrigger.Protect(
                name="order_as_issued",
                operation=pgtrigger.Update,
                condition=changed(
                    "case",
                    "paper",
                    "findings",
                    "requirement",
                    "workers",
                    "amount",
                    "period_days",
                    "issued_on",
                ),
            ),
            pgtrigger.Protect(
                name="order_served_once",
                operation=pgtrigger.Update,
                condition=changed("served_on", "due_on")
                & pgtrigger.Q(old__served_on__isnull=False),
            ),
            guards.agree(
                "order_names_its_amount",
                pgtrigger.Insert | pgtrigger.UpdateOf("amount"),
                guards.ORDER,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.issued_on}"


class OrderLine(models.Model):
    """What an order told the employer to pay one worker: the base of 加付赔偿金, if it is not."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="lines")
    claim = models.ForeignKey(WageClaim, models.PROTECT, related_name="ordered")
    amount = money(_("责令支付金额"))

    class Meta:
        verbose_name = verbose_name_plural = _("责令支付明细")
        ordering = ["order_id", "pk"]
        constraints = [
            models.UniqueConstraint("order", "claim", name="orderline_worker_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="orderline_amount"),
        ]
        triggers = [*append_only("orderline"), guards.touches_its_order("orderline_added_to_order")]

    def __str__(self) -> str:
        return f"{self.order_id} {self.amount}"


class Delivery(models.Model):
    """送达回证: how, where and into whose hands a paper was given, and the day that counts."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="deliveries")
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="delivery")
    receipt = models.OneToOneField(Paper, models.PROTECT, related_name="receipt_of")
    mode = models.CharField(
        _("送达方式"), max_length=20, choices=[(m.value, _(MODES[m].label)) for m in Mode]
    )
    handed_on = models.DateField(_("交付日期"))
    served_on = models.DateField(_("送达日期"))
    place = models.CharField(_("送达地点"), max_length=200)
    receiver = models.CharField(_("签收人"), max_length=100, blank=True)
    refusal = models.CharField(_("拒收事由"), max_length=300, blank=True)
    witness = models.CharField(_("见证人"), max_length=100, blank=True)
    has_consent = models.BooleanField(_("有送达地址确认书"), default=False)
    proof = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("凭证")
    )
    recorded_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("送达")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(served_on__gte=F("handed_on")), name="delivery_served_after_handing"
            )
        ]
        triggers = append_only("delivery")

    def __str__(self) -> str:
        return f"{self.paper_id} {self.served_on}"


class ClosingCheck(models.Model):
    """The four answers (四不放过) as they stood when the closing was proposed; kept for good."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="closing_checks")
    answers = models.JSONField()
    proposed_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("结案核对")
        ordering = ["pk"]
        triggers = append_only("closingcheck")

    def __str__(self) -> str:
        return f"{self.case_id} {self.proposed_at:%F}"
