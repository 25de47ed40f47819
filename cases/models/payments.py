"""Money that reached workers, what it was promised to be, and who paid it."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.triggers import append_only, changed, kept
from cases.models import guards
from cases.models.case import Case, money
from cases.models.ledger import WageClaim
from cases.policy.payment import METHOD_LABELS, PAYERS, Method, Payer
from cases.policy.payment_plan import Part
from documents.models import StoredFile

PEOPLE = settings.AUTH_USER_MODEL


class Disbursement(models.Model):
    """One act of paying: the day, the payer, the way and the proof, covering one line or many."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="disbursements")
    paid_on = models.DateField(_("付款日期"))
    method = models.CharField(
        _("付款方式"), max_length=20, choices=[(m.value, _(METHOD_LABELS[m])) for m in Method]
    )
    payer = models.CharField(
        _("付款人"), max_length=30, choices=[(p.value, _(PAYERS[p].label)) for p in Payer]
    )
    payer_name = models.CharField(_("付款单位"), max_length=200, blank=True)
    amount = money(_("金额"))
    proof = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("凭证")
    )
    proof_note = models.CharField(_("凭证说明"), max_length=200, blank=True)
    # Given out with the form: the same submission sent twice is one payment.
    token = models.UUIDField(unique=True)
    recorded_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("付款")
        ordering = ["paid_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="disbursement_amount"),
            models.CheckConstraint(
                condition=Q(proof__isnull=False) | ~Q(proof_note=""), name="disbursement_has_proof"
            ),
            models.CheckConstraint(
                condition=Q(payer=Payer.EMPLOYER.value) | ~Q(payer_name=""),
                name="disbursement_other_payer_is_named",
            ),
        ]
        triggers = [
            *append_only("disbursement"),
            guards.agree("disbursement_adds_up", pgtrigger.Insert, guards.DISBURSEMENT),
        ]

    def __str__(self) -> str:
        return f"{self.paid_on} {self.amount}"


class PaymentQuerySet(models.QuerySet["Payment"]):
    def standing(self) -> Self:
        """Payments that have not been reversed, and that reverse none."""
        return self.filter(reverses__isnull=True, reversal__isnull=True)


class Payment(models.Model):
    """Money on one line. Never changed: a mistake is undone by a row of its own, with a reason."""

    disbursement = models.ForeignKey(Disbursement, models.PROTECT, related_name="payments")
    claim = models.ForeignKey(WageClaim, models.PROTECT, related_name="payments")
    amount = money(_("金额"))
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal"
    )
    reason = models.CharField(_("冲正理由"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("付款明细")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount__gt=0)
                | Q(Q(reverses__isnull=False, amount__lt=0), ~Q(reason="")),
                name="payment_or_reasoned_reversal",
            )
        ]
        triggers = [
            *append_only("payment"),
            guards.agree(
                "payment_sums_agree", pgtrigger.Insert, guards.LINE.format(claim="NEW.claim_id")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.amount}"


class PaymentPlanQuerySet(models.QuerySet["PaymentPlan"]):
    def standing(self) -> Self:
        return self.filter(replaced_at__isnull=True)


class PaymentPlan(models.Model):
    """分期支付约定: what the employer promised while correcting; it moves no statutory limit."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="payment_plans")
    promised_by = models.CharField(_("单位承诺人"), max_length=60)
    position = models.CharField(_("职务"), max_length=60, blank=True)
    agreed_on = models.DateField(_("约定日期"))
    amount = money(_("约定支付总额"))
    # What the ledger had received by then: later money counts towards the plan.
    paid_before = money(_("约定前已付"))
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    proof_note = models.CharField(_("凭证说明"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))
    replaced_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    replacement_reason = models.CharField(_("作废理由"), max_length=300, blank=True)

    objects = PaymentPlanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("分期支付约定")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "case", condition=Q(replaced_at__isnull=True), name="paymentplan_one_standing"
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, paid_before__gte=0), name="paymentplan_amounts"
            ),
            models.CheckConstraint(
                condition=Q(proof__isnull=False) | ~Q(proof_note=""), name="paymentplan_has_proof"
            ),
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True, replacement_reason="")
                | Q(Q(replaced_at__isnull=False), ~Q(replacement_reason="")),
                name="paymentplan_replaced_has_reason",
            ),
        ]
        triggers = [
            *kept("paymentplan"),
            pgtrigger.Protect(
                name="paymentplan_as_agreed",
                operation=pgtrigger.Update,
                condition=changed(
                    "case", "promised_by", "position", "agreed_on", "amount", "paid_before",
                    "proof", "proof_note", "recorded_by", "recorded_at",
                )
                | (pgtrigger.Q(old__replaced_at__isnull=False) & changed("replaced_at")),
            ),
            guards.agree(
                "paymentplan_adds_up", pgtrigger.Insert, guards.PLAN.format(plan="NEW.id")
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} {self.agreed_on}"


class PlannedPayment(models.Model):
    """One instalment of a plan: by when, how much."""

    plan = models.ForeignKey(PaymentPlan, models.PROTECT, related_name="parts")
    row = models.PositiveSmallIntegerField(_("期次"))
    due_on = models.DateField(_("支付日期"))
    amount = money(_("金额"))

    class Meta:
        verbose_name = verbose_name_plural = _("分期支付")
        ordering = ["plan_id", "row"]
        constraints = [
            models.UniqueConstraint("plan", "row", name="plannedpayment_row_once"),
            models.UniqueConstraint("plan", "due_on", name="plannedpayment_day_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="plannedpayment_amount"),
        ]
        triggers = [
            *append_only("plannedpayment"),
            guards.agree(
                "plannedpayment_adds_up", pgtrigger.Insert, guards.PLAN.format(plan="NEW.plan_id")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.due_on}"

    @property
    def part(self) -> Part:
        return Part(self.due_on, self.amount)
