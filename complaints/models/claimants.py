"""Who complains, who speaks for them, and what they handed in."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.personal_data import EncryptedTextField
from accounts.triggers import append_only, kept
from complaints.models.complaint import Complaint
from complaints.policy.representatives import MOST
from documents.models import StoredFile

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class ClaimantQuerySet(models.QuerySet["Claimant"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user, "complaint__division_id"))

    def withheld(self) -> Self:
        """People whose names are kept from the employer."""
        return self.filter(complaint__is_confidential=True, complaint__disclosure_agreed_at=None)


class Claimant(models.Model):
    """One worker's line, as stated. Numbers are sealed; they are compared by keyed hash."""

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, verbose_name=_("投诉"), related_name="claimants"
    )
    position = models.PositiveIntegerField(_("序号"))
    name = models.CharField(_("姓名"), max_length=60)
    identity = EncryptedTextField(_("证件号码"))
    identity_hash = models.CharField(max_length=90, editable=False)
    identity_masked = models.CharField(_("证件号码"), max_length=30)
    phone = EncryptedTextField(_("手机号"))
    phone_hash = models.CharField(max_length=90, editable=False)
    phone_last4 = models.CharField(_("手机尾号"), max_length=4)
    address = EncryptedTextField(_("住所"), blank=True)
    trade = models.CharField(_("工种"), max_length=50, blank=True)
    period_from = models.DateField(_("起始"))
    period_to = models.DateField(_("截止"))
    agreed = models.DecimalField(_("约定工资"), max_digits=14, decimal_places=2)
    paid = models.DecimalField(_("已付"), max_digits=14, decimal_places=2)
    owed = models.DecimalField(_("欠付"), max_digits=14, decimal_places=2)
    # The only thing that may change: a lost look-up code is replaced by another.
    code_hash = models.CharField(max_length=90, unique=True, editable=False)

    objects = ClaimantQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("投诉人")
        ordering = ["complaint_id", "position"]
        indexes = [
            models.Index(fields=["identity_hash"], name="complaints_same_person"),
            models.Index(fields=["phone_hash"], name="complaints_same_phone"),
            models.Index(fields=["phone_last4"], name="complaints_phone_tail"),
            models.Index(fields=["name"], name="complaints_same_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "position"], name="complaints_one_line_a_position"
            ),
            models.UniqueConstraint(
                fields=["complaint", "identity_hash"], name="complaints_one_line_a_person"
            ),
            models.CheckConstraint(
                condition=Q(owed=F("agreed") - F("paid")), name="complaints_line_cross_foots"
            ),
            models.CheckConstraint(
                condition=Q(agreed__gte=0, paid__gte=0, owed__gte=0),
                name="complaints_line_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(period_from__lte=F("period_to")), name="complaints_line_period"
            ),
        ]
        triggers = [
            *kept("claimant"),
            # Sealed columns are re-sealed when keys rotate; their hashes pin what they hold.
            pgtrigger.ReadOnly(
                name="claimant_as_lodged",
                exclude=["identity", "phone", "address", "code_hash"],
            ),
            pgtrigger.Trigger(
                name="claimants_foot_the_complaint",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="added"),
                func="""
                    IF EXISTS (
                        SELECT 1 FROM complaints_complaint AS whole
                        JOIN LATERAL (
                            SELECT count(*) AS people, sum(line.owed) AS owed
                            FROM complaints_claimant AS line WHERE line.complaint_id = whole.id
                        ) AS lines ON TRUE
                        WHERE whole.id IN (SELECT complaint_id FROM added)
                        AND (lines.people <> whole.worker_count OR lines.owed <> whole.claimed)
                    ) THEN
                        RAISE EXCEPTION 'claimants do not foot with their complaint'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.position}"


class Representative(models.Model):
    """Who speaks for a group: at most five, each a claimant of it (若干规定 第十二条)."""

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, verbose_name=_("投诉"), related_name="representatives"
    )
    claimant = models.OneToOneField(
        Claimant, models.PROTECT, verbose_name=_("代表"), related_name="representing"
    )
    position = models.PositiveSmallIntegerField(_("序号"))

    class Meta:
        verbose_name = verbose_name_plural = _("投诉人代表")
        ordering = ["complaint_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "position"], name="complaints_representative_position"
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST),
                name="complaints_five_representatives",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.claimant_id}"


class Attachment(models.Model):
    """A file that the complainant handed in, by what it is."""

    class Kind(models.TextChoices):
        CONTRACT = "contract", _("劳动合同")
        PAYSLIP = "payslip", _("工资条")
        ATTENDANCE = "attendance", _("考勤记录")
        CHAT = "chat", _("聊天记录")
        IOU = "iou", _("欠条")
        ROSTER = "roster", _("名册")
        SUPPLEMENT = "supplement", _("补正材料")
        OTHER = "other", _("其他")

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, verbose_name=_("投诉"), related_name="attachments"
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, verbose_name=_("文件"), related_name="+")
    kind = models.CharField(_("类别"), max_length=20, choices=Kind)

    class Meta:
        verbose_name = verbose_name_plural = _("投诉材料")
        ordering = ["pk"]
        triggers = append_only("attachment")

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.kind}"
