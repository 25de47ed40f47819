"""What no other app records and the rules ask for: judgments, incidents, tribunals' awards."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Office, User
from accounts.triggers import changed, kept
from employers.models import Employer

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class ConductFactQuerySet(models.QuerySet["ConductFact"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user, "employer__division_id"))

    def standing(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)


class ConductFact(models.Model):
    """A fact with its document, written down by an officer; a wrong one is withdrawn."""

    class Kind(models.TextChoices):
        INCIDENT = "incident", _("引发群体性、极端事件")
        IMPACT = "impact", _("造成严重不良社会影响")
        CONVICTION = "conviction", _("因劳动保障违法行为被追究刑事责任")
        AWARD_PART = "award_part", _("仲裁、诉讼部分支持劳动者")
        AWARD_WHOLE = "award_whole", _("仲裁、诉讼全部支持劳动者")

    employer = models.ForeignKey(
        Employer, models.PROTECT, verbose_name=_("用人单位"), related_name="conduct_facts"
    )
    kind = models.CharField(_("事实"), max_length=12, choices=Kind)
    happened_on = models.DateField(_("日期"))
    reference = models.CharField(_("文书名称和文号"), max_length=100)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("登记机构"), related_name="+")
    recorded_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("登记人"), related_name="+"
    )
    recorded_at = models.DateTimeField(_("登记时间"))
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_because = models.CharField(_("撤回理由"), max_length=300, blank=True)

    objects = ConductFactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("登记的信用事实")
        ordering = ["-happened_on", "-pk"]
        indexes = [models.Index(fields=["happened_on", "employer"], name="credit_facts_of_a_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=["incident", "impact", "conviction", "award_part", "award_whole"]
                ),
                name="credit_fact_kind_known",
            ),
            models.CheckConstraint(condition=~Q(reference=""), name="credit_fact_has_a_document"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | Q(Q(withdrawn_at__isnull=False), ~Q(withdrawn_because="")),
                name="credit_fact_withdrawn_with_a_reason",
            ),
        ]
        triggers = [
            *kept("conduct_fact"),
            pgtrigger.Protect(
                name="conduct_fact_as_recorded",
                operation=pgtrigger.Update,
                condition=changed(
                    "employer", "kind", "happened_on", "reference", "note", "recorded_by",
                    "recorded_at",
                )
                | pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"
