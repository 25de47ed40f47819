"""What a complainant may learn of the case: told from above, read at look-up."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.claimants import Claimant
from complaints.models.complaint import Complaint


class Progress(models.Model):
    """The stage of the case on this complaint, as `cases` last reported it."""

    complaint = models.OneToOneField(
        Complaint, models.PROTECT, verbose_name=_("投诉"), related_name="progress"
    )
    case_no = models.CharField(_("案号"), max_length=60)
    stage = models.CharField(_("阶段"), max_length=40)
    label = models.CharField(_("阶段名称"), max_length=60)
    since = models.DateField(_("进入日期"))
    next_step = models.CharField(_("下一步"), max_length=100, blank=True)
    next_due_on = models.DateField(_("下一期限"), null=True, blank=True)
    reported_at = models.DateTimeField(_("更新时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("办理进度")

    def __str__(self) -> str:
        return f"{self.case_no} {self.label}"


class Settlement(models.Model):
    """What was determined for one claimant and what has reached that person."""

    claimant = models.OneToOneField(
        Claimant, models.PROTECT, verbose_name=_("投诉人"), related_name="settlement"
    )
    determined = models.DecimalField(
        _("核定"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    paid = models.DecimalField(_("到手"), max_digits=14, decimal_places=2)
    reported_at = models.DateTimeField(_("更新时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("兑付情况")
        constraints = [
            models.CheckConstraint(
                condition=Q(paid__gte=0) & (Q(determined__isnull=True) | Q(determined__gte=0)),
                name="complaints_settled_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claimant_id}: {self.paid}"

    @property
    def is_settled(self) -> bool:
        return self.determined is not None and self.paid >= self.determined
