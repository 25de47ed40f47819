"""After the rating: the sample that people looked at, objections, and every change of a grade."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.triggers import append_only, changed, kept
from credit_rating.models.ratings import CHOICES, Rating
from credit_rating.models.runs import GRADES, RatingRun
from credit_rating.procedure import WHY_LABELS


class SampleCheck(models.Model):
    """One employer of the sample: drawn by the run's own hash, looked at by a person."""

    run = models.ForeignKey(RatingRun, models.PROTECT, related_name="sample")
    rating = models.OneToOneField(Rating, models.PROTECT, related_name="sample_check")
    is_right = models.BooleanField(_("评定正确"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    checked_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("核对人"), related_name="+", null=True, blank=True
    )
    checked_at = models.DateTimeField(_("核对时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("抽查样本")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_right__isnull=True, checked_by__isnull=True, checked_at__isnull=True)
                | Q(is_right__isnull=False, checked_by__isnull=False, checked_at__isnull=False),
                name="credit_sample_checked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(is_right__isnull=True) | Q(is_right=True) | ~Q(note=""),
                name="credit_sample_error_is_described",
            ),
        ]
        triggers = kept("sample_check")

    def __str__(self) -> str:
        return f"{self.run_id} {self.rating_id}"


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def open(self) -> "ObjectionQuerySet":
        return self.filter(decided_at__isnull=True)


class Objection(models.Model):
    """异议: what the employer says is wrong, and what the re-check came to."""

    rating = models.ForeignKey(Rating, models.PROTECT, related_name="objections")
    reason = models.TextField(_("异议理由"))
    received_on = models.DateField(_("收到日期"))
    recorded_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("登记人"), related_name="+"
    )
    recorded_at = models.DateTimeField(_("登记时间"))
    # The records that the re-check found untrue; the grade follows from the rest by the rules.
    struck = ArrayField(
        models.CharField(max_length=30), verbose_name=_("不成立的依据"), default=list
    )
    opinion = models.TextField(_("复核意见"), blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("复核决定人"), related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("复核时间"), null=True, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("等级异议")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "rating", condition=Q(decided_at__isnull=True), name="credit_one_open_objection"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="credit_objection_says_why"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, opinion="", struck=[])
                | Q(Q(decided_at__isnull=False, decided_by__isnull=False), ~Q(opinion="")),
                name="credit_objection_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("recorded_by")),
                name="credit_objection_four_eyes",
            ),
        ]
        triggers = [
            *kept("objection"),
            pgtrigger.Protect(
                name="objection_as_lodged",
                operation=pgtrigger.Update,
                condition=changed("rating", "reason", "received_on", "recorded_by", "recorded_at")
                | pgtrigger.Q(old__decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating_id} {self.received_on}"

    @property
    def is_upheld(self) -> bool:
        return bool(self.struck)


class GradeChange(models.Model):
    """One change of a grade after its approval: from what to what, why, by whom."""

    rating = models.ForeignKey(Rating, models.PROTECT, related_name="changes")
    before = models.CharField(_("原等级"), max_length=1, choices=CHOICES)
    after = models.CharField(_("现等级"), max_length=1, choices=CHOICES)
    why = models.CharField(
        _("原因"),
        max_length=10,
        choices=[(why.value, _(label)) for why, label in WHY_LABELS.items()],
    )
    reason = models.CharField(_("理由"), max_length=500)
    # What the grade rests on from now on, as a rating's own findings.
    findings = models.JSONField(default=list)
    struck = ArrayField(models.CharField(max_length=30), default=list)
    changed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("决定人"), related_name="+", null=True, blank=True
    )
    changed_at = models.DateTimeField(_("调整时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("等级调整")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(before__in=GRADES, after__in=GRADES) & ~Q(before=F("after")),
                name="credit_change_of_grade",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="credit_change_has_a_reason"),
            # A person's word alone lowers; only a fallen finding restores.
            models.CheckConstraint(
                condition=~Q(why__in=["override", "listed"]) | Q(after__gt=F("before")),
                name="credit_override_only_lowers",
            ),
            models.CheckConstraint(
                condition=~Q(why="override") | Q(changed_by__isnull=False),
                name="credit_override_is_named",
            ),
        ]
        triggers = append_only("grade_change")

    def __str__(self) -> str:
        return f"{self.rating_id} {self.before}→{self.after}"
