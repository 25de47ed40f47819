"""Drafts that an approver sent back with marks: what was read, and what was said about it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.subjects import SubjectFields, SubjectQuerySet
from accounts.triggers import append_only
from documents.kinds import template_name
from documents.policy.marks import Mark


class ReturnedSheet(SubjectFields):
    """A draft as it was read, frozen with the marks that its reader made on it."""

    kind = models.CharField(_("文书种类"), max_length=60)
    title = models.CharField(_("文书名称"), max_length=100)
    context = models.JSONField(_("冻结内容"))
    template = models.CharField(_("模板"), max_length=60)
    template_version = models.PositiveSmallIntegerField(_("模板版本"))
    marks = models.JSONField(_("批注"))
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("退回人")
    )
    returned_at = models.DateTimeField(_("退回时间"))

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("退回的文书稿")
        constraints = [
            models.CheckConstraint(condition=~models.Q(marks=[]), name="documents_return_is_marked")
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="documents_returned_of")
        ]
        triggers = append_only("returned_sheet")

    def __str__(self) -> str:
        return f"{self.title} · {self.subject_label}"

    @property
    def template_name(self) -> str:
        return template_name(self.template, self.template_version)

    @property
    def remarks(self) -> list[Mark]:
        return [Mark.read(kept) for kept in self.marks]
