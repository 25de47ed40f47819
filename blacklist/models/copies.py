"""To whom a listing was copied, what each does about it, and how the name comes off there."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.triggers import kept
from blacklist.models.listings import Listing
from blacklist.policy.departments import (
    DEPARTMENT_LABELS,
    REQUESTS,
    SANCTIONS,
    Department,
    Measure,
)
from documents.models import Paper, StoredFile

PEOPLE = settings.AUTH_USER_MODEL


class DispatchQuerySet(models.QuerySet["Dispatch"]):
    def standing(self) -> Self:
        """Those of the listing as it now stands; a restored listing is copied anew."""
        return self.filter(is_past=False)

    def unreceipted(self) -> Self:
        return self.standing().filter(received_on=None)

    def unanswered(self) -> Self:
        return self.standing().filter(replied_on=None)

    def still_showing(self) -> Self:
        return self.standing().filter(down_on=None)


class Dispatch(models.Model):
    """One letter with its package to one kind of department (抄送), and its way back."""

    listing = models.ForeignKey(Listing, models.PROTECT, related_name="dispatches")
    department = models.CharField(
        _("部门"),
        max_length=20,
        choices=[(d.value, _(label)) for d, label in DEPARTMENT_LABELS.items()],
    )
    body = models.CharField(_("收件单位"), max_length=200)
    paper = models.OneToOneField(
        Paper, models.PROTECT, related_name="dispatch", verbose_name=_("抄送函")
    )
    sent_on = models.DateField(_("发出日期"))
    received_on = models.DateField(_("签收日期"), null=True, blank=True)
    receiver = models.CharField(_("签收人"), max_length=100, blank=True)
    receipt = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("回执")
    )
    replied_on = models.DateField(_("回复日期"), null=True, blank=True)
    reply = models.TextField(_("回复内容"), blank=True)
    # off the list there: told on a day, proved by a paper or a picture of the page
    removal_paper = models.OneToOneField(
        Paper,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("移出通知函"),
    )
    down_on = models.DateField(_("确认移出日期"), null=True, blank=True)
    down_note = models.CharField(_("移出的证明"), max_length=500, blank=True)
    down_proof = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("凭证")
    )
    is_past = models.BooleanField(_("属于以前的列入"), default=False)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("抄送")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "department"],
                condition=Q(is_past=False),
                name="blacklist_copied_once",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("sent_on")),
                name="blacklist_received_after_sending",
            ),
            models.CheckConstraint(
                condition=Q(replied_on__isnull=True, reply="")
                | Q(Q(replied_on__gte=F("sent_on")), ~Q(reply="")),
                name="blacklist_reply_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(down_on__isnull=True) | ~Q(down_note=""),
                name="blacklist_down_is_proved",
            ),
        ]
        triggers = kept("dispatch")

    def __str__(self) -> str:
        return f"{self.listing_id} {self.get_department_display()}"

    @property
    def request(self) -> str:
        """What the department is asked to do."""
        return REQUESTS[Department(self.department)]


class Sanction(models.Model):
    """One of the five measures on one listing: since when, until when, who said so."""

    listing = models.ForeignKey(Listing, models.PROTECT, related_name="sanctions")
    measure = models.CharField(
        _("惩戒措施"),
        max_length=24,
        choices=[(m.value, _(row.label)) for m, row in SANCTIONS.items()],
    )
    until = models.DateField(_("期限至"))
    begun_on = models.DateField(_("实施日期"), null=True, blank=True)
    note = models.CharField(_("实施情况"), max_length=500, blank=True)
    lifted_on = models.DateField(_("解除日期"), null=True, blank=True)
    is_past = models.BooleanField(_("属于以前的列入"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("惩戒措施")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "measure"],
                condition=Q(is_past=False),
                name="blacklist_measure_once",
            )
        ]
        triggers = kept("sanction")

    def __str__(self) -> str:
        return f"{self.listing_id} {self.measure}"

    @property
    def kind(self) -> Measure:
        return Measure(self.measure)

    def is_in_force(self, today: date) -> bool:
        return self.begun_on is not None and self.lifted_on is None and today <= self.until
