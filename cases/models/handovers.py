"""移交: one officer's open matters given to another by the head of their office, item by item."""

from collections.abc import Mapping
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Office
from accounts.subjects import Subject
from accounts.triggers import changed, kept
from cases.models.case import Case
from complaints.models import Complaint
from documents.models import Paper
from statutes.wording import Sentence

PEOPLE = settings.AUTH_USER_MODEL


class HandoverQuerySet(models.QuerySet["Handover"]):
    def unfinished(self) -> Self:
        return self.filter(finished_at__isnull=True)

    def of_offices(self, offices: Any) -> Self:
        return self.filter(office__in=offices)


class Handover(models.Model):
    """What a head decided once: from whom, to whom, why; its items say what became of each."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    giver = models.ForeignKey(PEOPLE, models.PROTECT, verbose_name=_("移交人"), related_name="+")
    taker = models.ForeignKey(PEOPLE, models.PROTECT, verbose_name=_("接收人"), related_name="+")
    reason = models.CharField(_("移交原因"), max_length=500)
    decided_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("决定时间"))
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)
    paper = models.OneToOneField(
        Paper, models.PROTECT, null=True, blank=True, related_name="handover"
    )

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("移交")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                "giver", condition=Q(finished_at__isnull=True), name="handover_one_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="handover_between_two"),
            models.CheckConstraint(condition=~Q(reason=""), name="handover_has_reason"),
        ]
        triggers = [
            *kept("handover"),
            pgtrigger.Protect(
                name="handover_as_decided",
                operation=pgtrigger.Update,
                condition=changed("office", "giver", "taker", "reason", "decided_by", "decided_at")
                | pgtrigger.Q(old__finished_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker}"

    def get_absolute_url(self) -> str:
        return reverse("console:handover_record", args=[self.pk])

    @property
    def subject(self) -> Subject:
        """What its event, its list and its notices carry."""
        return Subject("handover", self.pk, str(self), self.office.division_id, self.office_id)


class HandoverItemQuerySet(models.QuerySet["HandoverItem"]):
    def waiting(self) -> Self:
        return self.filter(outcome=HandoverItem.Outcome.WAITING)

    def counts(self) -> Mapping[str, int]:
        rows = self.order_by().values_list("outcome").annotate(Count("pk"))
        return dict(rows)


class HandoverItem(models.Model):
    """One case or complaint of a hand-over, and what became of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("待移交")
        MOVED = "moved", _("已移交")
        REFUSED = "refused", _("未移交")

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    complaint = models.ForeignKey(
        Complaint, models.PROTECT, null=True, blank=True, related_name="+"
    )
    was_lead = models.BooleanField(_("主办"), default=False)
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome, default=Outcome.WAITING)
    msgid = models.TextField(blank=True)
    params = models.JSONField(default=dict)

    objects = HandoverItemQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False, complaint__isnull=True)
                | Q(case__isnull=True, complaint__isnull=False),
                name="handoveritem_is_one_matter",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | ~Q(msgid=""),
                name="handoveritem_refused_has_reason",
            ),
            models.UniqueConstraint("handover", "case", name="handoveritem_case_once"),
            models.UniqueConstraint("handover", "complaint", name="handoveritem_complaint_once"),
        ]
        indexes = [
            models.Index(
                fields=["handover", "id"],
                condition=Q(outcome="waiting"),
                name="handoveritem_waiting",
            )
        ]
        triggers = [
            *kept("handoveritem"),
            pgtrigger.Protect(
                name="handoveritem_settled_once",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__outcome="waiting")
                | changed("handover", "case", "complaint", "was_lead"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.case or self.complaint)

    @property
    def reason(self) -> Sentence | None:
        return Sentence(self.msgid, self.params) if self.msgid else None
