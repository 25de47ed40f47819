"""Police offices that a bureau refers to, and who answers on both sides (负责人、联络员)."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Division, Office
from accounts.triggers import kept

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

PEOPLE = settings.AUTH_USER_MODEL


class PoliceOfficeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user))

    def active(self) -> Self:
        return self.filter(is_active=True)


class PoliceOffice(models.Model):
    """同级公安机关: where a bureau's referrals go, and the procuratorate that gets the copy."""

    office = models.ForeignKey(
        Office, models.PROTECT, verbose_name=_("对应的监察机构"), related_name="police_offices"
    )
    division = models.ForeignKey(
        Division, models.PROTECT, verbose_name=_("所在地"), related_name="+"
    )
    name = models.CharField(_("公安机关"), max_length=100, unique=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    phone = models.CharField(_("电话"), max_length=40, blank=True)
    procuratorate = models.CharField(_("同级人民检察院"), max_length=100)
    is_active = models.BooleanField(_("在用"), default=True)

    objects = PoliceOfficeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("公安机关")
        ordering = ["division_id", "pk"]
        triggers = kept("policeoffice")

    def __str__(self) -> str:
        return self.name


class LiaisonQuerySet(models.QuerySet[Any]):
    def serving(self, on: date) -> Self:
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on)

    def of_user(self, user: "User | AnonymousUser", on: date) -> "Liaison | None":
        """The police officer behind this log-in, where the person serves as liaison that day."""
        rows = self.serving(on).filter(user=user.pk, police_office__isnull=False)
        return rows.select_related("police_office__office").first()


class Liaison(models.Model):
    """主管负责人 or 联络员 of one side; the police one's log-in sees what was sent there."""

    class Duty(models.TextChoices):
        HEAD = "head", _("主管负责人")
        LIAISON = "liaison", _("联络员")

    office = models.ForeignKey(
        Office, models.PROTECT, verbose_name=_("监察机构"), related_name="liaisons"
    )
    # Empty: one of the bureau's own.
    police_office = models.ForeignKey(
        PoliceOffice,
        models.PROTECT,
        verbose_name=_("公安机关"),
        related_name="liaisons",
        null=True,
        blank=True,
    )
    duty = models.CharField(_("职责"), max_length=8, choices=Duty)
    user = models.ForeignKey(
        PEOPLE,
        models.PROTECT,
        verbose_name=_("登录账号"),
        related_name="liaisons",
        null=True,
        blank=True,
    )
    name = models.CharField(_("姓名"), max_length=60)
    position = models.CharField(_("职务"), max_length=60, blank=True)
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    since = models.DateField(_("任职起"))
    until = models.DateField(_("任职止"), null=True, blank=True)

    objects = LiaisonQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("衔接工作人员")
        ordering = ["office_id", "police_office_id", "duty", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="liaison_period"
            ),
            models.UniqueConstraint(
                "user",
                condition=Q(until=None, user__isnull=False),
                name="liaison_serves_one_side",
            ),
        ]
        triggers = kept("liaison")

    def __str__(self) -> str:
        return f"{self.name}（{self.police_office or self.office}）"
