"""Enforcement certificates and training."""

from datetime import date, timedelta
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User
from accounts.policy.certificates import WARNING_DAYS


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def in_force(self, on: date) -> Self:
        return self.filter(valid_from__lte=on, valid_to__gte=on)

    def lapsing(self, on: date) -> Self:
        """Return certificates of serving officers that end within 60 days and are not renewed."""
        end = on + timedelta(days=WARNING_DAYS)
        renewed = Certificate.objects.filter(
            user=models.OuterRef("user"), valid_to__gt=end, valid_from__lte=end
        )
        ending = self.filter(valid_to__gte=on, valid_to__lte=end, user__is_active=True)
        return ending.exclude(models.Exists(renewed)).order_by("valid_to")


class Certificate(models.Model):
    """An enforcement certificate (劳动保障监察证): without one in force no investigative act."""

    user = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("持证人"), related_name="certificates"
    )
    number = models.CharField(_("证件号码"), max_length=40, unique=True)
    issued_by = models.CharField(_("发证机关"), max_length=100, blank=True)
    valid_from = models.DateField(_("有效期起"))
    valid_to = models.DateField(_("有效期止"))

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("监察证件")
        verbose_name_plural = _("监察证件")
        ordering = ["user_id", "-valid_to"]
        indexes = [models.Index(fields=["valid_to"], name="accounts_certificate_valid_to")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="accounts_certificate_period_ordered",
                violation_error_message=_("有效期止不得早于有效期起"),
            )
        ]

    def __str__(self) -> str:
        return self.number


class TrainingQuerySet(models.QuerySet["Training"]):
    def of_year(self, year: int) -> Self:
        return self.filter(held_on__year=year)


class Training(models.Model):
    """One training attended: hours, and the examination where there was one."""

    user = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("参训人"), related_name="trainings"
    )
    title = models.CharField(_("培训名称"), max_length=100)
    organiser = models.CharField(_("主办单位"), max_length=100, blank=True)
    held_on = models.DateField(_("培训日期"))
    hours = models.DecimalField(
        _("学时"), max_digits=5, decimal_places=1, validators=[MinValueValidator(0)]
    )
    exam = models.CharField(_("考试名称"), max_length=100, blank=True)
    score = models.DecimalField(_("成绩"), max_digits=4, decimal_places=1, null=True, blank=True)
    passed = models.BooleanField(_("是否合格"), null=True, blank=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = _("培训记录")
        verbose_name_plural = _("培训记录")
        ordering = ["-held_on"]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gt=0), name="accounts_training_has_hours"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=100),
                name="accounts_training_score_of_100",
            ),
        ]

    def __str__(self) -> str:
        return self.title
