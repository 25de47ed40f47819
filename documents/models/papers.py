"""Issued papers and their numbers: append-only by database trigger."""

from collections.abc import Collection
from functools import reduce
from operator import or_

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When, Window
from django.db.models.functions import Coalesce, Lag
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Office, User
from accounts.subjects import SubjectFields, SubjectQuerySet
from accounts.triggers import append_only, changed, numbered_without_gaps
from documents.kinds import template_name
from documents.procedure import PAPER_STATUS_LABELS, PAPER_STEPS, PaperStatus

DRAFT, ISSUED, SERVED, WITHDRAWN = (status.value for status in PaperStatus)
# Everything that a reader of the paper relies on.
FROZEN = (
    "kind", "title", "number", "context", "template", "template_version", "content_sha256",
    "verification_code", "corrects", "issued_on", "issued_at", "issued_by", "subject_type",
    "subject_id", "division", "office",
)  # fmt: skip


def unlawful_step() -> pgtrigger.Q:
    """Trigger condition: a change of status that is not in the table of procedure.py."""
    lawful = (
        pgtrigger.Q(old__status=source.value, new__status=target.value)
        for source, target in sorted(PAPER_STEPS)
    )
    return changed("status") & ~reduce(or_, lawful)


class NumberSeries(models.Model):
    """The last 文号 given out per office, word and year; its row is the lock."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, verbose_name=_("机关"))
    word = models.CharField(_("机关代字"), max_length=20)
    year = models.PositiveSmallIntegerField(_("年份"))
    last = models.PositiveIntegerField(_("最近序号"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("文号序列")
        constraints = [
            models.UniqueConstraint("office", "word", "year", name="documents_one_series"),
        ]
        triggers = [
            *numbered_without_gaps("series"),
            pgtrigger.Protect(
                name="series_is_itself",
                operation=pgtrigger.Update,
                condition=changed("office", "word", "year"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office}{self.word}字〔{self.year}〕{self.last}"


class PaperQuerySet(SubjectQuerySet):
    def issued(self) -> "PaperQuerySet":
        return self.exclude(status=DRAFT)

    def unrendered(self) -> "PaperQuerySet":
        """Issued papers whose file is still owed: a lost message or a dead worker."""
        return self.issued().filter(file="")

    def with_earlier(self, apart: Collection[str] = ()) -> "PaperQuerySet":
        """Add `earlier`: the paper that each corrects, or else the last one of its kind before.

        Of the kinds `apart` each paper is about something else: no version of the one before.
        """
        before = Window(Lag("pk"), partition_by=[F("kind")], order_by="pk")
        version = Case(When(kind__in=apart, then=None), default=before)
        return self.annotate(earlier=Coalesce("corrects", version))

    def in_force(self) -> "PaperQuerySet":
        return self.filter(status__in=[ISSUED, SERVED])


class Paper(SubjectFields):
    """One statutory paper: a frozen context, a number, and the bytes printed from them."""

    kind = models.CharField(_("文书种类"), max_length=60)
    title = models.CharField(_("文书名称"), max_length=100)
    series = models.ForeignKey(
        NumberSeries, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("文号序列")
    )
    serial = models.PositiveIntegerField(_("序号"), null=True, blank=True)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    context = models.JSONField(_("冻结内容"))
    template = models.CharField(_("模板"), max_length=60)
    template_version = models.PositiveSmallIntegerField(_("模板版本"))
    content_sha256 = models.CharField(_("内容摘要"), max_length=64, blank=True)
    file = models.FileField(_("文件"), max_length=200, blank=True)
    file_sha256 = models.CharField(_("文件摘要"), max_length=64, blank=True, db_index=True)
    status = models.CharField(
        _("状态"),
        max_length=10,
        default=DRAFT,
        choices=[(status.value, _(label)) for status, label in PAPER_STATUS_LABELS.items()],
    )
    verification_code = models.CharField(_("验证码"), max_length=12, unique=True)
    corrects = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("更正的文书"),
    )
    created_at = models.DateTimeField(_("制作时间"))
    issued_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="issued_papers",
        verbose_name=_("签发操作人"),
    )
    issued_at = models.DateTimeField(_("签发时间"), null=True, blank=True)
    issued_on = models.DateField(_("成文日期"), null=True, blank=True)
    served_on = models.DateField(_("送达日期"), null=True, blank=True)
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)
    withdrawal_reason = models.CharField(_("撤回理由"), max_length=500, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("文书")
        ordering = ["-issued_at", "-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="documents_paper_subject"),
            models.Index(fields=["number"], name="documents_paper_number"),
            models.Index(
                fields=["created_at"], condition=Q(file=""), name="documents_paper_unrendered"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in PaperStatus]),
                name="documents_paper_status",
            ),
            models.CheckConstraint(
                condition=Q(status=DRAFT, issued_at=None, issued_on=None, content_sha256="")
                | Q(~Q(status=DRAFT), issued_at__isnull=False, issued_on__isnull=False)
                & ~Q(content_sha256=""),
                name="documents_paper_issued_is_dated_and_hashed",
            ),
            models.CheckConstraint(
                condition=Q(number="", series=None, serial=None)
                | ~Q(number="") & Q(series__isnull=False, serial__isnull=False),
                name="documents_paper_number_has_serial",
            ),
            models.CheckConstraint(
                condition=Q(file="", file_sha256="") | ~Q(file="") & ~Q(file_sha256=""),
                name="documents_paper_file_is_hashed",
            ),
            models.CheckConstraint(
                condition=~Q(status=SERVED) | Q(served_on__isnull=False),
                name="documents_paper_served_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status=WITHDRAWN)
                | Q(withdrawn_on__isnull=False) & ~Q(withdrawal_reason=""),
                name="documents_paper_withdrawn_has_reason",
            ),
            models.UniqueConstraint("series", "serial", name="documents_paper_serial_once"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="papers_stay",
                operation=pgtrigger.Truncate,
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                func="RAISE EXCEPTION 'issued papers cannot be truncated';",
            ),
            pgtrigger.Protect(
                name="paper_stays",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__status=DRAFT),
            ),
            pgtrigger.Protect(
                name="paper_frozen",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__status=DRAFT) & changed(*FROZEN, "series", "serial"),
            ),
            pgtrigger.Protect(
                name="paper_file_once",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__file="") & changed("file", "file_sha256"),
            ),
            pgtrigger.Protect(
                name="paper_served_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__served_on__isnull=False) & changed("served_on"),
            ),
            pgtrigger.Protect(
                name="paper_withdrawn_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status=WITHDRAWN)
                & changed("withdrawn_on", "withdrawal_reason"),
            ),
            pgtrigger.Protect(
                name="paper_status_forward",
                operation=pgtrigger.Update,
                condition=unlawful_step(),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()

    def get_absolute_url(self) -> str:
        return reverse("documents:paper_file", args=[self.pk])

    @property
    def serves(self) -> str:
        """The paper whose service this one proves; "" for every other."""
        title, number = (self.context.get(f"served_{name}", "") for name in ("title", "number"))
        return f"{title} {number}".strip()

    @property
    def is_issued(self) -> bool:
        return self.status != DRAFT

    @property
    def template_name(self) -> str:
        return template_name(self.template, self.template_version)

    @property
    def verify_url(self) -> str:
        return verify_url(self.verification_code)


def verify_url(code: str) -> str:
    """The public page behind the QR code; the portal answers it (v/<code>/)."""
    return f"{settings.SITE_URL.rstrip('/')}/v/{code}/"


class VoidNumber(models.Model):
    """A 文号 whose paper was voided: the number is kept, explained and never given out again."""

    paper = models.OneToOneField(
        Paper, on_delete=models.PROTECT, related_name="void_number", verbose_name=_("文书")
    )
    number = models.CharField(_("文号"), max_length=60, unique=True)
    reason = models.CharField(_("作废理由"), max_length=500)
    voided_by = models.ForeignKey(User, on_delete=models.PROTECT, verbose_name=_("经办人"))
    voided_at = models.DateTimeField(_("作废时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("作废文号")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="documents_void_has_reason"),
        ]
        triggers = append_only("void")

    def __str__(self) -> str:
        return self.number
