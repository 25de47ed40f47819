"""What was asked, refused or merged on the way, and who tried to look up what."""

from datetime import date

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.triggers import append_only, kept
from complaints.models.complaint import PEOPLE, Complaint
from complaints.policy.acceptance import REASONS, Code
from documents.models import Paper


class SupplementRequest(models.Model):
    """What the complainant was asked to supply; while it is open the five days stand still."""

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, verbose_name=_("投诉"), related_name="supplement_requests"
    )
    items = ArrayField(models.CharField(max_length=200), verbose_name=_("补正内容"))
    due_on = models.DateField(_("补正期限"))
    asked_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("告知时间"))
    supplied_at = models.DateTimeField(_("补正时间"), null=True, blank=True)
    supplied_note = models.TextField(_("补正情况"), blank=True)
    lapsed_at = models.DateTimeField(_("逾期未补正"), null=True, blank=True)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("补正")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"],
                condition=Q(supplied_at__isnull=True, lapsed_at__isnull=True),
                name="complaints_one_open_supplement",
            ),
            models.CheckConstraint(
                condition=Q(supplied_at__isnull=True) | Q(lapsed_at__isnull=True),
                name="complaints_supplied_or_lapsed",
            ),
        ]
        triggers = [
            *kept("supplement"),
            pgtrigger.ReadOnly(
                name="supplement_as_asked",
                fields=["complaint", "items", "due_on", "asked_by", "asked_at", "paper"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.asked_at:%F}"

    @property
    def is_open(self) -> bool:
        return self.supplied_at is None and self.lapsed_at is None

    def is_overdue(self, today: date) -> bool:
        return self.is_open and today > self.due_on


class Refusal(models.Model):
    """A ground for refusal as proposed, and what became of it."""

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, verbose_name=_("投诉"), related_name="refusals"
    )
    code = models.CharField(
        _("理由"),
        max_length=24,
        choices=[(code.value, _(reason.label.msgid)) for code, reason in REASONS.items()],
    )
    reason = models.TextField(_("具体理由"))
    body = models.CharField(_("指引机关"), max_length=200, blank=True)
    approval_id = models.BigIntegerField(unique=True)
    proposed_at = models.DateTimeField(_("报批时间"))
    returned_at = models.DateTimeField(_("退回时间"), null=True, blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    paper = models.ForeignKey(
        Paper, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("通知书")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("不予受理")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__in=sorted(code.value for code in Code)),
                name="complaints_refusal_coded",
            ),
            models.UniqueConstraint(
                fields=["complaint"],
                condition=Q(returned_at__isnull=True),
                name="complaints_one_standing_refusal",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, paper__isnull=True)
                | Q(decided_on__isnull=False, paper__isnull=False, returned_at__isnull=True),
                name="complaints_refused_on_paper",
            ),
        ]
        triggers = [
            *kept("refusal"),
            pgtrigger.ReadOnly(
                name="refusal_as_proposed", fields=["complaint", "code", "reason", "body"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.code}"


class Merge(models.Model):
    """One complaint joined to another, with the reason; both stay, and both are answered."""

    complaint = models.OneToOneField(
        Complaint, models.PROTECT, verbose_name=_("被并投诉"), related_name="merge"
    )
    master = models.ForeignKey(
        Complaint, models.PROTECT, verbose_name=_("并入"), related_name="absorbed"
    )
    reason = models.TextField(_("并案理由"))
    actor = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("并案时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("并案")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(complaint=F("master")), name="complaints_merged_with_another"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="complaints_merge_has_reason"),
        ]
        triggers = append_only("merge")

    def __str__(self) -> str:
        return f"{self.complaint_id} → {self.master_id}"


class LookupAttempt(models.Model):
    """A failed look-up: by hash of what was typed and of the address, to slow down guessing."""

    code_hash = models.CharField(max_length=90)
    address_hash = models.CharField(max_length=90)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["code_hash", "at"], name="complaints_attempt_of_code"),
            models.Index(fields=["address_hash", "at"], name="complaints_attempt_of_place"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%F %T}"
