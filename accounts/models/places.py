"""Administrative divisions, offices and where they have jurisdiction."""

from collections.abc import Iterable
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within_prefixes
from accounts.policy.division_codes import LEVEL_LABELS, PREFIX_LENGTHS, Level, code_range

WHOLE_PREFIX = "^({})$".format("|".join(f"[0-9]{{{n}}}" for n in PREFIX_LENGTHS))


class DivisionQuerySet(models.QuerySet["Division"]):
    def under(self, prefix: str) -> Self:
        first, last = code_range(prefix)
        return self.filter(code__gte=first, code__lte=last)

    def within(self, prefixes: Iterable[str]) -> Self:
        return self.filter(within_prefixes(prefixes, "code"))

    def level(self, level: Level) -> Self:
        return self.filter(level=level.value)

    def search(self, words: str) -> Self:
        """Find by the beginning of the code or by every word somewhere in the full name."""
        found = self
        for word in words.split():
            found = found.filter(Q(full_name__contains=word) | Q(code__startswith=word))
        return found.order_by("code")


class Division(models.Model):
    """One unit of 行政区划. Development zones are not in the national list: added by hand."""

    code = models.CharField(
        _("区划代码"),
        max_length=12,
        primary_key=True,
        validators=[RegexValidator(r"^[0-9]{12}$", _("区划代码应为12位数字"))],
    )
    name = models.CharField(_("名称"), max_length=60)
    level = models.CharField(
        _("级别"),
        max_length=10,
        choices=[(level.value, _(LEVEL_LABELS[level])) for level in Level],
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("上级"),
        related_name="children",
        null=True,
        blank=True,
    )
    full_name = models.CharField(_("全称"), max_length=200, editable=False)
    by_hand = models.BooleanField(_("手工增设（开发区等）"), default=False)

    objects = DivisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("行政区划")
        verbose_name_plural = _("行政区划")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{12}$"), name="accounts_division_code_of_12_digits"
            ),
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in Level]),
                name="accounts_division_level_known",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class Office(models.Model):
    """A labour-security inspection body (劳动保障监察机构) or the department it belongs to."""

    name = models.CharField(_("机构名称"), max_length=100, unique=True)
    prefix = models.CharField(
        _("文号机关代字"), max_length=20, unique=True, help_text=_("例如：江人社监")
    )
    division = models.ForeignKey(
        Division, models.PROTECT, verbose_name=_("所在行政区划"), related_name="offices"
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("上级机构"),
        related_name="children",
        null=True,
        blank=True,
    )
    address = models.CharField(_("地址"), max_length=200)
    phone = models.CharField(_("联系电话"), max_length=40)
    opening_hours = models.CharField(_("接待时间"), max_length=100, blank=True)
    supervision_phone = models.CharField(_("监督电话"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("机构")
        verbose_name_plural = _("机构")
        ordering = ["division_id", "pk"]

    def __str__(self) -> str:
        return self.name


class OfficeJurisdiction(models.Model):
    office = models.ForeignKey(
        Office, models.CASCADE, verbose_name=_("机构"), related_name="jurisdictions"
    )
    prefix = models.CharField(
        _("管辖区划代码前缀"),
        max_length=12,
        help_text=_("市一般4位，直辖市2位，区县6位，乡镇9位"),
    )

    class Meta:
        verbose_name = _("管辖范围")
        verbose_name_plural = _("管辖范围")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "prefix"], name="accounts_jurisdiction_named_once"
            ),
            models.CheckConstraint(
                condition=Q(prefix__regex=WHOLE_PREFIX),
                name="accounts_jurisdiction_prefix_whole",
                violation_error_message=_("前缀应为2、4、6、9或12位数字"),
            ),
        ]

    def __str__(self) -> str:
        return self.prefix
