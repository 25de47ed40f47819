"""Figures, calendars and rule sets that an official may change, always by two people."""

from collections.abc import Collection
from datetime import date
from typing import ClassVar, Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.triggers import changed, kept
from rulebook.policy.keys import KEYS
from statutes.rulesets import FAMILY_LABELS, RULE_SETS, Family


def in_force_period() -> Func:
    """The dates a row is in force, both days included."""
    return Func(
        "in_force_from",
        "in_force_to",
        RangeBoundary(True, True),
        function="DATERANGE",
        output_field=DateRangeField(),
    )


def _in_force(on: date) -> Q:
    still = Q(in_force_to__isnull=True) | Q(in_force_to__gte=on)
    return Q(in_force_from__lte=on) & still


def _frozen_once_confirmed(*fields: str) -> pgtrigger.Trigger:
    """What two people confirmed is law for old records: it is ended or superseded, not edited."""
    return pgtrigger.Protect(
        name="confirmed_is_frozen",
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__state="confirmed") & changed(*fields),
    )


class State(models.TextChoices):
    PROPOSED = "proposed", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    REJECTED = "rejected", _("未通过")


class TwoPersonRow(models.Model):
    """A row that one person proposes and another confirms (four eyes)."""

    state = models.CharField(
        _("状态"), max_length=10, choices=State.choices, default=State.PROPOSED.value
    )
    proposed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    proposed_at = models.DateTimeField(_("提出时间"))
    decided_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("确认人"),
    )
    decided_at = models.DateTimeField(_("确认时间"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_two_people",
                condition=Q(state="proposed", decided_by=None, decided_at=None)
                | (
                    Q(state__in=("confirmed", "rejected"))
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=F("proposed_by"))
                ),
            )
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = kept("two_person_row")

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Leave them to the database: they bind the decision, and a form knows no state."""


class TwoPersonQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def confirmed(self) -> Self:
        return self.filter(state=State.CONFIRMED.value)

    def awaiting_confirmation(self) -> Self:
        return self.filter(state=State.PROPOSED.value)


class DatedQuerySet(TwoPersonQuerySet):
    def in_force(self, on: date) -> Self:
        return self.confirmed().filter(_in_force(on))

    def overlapping(self, start: date, end: date | None) -> Self:
        reaches = Q(in_force_to__isnull=True) | Q(in_force_to__gte=start)
        begins = Q(in_force_from__lte=end) if end else Q()
        return self.confirmed().filter(reaches & begins)


class DatedRow(TwoPersonRow):
    """A two-person row with its days in force, both included.

    Rows alike in the columns of `SERIES` follow one another: one is in force at a time.
    """

    SERIES: ClassVar[tuple[str, ...]] = ()

    in_force_from = models.DateField(_("施行日期"))
    in_force_to = models.DateField(_("失效日期"), null=True, blank=True)

    class Meta(TwoPersonRow.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *TwoPersonRow.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_period",
                condition=Q(in_force_to=None) | Q(in_force_to__gte=F("in_force_from")),
            ),
        ]


class DatedValue(DatedRow):
    """A local, yearly or unconfirmed figure, from the day it applies, with its source."""

    SERIES = ("key", "division")

    key = models.CharField(
        _("数值项"), max_length=60, choices=[(key.code, _(key.label)) for key in KEYS.values()]
    )
    division = models.ForeignKey(
        "accounts.Division",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("适用区划"),
        help_text=_("不填即全国适用"),
    )
    value = models.JSONField(_("数值"))
    citation = models.CharField(_("依据"), max_length=200)

    objects: ClassVar = DatedQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("数值")
        verbose_name_plural = _("数值")
        ordering = ["key", "division_id", "-in_force_from"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            ExclusionConstraint(
                name="rulebook_datedvalue_one_at_a_time",
                expressions=[
                    ("key", RangeOperators.EQUAL),
                    (Coalesce("division_id", Value("")), RangeOperators.EQUAL),
                    (in_force_period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(state="confirmed"),
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            *TwoPersonRow.Meta.triggers,
            _frozen_once_confirmed("state", "key", "division_id", "value", "in_force_from"),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()}：{self.value}（{self.in_force_from} 起）"


class HolidayNotice(TwoPersonRow):
    """A State Council notice entered after release; the last confirmed one governs its year."""

    year = models.PositiveSmallIntegerField(_("年度"))
    title = models.CharField(_("标题"), max_length=120)
    document_number = models.CharField(_("文号"), max_length=60)
    published_on = models.DateField(_("公布日期"))
    source = models.URLField(_("原文网址"), blank=True)
    holidays = models.JSONField(
        _("放假安排"),
        help_text=_("每段写 name、from、to 和 work（调休上班日），日期写成 2027-01-01"),
    )

    objects: ClassVar = TwoPersonQuerySet.as_manager()

    class Meta(TwoPersonRow.Meta):
        verbose_name = _("放假安排通知")
        verbose_name_plural = _("放假安排通知")
        ordering = ["-year", "-decided_at"]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            *TwoPersonRow.Meta.triggers,
            _frozen_once_confirmed("state", "year", "holidays", "document_number", "decided_at"),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.document_number}）"


class Adoption(DatedRow):
    """The rule set by which an office judges records filed from a day on."""

    SERIES = ("office", "family")

    office = models.ForeignKey(
        "accounts.Office", models.PROTECT, related_name="+", verbose_name=_("机构")
    )
    family = models.CharField(
        _("规则类别"),
        max_length=20,
        choices=[(family.value, _(FAMILY_LABELS[family])) for family in Family],
    )
    ruleset = models.CharField(
        _("规则集"), max_length=40, choices=[(r.id, _(r.label)) for r in RULE_SETS.values()]
    )
    document = models.CharField(_("采用文件"), max_length=200)

    objects: ClassVar = DatedQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("规则采用")
        verbose_name_plural = _("规则采用")
        ordering = ["office_id", "family", "-in_force_from"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            ExclusionConstraint(
                name="rulebook_adoption_one_at_a_time",
                expressions=[
                    ("office", RangeOperators.EQUAL),
                    ("family", RangeOperators.EQUAL),
                    (in_force_period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(state="confirmed"),
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            *TwoPersonRow.Meta.triggers,
            _frozen_once_confirmed("state", "office_id", "family", "ruleset", "in_force_from"),
        ]

    def __str__(self) -> str:
        return f"{self.office}：{self.get_ruleset_display()}（{self.in_force_from} 起）"
