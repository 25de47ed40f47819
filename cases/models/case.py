"""The case itself, where it came from and who investigates it."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Division, Office, User
from accounts.subjects import Subject
from accounts.triggers import changed, kept, numbered_without_gaps
from cases.models import guards
from cases.policy.ledger import NOTHING, Totals
from cases.procedure.states import ENDED, FILED, STATE_LABELS, STORED, TERMINAL, State
from complaints.models import Complaint
from employers.models import Employer
from statutes.violations import VIOLATIONS
from workflow.models import Clock

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.utils.functional import _StrPromise as StrPromise

PEOPLE = settings.AUTH_USER_MODEL
SUBJECT_TYPE = "case"
# The shortest column that carries a subject's label; a company's name may be longer.
LABEL_LENGTH = 100
CLOSED = [State.ARCHIVED.value, State.CLOSED.value]
# An ended case moves again in one way only: its decision fell.
TAKEN_UP_AGAIN = pgtrigger.Q(new__state=State.INVESTIGATING.value)


def money(label: "StrPromise | str", **options: Any) -> "models.DecimalField[Any, Any]":
    """A column of yuan to the fen."""
    return models.DecimalField(label, max_digits=14, decimal_places=2, **options)


def quantity(label: "StrPromise | str", **options: Any) -> "models.DecimalField[Any, Any]":
    """A column of days, hours or pieces."""
    return models.DecimalField(label, max_digits=9, decimal_places=2, **options)


class CaseSeries(models.Model):
    """The last case number of an office and year; its row is the lock, so there are no gaps."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("年份"))
    last = models.PositiveIntegerField(_("最近序号"), default=0)

    class Meta:
        constraints = [models.UniqueConstraint("office", "year", name="case_one_series")]
        triggers = numbered_without_gaps("case_series")

    def __str__(self) -> str:
        return f"{self.office_id} {self.year} {self.last}"


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user))

    def open(self) -> Self:
        return self.exclude(state__in=sorted(state.value for state in ENDED))

    def filed(self) -> Self:
        return self.filter(filed_on__isnull=False)

    def assigned_to(self, user: User) -> Self:
        """Cases that this officer leads or assists now."""
        mine = CaseOfficer.objects.serving().filter(user=user)
        return self.filter(pk__in=mine.values("case_id"))

    def from_complaint(self, complaint_id: int) -> Self:
        return self.filter(sources__complaint_id=complaint_id)

    def standing_on(self, complaint_id: int) -> Self:
        """The living case of a complaint, or of the one that it was merged into."""
        own = Q(sources__complaint_id=complaint_id)
        merged = Q(sources__complaint__merged=complaint_id)
        return self.filter(own | merged, sources__is_live=True)

    def by_clock(self) -> Self:
        """The case whose nearest open limit ends first comes first; cases without one last."""
        clocks = Clock.objects.open().filter(subject_type=SUBJECT_TYPE, subject_id=OuterRef("pk"))
        nearest = clocks.order_by("due_at").values("due_at")[:1]
        return self.annotate(next_due_at=Subquery(nearest)).order_by(
            F("next_due_at").asc(nulls_last=True), "-pk"
        )


class Case(models.Model):
    """One matter under investigation; its sums are those of its ledger, by database constraint."""

    class Source(models.TextChoices):
        COMPLAINT = "complaint", _("投诉")
        REPORT = "report", _("举报")
        PATROL = "patrol", _("日常巡视检查")
        WRITTEN_REVIEW = "written_review", _("书面材料审查")
        SPECIAL = "special", _("专项检查")
        TRANSFER = "transfer", _("其他部门移送")

    class Retention(models.TextChoices):
        """机关文件材料归档范围和文书档案保管期限规定: for good, thirty years, ten years."""

        PERMANENT = "permanent", _("永久")
        THIRTY = "thirty", _("30年")
        TEN = "ten", _("10年")

    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("承办机构"), related_name="+")
    year = models.PositiveSmallIntegerField(_("年份"))
    serial = models.PositiveIntegerField(_("序号"))
    case_no = models.CharField(_("案号"), max_length=60)
    employer = models.ForeignKey(
        Employer, models.PROTECT, verbose_name=_("用人单位"), related_name="cases"
    )
    subject_name = models.CharField(_("被监察单位"), max_length=200)
    cause = models.CharField(_("案由"), max_length=64)
    division = models.ForeignKey(
        Division, models.PROTECT, verbose_name=_("用工所在地"), related_name="+"
    )
    source = models.CharField(_("案件来源"), max_length=20, choices=Source)
    summary = models.TextField(_("基本案情"))
    state = models.CharField(
        _("状态"), max_length=20, choices=[(s.value, _(STATE_LABELS[s])) for s in STORED]
    )
    proposed_at = models.DateTimeField(_("报批时间"))
    filed_on = models.DateField(_("立案日期"), null=True, blank=True)
    accepted_on = models.DateField(_("受理日期"), null=True, blank=True)
    is_extended = models.BooleanField(_("已延长调查期限"), default=False)
    corrected_on = models.DateField(_("核查改正日期"), null=True, blank=True)
    no_penalty_reason = models.TextField(_("不予处罚的理由"), blank=True)
    closing_summary = models.TextField(_("调查处理和执行情况"), blank=True)
    closed_on = models.DateField(_("结案日期"), null=True, blank=True)
    archived_on = models.DateField(_("归档日期"), null=True, blank=True)
    archive_no = models.CharField(_("归档号"), max_length=60, blank=True)
    retention = models.CharField(_("保管期限"), max_length=10, choices=Retention, blank=True)
    # The sums of the ledger, kept by the services in the same transaction and checked at commit.
    workers = models.PositiveIntegerField(_("涉及劳动者"), default=0)
    undetermined = models.PositiveIntegerField(_("待核定人数"), default=0)
    claimed = money(_("诉求"), default=NOTHING)
    determined = money(_("核定"), default=NOTHING)
    paid = money(_("到手"), default=NOTHING)
    ledger_version = models.PositiveIntegerField(default=0)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("案件")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint("office", "year", "serial", name="case_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in STORED]), name="case_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in sorted(FILED)], filed_on__isnull=False)
                | Q(~Q(state__in=[s.value for s in sorted(FILED)]), filed_on__isnull=True),
                name="case_filed_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_on__isnull=False)
                | Q(~Q(state__in=CLOSED), closed_on__isnull=True),
                name="case_closed_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(~Q(archive_no=""), ~Q(retention=""), archived_on__isnull=False)
                | Q(archive_no="", retention="", archived_on__isnull=True),
                name="case_archived_is_numbered",
            ),
            models.UniqueConstraint(
                "office", "archive_no", condition=~Q(archive_no=""), name="case_archive_no_once"
            ),
            # 若干规定 第十八条: a complaint is accepted and its case filed on one day.
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(accepted_on=F("filed_on")),
                name="case_accepted_on_filing_day",
            ),
            models.CheckConstraint(
                condition=Q(paid__gte=0, paid__lte=F("determined"), claimed__gte=0),
                name="case_paid_within_determined",
            ),
        ]
        indexes = [
            models.Index(fields=["division", "-id"], name="case_by_place"),
            models.Index(fields=["employer", "-filed_on"], name="case_by_employer"),
            models.Index(fields=["state", "division"], name="case_by_state"),
            models.Index(fields=["case_no"], name="case_by_number"),
            models.Index(fields=["year", "serial"], name="case_by_serial"),
        ]
        triggers = [
            *kept("case"),
            pgtrigger.Protect(
                name="case_number_stays",
                operation=pgtrigger.Update,
                condition=changed("office", "year", "serial", "case_no", "proposed_at"),
            ),
            pgtrigger.Protect(
                name="case_filed_once",
                operation=pgtrigger.Update,
                condition=changed("filed_on", "accepted_on")
                & pgtrigger.Q(old__filed_on__isnull=False),
            ),
            pgtrigger.Protect(
                name="case_closed_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=sorted(state.value for state in TERMINAL))
                & ~(pgtrigger.Q(old__state=State.ARCHIVED.value) & TAKEN_UP_AGAIN),
            ),
            pgtrigger.Protect(
                name="case_closed_may_be_archived",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=State.CLOSED.value)
                & ~pgtrigger.Q(new__state=State.ARCHIVED.value)
                & ~TAKEN_UP_AGAIN,
            ),
            guards.agree(
                "case_sums_agree",
                pgtrigger.Insert
                | pgtrigger.UpdateOf(
                    "workers", "undetermined", "claimed", "determined", "paid", "ledger_version"
                ),
                guards.CASE.format(case="NEW.id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_no} {self.subject_name}"

    def get_absolute_url(self) -> str:
        return reverse("console:case", args=[self.pk])

    @property
    def status(self) -> State:
        return State(self.state)

    @property
    def is_wage_case(self) -> bool:
        """Whether money is owed to workers, so that the ledger must be complete."""
        violation = VIOLATIONS.get(self.cause)
        return violation is None or violation.owed_to_workers

    @property
    def totals(self) -> Totals:
        return Totals(self.workers, self.undetermined, self.claimed, self.determined, self.paid)

    @property
    def outstanding(self) -> Decimal:
        return self.totals.outstanding

    def serving_officers(self) -> "list[CaseOfficer]":
        """The officers of the case now, the lead first, with what certifies them."""
        people = self.officers.serving().select_related("user")
        return list(people.prefetch_related("user__certificates"))

    def subject(self, owner_id: int | None) -> Subject:
        """What clocks, events and papers carry of this case; `owner_id` is the lead officer."""
        return Subject(
            type=SUBJECT_TYPE,
            id=self.pk,
            label=str(self)[:LABEL_LENGTH],
            division_id=self.division_id,
            office_id=self.office_id,
            owner_id=owner_id,
        )


class CaseSource(models.Model):
    """What a case grew out of; a complaint stands behind at most one living case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="sources")
    kind = models.CharField(_("来源"), max_length=20, choices=Case.Source)
    complaint = models.ForeignKey(
        Complaint, models.PROTECT, null=True, blank=True, related_name="case_sources"
    )
    reference = models.CharField(_("来源编号"), max_length=100, blank=True)
    is_live = models.BooleanField(default=True)

    class Meta:
        verbose_name = verbose_name_plural = _("案件来源")
        constraints = [
            models.UniqueConstraint(
                "complaint", condition=Q(is_live=True), name="casesource_one_living_case"
            ),
            models.CheckConstraint(
                condition=Q(complaint__isnull=True) | Q(kind__in=["complaint", "report"]),
                name="casesource_complaint_is_one",
            ),
        ]
        triggers = kept("casesource")

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class CaseOfficerQuerySet(models.QuerySet["CaseOfficer"]):
    def serving(self) -> Self:
        return self.filter(relieved_at__isnull=True)


class CaseOfficer(models.Model):
    """An officer of the case, in charge (主办) or assisting (协办), from one moment to another."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="officers")
    user = models.ForeignKey(PEOPLE, models.PROTECT, related_name="case_officers")
    is_lead = models.BooleanField(_("主办"), default=False)
    assigned_at = models.DateTimeField(_("指定时间"))
    assigned_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    relieved_at = models.DateTimeField(_("卸任时间"), null=True, blank=True)

    objects = CaseOfficerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("承办监察员")
        ordering = ["-is_lead", "pk"]
        constraints = [
            models.UniqueConstraint(
                "case",
                condition=Q(is_lead=True, relieved_at__isnull=True),
                name="caseofficer_one_lead",
            ),
            models.UniqueConstraint(
                "case", "user", condition=Q(relieved_at__isnull=True), name="caseofficer_once"
            ),
        ]
        triggers = [
            *kept("caseofficer"),
            pgtrigger.Protect(
                name="caseofficer_changes_by_relief",
                operation=pgtrigger.Update,
                condition=changed("case", "user", "is_lead", "assigned_at")
                | pgtrigger.Q(old__relieved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
