"""The wage ledger: one line a worker, and every payment that reached one."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.triggers import append_only, changed, kept
from cases.models import guards
from cases.models.case import Case, money
from cases.policy.ledger import NOTHING, Line, Settlement, Totals, settlement
from cases.policy.payment import METHOD_LABELS, PAYERS, Method, Payer
from complaints.models import Claimant
from documents.models import StoredFile

PEOPLE = settings.AUTH_USER_MODEL

# Lines that an order would name to the employer: owed, or not yet known to be settled.
TO_BE_NAMED = Q(determined__isnull=True) | Q(determined__gt=F("paid"))
SUMS = {
    "workers": Count("pk"),
    "undetermined": Count("pk", filter=Q(determined__isnull=True)),
    "claimed": Coalesce(Sum("claimed"), NOTHING),
    "determined": Coalesce(Sum("determined"), NOTHING),
    "paid": Coalesce(Sum("paid"), NOTHING),
}


class WageClaimQuerySet(models.QuerySet["WageClaim"]):
    def owed(self) -> Self:
        """Lines on which determined money has not yet arrived."""
        return self.filter(determined__gt=F("paid"))

    def with_secrecy(self) -> Self:
        """Mark as `is_withheld` who asked in any complaint behind the case not to be named."""
        own = Q(complaint__case_sources__case=OuterRef("case"))
        merged = Q(complaint__merged_into__case_sources__case=OuterRef("case"))
        people = Claimant.objects.withheld().filter(identity_hash=OuterRef("identity_hash"))
        return self.annotate(is_withheld=Exists(people.filter(own | merged)))

    def withheld(self) -> Self:
        return self.with_secrecy().filter(is_withheld=True)

    def totals(self) -> Totals:
        """Add up these lines as they stand in the database."""
        return Totals(**self.aggregate(**SUMS))

    def totals_and_withheld(self) -> tuple[Totals, int]:
        """The sums, and how many an order would name to the employer against their wish."""
        against_wish = Count("pk", filter=TO_BE_NAMED & Q(is_withheld=True))
        # First: after the sums their names would mean the sums, no longer the columns.
        sums = self.with_secrecy().aggregate(withheld=against_wish, **SUMS)
        withheld = sums.pop("withheld")
        return Totals(**sums), withheld


class WageClaim(models.Model):
    """One worker's line: claimed as lodged, determined by the bureau, paid to the worker."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="claims")
    claimant = models.OneToOneField(
        Claimant, models.PROTECT, null=True, blank=True, related_name="wage_claim"
    )
    row = models.PositiveIntegerField(_("序号"))
    worker = models.CharField(_("姓名"), max_length=60)
    identity_mask = models.CharField(_("证件号码"), max_length=40, blank=True)
    identity_hash = models.CharField(max_length=128, blank=True)
    trade = models.CharField(_("工种"), max_length=60, blank=True)
    period_from = models.DateField(_("期间起"), null=True, blank=True)
    period_to = models.DateField(_("期间止"), null=True, blank=True)
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    claimed = money(_("诉求"), default=NOTHING)
    determined = money(_("核定"), null=True, blank=True)
    determination_note = models.CharField(_("核定说明"), max_length=300, blank=True)
    paid = money(_("到手"), default=NOTHING)
    dispute_note = models.CharField(_("争议"), max_length=300, blank=True)
    signed_on = models.DateField(_("签收日期"), null=True, blank=True)

    objects = WageClaimQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("工资明细")
        ordering = ["case_id", "row"]
        constraints = [
            models.UniqueConstraint("case", "row", name="wageclaim_row_once"),
            models.UniqueConstraint(
                "case",
                "identity_hash",
                condition=~Q(identity_hash=""),
                name="wageclaim_person_once",
            ),
            models.CheckConstraint(condition=Q(claimed__gte=0), name="wageclaim_claimed"),
            models.CheckConstraint(
                condition=Q(determined__isnull=True) | Q(determined__gte=0),
                name="wageclaim_determined",
            ),
            models.CheckConstraint(
                condition=Q(paid=0)
                | Q(paid__gt=0, determined__isnull=False, paid__lte=F("determined")),
                name="wageclaim_paid_within_determined",
            ),
            models.CheckConstraint(
                condition=Q(period_from__isnull=True)
                | Q(period_to__isnull=True)
                | Q(period_to__gte=F("period_from")),
                name="wageclaim_period_ordered",
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | Q(paid__gt=0, paid=F("determined")),
                name="wageclaim_signed_when_paid",
            ),
        ]
        triggers = [
            *kept("wageclaim"),
            pgtrigger.Protect(
                name="wageclaim_as_lodged",
                operation=pgtrigger.Update,
                condition=changed("case", "claimant", "row", "claimed"),
            ),
            guards.agree(
                "wageclaim_paid_agrees",
                pgtrigger.Insert | pgtrigger.UpdateOf("paid"),
                guards.LINE.format(claim="NEW.id"),
            ),
            guards.touches_its_case("wageclaim_added_to_case", pgtrigger.Insert),
            guards.touches_its_case("wageclaim_changed_in_case", pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return self.worker

    @property
    def line(self) -> Line:
        signed = self.signed_on is not None
        return Line(self.worker, self.claimed, self.determined, self.paid, signed)

    @property
    def settlement(self) -> Settlement:
        return settlement(self.line)

    @property
    def period(self) -> str:
        """2026年3—6月, as the ledger and the order's annex print it."""
        first, last = self.period_from, self.period_to
        if first is None or last is None:
            known = first or last
            return f"{known.year}年{known.month}月" if known else ""
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.year}年{first.month}月"
        if first.year == last.year:
            return f"{first.year}年{first.month}—{last.month}月"
        return f"{first.year}年{first.month}月—{last.year}年{last.month}月"


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
        ]
        triggers = append_only("disbursement")

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
