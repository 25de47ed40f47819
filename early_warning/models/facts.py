"""What other authorities and banks tell of a month, and the files by which they tell it."""

from datetime import date

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Office, User
from accounts.triggers import kept
from documents.models import StoredFile
from early_warning.policy.columns import KIND_LABELS, Kind
from employers.models import Employer

KINDS = [(kind.value, _(label)) for kind, label in KIND_LABELS.items()]
KNOWN = [kind.value for kind in Kind]


class ColumnMap(models.Model):
    """Which column of a sender's file means what: asked once, then remembered."""

    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("机构"), related_name="+")
    kind = models.CharField(_("数据种类"), max_length=12, choices=KINDS)
    source = models.CharField(_("数据来源"), max_length=60)
    columns = models.JSONField(_("列的对应"))  # {"uscc": "用户税号", "used": "抄见电量", …}
    saved_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("设定人"), related_name="+")
    saved_at = models.DateTimeField(_("设定时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("列的对应")
        ordering = ["kind", "source"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "source"], name="early_warning_map_of_source"
            ),
            models.CheckConstraint(
                condition=~Q(source="") & Q(kind__in=KNOWN), name="early_warning_map_named"
            ),
        ]
        triggers = kept("column_map")

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()}"


class FactsImportQuerySet(models.QuerySet["FactsImport"]):
    def visible_to(self, user: User) -> "FactsImportQuerySet":
        return self.filter(office=user.office_id)

    def waiting(self) -> "FactsImportQuerySet":
        """What a job has to carry on."""
        return self.filter(state__in=["reading", "checking", "importing"])


class FactsImport(models.Model):
    """One file of monthly facts on its way in: header, columns, looked through, taken in."""

    class State(models.TextChoices):
        READING = "reading", _("正在读取表头")
        MAPPING = "mapping", _("等待对应各列")
        CHECKING = "checking", _("正在核对")
        CHECKED = "checked", _("核对完毕")
        IMPORTING = "importing", _("正在导入")
        IMPORTED = "imported", _("已导入")
        REFUSED = "refused", _("未受理")

    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("机构"), related_name="+")
    kind = models.CharField(_("数据种类"), max_length=12, choices=KINDS)
    source = models.CharField(_("数据来源"), max_length=60)
    # For a table that has no column of months.
    month = models.DateField(_("所属月份"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, verbose_name=_("文件"), related_name="+")
    requested_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("导入人"), related_name="+"
    )
    requested_at = models.DateTimeField(_("提交时间"))
    prefixes = models.JSONField(default=list, editable=False)  # the officer's places at that time
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.READING.value)
    header = ArrayField(models.CharField(max_length=60), default=list, verbose_name=_("表头"))
    columns = models.JSONField(_("列的对应"), default=dict, blank=True)
    rows_read = models.PositiveIntegerField(_("已读行数"), default=0)
    created = models.PositiveIntegerField(_("新增"), default=0)
    updated = models.PositiveIntegerField(_("更正"), default=0)
    unchanged = models.PositiveIntegerField(_("未变"), default=0)
    # [{"row": 3, "column": "used", "msgid": "…", "params": {…}}, …]; the first thousand
    wrong = models.JSONField(_("有误"), default=list, blank=True)
    wrong_count = models.PositiveIntegerField(default=0)
    passed_over = models.JSONField(_("未采用"), default=list, blank=True)
    passed_over_count = models.PositiveIntegerField(default=0)
    refusal = models.JSONField(default=list, blank=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    objects = FactsImportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("月度数据导入")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["office", "-id"], name="early_warning_imports"),
            models.Index(
                fields=["id"],
                condition=Q(state__in=["reading", "checking", "importing"]),
                name="early_warning_imports_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=KNOWN) & ~Q(source=""), name="early_warning_import_named"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "reading", "mapping", "checking", "checked", "importing", "imported",
                        "refused",
                    ]
                ),
                name="early_warning_import_state",
            ),
            # A table with a wrong cell is refused whole.
            models.CheckConstraint(
                condition=~Q(state__in=["importing", "imported"]) | Q(wrong_count=0),
                name="early_warning_import_flawless",
            ),
        ]  # fmt: skip
        triggers = kept("facts_import")

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.file}"

    def get_absolute_url(self) -> str:
        return reverse("console:facts_import", args=[self.pk])

    @property
    def is_running(self) -> bool:
        return self.state in (self.State.READING, self.State.CHECKING, self.State.IMPORTING)

    @property
    def is_mappable(self) -> bool:
        """Whether the columns may still be told: until the facts are taken in."""
        state = self.State
        return bool(self.header) and self.state in (state.MAPPING, state.CHECKED, state.REFUSED)

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.CHECKED and self.created + self.updated > 0


class MonthlyFactsQuerySet(models.QuerySet["MonthlyFacts"]):
    def current(self) -> "MonthlyFactsQuerySet":
        return self.filter(is_current=True)

    def since(self, month: date) -> "MonthlyFactsQuerySet":
        return self.filter(month__gte=month)


class MonthlyFacts(models.Model):
    """What was told of one employer's month in one kind; a correction is a row of its own."""

    employer = models.ForeignKey(
        Employer, models.PROTECT, verbose_name=_("用人单位"), related_name="monthly_facts"
    )
    month = models.DateField(_("所属月份"))
    kind = models.CharField(_("数据种类"), max_length=12, choices=KINDS)
    figures = models.JSONField(_("数据"))
    run = models.ForeignKey(
        FactsImport, models.PROTECT, verbose_name=_("导入批次"), related_name="facts"
    )
    is_current = models.BooleanField(default=True)
    recorded_at = models.DateTimeField(_("记录时间"))

    objects = MonthlyFactsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("月度数据")
        ordering = ["employer_id", "-month", "kind", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "month", "kind"],
                condition=Q(is_current=True),
                name="early_warning_facts_once",
            ),
            models.CheckConstraint(
                condition=Q(month=TruncMonth("month")), name="early_warning_facts_month"
            ),
            models.CheckConstraint(condition=Q(kind__in=KNOWN), name="early_warning_facts_kind"),
        ]
        triggers = [
            *kept("facts"),
            pgtrigger.ReadOnly(
                name="facts_as_told",
                fields=["employer", "month", "kind", "figures", "run", "recorded_at"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer_id} {self.month:%Y-%m} {self.kind}"
