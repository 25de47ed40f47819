"""People, the roles they hold and the delegations they act under."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import connection, models
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models.places import Office
from accounts.personal_data import EncryptedTextField
from accounts.policy.roles import (
    CASE_ROLES,
    DELEGABLE_ROLES,
    OFFICE_FREE_ROLES,
    ROLE_LABELS,
    Role,
)
from accounts.policy.tenure import Holding

if TYPE_CHECKING:
    from accounts.models.qualifications import Certificate

ROLE_CHOICES = [(role.value, _(ROLE_LABELS[role])) for role in Role]
# Apps whose tables the administrator keeps through the plain admin.
REFERENCE_APPS = frozenset({"accounts", "rulebook"})
# The first administrator is appointed by no one, on no particular day.
BEGINNING = date(2004, 12, 1)
# Every request asks who the person is today: composed by the ORM this took as long as a page.
TENURE = """
    SELECT held.*, ARRAY(
        SELECT prefix FROM accounts_officejurisdiction AS within
        WHERE within.office_id = held.office_id ORDER BY prefix
    )
    FROM (
        SELECT role, office_id, valid_from, valid_to, NULL::bigint
        FROM accounts_rolemembership WHERE user_id = %(user)s
        UNION ALL
        SELECT role, office_id, valid_from, valid_to, delegator_id
        FROM accounts_delegation WHERE delegate_id = %(user)s
    ) AS held
"""


def in_force_on(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


class Dated(models.Model):
    """A period; both days belong to it."""

    valid_from = models.DateField(_("有效期起"))
    valid_to = models.DateField(_("有效期止"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_period_ordered",
                violation_error_message=_("有效期止不得早于有效期起"),
            )
        ]


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def holding(self, role: Role, *, office: "Office | int", on: date) -> Self:
        """Return who holds the role at the office on that day, a head's delegate included."""
        at_office = in_force_on(on) & Q(role=role.value, office=office)
        own = RoleMembership.objects.filter(at_office).values("user")
        delegated = Delegation.objects.filter(at_office).values("delegate")
        return self.active().filter(Q(pk__in=own) | Q(pk__in=delegated))

    def with_training(self, year: int) -> Self:
        """Add the year's training hours and examinations (培训学时与考试) to each person."""
        of_year = Q(trainings__held_on__year=year)
        return self.annotate(
            training_hours=Coalesce(
                Sum("trainings__hours", filter=of_year), models.Value(Decimal("0.0"))
            ),
            exams_taken=Count("trainings", filter=of_year & ~Q(trainings__exam="")),
            exams_passed=Count("trainings", filter=of_year & Q(trainings__passed=True)),
        )


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **f: Any) -> "User":
        """Make the first administrator: it keeps accounts and reference data, and sees no case."""
        user = self.create_user(username, password, is_staff=True, **f)
        user.memberships.create(role=Role.ADMINISTRATOR.value, valid_from=BEGINNING)
        return user


class User(AbstractBaseUser):
    username = models.CharField(
        _("登录名"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[\w.\-]+$", _("登录名只能含文字、数字、点、横线和下划线"))],
    )
    name = models.CharField(_("姓名"), max_length=60)
    office = models.ForeignKey(
        Office,
        models.PROTECT,
        verbose_name=_("所在机构"),
        related_name="users",
        null=True,
        blank=True,
    )
    position = models.CharField(_("职务"), max_length=60, blank=True)
    phone = EncryptedTextField(_("联系电话"), blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    is_staff = models.BooleanField(_("可维护基础数据"), default=False)
    must_change_password = models.BooleanField(_("须修改初始密码"), default=False)
    is_demo = models.BooleanField(_("演示账号"), default=False, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    # The day for which the request acts; set once per request from the one clock.
    acting_on: date | None = None
    # django-otp's middleware adds is_verified() to the request's user.

    class Meta:
        verbose_name = _("用户")
        verbose_name_plural = _("用户")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    get_short_name = get_full_name

    @cached_property
    def _tenure(self) -> list[tuple[Any, ...]]:
        """Read roles, delegations and jurisdiction at once; once per instance."""
        with connection.cursor() as cursor:
            cursor.execute(TENURE, {"user": self.pk})
            return cursor.fetchall()

    @cached_property
    def holdings(self) -> tuple[Holding, ...]:
        """Return every role ever held or delegated."""
        return tuple(Holding(Role(role), *rest) for role, *rest, _ in self._tenure)

    def holdings_on(self, on: date | None) -> tuple[Holding, ...]:
        """Return what is held that day; without a day, only what has no end."""
        return tuple(h for h in self.holdings if (h.holds_on(on) if on else h.is_open))

    def roles_on(self, on: date, office_id: int | None = None) -> frozenset[Role]:
        """Return the roles held that day, delegated ones included, at one office or at any."""
        return frozenset(
            h.role for h in self.holdings_on(on) if office_id is None or h.office_id == office_id
        )

    def own_roles_on(self, on: date, office_id: int | None = None) -> frozenset[Role]:
        """Return roles held in person: a referral to the police stays with the head in charge."""
        return frozenset(
            h.role
            for h in self.holdings_on(on)
            if h.delegated_by is None and office_id in (None, h.office_id)
        )

    def has_role(self, role: Role, on: date, office_id: int | None = None) -> bool:
        return role in self.roles_on(on, office_id)

    def acts_for(self, role: Role, on: date, office_id: int | None = None) -> bool:
        """Tell whether the role is exercised only by delegation, so that papers show 代."""
        return self.has_role(role, on, office_id) and role not in self.own_roles_on(on, office_id)

    @property
    def prefixes(self) -> tuple[str, ...]:
        """Return the jurisdiction of the offices where a case role is held, borrowed included."""
        held = self.holdings_on(self.acting_on)
        offices = {h.office_id for h in held if h.role in CASE_ROLES}
        by_office = {office: prefixes for _, office, *_, prefixes in self._tenure}
        return tuple(prefix for office in offices for prefix in by_office[office])

    def certificate_on(self, on: date) -> "Certificate | None":
        held = [c for c in self.certificates.all() if c.valid_from <= on <= c.valid_to]
        return max(held, key=lambda c: c.valid_to, default=None)

    def forget(self) -> None:
        """Drop what this instance remembers of its roles, after they were changed."""
        for name in ("holdings", "_tenure"):
            self.__dict__.pop(name, None)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self.forget()
        super().refresh_from_db(*args, **kwargs)

    # -- what the Django admin asks: reference data only, never cases --

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.has_module_perms(perm.partition(".")[0])

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff and app_label in REFERENCE_APPS


class RoleMembership(Dated):
    user = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("用户"), related_name="memberships"
    )
    role = models.CharField(_("角色"), max_length=20, choices=ROLE_CHOICES)
    office = models.ForeignKey(
        Office,
        models.PROTECT,
        verbose_name=_("机构"),
        related_name="memberships",
        null=True,
        blank=True,
        help_text=_("借用人员填写借用机构"),
    )

    class Meta(Dated.Meta):
        verbose_name = _("角色任职")
        verbose_name_plural = _("角色任职")
        ordering = ["user_id", "valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]),
                name="accounts_membership_role_known",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(role.value for role in OFFICE_FREE_ROLES))
                | Q(office__isnull=False),
                name="accounts_membership_has_office",
                violation_error_message=_("监察机构人员的角色须注明机构"),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "office", "valid_from"],
                name="accounts_membership_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class Delegation(Dated):
    """A head's written delegation for a dated period, shown as 代; never of a referral."""

    role = models.CharField(
        _("代行职权"),
        max_length=20,
        choices=[(role.value, _(ROLE_LABELS[role])) for role in Role if role in DELEGABLE_ROLES],
    )
    office = models.ForeignKey(
        Office, models.PROTECT, verbose_name=_("机构"), related_name="delegations"
    )
    delegator = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("委托人"), related_name="delegations_given"
    )
    delegate = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("受托人"), related_name="delegations_received"
    )
    document = models.CharField(_("书面委托文号"), max_length=100)

    class Meta(Dated.Meta):
        verbose_name = _("职权委托")
        verbose_name_plural = _("职权委托")
        ordering = ["-valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to__isnull=False),
                name="accounts_delegation_has_an_end",
                violation_error_message=_("委托须写明截止日期"),
            ),
            models.CheckConstraint(
                condition=~Q(delegator=F("delegate")),
                name="accounts_delegation_to_another",
                violation_error_message=_("不得委托给本人"),
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(role.value for role in DELEGABLE_ROLES)),
                name="accounts_delegation_of_a_head",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegate}（代{self.delegator}）"
