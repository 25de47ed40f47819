"""The decision and what follows it: performance, enforcement, remedies, accountability."""

from decimal import Decimal
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from accounts.triggers import append_only, changed, kept
from cases.models.case import Case, money
from cases.models.notices import PriorNotice
from cases.models.orders import Order
from cases.models.proposals import Proposal
from cases.policy import remedy
from cases.policy.decision import KINDS, Kind
from cases.policy.performance import ITEM_LABELS
from documents.models import Paper, StoredFile

PEOPLE = settings.AUTH_USER_MODEL
NOTHING = Decimal("0.00")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self) -> Self:
        """The decision that the case ended in; one that was annulled to be made anew is not."""
        return self.filter(replaced_at__isnull=True)

    def with_remedies(self) -> Self:
        """Add `pending_remedies`: how many reconsiderations and suits are not decided yet."""
        return self.annotate(pending_remedies=Count("remedies", filter=Q(remedies__result="")))


class Decision(models.Model):
    """行政处罚、行政处理、不予处罚、撤销立案 or 移送决定, from the head's signature on."""

    pending_remedies: int  # of `with_remedies` only

    class Procedure(models.TextChoices):
        ORDINARY = "ordinary", _("普通程序")
        SIMPLE = "simple", _("简易程序")

    class Status(models.TextChoices):
        MADE = "made", _("待送达")
        IN_FORCE = "in_force", _("已生效")
        CHANGED = "changed", _("被变更")
        ANNULLED = "annulled", _("被撤销")

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="decision")
    notice = models.ForeignKey(
        PriorNotice, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    kind = models.CharField(
        _("决定种类"), max_length=12, choices=[(k.value, _(KINDS[k].label)) for k in Kind]
    )
    procedure = models.CharField(_("程序"), max_length=10, choices=Procedure)
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="decision")
    fine = money(_("罚款"), default=NOTHING)
    wages = money(_("责令支付"), default=NOTHING)
    compensation = money(_("加付赔偿金"), default=NOTHING)
    decided_on = models.DateField(_("决定日期"))
    decided_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    served_on = models.DateField(_("送达日期"), null=True, blank=True)
    due_on = models.DateField(_("履行期限届满日"), null=True, blank=True)
    remedies_until = models.DateField(_("救济期限届满日"), null=True, blank=True)
    court_until = models.DateField(_("申请强制执行期限届满日"), null=True, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=Status, default=Status.MADE)
    settled_on = models.DateField(_("履行完毕日期"), null=True, blank=True)
    ended_by_court_on = models.DateField(_("法院终结执行日期"), null=True, blank=True)
    replaced_at = models.DateTimeField(_("重新处理时间"), null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("决定")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "case", condition=Q(replaced_at__isnull=True), name="decision_one_standing"
            ),
            # 处罚法 第四十四条, 条例 第十九条: none without notice, but on the spot.
            models.CheckConstraint(
                condition=~Q(kind__in=["penalty", "handling"])
                | Q(procedure="simple")
                | Q(notice__isnull=False),
                name="decision_after_notice",
            ),
            models.CheckConstraint(
                condition=Q(procedure="ordinary") | Q(kind="penalty", fine__lte=3000),
                name="decision_simple_is_small",
            ),
            models.CheckConstraint(
                condition=Q(status="made", served_on__isnull=True)
                | Q(~Q(status="made"), served_on__gte=F("decided_on")),
                name="decision_in_force_is_served",
            ),
        ]
        triggers = [
            *kept("decision"),
            pgtrigger.Protect(
                name="decision_as_made",
                operation=pgtrigger.Update,
                condition=changed(
                    "case", "proposal", "notice", "kind", "procedure", "paper", "fine", "wages",
                    "compensation", "decided_on", "decided_by",
                ),
            ),
            pgtrigger.Protect(
                name="decision_served_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__served_on__isnull=False) & changed("served_on"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_kind_display()}"

    @property
    def ending(self) -> Kind:
        return Kind(self.kind)


class Instalment(models.Model):
    """One part of a fine whose payment was put off or divided (处罚法 第六十六条)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="instalments")
    row = models.PositiveSmallIntegerField(_("期次"))
    due_on = models.DateField(_("缴纳期限"))
    amount = money(_("金额"))
    granted_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(_("批准时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("分期缴纳")
        ordering = ["decision_id", "row"]
        constraints = [
            models.UniqueConstraint("decision", "row", name="instalment_row_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_amount"),
        ]
        triggers = append_only("instalment")

    def __str__(self) -> str:
        return f"{self.decision_id} {self.due_on}"


class FinePayment(models.Model):
    """Money paid on a decision beside the wages; a mistake is undone by a row of its own."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="fine_payments")
    of = models.CharField(
        _("款项"), max_length=12, choices=[(k.value, _(v)) for k, v in ITEM_LABELS.items()]
    )
    paid_on = models.DateField(_("缴款日期"))
    amount = money(_("金额"))
    receipt_number = models.CharField(_("票据号"), max_length=60)
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal"
    )
    reason = models.CharField(_("冲正理由"), max_length=300, blank=True)
    token = models.UUIDField(unique=True)
    recorded_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("罚款缴纳")
        ordering = ["paid_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount__gt=0)
                | Q(Q(reverses__isnull=False, amount__lt=0), ~Q(reason="")),
                name="finepayment_or_reasoned_reversal",
            ),
        ]
        triggers = append_only("finepayment")

    def __str__(self) -> str:
        return f"{self.decision_id} {self.amount}"


class Demand(models.Model):
    """催告书: perform within ten working days, or the court is applied to."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="demand")
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="demand")
    issued_on = models.DateField(_("制作日期"))
    served_on = models.DateField(_("送达日期"), null=True, blank=True)
    ends_on = models.DateField(_("催告期限届满日"), null=True, blank=True)
    reply = models.TextField(_("当事人意见"), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("催告")
        constraints = [
            models.CheckConstraint(
                condition=Q(served_on__isnull=True, ends_on__isnull=True)
                | Q(served_on__gte=F("issued_on"), ends_on__gt=F("served_on")),
                name="demand_served_is_dated",
            )
        ]
        triggers = kept("demand")

    def __str__(self) -> str:
        return f"{self.decision_id} {self.issued_on}"


class CourtApplication(models.Model):
    """申请强制执行: what was sent to the court and what it answered."""

    class Ruling(models.TextChoices):
        GRANTED = "granted", _("准予执行")
        REFUSED = "refused", _("不准予执行")

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="court_application")
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="court_application")
    court = models.CharField(_("人民法院"), max_length=200)
    signed_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    applied_on = models.DateField(_("申请日期"))
    accepted_on = models.DateField(_("受理日期"), null=True, blank=True)
    refused_on = models.DateField(_("不予受理日期"), null=True, blank=True)
    ruling = models.CharField(_("裁定"), max_length=10, choices=Ruling, blank=True)
    ruled_on = models.DateField(_("裁定日期"), null=True, blank=True)
    note = models.TextField(_("执行情况"), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("申请强制执行")
        constraints = [
            models.CheckConstraint(
                condition=Q(ruling="", ruled_on__isnull=True)
                | Q(~Q(ruling=""), ruled_on__isnull=False, accepted_on__isnull=False),
                name="courtapplication_ruled_is_dated",
            )
        ]
        triggers = kept("courtapplication")

    def __str__(self) -> str:
        return f"{self.decision_id} {self.court}"


Contested = Decision | Order | Case


class RemedyQuerySet(models.QuerySet["Remedy"]):
    def of(self, case: Case) -> Self:
        """Every remedy against a decision or order of the case, or against its not being filed."""
        return self.filter(Q(decision__case=case) | Q(order__case=case) | Q(refusal=case))

    def pending(self) -> Self:
        return self.filter(result="")

    def lost(self) -> Self:
        """Those in which the authority lost: the decision fell, was changed or was unlawful."""
        return self.filter(result__in=[result.value for result in remedy.LOST])

    def overturned(self) -> Self:
        """Those after which the decision no longer stands as it was made."""
        return self.filter(result__in=[result.value for result in remedy.OVERTURNED])


class Remedy(models.Model):
    """行政复议 or 行政诉讼: against which act, where, since when, how it ended."""

    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="remedies"
    )
    order = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="remedies")
    # The case that was not filed.
    refusal = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(
        _("种类"), max_length=16, choices=[(k.value, _(v)) for k, v in remedy.KIND_LABELS.items()]
    )
    body = models.CharField(_("复议机关（人民法院）"), max_length=200)
    number = models.CharField(_("案号"), max_length=100, blank=True)
    received_on = models.DateField(_("收到日期"))
    answer_due_on = models.DateField(_("答复期限"), null=True, blank=True)
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    result = models.CharField(
        _("结果"),
        max_length=16,
        blank=True,
        choices=[(k.value, _(v)) for k, v in remedy.RESULT_LABELS.items()],
    )
    result_on = models.DateField(_("结果日期"), null=True, blank=True)
    new_fine = money(_("变更后的罚款"), null=True, blank=True)
    new_compensation = money(_("变更后的加付赔偿金"), null=True, blank=True)
    note = models.TextField(_("说明"), blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RemedyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("复议诉讼")
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result="", result_on__isnull=True)
                | Q(~Q(result=""), result_on__gte=F("received_on")),
                name="remedy_result_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(new_fine__isnull=True) | Q(result="changed", new_fine__gte=0),
                name="remedy_changed_amount",
            ),
            models.CheckConstraint(
                condition=Q(new_compensation__isnull=True)
                | Q(result="changed", new_compensation__gte=0),
                name="remedy_changed_compensation",
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=False, order__isnull=True, refusal__isnull=True)
                | Q(decision__isnull=True, order__isnull=False, refusal__isnull=True)
                | Q(decision__isnull=True, order__isnull=True, refusal__isnull=False),
                name="remedy_against_one_act",
            ),
        ]
        triggers = kept("remedy")

    def __str__(self) -> str:
        return f"{self.contested} {self.get_kind_display()}"

    @property
    def contested(self) -> Contested:
        """The act that it is against: a decision, an order, or that a case was not filed."""
        contested = self.decision or self.order or self.refusal
        assert contested is not None
        return contested
