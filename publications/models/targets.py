"""Where an entry was sent, who acknowledged it, and who confirmed that it is gone."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.triggers import changed, kept
from documents.models import StoredFile
from publications.models.publications import Publication
from publications.policy.kinds import MEANS_LABELS, Means

PEOPLE = settings.AUTH_USER_MODEL


class TargetQuerySet(models.QuerySet["Target"]):
    def standing(self) -> Self:
        """Sent, and not yet confirmed as removed."""
        return self.filter(sent_on__isnull=False, taken_down_on__isnull=True)

    def planned(self) -> Self:
        """To be sent on the entry's first day."""
        return self.filter(sent_on__isnull=True)

    def unacknowledged(self) -> Self:
        return self.standing().filter(receipt_on__isnull=True)


class Target(models.Model):
    """One place that shows the entry, or keeps a copy of it."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="targets")
    means = models.CharField(
        _("渠道"),
        max_length=16,
        choices=[(m.value, _(label)) for m, label in MEANS_LABELS.items()],
    )
    name = models.CharField(_("网站、媒体或者部门名称"), max_length=100)
    address = models.URLField(_("网址"), max_length=300, blank=True)
    sent_on = models.DateField(_("发送日期"), null=True, blank=True)
    sent_by = models.ForeignKey(
        PEOPLE, models.PROTECT, verbose_name=_("发送人"), related_name="+", null=True, blank=True
    )
    receipt_on = models.DateField(_("回执日期"), null=True, blank=True)
    receipt_no = models.CharField(_("回执编号"), max_length=100, blank=True)
    receipt_file = models.ForeignKey(
        StoredFile, models.PROTECT, verbose_name=_("回执"), related_name="+", null=True, blank=True
    )
    taken_down_on = models.DateField(_("撤下日期"), null=True, blank=True)
    confirmed_by = models.CharField(_("撤下确认人"), max_length=100, blank=True)
    proof = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        verbose_name=_("撤下证明"),
        related_name="+",
        null=True,
        blank=True,
    )
    proof_note = models.CharField(_("撤下说明"), max_length=500, blank=True)
    taken_down_by = models.ForeignKey(
        PEOPLE, models.PROTECT, verbose_name=_("登记人"), related_name="+", null=True, blank=True
    )

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("公开渠道")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "means", "name"], name="publications_sent_once_to_a_place"
            ),
            models.CheckConstraint(
                condition=Q(means__in=sorted(m.value for m in Means)),
                name="publications_means_known",
            ),
            models.CheckConstraint(
                condition=Q(receipt_on__isnull=True, receipt_no="", receipt_file__isnull=True)
                | Q(receipt_on__gte=F("sent_on")),
                name="publications_receipt_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(
                    taken_down_on__isnull=True,
                    confirmed_by="",
                    proof__isnull=True,
                    proof_note="",
                )
                | Q(Q(taken_down_on__gte=F("sent_on")), ~Q(confirmed_by=""))
                & (Q(proof__isnull=False) | ~Q(proof_note="")),
                name="publications_takedown_is_proved",
            ),
        ]
        triggers = [
            *kept("target"),
            pgtrigger.ReadOnly(
                name="target_as_sent",
                fields=["publication", "means", "name", "address", "sent_by"],
            ),
            pgtrigger.Protect(
                name="target_sent_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__sent_on__isnull=False) & changed("sent_on"),
            ),
            pgtrigger.Protect(
                name="target_acknowledged_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__receipt_on__isnull=False)
                & changed("receipt_on", "receipt_no", "receipt_file"),
            ),
            pgtrigger.Protect(
                name="target_taken_down_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__taken_down_on__isnull=False)
                & changed("taken_down_on", "confirmed_by", "proof", "proof_note", "taken_down_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_means_display()} {self.name}"

    @property
    def is_standing(self) -> bool:
        return self.sent_on is not None and self.taken_down_on is None
