"""The register of employers and its electronic file (条例 第二十二条, law.md §8.3)."""

from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Coalesce, Left
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Division, Office
from accounts.personal_data import EncryptedTextField
from accounts.policy.roles import DESK_ROLES, Role
from accounts.subjects import Subject
from accounts.triggers import kept
from employers.policy.freshness import due_on, fresh_since
from employers.policy.names import SHORTEST, name_key, pieces, search_columns
from employers.policy.phones import phone_key, phone_keys

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

# Whose numbers a telephone search looks through.
PHONES = (
    "phone",
    "legal_representative_phone",
    "manager_phone",
    "wage_officer_phone",
    "contact_phone",
)
LABEL_LENGTH = 100
LENGTH_OF_CODE = 18
MOST_OF_A_NUMBER = 1_000  # employers that give one telephone number
# The name index knows of each row in which slice of the register it stands and in which county, so
# that a page is found without fetching every row that holds a rare piece.
SLICE = 65_536
COUNTY_LENGTH = 6  # digits of a division code
NEWEST_SLICES = 3
NEVER = date(1900, 1, 1)  # when an unverified file was last verified
USCC = r"^[0-9A-HJ-NPQRTUWXY]{18}$"


OF_SLICE = F("id") / Value(SLICE)
OF_COUNTY = Left("division_id", COUNTY_LENGTH)
KNOWN_ON = Coalesce("verified_on", Value(NEVER))


def _in_slices(first: int, last: int) -> Q:
    """Each slice by itself, its number as wide as a key: only so does the name index know it."""
    asked = (Cast(Value(number), models.BigIntegerField()) for number in range(first, last + 1))
    return reduce(or_, (Q(of_slice=number) for number in asked))


class EmployerQuerySet(models.QuerySet["Employer"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """The register's identity lines are open to every officer, of whatever place."""
        held = getattr(user, "holdings_on", None)
        roles = {h.role for h in held(getattr(user, "acting_on", None))} if held else set()
        return self.all() if roles & (DESK_ROLES - {Role.ADMINISTRATOR}) else self.none()

    def current(self) -> Self:
        """Without the duplicates that were merged into another file."""
        return self.filter(merged_into__isnull=True)

    def in_hand_of(self, user: "User | AnonymousUser") -> Self:
        """Those whose facts this officer keeps: of the office's own places."""
        return self.filter(within(user))

    def overdue(self, today: date) -> Self:
        """Unverified for six months and still in being, the longest first, by one index."""
        late = self.current().alias(known_on=KNOWN_ON).filter(known_on__lt=fresh_since(today))
        return late.exclude(status="cancelled").order_by(KNOWN_ON, "pk")

    def after(self, known_on: date, pk: int) -> Self:
        """The overdue files that follow this one in their list."""
        follows = Q(known_on__gt=known_on) | Q(known_on=known_on, pk__gt=pk)
        return self.filter(Q(known_on__gte=known_on) & follows)

    def listed(self, today: date) -> Self:
        return self.filter(listed_until__gte=today)

    def search(self, text: str) -> Self:
        """By telephone, credit code, characters from anywhere in the name, or pinyin initials.

        What begins a code comes in the order of the codes: by any other order a page of them
        might be looked for through the whole register.
        """
        key = name_key(text)
        if not key:
            return self.none()
        if (number := phone_key(text)) and (found := self._telephone(number)):
            return self.filter(pk__in=found)
        if key.isascii() and key[0].isdigit():
            codes = self.filter(uscc__gte=key, uscc__lte=key.ljust(LENGTH_OF_CODE, "Z"))
            return codes.order_by("uscc")
        if len(key) < SHORTEST:
            return self.filter(name_key__startswith=key)
        if key.isascii() and key.isalpha():
            # Letters of a name are their own initials: whoever bears them is found by these too.
            return self.filter(self._within("initials", key.lower()))
        return self.filter(self._within("name_key", key))

    def in_county(self, code: str) -> Self:
        """Of one county; the name index knows it, so a search within it fetches no other row."""
        return self.alias(of_county=OF_COUNTY).filter(of_county=code[:COUNTY_LENGTH])

    def newest(self, count: int, before: int | None = None) -> list["Employer"]:
        """The newest of what was searched for, before a key; asked of the newest slices first."""
        if before is None:
            ids = self.model._default_manager.order_by("-pk").values_list("pk", flat=True)
            before = (ids.first() or 0) + 1
        rows = self.filter(pk__lt=before).order_by("-pk")
        last = before // SLICE
        if last >= NEWEST_SLICES:
            late = rows.alias(of_slice=OF_SLICE).filter(_in_slices(last - NEWEST_SLICES + 1, last))
            if len(found := list[Employer](late[:count])) == count:
                return found
        return list(rows[:count])

    def _telephone(self, number: str) -> list[int]:
        """Asked of its index at once: beside an order the planner would rather read all rows."""
        rows = self.model._default_manager.filter(phone_keys__contains=[number])
        return list(rows.order_by("phone_keys").values_list("pk", flat=True)[:MOST_OF_A_NUMBER])

    @staticmethod
    def _within(column: str, key: str) -> Q:
        """The pieces lead to the rows; of two characters they are the answer already."""
        found = Q(search_pieces__contains=pieces(key))
        return found if len(key) == SHORTEST else found & Q(**{f"{column}__contains": key})

    def same_name(self, name: str) -> Self:
        return self.filter(name_key=name_key(name))


class Employer(models.Model):
    """A unit or person that uses labour; a cancelled or unregistered one stays a subject."""

    class Kind(models.TextChoices):
        UNIT = "unit", _("单位")
        INDIVIDUAL = "individual", _("个人")

    class Form(models.TextChoices):
        ENTERPRISE = "enterprise", _("企业")
        BRANCH = "branch", _("分支机构")
        SOLE_TRADER = "sole_trader", _("个体工商户")
        DISPATCHER = "dispatcher", _("劳务派遣单位")
        CONTRACTOR = "contractor", _("建筑施工企业")
        INSTITUTION = "institution", _("机关事业单位、社会组织")
        PERSON = "person", _("自然人")

    class Status(models.TextChoices):
        OPEN = "open", _("存续")
        SUSPENDED = "suspended", _("停业")
        REVOKED = "revoked", _("吊销")
        CANCELLED = "cancelled", _("注销")
        UNREGISTERED = "unregistered", _("未登记")

    # identity
    uscc = models.CharField(
        _("统一社会信用代码"), max_length=18, null=True, blank=True, unique=True
    )
    name = models.CharField(_("单位名称"), max_length=200)
    kind = models.CharField(_("主体类型"), max_length=10, choices=Kind, default=Kind.UNIT)
    form = models.CharField(_("单位类别"), max_length=12, choices=Form, default=Form.ENTERPRISE)
    status = models.CharField(_("单位状态"), max_length=12, choices=Status, default=Status.OPEN)
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    organisation_code = models.CharField(_("组织机构代码"), max_length=20, blank=True)
    # A duplicate points at the file that goes on; its own history stays where it is.
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("并入"),
        related_name="duplicates",
        null=True,
        blank=True,
    )
    division = models.ForeignKey(
        Division, models.PROTECT, verbose_name=_("行政区划"), related_name="employers"
    )
    address = models.CharField(_("单位地址"), max_length=300, blank=True)
    industry = models.CharField(_("行业"), max_length=60, blank=True)
    economic_type = models.CharField(_("经济类型"), max_length=60, blank=True)
    registration_type = models.CharField(_("登记注册类型"), max_length=60, blank=True)
    is_affiliated = models.BooleanField(_("是否关联单位"), null=True, blank=True)
    identity = EncryptedTextField(_("个人证件号码"), blank=True)
    identity_hash = models.CharField(max_length=90, blank=True, editable=False)
    office = models.ForeignKey(
        Office,
        models.PROTECT,
        verbose_name=_("所属监察机构"),
        related_name="employers",
        null=True,
        blank=True,
    )
    # people
    legal_representative = models.CharField(_("法定代表人"), max_length=60, blank=True)
    legal_representative_phone = models.CharField(_("法定代表人电话"), max_length=40, blank=True)
    manager = models.CharField(_("单位负责人"), max_length=60, blank=True)
    manager_position = models.CharField(_("负责人职务"), max_length=60, blank=True)
    manager_phone = models.CharField(_("负责人电话"), max_length=40, blank=True)
    wage_officer = models.CharField(_("劳资负责人"), max_length=60, blank=True)
    wage_officer_phone = models.CharField(_("劳资负责人电话"), max_length=40, blank=True)
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    # registration
    registration_authority = models.CharField(_("登记机关"), max_length=100, blank=True)
    licence_kind = models.CharField(_("执照种类"), max_length=60, blank=True)
    licence_issued_on = models.DateField(_("发照日期"), null=True, blank=True)
    licence_valid_to = models.DateField(_("执照有效期"), null=True, blank=True)
    social_insurance_no = models.CharField(_("社会保险登记证编码"), max_length=60, blank=True)
    social_insurance_on = models.DateField(_("社会保险登记日期"), null=True, blank=True)
    # employment; empty is unknown, never nought
    headcount = models.PositiveIntegerField(_("从业人员总数"), null=True, blank=True)
    full_time = models.PositiveIntegerField(_("全日制用工人数"), null=True, blank=True)
    migrant_workers = models.PositiveIntegerField(_("农民工人数"), null=True, blank=True)
    female_workers = models.PositiveIntegerField(_("女职工人数"), null=True, blank=True)
    minor_workers = models.PositiveIntegerField(_("未成年工人数"), null=True, blank=True)
    dispatched_workers = models.PositiveIntegerField(_("派遣人数"), null=True, blank=True)
    contracts_signed = models.PositiveIntegerField(_("已签书面合同人数"), null=True, blank=True)
    open_ended_contracts = models.PositiveIntegerField(_("无固定期限人数"), null=True, blank=True)
    fixed_term_contracts = models.PositiveIntegerField(_("固定期限人数"), null=True, blank=True)
    insured = models.PositiveIntegerField(_("参加社会保险人数"), null=True, blank=True)
    minimum_monthly_wage = models.DecimalField(
        _("最低月工资"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    pay_day = models.PositiveSmallIntegerField(
        _("工资支付日"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
    )
    contact = models.CharField(_("联系人"), max_length=60, blank=True)
    contact_phone = models.CharField(_("联系人电话"), max_length=40, blank=True)
    special_hours = models.CharField(_("特殊工时批文"), max_length=100, blank=True)
    collective_contract = models.CharField(_("集体合同"), max_length=100, blank=True)
    verified_on = models.DateField(_("最近核对日期"), null=True, blank=True)
    created_at = models.DateTimeField(_("建档时间"))
    # headline flags, published by the apps above through `services.flags`; empty is none
    credit_grade = models.CharField(_("诚信等级"), max_length=1, blank=True, editable=False)
    credit_year = models.PositiveSmallIntegerField(
        _("诚信评价年度"), null=True, blank=True, editable=False
    )
    listed_on = models.DateField(_("列入失信名单日期"), null=True, blank=True, editable=False)
    listed_until = models.DateField(_("列入期限至"), null=True, blank=True, editable=False)
    warning_level = models.CharField(_("预警等级"), max_length=6, blank=True, editable=False)
    # how it is found; filled from the name on every write
    name_key = models.CharField(max_length=200, editable=False)
    initials = models.CharField(max_length=200, editable=False)
    search_pieces = ArrayField(models.CharField(max_length=4), editable=False)
    phone_keys = ArrayField(models.CharField(max_length=40), default=list, editable=False)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("用人单位")
        ordering = ["pk"]
        indexes = [
            GinIndex(F("search_pieces"), OF_SLICE, OF_COUNTY, name="employers_search_pieces"),
            GinIndex(fields=["phone_keys"], name="employers_phone_keys"),
            models.Index(
                fields=["name_key"], opclasses=["varchar_pattern_ops"], name="employers_name_key"
            ),
            models.Index(
                fields=["uscc"], opclasses=["varchar_pattern_ops"], name="employers_uscc_prefix"
            ),
            models.Index(fields=["division", "id"], name="employers_division"),
            models.Index(KNOWN_ON, "id", name="employers_verified"),
            models.Index(
                "division",
                KNOWN_ON,
                "id",
                condition=Q(merged_into__isnull=True),
                name="employers_verified_here",
            ),
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="employers_merged",
            ),
            models.Index(
                fields=["credit_grade", "id"],
                condition=~Q(credit_grade=""),
                name="employers_graded",
            ),
            models.Index(
                fields=["listed_until", "id"],
                condition=Q(listed_until__isnull=False),
                name="employers_listed",
            ),
            models.Index(
                fields=["warning_level", "id"],
                condition=~Q(warning_level=""),
                name="employers_warned",
            ),
            models.Index(
                fields=["identity_hash"],
                condition=~Q(identity_hash=""),
                name="employers_identity",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(uscc__isnull=True) | Q(uscc__regex=USCC),
                name="employers_uscc_form",
                violation_error_message=_("统一社会信用代码应为18位数字和大写字母"),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="employers_named"),
            models.CheckConstraint(
                condition=Q(kind__in=["unit", "individual"]), name="employers_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="unit") | Q(uscc__isnull=True),
                name="employers_individual_without_uscc",
            ),
            models.CheckConstraint(
                condition=Q(pay_day__isnull=True) | Q(pay_day__gte=1, pay_day__lte=31),
                name="employers_pay_day_of_month",
            ),
            models.CheckConstraint(
                condition=Q(credit_grade__in=["", "A", "B", "C"])
                & Q(warning_level__in=["", "yellow", "orange", "red"]),
                name="employers_flags_known",
            ),
            models.CheckConstraint(
                condition=Q(listed_on__isnull=True, listed_until__isnull=True)
                | Q(listed_on__isnull=False, listed_until__gte=F("listed_on")),
                name="employers_listing_ordered",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="employers_not_merged_into_itself",
            ),
        ]
        triggers = kept("employer")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("console:employer", args=[self.pk])

    def fill_search_columns(self) -> None:
        self.name_key, self.initials, self.search_pieces = search_columns(self.name)
        self.phone_keys = phone_keys(getattr(self, field) for field in PHONES)

    def is_listed(self, today: date) -> bool:
        return self.listed_until is not None and self.listed_until >= today

    def is_overdue(self, today: date) -> bool:
        """基础数据至少每半年更新一次: unverified, or verified more than six months ago."""
        return self.verified_on is None or self.verified_on < fresh_since(today)

    @property
    def facts_due_on(self) -> date | None:
        """The day by which its facts must be verified again."""
        return None if self.verified_on is None else due_on(self.verified_on)

    @property
    def file_ids(self) -> list[int]:
        """This file and the duplicates whose history belongs to it."""
        return [self.pk, *self.duplicates.values_list("pk", flat=True)]

    @property
    def subject(self) -> Subject:
        """What events about the file are about; `office` is set by the service that records."""
        return Subject("employer", self.pk, self.name[:LABEL_LENGTH], self.division_id, 0)
