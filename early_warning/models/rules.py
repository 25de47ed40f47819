"""The rules as a place has set them: dated, proposed by one official and confirmed by another."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Division
from accounts.triggers import changed
from early_warning.policy.handling import Terms
from early_warning.policy.signals import LEVEL_LABELS, RULES, Figures, Level, Lines
from rulebook.models import DatedQuerySet, DatedRow, in_force_period

LEVELS = [(level.value, _(label)) for level, label in LEVEL_LABELS.items()]


def _frozen(*columns: str) -> pgtrigger.Trigger:
    """What two people confirmed judged warnings: it is ended or followed, never edited."""
    return pgtrigger.Protect(
        name="confirmed_is_frozen",
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__state="confirmed") & changed("state", "in_force_from", *columns),
    )


class WarningRule(DatedRow):
    """One rule from a day on: the colour it gives at once, its points, its threshold."""

    SERIES = ("code", "division")

    code = models.CharField(
        _("规则"), max_length=30, choices=[(r.code, _(r.label)) for r in RULES.values()]
    )
    division = models.ForeignKey(
        Division,
        models.PROTECT,
        verbose_name=_("适用区划"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("不填即全部适用"),
    )
    level = models.CharField(_("直接预警等级"), max_length=6, choices=LEVELS, blank=True)
    points = models.PositiveSmallIntegerField(_("分值"), help_text=_("0分即停用这条规则"))
    threshold = models.DecimalField(
        _("阈值"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    citation = models.CharField(_("依据"), max_length=200)

    objects: ClassVar = DatedQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = verbose_name_plural = _("预警规则")
        ordering = ["code", "division_id", "-in_force_from"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(level__in=["", *(level.value for level in Level)]),
                name="early_warning_rule_level",
            ),
            models.CheckConstraint(
                condition=Q(threshold__isnull=True) | Q(threshold__gte=0),
                name="early_warning_rule_threshold",
            ),
            models.CheckConstraint(condition=~Q(citation=""), name="early_warning_rule_cited"),
            ExclusionConstraint(
                name="early_warning_rule_one_at_a_time",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    (Coalesce("division_id", Value("")), RangeOperators.EQUAL),
                    (in_force_period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(state="confirmed"),
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            *DatedRow.Meta.triggers,
            _frozen("code", "division_id", "level", "points", "threshold"),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()}（{self.in_force_from}）"

    @property
    def figures(self) -> Figures:
        level = Level(self.level) if self.level else None
        return Figures(level, self.points, self.threshold)


class Scale(DatedRow):
    """From how many points a colour begins, and in how many working days it is handled."""

    SERIES = ("division",)

    division = models.ForeignKey(
        Division,
        models.PROTECT,
        verbose_name=_("适用区划"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("不填即全部适用"),
    )
    yellow = models.PositiveSmallIntegerField(_("黄色起点（分）"))
    orange = models.PositiveSmallIntegerField(_("橙色起点（分）"))
    red = models.PositiveSmallIntegerField(_("红色起点（分）"))
    yellow_days = models.PositiveSmallIntegerField(_("黄色处置期限（工作日）"))
    orange_days = models.PositiveSmallIntegerField(_("橙色处置期限（工作日）"))
    red_days = models.PositiveSmallIntegerField(_("红色处置期限（工作日）"))
    citation = models.CharField(_("依据"), max_length=200)

    objects: ClassVar = DatedQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = verbose_name_plural = _("预警等级标准")
        ordering = ["division_id", "-in_force_from"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(yellow__gt=0, orange__gt=F("yellow"), red__gt=F("orange")),
                name="early_warning_scale_rises",
            ),
            models.CheckConstraint(
                condition=Q(
                    red_days__gt=0,
                    orange_days__gte=F("red_days"),
                    yellow_days__gte=F("orange_days"),
                    yellow_days__lte=60,
                ),
                name="early_warning_scale_presses",
            ),
            models.CheckConstraint(condition=~Q(citation=""), name="early_warning_scale_cited"),
            ExclusionConstraint(
                name="early_warning_scale_one_at_a_time",
                expressions=[
                    (Coalesce("division_id", Value("")), RangeOperators.EQUAL),
                    (in_force_period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(state="confirmed"),
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            *DatedRow.Meta.triggers,
            _frozen(
                "division_id", "yellow", "orange", "red", "yellow_days", "orange_days", "red_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.yellow}/{self.orange}/{self.red}（{self.in_force_from}）"

    @property
    def terms(self) -> Terms:
        days = {
            Level.YELLOW: self.yellow_days,
            Level.ORANGE: self.orange_days,
            Level.RED: self.red_days,
        }
        return Terms(Lines(self.yellow, self.orange, self.red), days)
