"""What a party handed in through its own desk, and what the officer answered."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.triggers import append_only, changed, kept
from cases.models.case import Case, money
from cases.policy.submission import KIND_LABELS, OUTCOME_LABELS, Outcome
from documents.models import Paper, StoredFile

PEOPLE = settings.AUTH_USER_MODEL


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def waiting(self) -> Self:
        return self.filter(outcome=Outcome.WAITING.value)


class Submission(models.Model):
    """A proof of payment or a correction, as the party stated it: no finding, no payment yet."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="submissions")
    # The served paper that it answers.
    paper = models.ForeignKey(
        Paper, models.PROTECT, related_name="submissions", verbose_name=_("针对的文书")
    )
    kind = models.CharField(
        _("种类"), max_length=12, choices=[(k.value, _(v)) for k, v in KIND_LABELS.items()]
    )
    content = models.TextField(_("情况说明"))
    # As the party says; the ledger is not touched by it.
    amount = money(_("单位申报金额"), null=True, blank=True)
    paid_on = models.DateField(_("单位申报付款日期"), null=True, blank=True)
    token = models.UUIDField(unique=True)
    handed_in_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(_("提交时间"))
    outcome = models.CharField(
        _("处理结果"),
        max_length=10,
        blank=True,
        default=Outcome.WAITING.value,
        choices=[(k.value, _(v)) for k, v in OUTCOME_LABELS.items()],
    )
    answer = models.TextField(_("核收意见"), blank=True)
    answered_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("处理时间"), null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("单位提交的材料")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["case", "-id"], name="submission_of_case"),
            models.Index(fields=["case"], condition=Q(outcome=""), name="submission_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="payment", amount__gt=0, paid_on__isnull=False)
                | Q(kind="correction", amount__isnull=True, paid_on__isnull=True),
                name="submission_payment_is_stated",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True, answered_by__isnull=True)
                | Q(
                    outcome__in=["accepted", "returned"],
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                ),
                name="submission_answered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="returned") | ~Q(answer=""),
                name="submission_returned_has_reason",
            ),
        ]
        triggers = [
            *kept("submission"),
            pgtrigger.Protect(
                name="submission_as_handed_in",
                operation=pgtrigger.Update,
                condition=changed(
                    "case", "paper", "kind", "content", "amount", "paid_on", "token",
                    "handed_in_by", "handed_in_at",
                ),
            ),
            pgtrigger.Protect(
                name="submission_answered_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__answered_at__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.handed_in_at:%F}"

    @property
    def is_waiting(self) -> bool:
        return self.outcome == Outcome.WAITING.value


class SubmittedFile(models.Model):
    """One file of a submission, as it was handed in."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="files")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="submitted")

    class Meta:
        verbose_name = verbose_name_plural = _("提交的文件")
        ordering = ["pk"]
        triggers = append_only("submittedfile")

    def __str__(self) -> str:
        return f"{self.submission_id} {self.file_id}"
