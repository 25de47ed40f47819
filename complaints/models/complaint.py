"""A complaint as lodged, and the numbers it is given."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Division, Office
from accounts.personal_data import keyed_hash
from accounts.subjects import Subject
from accounts.triggers import changed, kept, numbered_without_gaps
from complaints.policy.statement import CHANNEL_LABELS, KIND_LABELS, Channel, Kind
from complaints.procedure import FINAL, OPEN, STATE_LABELS, State
from employers.models import Employer
from employers.policy.names import name_key

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from complaints.models.handling import SupplementRequest

PEOPLE = settings.AUTH_USER_MODEL
SUBJECT_TYPE = "complaint"
WORDS = {Kind.COMPLAINT.value: "投诉", Kind.REPORT.value: "举报", Kind.ANONYMOUS_TIP.value: "线索"}
OPEN_VALUES = sorted(state.value for state in OPEN)
# What the complainant stated; the record of the complaint is never rewritten.
AS_LODGED = [
    "kind", "channel", "number", "office", "received_at", "token_hash", "statement", "claimed",
    "worker_count", "period_from", "period_to", "employer_name", "employer_uscc",
    "employer_address", "employer_contact", "employer_phone", "workplace_address",
    "project_name", "general_contractor", "subcontractor", "team_leader", "external_number",
    "is_confidential",
]  # fmt: skip


class NumberSeries(models.Model):
    """The last number given out per office, word and year; its row is the lock."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    word = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "word", "year"], name="complaints_one_series")
        ]
        triggers = numbered_without_gaps("series")

    def __str__(self) -> str:
        return f"{self.word}{self.year}-{self.last:04d}"


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user))

    def open(self) -> Self:
        return self.filter(state__in=OPEN_VALUES)

    def withheld(self) -> Self:
        """Complaints whose people keep their names from the employer."""
        return self.filter(is_confidential=True, disclosure_agreed_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-received_at", "-pk")

    def search(self, text: str) -> Self:
        """Find by number, employer, worker's name, whole ID or phone number, or phone tail."""
        typed = text.strip()
        if not typed:
            return self.none()
        person = Q(claimants__name=typed) | Q(claimants__phone_last4=typed)
        for column in ("identity_hash", "phone_hash"):
            person |= Q(**{f"claimants__{column}": keyed_hash(typed)})
        numbers = [typed, *(f"{word}{typed}" for word in WORDS.values())]
        ways = (
            Q(number__in=numbers),
            Q(employer_key__startswith=name_key(typed) or typed),
            Q(employer__in=Employer.objects.search(typed).order_by().values("pk")),
            person,
        )
        return self.found_by(*ways)

    def alike(self, complaint: "Complaint") -> Self:
        """Complaints that share an employer or a claimant with this one: candidates for merging."""
        people = list(complaint.claimants.values_list("identity_hash", flat=True))
        ways = [Q(employer_key=complaint.employer_key), Q(claimants__identity_hash__in=people)]
        if complaint.employer_id:
            ways.append(Q(employer=complaint.employer_id))
        return self.found_by(*ways).exclude(pk=complaint.pk)

    def found_by(self, *ways: Q) -> Self:
        """Whatever one of the ways finds, each by its own index.

        Joined by OR the database would read the whole table.
        """
        first, *others = (Complaint.objects.filter(way).order_by().values("pk") for way in ways)
        return self.filter(pk__in=first.union(*others))


class Complaint(models.Model):
    """A 投诉, a 举报 or an anonymous tip, from receipt to the decision on acceptance."""

    number = models.CharField(_("编号"), max_length=40)
    kind = models.CharField(
        _("类别"), max_length=20, choices=[(k.value, _(label)) for k, label in KIND_LABELS.items()]
    )
    channel = models.CharField(
        _("来源渠道"),
        max_length=20,
        choices=[(c.value, _(label)) for c, label in CHANNEL_LABELS.items()],
    )
    external_number = models.CharField(_("来源编号"), max_length=60, blank=True)
    state = models.CharField(
        _("状态"),
        max_length=24,
        default=State.RECEIVED.value,
        choices=[(s.value, _(label)) for s, label in STATE_LABELS.items()],
    )
    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("承办机构"))
    division = models.ForeignKey(Division, models.PROTECT, verbose_name=_("用工所在地"))
    owner = models.ForeignKey(
        PEOPLE,
        models.PROTECT,
        verbose_name=_("承办人"),
        related_name="complaints",
        null=True,
        blank=True,
    )
    received_at = models.DateTimeField(_("收到时间"))
    recorded_by = models.ForeignKey(
        PEOPLE,
        models.PROTECT,
        verbose_name=_("代录人"),
        related_name="+",
        null=True,
        blank=True,
    )
    # Only its hash is kept: the token in the complainant's hands re-opens the receipt.
    token_hash = models.CharField(max_length=90, unique=True, editable=False)
    # respondent, as stated; the file in the register is linked by an officer
    employer = models.ForeignKey(
        Employer,
        models.PROTECT,
        verbose_name=_("被投诉单位"),
        related_name="complaints",
        null=True,
        blank=True,
    )
    employer_name = models.CharField(_("单位名称（所述）"), max_length=200)
    employer_key = models.CharField(max_length=200, editable=False)
    employer_uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    employer_address = models.CharField(_("单位地址"), max_length=300, blank=True)
    employer_contact = models.CharField(_("负责人"), max_length=60, blank=True)
    employer_phone = models.CharField(_("单位电话"), max_length=40, blank=True)
    # place of work
    workplace_address = models.CharField(_("干活的地方"), max_length=300, blank=True)
    is_construction = models.BooleanField(_("工程项目"), null=True, blank=True)
    project_name = models.CharField(_("项目名称"), max_length=200, blank=True)
    general_contractor = models.CharField(_("总包单位"), max_length=200, blank=True)
    subcontractor = models.CharField(_("分包单位"), max_length=200, blank=True)
    team_leader = models.CharField(_("班组长"), max_length=60, blank=True)
    # what is complained of
    statement = models.TextField(_("投诉内容"), blank=True)
    still_working = models.BooleanField(_("是否在职"), null=True, blank=True)
    in_arbitration = models.BooleanField(_("是否已申请仲裁"), null=True, blank=True)
    in_court = models.BooleanField(_("是否已起诉"), null=True, blank=True)
    is_confidential = models.BooleanField(_("对用人单位保密"), default=False)
    disclosure_agreed_at = models.DateTimeField(_("登记同意公开姓名时间"), null=True, blank=True)
    disclosure_recorded_by = models.ForeignKey(
        PEOPLE,
        models.PROTECT,
        verbose_name=_("登记同意公开姓名的监察员"),
        related_name="+",
        null=True,
        blank=True,
    )
    period_from = models.DateField(_("拖欠起始"), null=True, blank=True)
    period_to = models.DateField(_("拖欠截止"), null=True, blank=True)
    worker_count = models.PositiveIntegerField(_("投诉人数"))
    claimed = models.DecimalField(_("诉求金额"), max_digits=14, decimal_places=2)
    # outcome
    accepted_on = models.DateField(_("受理日期"), null=True, blank=True)
    concluded_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("并入"),
        related_name="merged",
        null=True,
        blank=True,
    )

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("投诉举报")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["division", "-received_at", "-id"], name="complaints_by_division"),
            models.Index(
                fields=["owner", "-received_at"],
                condition=Q(state__in=OPEN_VALUES),
                name="complaints_open_of_owner",
            ),
            models.Index(
                fields=["employer_key"],
                opclasses=["varchar_pattern_ops"],
                name="complaints_employer_key",
            ),
            models.Index(fields=["number"], name="complaints_number"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="complaints_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(state.value for state in State)),
                name="complaints_state_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(kind.value for kind in Kind)),
                name="complaints_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=sorted(channel.value for channel in Channel)),
                name="complaints_channel_known",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", accepted_on__isnull=False)
                | Q(~Q(state="accepted"), accepted_on__isnull=True),
                name="complaints_accepted_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | Q(~Q(state="merged"), merged_into__isnull=True),
                name="complaints_merged_names_its_master",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(s.value for s in FINAL), concluded_at__isnull=False)
                | Q(state__in=OPEN_VALUES, concluded_at__isnull=True),
                name="complaints_concluded_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(period_from__isnull=True, period_to__isnull=True)
                | Q(period_from__lte=F("period_to")),
                name="complaints_period_ordered",
            ),
            models.CheckConstraint(
                condition=Q(claimed__gte=0), name="complaints_claimed_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(disclosure_agreed_at=None, disclosure_recorded_by=None)
                | Q(
                    is_confidential=True,
                    disclosure_agreed_at__isnull=False,
                    disclosure_recorded_by__isnull=False,
                ),
                name="complaints_disclosure_is_of_the_withheld",
            ),
        ]
        triggers = [
            *kept("complaint"),
            pgtrigger.ReadOnly(name="complaint_as_lodged", fields=AS_LODGED),
            pgtrigger.Protect(
                name="complaint_disclosed_once",
                operation=pgtrigger.Update,
                condition=changed("disclosure_agreed_at", "disclosure_recorded_by")
                & pgtrigger.Q(old__disclosure_agreed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("console:complaint", args=[self.pk])

    @property
    def subject(self) -> Subject:
        return Subject(
            SUBJECT_TYPE, self.pk, self.number, self.division_id, self.office_id, self.owner_id
        )

    @property
    def is_open(self) -> bool:
        return State(self.state) in OPEN

    @property
    def withholds_names(self) -> bool:
        """Whether the employer must not learn from the bureau who complained."""
        return self.is_confidential and self.disclosure_agreed_at is None

    @property
    def open_supplement(self) -> "SupplementRequest | None":
        """The request for supplements that waits for an answer; only one can."""
        if self.state != State.SUPPLEMENT_REQUESTED.value:
            return None
        return self.supplement_requests.filter(supplied_at=None, lapsed_at=None).first()

    @property
    def has_clock(self) -> bool:
        """Only a 投诉 must be accepted or refused within five working days (若干规定 第十八条)."""
        return self.kind == Kind.COMPLAINT.value
