"""From the end of the investigation to the signature: the proposal, its review, deliberation."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.triggers import append_only, changed, kept
from cases.models.case import Case, money
from cases.policy.decision import KINDS, Kind, Terms
from documents.models import Paper

PEOPLE = settings.AUTH_USER_MODEL
NOTHING = Decimal("0.00")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def current(self) -> Self:
        return self.filter(superseded_at__isnull=True)

    def with_progress(self) -> Self:
        """Add `codes`, `is_reviewed` and `is_deliberated`: what it rests on and what it passed."""
        passed = LegalReview.objects.filter(proposal=OuterRef("pk"), is_passed=True)
        carried = Deliberation.objects.filter(proposal=OuterRef("pk"), is_carried=True)
        return self.annotate(
            codes=ArrayAgg("grounds__violation", default=[]),
            is_reviewed=Exists(passed),
            is_deliberated=Exists(carried),
        )


class Proposal(models.Model):
    """调查终结报告 and 案件处理报批表: what was found, and what the officers propose."""

    # Of `with_progress` only.
    codes: list[str | None]
    is_reviewed: bool
    is_deliberated: bool

    case = models.ForeignKey(Case, models.PROTECT, related_name="proposals")
    kind = models.CharField(
        _("处理建议"), max_length=12, choices=[(k.value, _(KINDS[k].label)) for k in Kind]
    )
    facts = models.TextField(_("违法事实"))
    statement = models.TextField(_("当事人的陈述"), blank=True)
    law = models.TextField(_("处理依据"))
    opinion = models.TextField(_("处理意见"))
    discretion = models.TextField(_("裁量理由"), blank=True)
    fine = money(_("罚款"), default=NOTHING)
    compensation = money(_("加付赔偿金"), default=NOTHING)
    # 处罚法 第五十七条、第五十八条: what calls for deliberation and for review.
    is_complex = models.BooleanField(_("情节复杂、涉及多个法律关系"), default=False)
    is_grave = models.BooleanField(_("重大违法行为"), default=False)
    is_public_interest = models.BooleanField(_("涉及重大公共利益"), default=False)
    is_prescribed = models.BooleanField(_("法律、法规规定应当审核"), default=False)
    report = models.OneToOneField(
        Paper, models.PROTECT, null=True, blank=True, related_name="proposal_report"
    )
    form = models.OneToOneField(
        Paper, models.PROTECT, null=True, blank=True, related_name="proposal_form"
    )
    proposed_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("报批时间"))
    superseded_at = models.DateTimeField(_("作废时间"), null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("处理建议")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "case", condition=Q(superseded_at__isnull=True), name="proposal_one_current"
            ),
            models.CheckConstraint(
                condition=Q(fine__gte=0, compensation__gte=0), name="proposal_amounts"
            ),
            models.CheckConstraint(
                condition=Q(kind="penalty") | Q(fine=0), name="proposal_fine_is_a_penalty"
            ),
            models.CheckConstraint(
                condition=Q(kind="handling") | Q(compensation=0),
                name="proposal_compensation_is_handling",
            ),
        ]
        triggers = [
            *kept("proposal"),
            pgtrigger.Protect(
                name="proposal_as_made",
                operation=pgtrigger.Update,
                condition=changed(
                    "case", "kind", "facts", "statement", "law", "opinion", "discretion", "fine",
                    "compensation", "is_complex", "is_grave", "is_public_interest",
                    "is_prescribed", "proposed_by", "proposed_at",
                ),
            ),
            pgtrigger.Protect(
                name="proposal_superseded_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__superseded_at__isnull=False)
                & changed("superseded_at"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_kind_display()}"

    @property
    def ending(self) -> Kind:
        return Kind(self.kind)

    def terms(self, codes: Iterable[str | None]) -> Terms:
        """What the party is told, as far as one proposal may be heavier than another."""
        grounds = frozenset(code for code in codes if code)
        return Terms(self.ending, self.fine, self.compensation, grounds)


class ProposalGroundQuerySet(models.QuerySet["ProposalGround"]):
    def fined(self, employer_id: int, violations: Iterable[str]) -> Self:
        """Violations for which a decision that stands has fined this party."""
        return self.filter(
            proposal__case__employer=employer_id,
            proposal__kind=Kind.PENALTY.value,
            proposal__decision__status__in=["in_force", "changed"],
            violation__in=violations,
            proposed__gt=0,
        )


class ProposalGround(models.Model):
    """One violation of a proposal: what was counted, the statutory range, the amount in it."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="grounds")
    row = models.PositiveSmallIntegerField(_("序号"))
    violation = models.CharField(_("违法行为"), max_length=64)
    workers = models.PositiveIntegerField(_("涉及人数"), null=True, blank=True)
    amount = money(_("涉及金额"), null=True, blank=True)
    spells = models.JSONField(_("期间"), default=list)
    minimum = money(_("法定下限"), default=NOTHING)
    maximum = money(_("法定上限"), default=NOTHING)
    tier = models.CharField(_("裁量档次"), max_length=20, blank=True)
    proposed = money(_("建议数额"), default=NOTHING)
    reason_outside = models.CharField(_("超出幅度的理由"), max_length=500, blank=True)
    formula = models.JSONField(_("计算说明"), default=dict)

    objects = ProposalGroundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("违法行为与裁量")
        ordering = ["proposal_id", "row"]
        constraints = [
            models.UniqueConstraint("proposal", "row", name="proposalground_row_once"),
            models.UniqueConstraint("proposal", "violation", name="proposalground_violation_once"),
            models.CheckConstraint(
                condition=Q(proposed__gte=F("minimum"), proposed__lte=F("maximum"))
                | ~Q(reason_outside=""),
                name="proposalground_within_range_or_reasoned",
            ),
        ]
        triggers = append_only("proposalground")

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.violation}"


class LegalReview(models.Model):
    """法制审核意见: passed, or sent back with what is wrong."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="legal_reviews")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="reviews")
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="legal_review")
    reviewer = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    is_passed = models.BooleanField(_("审核通过"))
    opinion = models.TextField(_("审核意见"))
    reviewed_at = models.DateTimeField(_("审核时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("法制审核")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "proposal", condition=Q(is_passed=True), name="legalreview_passed_once"
            )
        ]
        triggers = append_only("legalreview")

    def __str__(self) -> str:
        return f"{self.case_id} {self.reviewed_at:%F}"


class Deliberation(models.Model):
    """集体讨论记录: who sat, what each said, what was concluded."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="deliberations")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="deliberations")
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="deliberation")
    held_on = models.DateField(_("讨论日期"))
    place = models.CharField(_("地点"), max_length=200)
    chair = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    recorder = models.CharField(_("记录人"), max_length=100)
    conclusion = models.TextField(_("结论性意见"))
    is_carried = models.BooleanField(_("同意处理建议"))
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("集体讨论")
        ordering = ["pk"]
        triggers = append_only("deliberation")

    def __str__(self) -> str:
        return f"{self.case_id} {self.held_on}"


class DeliberationMember(models.Model):
    """One member's presence and view."""

    deliberation = models.ForeignKey(Deliberation, models.PROTECT, related_name="members")
    row = models.PositiveSmallIntegerField(_("序号"))
    user = models.ForeignKey(PEOPLE, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("姓名"), max_length=60)
    position = models.CharField(_("职务"), max_length=100, blank=True)
    is_present = models.BooleanField(_("到会"), default=True)
    agrees = models.BooleanField(_("同意"), default=True)
    opinion = models.TextField(_("意见"), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("讨论人员")
        ordering = ["deliberation_id", "row"]
        constraints = [
            models.UniqueConstraint("deliberation", "row", name="deliberationmember_row_once"),
            models.CheckConstraint(
                condition=Q(is_present=False) | ~Q(opinion=""),
                name="deliberationmember_present_has_view",
            ),
        ]
        triggers = append_only("deliberationmember")

    def __str__(self) -> str:
        return self.name
