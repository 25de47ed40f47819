"""An employer's clerk: invited by an officer or by a paper code, tied to one employer."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.triggers import kept
from employers.models.employer import Employer

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class EmployerUserQuerySet(models.QuerySet["EmployerUser"]):
    def serving(self) -> Self:
        return self.filter(ended_at__isnull=True, user__is_active=True)

    def of(self, user: "User | AnonymousUser") -> "EmployerUser | None":
        """The employer for which this log-in acts, if any."""
        return self.serving().select_related("employer").filter(user=user.pk).first()


class EmployerUser(models.Model):
    """A log-in that declares and answers for one employer, and sees nothing else."""

    user = models.OneToOneField(
        User, models.PROTECT, verbose_name=_("登录账号"), related_name="employer_access"
    )
    employer = models.ForeignKey(
        Employer, models.PROTECT, verbose_name=_("用人单位"), related_name="clerks"
    )
    opened_at = models.DateTimeField(_("开通时间"))
    ended_at = models.DateTimeField(_("停用时间"), null=True, blank=True)

    objects = EmployerUserQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("单位经办人")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("opened_at")),
                name="employers_clerk_ended_after_opened",
            )
        ]
        triggers = kept("clerk")

    def __str__(self) -> str:
        return f"{self.user} {self.employer}"


class Invitation(models.Model):
    """A code, handed over on paper or by message, that opens one log-in for one employer."""

    employer = models.ForeignKey(
        Employer, models.PROTECT, verbose_name=_("用人单位"), related_name="invitations"
    )
    # The code itself is shown once and never kept.
    code_hash = models.CharField(max_length=90, unique=True, editable=False)
    issued_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("发放人"), related_name="+")
    issued_at = models.DateTimeField(_("发放时间"))
    expires_at = models.DateTimeField(_("有效期至"))
    used_by = models.OneToOneField(
        EmployerUser,
        models.PROTECT,
        verbose_name=_("已开通账号"),
        related_name="invitation",
        null=True,
        blank=True,
    )
    withdrawn_at = models.DateTimeField(_("收回时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("经办人邀请")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("issued_at")), name="employers_invitation_has_a_term"
            ),
            models.CheckConstraint(
                condition=Q(used_by__isnull=True) | Q(withdrawn_at__isnull=True),
                name="employers_invitation_used_or_withdrawn",
            ),
        ]
        triggers = kept("invitation")

    def __str__(self) -> str:
        return f"{self.employer} {self.issued_at:%Y-%m-%d}"
