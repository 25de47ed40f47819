"""Cases that were handled before this system, as a table brought them in (design §5.2)."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Division
from accounts.triggers import append_only, kept
from cases.models.case import Case, money
from cases.policy.history import SOURCE_LABELS, SUBJECT_KIND_LABELS
from employers.models import Employer

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

PEOPLE = settings.AUTH_USER_MODEL


def _day(label: Any) -> "models.DateField[Any, Any]":
    return models.DateField(label, null=True, blank=True)


def _said(label: Any) -> "models.BooleanField[Any, Any]":
    return models.BooleanField(label, null=True, blank=True)


class HistoricCaseQuerySet(models.QuerySet["HistoricCase"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user))

    def newest_first(self) -> Self:
        return self.order_by(F("filed_on").desc(nulls_last=True), "-pk")


class HistoricCase(models.Model):
    """One old case. Empty is unknown, but for what has not happened: payment, closing, police."""

    case_no = models.CharField(_("案号"), max_length=60, unique=True)
    employer = models.ForeignKey(
        Employer, models.PROTECT, verbose_name=_("主体"), related_name="historic_cases"
    )
    subject = models.CharField(_("主体名称"), max_length=200, blank=True)
    subject_kind = models.CharField(
        _("主体类型"),
        max_length=10,
        choices=[(k.value, _(label)) for k, label in SUBJECT_KIND_LABELS.items()],
        blank=True,
    )
    # The place of work, or its province where the table names no more.
    division = models.ForeignKey(
        Division, models.PROTECT, verbose_name=_("行政区划"), related_name="+"
    )
    source = models.CharField(
        _("案件来源"),
        max_length=20,
        choices=[(s.value, _(label)) for s, label in SOURCE_LABELS.items()],
        blank=True,
    )
    lodged_on = _day(_("投诉日期"))
    filed_on = _day(_("立案日期"))
    violation = models.CharField(_("违法事项"), max_length=200, blank=True)
    cause = models.CharField(_("案由"), max_length=64, blank=True)  # where the words are known
    migrant = _said(_("是否农民工"))
    workers = models.PositiveIntegerField(_("涉及人数"), null=True, blank=True)
    amount = money(_("拖欠金额"), null=True, blank=True)
    max_worker_amount = money(_("单人最高拖欠"), null=True, blank=True)
    max_worker_months = models.PositiveSmallIntegerField(
        _("单人最长拖欠月数"), null=True, blank=True
    )
    order_on = _day(_("责令支付日期"))
    order_due_on = _day(_("责令期限"))
    paid_on = _day(_("付清日期"))
    promise = _said(_("信用承诺"))
    refused = _said(_("拒绝阻挠"))
    mass_petition = _said(_("群体上访"))
    serious_impact = _said(_("造成严重不良社会影响"))
    referred_on = _day(_("移送日期"))
    police_filed_on = _day(_("公安立案日期"))
    police_offence = models.CharField(_("涉嫌罪名"), max_length=200, blank=True)
    penalty = money(_("罚款金额"), null=True, blank=True)
    closed_on = _day(_("结案日期"))
    imported_at = models.DateTimeField(_("导入时间"))

    objects = HistoricCaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("历史案件")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["employer", "-filed_on"], name="historic_case_by_employer"),
            models.Index(fields=["division", "-id"], name="historic_case_by_place"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(case_no=""), name="historic_case_numbered"),
            models.CheckConstraint(
                condition=(Q(amount__isnull=True) | Q(amount__gte=0))
                & (Q(max_worker_amount__isnull=True) | Q(max_worker_amount__gte=0))
                & (Q(penalty__isnull=True) | Q(penalty__gte=0)),
                name="historic_case_amounts",
            ),
        ]
        triggers = kept("historiccase")

    def __str__(self) -> str:
        return self.case_no


class CircumstancesQuerySet(models.QuerySet["Circumstances"]):
    def latest(self, case: Case) -> "Circumstances | None":  # type: ignore[override]
        return self.filter(case=case).order_by("-known_on", "-pk").first()


class Circumstances(models.Model):
    """案情要素: what no paper of the case says by itself, found by the inspector; empty is open.

    A row replaces the one before it from the day it was known; none is ever changed.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="circumstances")
    migrant = _said(_("拖欠的是农民工工资"))
    promise = _said(_("单位作出书面信用承诺"))
    refused = _said(_("拒绝、阻挠调查处理"))
    mass_petition = _said(_("导致农民工群体上访"))
    serious_impact = _said(_("造成严重不良社会影响"))
    known_on = models.DateField(_("查明日期"))
    basis = models.CharField(_("依据"), max_length=300)
    recorded_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))

    objects = CircumstancesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("案情要素")
        ordering = ["-known_on", "-pk"]
        indexes = [models.Index(fields=["case", "-known_on", "-id"], name="circumstances_latest")]
        constraints = [
            models.CheckConstraint(condition=~Q(basis=""), name="circumstances_have_a_basis")
        ]
        triggers = append_only("circumstances")

    def __str__(self) -> str:
        return f"{self.case_id} {self.known_on}"
