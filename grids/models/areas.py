"""Grids and who works in them; each employer in exactly one (两网化方案)."""

from datetime import date
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Division, Office, User
from accounts.models.people import Dated, in_force_on
from accounts.subjects import Subject
from accounts.triggers import kept
from employers.models import Employer

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class GridQuerySet(models.QuerySet["Grid"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user))

    def open(self) -> Self:
        return self.filter(closed_on__isnull=True)


class Grid(models.Model):
    """One supervision grid: the townships or streets it covers, under one office."""

    office = models.ForeignKey(
        Office, models.PROTECT, verbose_name=_("所属监察机构"), related_name="grids"
    )
    # The place it lies in, for jurisdiction; what it covers are the rows of GridDivision.
    division = models.ForeignKey(
        Division, models.PROTECT, verbose_name=_("行政区划"), related_name="+"
    )
    code = models.CharField(_("网格编号"), max_length=20, unique=True)
    name = models.CharField(_("网格名称"), max_length=60)
    opened_on = models.DateField(_("启用日期"))
    closed_on = models.DateField(_("停用日期"), null=True, blank=True)
    # counted by one statement after every placement, so that a list of grids counts nothing
    employer_count = models.PositiveIntegerField(_("用人单位数"), default=0, editable=False)
    worker_count = models.PositiveIntegerField(_("劳动者人数"), default=0, editable=False)
    counted_at = models.DateTimeField(_("统计时间"), null=True, editable=False)

    objects = GridQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("监察网格")
        ordering = ["code"]
        indexes = [models.Index(fields=["division", "code"], name="grids_in_place")]
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="grids_grid_named"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="grids_grid_closed_after_opened",
            ),
        ]
        triggers = kept("grid")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("console:grid", args=[self.pk])

    @property
    def subject(self) -> Subject:
        return Subject("grid", self.pk, self.name, self.division_id, self.office_id)


class GridDivision(models.Model):
    """A township, street or district that a grid answers for; no other grid may claim it.

    Where a grid claims a district and another a street in it, the street belongs to the latter.
    """

    grid = models.ForeignKey(Grid, models.PROTECT, verbose_name=_("网格"), related_name="coverage")
    division = models.OneToOneField(
        Division, models.PROTECT, verbose_name=_("行政区划"), related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("网格范围")
        ordering = ["grid_id", "division_id"]

    def __str__(self) -> str:
        return f"{self.grid} {self.division}"


class GridStaffQuerySet(models.QuerySet["GridStaff"]):
    def on_duty(self, on: date) -> Self:
        return self.filter(in_force_on(on))

    def assistants(self) -> Self:
        return self.filter(duty=GridStaff.Duty.ASSISTANT)


class GridStaff(Dated):
    """Who works in a grid, in what duty, from when to when."""

    class Duty(models.TextChoices):
        ASSISTANT = "assistant", _("协管员")
        INSPECTOR = "inspector", _("责任监察员")

    grid = models.ForeignKey(Grid, models.PROTECT, verbose_name=_("网格"), related_name="staff")
    user = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("人员"), related_name="grid_duties"
    )
    duty = models.CharField(_("岗位"), max_length=10, choices=Duty)
    task = models.CharField(_("具体职责"), max_length=200, blank=True)

    objects = GridStaffQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = _("网格人员")
        ordering = ["grid_id", "duty", "pk"]
        indexes = [models.Index(fields=["user", "grid"], name="grids_staff_user")]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["grid", "user", "duty"],
                condition=Q(valid_to__isnull=True),
                name="grids_staff_once",
            ),
        ]
        triggers = kept("grid_staff")

    def __str__(self) -> str:
        return f"{self.user} {self.grid}"


class Placement(models.Model):
    """The one grid of an employer, and whether a rule or a person chose it."""

    class How(models.TextChoices):
        RULE = "rule", _("按规则")
        HAND = "hand", _("人工指定")

    employer = models.OneToOneField(
        Employer, models.PROTECT, verbose_name=_("用人单位"), related_name="placement"
    )
    grid = models.ForeignKey(
        Grid, models.PROTECT, verbose_name=_("网格"), related_name="placements"
    )
    how = models.CharField(_("划入方式"), max_length=4, choices=How, default=How.RULE)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    placed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("经办人"), related_name="+", null=True, blank=True
    )
    placed_at = models.DateTimeField(_("划入时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("网格归属")
        ordering = ["pk"]
        indexes = [models.Index(fields=["grid", "employer"], name="grids_placed_in")]
        constraints = [
            models.CheckConstraint(
                condition=Q(how="rule") | ~Q(reason="") & Q(placed_by__isnull=False),
                name="grids_hand_placement_has_a_reason",
            )
        ]
        triggers = [
            # The rule may take back what it placed; what a person placed, only a person moves.
            pgtrigger.Protect(
                name="hand_placement_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__how="hand"),
            ),
            pgtrigger.Protect(
                name="rule_leaves_hand_placements",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__how="hand", new__placed_by=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer} → {self.grid}"


class Outline(models.Model):
    """The outline of a division, for the map; where there is none, the map shows a tile."""

    division = models.OneToOneField(
        Division, models.PROTECT, verbose_name=_("行政区划"), related_name="outline"
    )
    rings = models.JSONField(_("边界"))  # [[[longitude, latitude], …], …]
    source = models.CharField(_("来源"), max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = _("区划边界")
        ordering = ["division_id"]

    def __str__(self) -> str:
        return str(self.division)
