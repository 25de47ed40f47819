"""Uploaded files, and the case files bound from them and from papers."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Division, User
from accounts.subjects import SubjectFields, SubjectQuerySet
from accounts.triggers import changed, kept
from documents.procedure import (
    BUNDLE_STATUS_LABELS,
    FILE_STATUS_LABELS,
    BundleStatus,
    FileStatus,
)


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def quarantined(self) -> "StoredFileQuerySet":
        return self.filter(status=FileStatus.QUARANTINED.value)

    def clean(self) -> "StoredFileQuerySet":
        return self.filter(status=FileStatus.CLEAN.value)

    def visible_to(self, user: User) -> "StoredFileQuerySet":
        """Those attached to a subject within one's jurisdiction.

        Who uploaded a file has no key of their own: evidence is sealed, and cases change hands.
        """
        return self.filter(within(user), division__isnull=False)


class StoredFile(models.Model):
    """An uploaded file, stored once under its SHA-256; the original is never changed."""

    sha256 = models.CharField(_("文件摘要"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("字节数"))
    content_type = models.CharField(_("类型"), max_length=100)
    name = models.CharField(_("原文件名"), max_length=200)
    file = models.FileField(_("文件"), max_length=200)
    status = models.CharField(
        _("状态"),
        max_length=12,
        default=FileStatus.QUARANTINED.value,
        choices=[(status.value, _(label)) for status, label in FILE_STATUS_LABELS.items()],
    )
    uploaded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("上传人")
    )
    uploaded_at = models.DateTimeField(_("上传时间"))
    # Set once, when the record that the file belongs to exists.
    subject_type = models.CharField(_("对象类型"), max_length=40, blank=True)
    subject_id = models.BigIntegerField(_("对象编号"), null=True, blank=True)
    subject_label = models.CharField(_("对象"), max_length=200, blank=True)
    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("行政区划")
    )

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("上传文件")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in FileStatus]),
                name="documents_file_status",
            ),
            models.CheckConstraint(
                condition=Q(subject_type="", subject_id=None, division=None)
                | ~Q(subject_type="") & Q(subject_id__isnull=False, division__isnull=False),
                name="documents_file_subject_is_whole",
            ),
        ]
        triggers = [
            *kept("file"),
            pgtrigger.Protect(
                name="file_bytes_stay",
                operation=pgtrigger.Update,
                condition=changed("sha256", "size", "content_type", "name", "file"),
            ),
            pgtrigger.Protect(
                name="file_attached_once",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__subject_type="")
                & changed("subject_type", "subject_id", "subject_label", "division"),
            ),
            pgtrigger.Protect(
                name="file_checked_once",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__status=FileStatus.QUARANTINED.value)
                & changed("status"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BundleQuerySet(SubjectQuerySet):
    def unbound(self) -> "BundleQuerySet":
        """Ordered files whose pages are still owed."""
        return self.filter(status=BundleStatus.ORDERED.value)


class Bundle(SubjectFields):
    """案卷: everything on one subject as one PDF, made from a frozen list of what belongs in it."""

    # Volumes with their entries; each entry names papers, files or sheets (documents.binding).
    manifest = models.JSONField(_("卷内目录"))
    # What the subject held when this was ordered; the domain app says when it has grown.
    fingerprint = models.CharField(_("内容摘要"), max_length=64)
    status = models.CharField(
        _("状态"),
        max_length=10,
        default=BundleStatus.ORDERED.value,
        choices=[(status.value, _(label)) for status, label in BUNDLE_STATUS_LABELS.items()],
    )
    done = models.PositiveIntegerField(_("已完成"), default=0)
    total = models.PositiveIntegerField(_("总步数"))
    pages = models.PositiveIntegerField(_("页数"), null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ordered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人")
    )
    ordered_at = models.DateTimeField(_("生成时间"))

    objects = BundleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("案卷")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="documents_bundle_subject"),
            models.Index(
                fields=["ordered_at"],
                condition=Q(status=BundleStatus.ORDERED.value),
                name="documents_bundle_unbound",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=BundleStatus.BOUND.value, file__isnull=False, pages__gt=0)
                | Q(status__in=[BundleStatus.ORDERED.value, BundleStatus.FAILED.value])
                & Q(file__isnull=True, pages__isnull=True),
                name="documents_bundle_bound_has_file",
            ),
            # One at a time: the second would only repeat the first.
            models.UniqueConstraint(
                "subject_type", "subject_id", condition=Q(status=BundleStatus.ORDERED.value),
                name="documents_bundle_one_in_the_making",
            ),
        ]  # fmt: skip
        triggers = [
            *kept("bundle"),
            pgtrigger.Protect(
                name="bundle_frozen",
                operation=pgtrigger.Update,
                condition=changed("manifest", "fingerprint", "ordered_by", "ordered_at")
                | ~pgtrigger.Q(old__status=BundleStatus.ORDERED.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_label} {self.ordered_at:%F}"

    @property
    def is_bound(self) -> bool:
        return self.status == BundleStatus.BOUND.value
