"""What the party was told and answered: prior notice, defence and hearing (处罚法 44-45, 62-65)."""

from decimal import Decimal
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from accounts.triggers import changed, kept
from cases.models.case import Case
from cases.models.proposals import Proposal
from documents.models import Paper, StoredFile

PEOPLE = settings.AUTH_USER_MODEL
NOTHING = Decimal("0.00")


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
