"""From the end of the investigation to the signature: proposal, review, deliberation, notice."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.triggers import append_only, changed, kept
from cases.models.case import Case, money
from cases.policy.decision import KINDS, Kind, Terms
from documents.models import Paper, StoredFile

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


class PriorNoticeQuerySet(models.QuerySet["PriorNotice"]):
    def standing(self) -> Self:
        return self.filter(replaced_at__isnull=True)

    def with_progress(self) -> Self:
        """Add `codes` and `unanswered`: what was told, and the statements without a review."""
        unread = Count("defences", filter=Q(defences__reviewed_at__isnull=True), distinct=True)
        codes = ArrayAgg("proposal__grounds__violation", default=[], distinct=True)
        return self.select_related("proposal", "hearing").annotate(unanswered=unread, codes=codes)


class PriorNotice(models.Model):
    """行政处罚（处理）事先告知书: what the party was told, and until when it may speak."""

    # Of `with_progress` only.
    codes: list[str | None]
    unanswered: int

    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="notices")
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="prior_notice")
    # 听证告知书, served together with the notice where a hearing may be asked for.
    hearing_paper = models.OneToOneField(
        Paper, models.PROTECT, null=True, blank=True, related_name="hearing_told_by"
    )
    offers_hearing = models.BooleanField(_("告知听证权利"), default=False)
    defence_days = models.PositiveSmallIntegerField(_("陈述申辩期限（工作日）"))
    issued_on = models.DateField(_("制作日期"))
    served_on = models.DateField(_("送达日期"), null=True, blank=True)
    defence_until = models.DateField(_("陈述申辩期限届满日"), null=True, blank=True)
    hearing_until = models.DateField(_("听证申请期限届满日"), null=True, blank=True)
    waived_on = models.DateField(_("书面放弃日期"), null=True, blank=True)
    waiver = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    replaced_at = models.DateTimeField(_("被重新告知的时间"), null=True, blank=True)

    objects = PriorNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("事先告知")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "case", condition=Q(replaced_at__isnull=True), name="priornotice_one_standing"
            ),
            models.CheckConstraint(
                condition=Q(served_on__isnull=True, defence_until__isnull=True)
                | Q(served_on__gte=F("issued_on"), defence_until__gte=F("served_on")),
                name="priornotice_served_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(waived_on__isnull=True) | Q(waiver__isnull=False),
                name="priornotice_waived_in_writing",
            ),
        ]
        triggers = [
            *kept("priornotice"),
            pgtrigger.Protect(
                name="priornotice_as_issued",
                operation=pgtrigger.Update,
                condition=changed(
                    "case", "proposal", "paper", "hearing_paper", "offers_hearing",
                    "defence_days", "issued_on",
                ),
            ),
            pgtrigger.Protect(
                name="priornotice_served_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__served_on__isnull=False)
                & changed("served_on", "defence_until", "hearing_until"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} {self.issued_on}"


class Defence(models.Model):
    """陈述申辩: what the party said, and the written review of it."""

    class Form(models.TextChoices):
        WRITTEN = "written", _("书面")
        ORAL = "oral", _("口头（笔录）")

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("采纳")
        PARTLY = "partly", _("部分采纳")
        NOT_ACCEPTED = "not_accepted", _("不予采纳")

    notice = models.ForeignKey(PriorNotice, models.PROTECT, related_name="defences")
    form = models.CharField(_("形式"), max_length=10, choices=Form)
    received_on = models.DateField(_("收到日期"))
    speaker = models.CharField(_("陈述申辩人"), max_length=100)
    content = models.TextField(_("陈述申辩内容"))
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    paper = models.OneToOneField(
        Paper, models.PROTECT, null=True, blank=True, related_name="defence"
    )
    recorded_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))
    answer = models.CharField(_("复核结果"), max_length=14, choices=Answer, blank=True)
    review = models.TextField(_("复核意见"), blank=True)
    reviewed_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(_("复核时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("陈述申辩")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, answer="")
                | Q(~Q(answer=""), ~Q(review=""), reviewed_at__isnull=False),
                name="defence_reviewed_has_answer",
            )
        ]
        triggers = [
            *kept("defence"),
            pgtrigger.Protect(
                name="defence_as_made",
                operation=pgtrigger.Update,
                condition=changed("notice", "form", "received_on", "speaker", "content", "file")
                | pgtrigger.Q(old__reviewed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker} {self.received_on}"


class Hearing(models.Model):
    """听证: asked for, set, held and reported, or ended without being held."""

    notice = models.OneToOneField(PriorNotice, models.PROTECT, related_name="hearing")
    requested_on = models.DateField(_("申请日期"))
    requester = models.CharField(_("申请人"), max_length=100)
    set_for = models.DateTimeField(_("听证时间"), null=True, blank=True)
    place = models.CharField(_("听证地点"), max_length=200, blank=True)
    is_public = models.BooleanField(_("公开举行"), default=True)
    chair = models.ForeignKey(PEOPLE, models.PROTECT, null=True, blank=True, related_name="+")
    panel = models.CharField(_("听证员"), max_length=200, blank=True)
    clerk = models.CharField(_("书记员"), max_length=100, blank=True)
    summons = models.OneToOneField(
        Paper, models.PROTECT, null=True, blank=True, related_name="summons_of"
    )
    noticed_on = models.DateField(_("通知日期"), null=True, blank=True)
    held_on = models.DateField(_("举行日期"), null=True, blank=True)
    record = models.OneToOneField(
        Paper, models.PROTECT, null=True, blank=True, related_name="record_of_hearing"
    )
    report = models.OneToOneField(
        Paper, models.PROTECT, null=True, blank=True, related_name="report_of_hearing"
    )
    attendance = models.TextField(_("到场人员"), blank=True)
    course = models.TextField(_("听证过程"), blank=True)
    conclusion = models.TextField(_("听证意见"), blank=True)
    ended_on = models.DateField(_("终止日期"), null=True, blank=True)
    end_reason = models.CharField(_("终止事由"), max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("听证")
        constraints = [
            models.CheckConstraint(
                condition=Q(set_for__isnull=True, chair__isnull=True)
                | Q(set_for__isnull=False, chair__isnull=False, summons__isnull=False),
                name="hearing_set_with_chair",
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True)
                | Q(set_for__isnull=False, record__isnull=False, report__isnull=False),
                name="hearing_held_on_record",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(~Q(end_reason=""), held_on__isnull=True),
                name="hearing_held_or_ended",
            ),
        ]
        triggers = kept("hearing")

    def __str__(self) -> str:
        return f"{self.notice_id} {self.requested_on}"
