"""A table of employers on its way into the register: looked through first, then taken in."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.triggers import kept
from documents.models import StoredFile


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, user: User) -> "ImportRunQuerySet":
        """Those of one's own office; the register shows everybody what came of them."""
        return self.filter(requested_by__office=user.office_id)

    def waiting(self) -> "ImportRunQuerySet":
        return self.filter(state__in=[ImportRun.State.CHECKING, ImportRun.State.IMPORTING])


class ImportRun(models.Model):
    """One uploaded table: what was found wrong, what it would do, what it did."""

    class State(models.TextChoices):
        CHECKING = "checking", _("正在核对")
        CHECKED = "checked", _("核对完毕")
        IMPORTING = "importing", _("正在导入")
        IMPORTED = "imported", _("已导入")
        REFUSED = "refused", _("未受理")

    file = models.ForeignKey(StoredFile, models.PROTECT, verbose_name=_("文件"), related_name="+")
    requested_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("导入人"), related_name="+"
    )
    requested_at = models.DateTimeField(_("提交时间"))
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.CHECKING.value)
    # The officer's places as they were when the table was handed in.
    prefixes = models.JSONField(default=list, editable=False)
    rows_read = models.PositiveIntegerField(_("已读行数"), default=0)
    created = models.PositiveIntegerField(_("新建"), default=0)
    updated = models.PositiveIntegerField(_("更新"), default=0)
    unchanged = models.PositiveIntegerField(_("未变"), default=0)
    # [{"row": 3, "column": "uscc", "msgid": "…", "params": {…}}, …]
    rejected = models.JSONField(_("退回"), default=list, blank=True)
    # Why the whole table was refused: sentences as above.
    refusal = models.JSONField(default=list, blank=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("批量导入")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["requested_by", "-id"], name="employers_import_mine")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["checking", "checked", "importing", "imported", "refused"]),
                name="employers_import_state",
            )
        ]
        triggers = kept("import")

    def __str__(self) -> str:
        return f"{self.file} {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("console:employer_import", args=[self.pk])

    @property
    def is_running(self) -> bool:
        return self.state in (self.State.CHECKING, self.State.IMPORTING)

    @property
    def rejected_rows(self) -> int:
        return len({line["row"] for line in self.rejected})
