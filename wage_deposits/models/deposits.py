"""A project's wage deposit: the figure as it was fixed, and where the project stands with it."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Division, Office
from accounts.subjects import Subject
from accounts.triggers import kept
from employers.models import Employer, Project, ProjectParty
from statutes.citations import Citation
from statutes.wording import Sentence
from wage_deposits.policy.rate import Contractor, Step
from wage_deposits.procedure import ENDED, LIVE, STATE_LABELS, State

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.utils.functional import _StrPromise as StrPromise

    from accounts.models import User
    from wage_deposits.models.moves import Guarantee
    from wage_deposits.models.uses import ReturnRequest, Use

PEOPLE = settings.AUTH_USER_MODEL
SUBJECT_TYPE = "wage_deposit"
NOTHING = Decimal("0.00")
LIVE_VALUES = sorted(state.value for state in LIVE)
# The figure and what it rests on are kept as they were fixed; an error is withdrawn as a whole.
AS_FIXED = [
    "project", "contractor", "office", "division", "permitted_on", "contract_amount", "local_rate",
    "local_ceiling", "past", "steps", "rate", "amount", "fixed_by", "fixed_at",
]  # fmt: skip


def money(label: "StrPromise | str", **options: Any) -> "models.DecimalField[Any, Any]":
    """A column of yuan to the fen."""
    return models.DecimalField(label, max_digits=14, decimal_places=2, **options)


def charged_parties() -> "models.QuerySet[ProjectParty]":
    """Who must deposit: the general contractor, and a contractor whom the developer engaged itself.

    保证金规定: 施工总承包单位，含直接承包建设单位发包工程的专业承包企业.
    """
    role = ProjectParty.Role
    direct = Q(role=role.SUBCONTRACTOR, under__role=role.DEVELOPER)
    return ProjectParty.objects.filter(Q(role=role.GENERAL_CONTRACTOR) | direct, to_on=None)


class DepositQuerySet(models.QuerySet["Deposit"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user))

    def live(self) -> Self:
        return self.filter(state__in=LIVE_VALUES)


class Deposit(models.Model):
    """What one contractor must keep for the wages of one project."""

    project = models.ForeignKey(
        Project, models.PROTECT, verbose_name=_("工程项目"), related_name="wage_deposits"
    )
    contractor = models.ForeignKey(
        Employer, models.PROTECT, verbose_name=_("施工总承包单位"), related_name="wage_deposits"
    )
    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("承办机构"), related_name="+")
    division = models.ForeignKey(
        Division, models.PROTECT, verbose_name=_("工程所在地"), related_name="+"
    )
    owner = models.ForeignKey(
        PEOPLE, models.PROTECT, verbose_name=_("承办人"), related_name="+", null=True, blank=True
    )
    state = models.CharField(
        _("状态"),
        max_length=16,
        choices=[(s.value, _(label)) for s, label in STATE_LABELS.items()],
    )
    # how the figure was found
    permitted_on = models.DateField(_("取得施工许可（开工报告批复）日期"))
    contract_amount = money(_("施工合同额"))
    local_rate = models.DecimalField(_("本地存储比例（%）"), max_digits=5, decimal_places=2)
    local_ceiling = money(_("本地封顶金额"), default=NOTHING)
    past = models.JSONField(_("总承包单位的既往情况"))
    steps = models.JSONField(_("核定的步骤"))
    rate = models.DecimalField(_("适用比例（%）"), max_digits=5, decimal_places=2)
    amount = money(_("应存金额"))
    fixed_by = models.ForeignKey(PEOPLE, models.PROTECT, verbose_name=_("核定人"), related_name="+")
    fixed_at = models.DateTimeField(_("核定时间"))
    # the account, where money was paid in
    account_bank = models.CharField(_("开户银行"), max_length=100, blank=True)
    account_no = models.CharField(_("专户账号"), max_length=40, blank=True)
    opened_on = models.DateField(_("存储日期"), null=True, blank=True)
    ended_on = models.DateField(_("了结日期"), null=True, blank=True)

    objects = DepositQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("工资保证金")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["division", "-id"], name="wage_deposits_by_place"),
            models.Index(fields=["contractor", "-id"], name="wage_deposits_by_contractor"),
            models.Index(fields=["state", "division", "-id"], name="wage_deposits_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "contractor"],
                condition=Q(state__in=LIVE_VALUES),
                name="wage_deposits_one_live_of_a_party",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(s.value for s in State)),
                name="wage_deposits_state_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    contract_amount__gt=0, amount__gte=0, rate__gte=0, local_ceiling__gte=0
                ),
                name="wage_deposits_sums_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(amount=0, state__in=["exempt", "cancelled"])
                | Q(Q(amount__gt=0), ~Q(state="exempt")),
                name="wage_deposits_exempt_is_nothing",
            ),
            models.CheckConstraint(
                condition=Q(account_bank="", account_no="")
                | (~Q(account_bank="") & ~Q(account_no="")),
                name="wage_deposits_account_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["due", "exempt", "cancelled"], opened_on__isnull=True)
                | Q(~Q(state__in=["due", "exempt", "cancelled"]), opened_on__isnull=False),
                name="wage_deposits_opened_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(s.value for s in ENDED), ended_on__isnull=False)
                | Q(state__in=LIVE_VALUES, ended_on__isnull=True),
                name="wage_deposits_ended_is_dated",
            ),
        ]
        triggers = [
            *kept("deposit"),
            pgtrigger.ReadOnly(name="deposit_as_fixed", fields=AS_FIXED),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.project.name}"

    def get_absolute_url(self) -> str:
        return reverse("console:wage_deposit", args=[self.pk])

    @property
    def number(self) -> str:
        return f"保{timezone.localdate(self.fixed_at).year}-{self.pk:05d}"

    @property
    def subject(self) -> Subject:
        return Subject(
            SUBJECT_TYPE, self.pk, self.number, self.division_id, self.office_id, self.owner_id
        )

    @property
    def status(self) -> State:
        return State(self.state)

    @property
    def is_live(self) -> bool:
        return self.status in LIVE

    @property
    def reckoning(self) -> tuple[Step, ...]:
        """The steps of the figure as they were fixed."""
        return tuple(
            Step(Sentence(row["msgid"], row["params"]), Citation(row["law"], row["article"]))
            for row in self.steps
        )

    @property
    def contractor_then(self) -> Contractor:
        """The contractor's past as the officer confirmed it on that day."""
        return Contractor(**self.past)

    # What stands behind it: few rows, in the order they came; a page prefetches them.
    @property
    def balance(self) -> Decimal:
        """What stands for the wages now, in money and by guarantee."""
        moves = list(self.moves.all())
        return moves[-1].balance if moves else NOTHING

    def held_as(self, means: str) -> Decimal:
        """The part of it that is held in money, or by guarantee."""
        return sum((move.amount for move in self.moves.all() if move.means == means), NOTHING)

    @property
    def guarantee(self) -> "Guarantee | None":
        """The guarantee in force; there is one at most."""
        return next((row for row in self.guarantees.all() if row.ended_on is None), None)

    @property
    def open_use(self) -> "Use | None":
        return next((use for use in self.uses.all() if use.is_open), None)

    @property
    def open_return(self) -> "ReturnRequest | None":
        return next((row for row in self.returns.all() if row.decided_on is None), None)
