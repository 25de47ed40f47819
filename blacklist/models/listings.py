"""One proceeding to put a name on the list, from the candidate to the day it is off."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Division, Office
from accounts.personal_data import EncryptedTextField
from accounts.subjects import Subject
from accounts.triggers import changed, kept
from blacklist.listing_procedure import BEFORE_DECISION, ENDED, ON_THE_LIST, STATE_LABELS, State
from blacklist.models.candidates import RULESETS, Candidate
from blacklist.policy.not_listing import GROUND_LABELS
from cases.models import Case, Order
from cases.models.case import money
from documents.models import Paper
from employers.models import Employer, EmployerUser
from statutes.findings import Finding, from_json

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

PEOPLE = settings.AUTH_USER_MODEL
SUBJECT_TYPE = "listing"
LABEL_LENGTH = 100
EARLY = sorted(s.value for s in (*BEFORE_DECISION, State.NOT_LISTED, State.DISMISSED))
# What the proceeding rests on is kept as it was found; a later judgment is another proceeding.
AS_OPENED = [
    "candidate", "employer", "office", "division", "ruleset", "grounds", "other_ruleset",
    "other_grounds", "other_lists", "is_direct", "facts_on", "opened_on",
]  # fmt: skip


class ListingQuerySet(models.QuerySet["Listing"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user))

    def of_clerk(self, user: "User") -> Self:
        """One's own employer's, from the day on which it was told."""
        clerk = EmployerUser.objects.of(user)
        return self.filter(employer=clerk.employer, notice__isnull=False) if clerk else self.none()

    def live(self) -> Self:
        return self.exclude(state__in=sorted(state.value for state in ENDED))

    def on_the_list(self) -> Self:
        return self.filter(state__in=sorted(state.value for state in ON_THE_LIST))

    def over(self, today: date) -> Self:
        """Still on the list although their last day has passed."""
        return self.on_the_list().filter(listed_until__lt=today)

    def overdue_to_remove(self, today: date) -> Self:
        """应撤未撤: their ten working days to be taken down everywhere have passed."""
        late = Q(state=State.REMOVING.value, remove_by__lt=today)
        return self.filter(late)


class Listing(models.Model):
    """The unit or person, why, and how far the proceeding is."""

    class EndReason(models.TextChoices):
        NOT_ENDED = "", _("未移出")
        EXPIRED = "expired", _("期限届满")
        EARLY = "early", _("提前移出")
        ANNULLED = "annulled", _("撤销列入")

    candidate = models.OneToOneField(
        Candidate, models.PROTECT, verbose_name=_("建议对象"), related_name="listing"
    )
    employer = models.ForeignKey(
        Employer, models.PROTECT, verbose_name=_("单位（个人）"), related_name="listings"
    )
    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("承办机构"), related_name="+")
    division = models.ForeignKey(
        Division, models.PROTECT, verbose_name=_("用工所在地"), related_name="+"
    )
    owner = models.ForeignKey(
        PEOPLE, models.PROTECT, verbose_name=_("承办人"), related_name="+", null=True, blank=True
    )
    state = models.CharField(
        _("状态"),
        max_length=16,
        choices=[(s.value, _(label)) for s, label in STATE_LABELS.items()],
    )
    # why: both sets' findings as they were
    ruleset = models.CharField(_("适用规则"), max_length=40, choices=RULESETS)
    grounds = models.JSONField(_("列入情形"))
    other_ruleset = models.CharField(_("另一规则集"), max_length=40, choices=RULESETS)
    other_grounds = models.JSONField(_("另一套规则的结论"), default=list)
    other_lists = models.BooleanField(_("另一套规则也应列入"), default=False)
    is_direct = models.BooleanField(_("直接列入情形"), default=False)
    facts_on = models.DateField(_("事实日期"), null=True, blank=True)
    opened_on = models.DateField(_("启动日期"))
    # what the party is told
    reasons = models.TextField(_("列入事由"), blank=True)
    notice = models.OneToOneField(
        Paper, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("告知书")
    )
    notice_served_on = models.DateField(_("告知书送达日期"), null=True, blank=True)
    objection_until = models.DateField(_("异议期限届满日"), null=True, blank=True)
    is_extended = models.BooleanField(_("已延长列入决定期限"), default=False)
    # what was decided
    legal_basis = models.TextField(_("列入的法律依据"), blank=True)
    decision = models.OneToOneField(
        Paper, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("决定书")
    )
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    decided_by = models.ForeignKey(
        PEOPLE, models.PROTECT, verbose_name=_("决定人"), related_name="+", null=True, blank=True
    )
    not_listed_for = models.CharField(
        _("不予列入的情形"),
        max_length=20,
        blank=True,
        choices=[(g.value, _(label)) for g, label in GROUND_LABELS.items()],
    )
    decision_reason = models.TextField(_("决定理由"), blank=True)
    decision_served_on = models.DateField(_("决定书送达日期"), null=True, blank=True)
    # The period counts from the decision or, once a removal was revoked, from that day anew.
    listed_from = models.DateField(_("列入日期"), null=True, blank=True)
    listed_until = models.DateField(_("列入期限至"), null=True, blank=True)
    published_on = models.DateField(_("公布日期"), null=True, blank=True)
    # how it ended
    fallen_on = models.DateField(_("依据被撤销的日期"), null=True, blank=True)
    fallen_because = models.CharField(_("依据被撤销的情况"), max_length=500, blank=True)
    # Acts whose fall was looked at: order:3, decision:7.
    falls_seen = models.JSONField(default=list, blank=True)
    is_found_fallen = models.BooleanField(_("系统发现依据已被撤销"), default=False)
    end_reason = models.CharField(
        _("移出原因"), max_length=10, choices=EndReason, default="", blank=True
    )
    ended_on = models.DateField(_("移出决定（届满）日期"), null=True, blank=True)
    end_paper = models.ForeignKey(
        Paper, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("移出文书")
    )
    remove_by = models.DateField(_("应当移出的最后日期"), null=True, blank=True)
    removed_on = models.DateField(_("全部移出日期"), null=True, blank=True)

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("失信名单列入")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["division", "-id"], name="blacklist_by_place"),
            models.Index(fields=["employer", "-id"], name="blacklist_by_employer"),
            models.Index(fields=["state", "division", "-id"], name="blacklist_by_state"),
            models.Index(fields=["listed_until"], name="blacklist_by_last_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(s.value for s in State)), name="blacklist_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=EARLY, listed_until__isnull=True)
                | Q(
                    ~Q(state__in=EARLY),
                    decided_on__isnull=False,
                    listed_from__gte=F("decided_on"),
                    listed_until__gte=F("listed_from"),
                ),
                name="blacklist_listed_is_decided",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(decision_served_on__isnull=False),
                name="blacklist_published_after_service",
            ),
            models.CheckConstraint(
                condition=Q(end_reason="", ended_on__isnull=True)
                | Q(~Q(end_reason=""), ended_on__isnull=False),
                name="blacklist_ended_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state="removed") | Q(removed_on__isnull=False),
                name="blacklist_removed_is_dated",
            ),
        ]
        triggers = [
            *kept("listing"),
            pgtrigger.ReadOnly(name="listing_as_opened", fields=AS_OPENED),
            pgtrigger.Protect(
                name="listing_decided_once",
                operation=pgtrigger.Update,
                condition=changed("decision", "decided_on", "decided_by", "legal_basis")
                & pgtrigger.Q(old__decided_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.employer.name}"

    def get_absolute_url(self) -> str:
        return reverse("console:listing", args=[self.pk])

    @property
    def number(self) -> str:
        return f"列{self.opened_on.year}-{self.pk:05d}"

    @property
    def subject(self) -> Subject:
        label = str(self)[:LABEL_LENGTH]
        ids = (self.division_id, self.office_id, self.owner_id)
        return Subject(SUBJECT_TYPE, self.pk, label, *ids)

    @property
    def status(self) -> State:
        return State(self.state)

    @property
    def is_on_the_list(self) -> bool:
        return self.status in ON_THE_LIST

    @property
    def findings(self) -> tuple[tuple[str, Finding], ...]:
        """What the adopted set said of each case."""
        return _findings(self.grounds)

    @property
    def other_findings(self) -> tuple[tuple[str, Finding], ...]:
        """What the other set said of the same facts."""
        return _findings(self.other_grounds)

    @property
    def open_objection(self) -> Any:
        return self.objections.filter(answered_on=None).first()

    @property
    def open_application(self) -> Any:
        return self.applications.filter(decided_on=None).first()


def _findings(rows: list[dict[str, Any]]) -> tuple[tuple[str, Finding], ...]:
    return tuple((row["case"], from_json(row)) for row in rows)


class ListingCase(models.Model):
    """A case that the proceeding rests on, with its order to pay and the figures as they were."""

    listing = models.ForeignKey(Listing, models.PROTECT, related_name="cases")
    case = models.ForeignKey(Case, models.PROTECT, related_name="listings", null=True, blank=True)
    case_no = models.CharField(_("案号"), max_length=60)
    order = models.ForeignKey(Order, models.PROTECT, related_name="+", null=True, blank=True)
    order_number = models.CharField(_("责令文书文号"), max_length=60, blank=True)
    order_due_on = models.DateField(_("责令支付期限届满日"), null=True, blank=True)
    workers = models.PositiveIntegerField(_("涉及劳动者"), null=True, blank=True)
    amount = money(_("核定拖欠"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("列入依据的案件")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["listing", "case_no"], name="blacklist_case_once")
        ]
        triggers = kept("listingcase")

    def __str__(self) -> str:
        return f"{self.listing_id} {self.case_no}"


class ListedParty(models.Model):
    """Who is listed: the unit, and the persons responsible (工资条例 第四十八条)."""

    class Role(models.TextChoices):
        UNIT = "unit", _("用人单位")
        INDIVIDUAL = "individual", _("个人")
        LEGAL_REPRESENTATIVE = "legal_representative", _("法定代表人或者主要负责人")
        IN_CHARGE = "in_charge", _("直接负责的主管人员")
        RESPONSIBLE = "responsible", _("其他直接责任人员")

    listing = models.ForeignKey(Listing, models.PROTECT, related_name="parties")
    role = models.CharField(_("身份"), max_length=20, choices=Role)
    name = models.CharField(_("姓名或者名称"), max_length=200)
    position = models.CharField(_("职务"), max_length=100, blank=True)
    identity = EncryptedTextField(_("证件号码"), blank=True)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    address = models.CharField(_("住所"), max_length=300, blank=True)
    is_dropped = models.BooleanField(_("已撤下"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("列入对象")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "role", "name"],
                condition=Q(is_dropped=False),
                name="blacklist_party_once",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="blacklist_party_named"),
        ]
        triggers = kept("listedparty")

    def __str__(self) -> str:
        return self.name

    @property
    def is_a_person(self) -> bool:
        return self.role != self.Role.UNIT
