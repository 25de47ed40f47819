"""The wage ledger: one line a worker, its months, its basis and what the employer answers."""

from decimal import Decimal
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.triggers import changed, kept
from cases.models import guards
from cases.models.case import Case, money, quantity
from cases.models.evidence import Evidence
from cases.policy.basis import BASIS_LABELS, Basis
from cases.policy.counter_claim import CounterClaim
from cases.policy.ledger import NOTHING, Line, Settlement, Totals, settlement
from cases.policy.months import Month
from cases.policy.sign_off import CONFIRMED, SIGN_OFF_LABELS, SignOff
from cases.policy.wage_check import PAY_KIND_LABELS, PayKind
from complaints.models import Claimant
from documents.models import StoredFile

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

    def unsettled(self) -> Self:
        """Lines not determined yet, or on which determined money has not yet arrived."""
        return self.filter(TO_BE_NAMED)

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
    # What it rests on.
    basis_kind = models.CharField(
        _("依据种类"),
        max_length=20,
        blank=True,
        choices=[(b.value, _(BASIS_LABELS[b])) for b in Basis],
    )
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="wage_claims"
    )
    pay_kind = models.CharField(
        _("计酬方式"),
        max_length=20,
        blank=True,
        choices=[(k.value, _(PAY_KIND_LABELS[k])) for k in PayKind],
    )
    rate = money(_("约定标准"), null=True, blank=True)
    # As stated, until the months say it: then these are the months' sums.
    agreed = money(_("应发"), default=NOTHING)
    received = money(_("已发"), default=NOTHING)
    month_count = models.PositiveSmallIntegerField(_("月数"), default=0)
    # What the employer sets against it, and the answer.
    counter_amount = money(_("单位主张扣减"), default=NOTHING)
    counter_reason = models.CharField(_("单位的理由"), max_length=300, blank=True)
    counter_accepted = money(_("采纳"), null=True, blank=True)
    counter_reply = models.CharField(_("答复理由"), max_length=300, blank=True)
    claimed = money(_("诉求"), default=NOTHING)
    determined = money(_("核定"), null=True, blank=True)
    determination_note = models.CharField(_("核定说明"), max_length=300, blank=True)
    paid = money(_("到手"), default=NOTHING)
    dispute_note = models.CharField(_("争议"), max_length=300, blank=True)
    sign_off = models.CharField(
        _("签收方式"),
        max_length=12,
        blank=True,
        choices=[(k.value, _(SIGN_OFF_LABELS[k])) for k in SignOff],
    )
    signed_on = models.DateField(_("签收日期"), null=True, blank=True)
    sign_off_note = models.CharField(_("签收说明"), max_length=300, blank=True)
    sign_off_proof = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+"
    )

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
            models.CheckConstraint(
                condition=Q(sign_off="", signed_on__isnull=True, sign_off_proof__isnull=True)
                | Q(~Q(sign_off=""), signed_on__isnull=False),
                name="wageclaim_sign_off_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(sign_off=SignOff.REFUSED.value) | ~Q(sign_off_note=""),
                name="wageclaim_refusal_to_sign_is_explained",
            ),
            models.CheckConstraint(
                condition=~Q(basis_kind=Basis.OTHER.value) | ~Q(basis=""),
                name="wageclaim_other_basis_is_named",
            ),
            models.CheckConstraint(
                condition=Q(rate__isnull=True) | Q(rate__gt=0), name="wageclaim_rate"
            ),
            models.CheckConstraint(
                condition=Q(received__gte=0, received__lte=F("agreed")),
                name="wageclaim_received_within_agreed",
            ),
            models.CheckConstraint(
                condition=Q(
                    counter_amount=0,
                    counter_reason="",
                    counter_accepted__isnull=True,
                    counter_reply="",
                )
                | Q(
                    ~Q(counter_reason=""),
                    counter_amount__gt=0,
                    counter_accepted__isnull=True,
                    counter_reply="",
                )
                | Q(
                    ~Q(counter_reason=""),
                    ~Q(counter_reply=""),
                    counter_accepted__gte=0,
                    counter_accepted__lte=F("counter_amount"),
                    counter_amount__gt=0,
                ),
                name="wageclaim_counter_claim_is_answered_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(determined__isnull=True)
                | Q(counter_amount=0)
                | Q(counter_accepted__isnull=False),
                name="wageclaim_determined_after_answer",
            ),
            models.CheckConstraint(
                condition=Q(determined__isnull=True)
                | Q(month_count=0)
                | Q(
                    determined=F("agreed")
                    - F("received")
                    - Coalesce(F("counter_accepted"), Value(NOTHING))
                ),
                name="wageclaim_determined_by_its_months",
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
            guards.agree(
                "wageclaim_months_agree",
                pgtrigger.Insert | pgtrigger.UpdateOf("agreed", "received", "month_count"),
                guards.MONTHS.format(claim="NEW.id"),
            ),
            guards.agree(
                "wageclaim_evidence_is_of_its_case",
                pgtrigger.Insert | pgtrigger.UpdateOf("evidence_id"),
                guards.EVIDENCE,
                condition=pgtrigger.Q(new__evidence__isnull=False),
            ),
            guards.touches_its_case("wageclaim_added_to_case", pgtrigger.Insert),
            guards.touches_its_case("wageclaim_changed_in_case", pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return self.worker

    @property
    def line(self) -> Line:
        counter = self.counter_claim
        return Line(
            self.worker,
            self.claimed,
            self.determined,
            self.paid,
            is_signed=self.sign_off in CONFIRMED,
            by_months=self.owed - counter.taken_off if self.month_count else None,
            is_answered=counter.is_answered,
        )

    @property
    def owed(self) -> Decimal:
        """应发 less 已发, before what the employer sets against it."""
        return self.agreed - self.received

    @property
    def counter_claim(self) -> CounterClaim:
        return CounterClaim(
            self.counter_amount, self.counter_reason, self.counter_accepted, self.counter_reply
        )

    @property
    def adjustment(self) -> Decimal:
        """核增 or 核减: by how much what was determined departs from the figures before it.

        Nothing where the months are entered; elsewhere `determination_note` says why.
        """
        if self.determined is None:
            return NOTHING
        return self.determined - (self.owed - self.counter_claim.taken_off)

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


class WageMonth(models.Model):
    """One month of one line; what is owed is worked out by the database, never typed."""

    claim = models.ForeignKey(WageClaim, models.PROTECT, related_name="months")
    month = models.DateField(_("月份"))
    agreed = money(_("应发"))
    paid = money(_("已发"), default=NOTHING)
    owed = models.GeneratedField(
        expression=F("agreed") - F("paid"), output_field=money(_("欠发")), db_persist=True
    )
    days = quantity(_("出勤天数"), null=True, blank=True)
    hours = quantity(_("工时"), null=True, blank=True)
    pieces = quantity(_("计件数量"), null=True, blank=True)
    overtime_pay = money(_("其中加班工资"), null=True, blank=True)
    overtime_workday = quantity(_("平日加班小时"), default=NOTHING)
    overtime_restday = quantity(_("休息日加班小时"), default=NOTHING)
    overtime_holiday = quantity(_("法定休假日加班小时"), default=NOTHING)

    class Meta:
        verbose_name = verbose_name_plural = _("按月工资")
        ordering = ["claim_id", "month"]
        constraints = [
            models.UniqueConstraint("claim", "month", name="wagemonth_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="wagemonth_is_a_month"),
            models.CheckConstraint(
                condition=Q(paid__gte=0, paid__lte=F("agreed")),
                name="wagemonth_paid_within_agreed",
            ),
            models.CheckConstraint(
                condition=(Q(days__isnull=True) | Q(days__gte=0, days__lte=31))
                & (Q(hours__isnull=True) | Q(hours__gte=0, hours__lte=744))
                & (Q(pieces__isnull=True) | Q(pieces__gte=0))
                & Q(overtime_workday__gte=0, overtime_restday__gte=0, overtime_holiday__gte=0),
                name="wagemonth_quantities",
            ),
            models.CheckConstraint(
                condition=Q(overtime_pay__isnull=True)
                | Q(overtime_pay__gte=0, overtime_pay__lte=F("agreed")),
                name="wagemonth_overtime_within_agreed",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="wagemonth_stays_with_its_line",
                operation=pgtrigger.Update,
                condition=changed("claim"),
            ),
            guards.agree(
                "wagemonth_sums_agree",
                pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                guards.MONTHS.format(claim="COALESCE(NEW.claim_id, OLD.claim_id)"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.month:%Y-%m}"

    @property
    def facts(self) -> Month:
        return Month(
            month=self.month,
            agreed=self.agreed,
            paid=self.paid,
            days=self.days,
            hours=self.hours,
            pieces=self.pieces,
            overtime_pay=self.overtime_pay,
            overtime_workday=self.overtime_workday,
            overtime_restday=self.overtime_restday,
            overtime_holiday=self.overtime_holiday,
        )
