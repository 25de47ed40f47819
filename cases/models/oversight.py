"""What watches over a case: recusal, fault accountability, the score of the file, corrections."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Office, User
from accounts.triggers import append_only, kept
from cases.models.case import Case
from cases.policy import accountability, recusal
from documents.models import Paper

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

PEOPLE = settings.AUTH_USER_MODEL


class Recusal(models.Model):
    """回避申请: decided within three working days; the work goes on meanwhile."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="recusals")
    officer = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    requested_by = models.CharField(_("申请人"), max_length=100)
    ground = models.CharField(
        _("事由"),
        max_length=12,
        choices=[(k.value, _(v)) for k, v in recusal.GROUND_LABELS.items()],
    )
    reason = models.CharField(_("理由"), max_length=500)
    received_on = models.DateField(_("收到日期"))
    recorded_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))
    is_granted = models.BooleanField(_("同意回避"), null=True, blank=True)
    decided_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    opinion = models.CharField(_("决定理由"), max_length=500, blank=True)
    paper = models.OneToOneField(
        Paper, models.PROTECT, null=True, blank=True, related_name="recusal"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("回避")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "case", "officer", condition=Q(decided_at__isnull=True), name="recusal_one_pending"
            ),
            models.CheckConstraint(
                condition=Q(is_granted__isnull=True, decided_at__isnull=True)
                | Q(is_granted__isnull=False, decided_at__isnull=False, decided_by__isnull=False)
                & ~Q(decided_by=F("officer")),
                name="recusal_decided_by_another",
            ),
        ]
        triggers = kept("recusal")

    def __str__(self) -> str:
        return f"{self.case_id} {self.officer_id}"


class AccountabilityQuerySet(models.QuerySet["Accountability"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user, "office__division_id"))

    def open(self) -> Self:
        return self.filter(concluded_at__isnull=True)


class Accountability(models.Model):
    """过错责任追究: opened by a fact, concluded by a person with a cause."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="accountability"
    )
    trigger = models.CharField(
        _("事由"),
        max_length=20,
        choices=[(k.value, _(v)) for k, v in accountability.TRIGGER_LABELS.items()],
    )
    # clock:17, remedy:3 — one fact opens one entry.
    reference = models.CharField(_("依据"), max_length=60, unique=True)
    summary = models.CharField(_("情况"), max_length=500)
    person = models.ForeignKey(PEOPLE, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(_("登记时间"))
    cause = models.TextField(_("原因"), blank=True)
    conclusion = models.CharField(
        _("结论"),
        max_length=12,
        blank=True,
        choices=[(k.value, _(v)) for k, v in accountability.CONCLUSION_LABELS.items()],
    )
    concluded_by = models.ForeignKey(
        PEOPLE, models.PROTECT, null=True, blank=True, related_name="+"
    )
    concluded_at = models.DateTimeField(_("结论时间"), null=True, blank=True)

    objects = AccountabilityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("过错责任追究")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(conclusion="", concluded_at__isnull=True)
                | Q(
                    ~Q(conclusion=""),
                    ~Q(cause=""),
                    concluded_at__isnull=False,
                    concluded_by__isnull=False,
                ),
                name="accountability_concluded_has_cause",
            ),
            models.CheckConstraint(
                condition=Q(concluded_by__isnull=True)
                | Q(person__isnull=True)
                | ~Q(concluded_by=F("person")),
                name="accountability_not_by_oneself",
            ),
        ]
        triggers = kept("accountability")

    def __str__(self) -> str:
        return f"{self.get_trigger_display()} {self.reference}"

    def get_absolute_url(self) -> str:
        return reverse("console:accountability_entry", args=[self.pk])


class ScoreOverride(models.Model):
    """A head lets a file go below the pass mark, or over a veto item, and says why."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="score_overrides")
    points = models.PositiveSmallIntegerField(_("得分"))
    missing = models.JSONField(_("不足的项目"))
    reason = models.CharField(_("理由"), max_length=500)
    by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("评查说明")
        ordering = ["pk"]
        triggers = append_only("scoreoverride")

    def __str__(self) -> str:
        return f"{self.case_id} {self.points}"


class RecordCorrection(models.Model):
    """更正: an act of its own on a closed case; what stood there stays readable."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="corrections")
    field = models.CharField(_("更正的内容"), max_length=60)
    before = models.TextField(_("更正前"))
    after = models.TextField(_("更正后"))
    reason = models.CharField(_("更正理由"), max_length=500)
    by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("更正时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("更正")
        ordering = ["pk"]
        triggers = append_only("recordcorrection")

    def __str__(self) -> str:
        return f"{self.case_id} {self.field}"
