"""The yearly campaign, each employer's review in it, and every declaration as it was signed."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Division, Office, User
from accounts.subjects import Subject
from accounts.triggers import append_only, changed, kept
from documents.models import Paper, StoredFile
from employers.models import Employer, EmployerUser
from written_reviews.procedure import BAD_ENDS, OPEN, STATE_LABELS, State

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Campaign(models.Model):
    """One year's written review of one office: whom it asks, and by when."""

    office = models.ForeignKey(
        Office, models.PROTECT, verbose_name=_("组织机构"), related_name="review_campaigns"
    )
    year = models.PositiveSmallIntegerField(_("审查年度"))
    title = models.CharField(_("名称"), max_length=100)
    declare_from = models.DateField(_("申报开始"))
    declare_to = models.DateField(_("申报截止"))
    ends_on = models.DateField(_("审查结束"))
    instructions = models.TextField(_("申报须知"), blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("发起人"), related_name="+")
    opened_at = models.DateTimeField(_("发起时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("书面审查")
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year"],
                name="reviews_one_campaign_a_year",
                violation_error_message=_("本机构该年度的书面审查已经发起。"),
            ),
            models.CheckConstraint(
                condition=Q(declare_to__gte=F("declare_from"), ends_on__gte=F("declare_to")),
                name="reviews_campaign_dates_ordered",
                violation_error_message=_("申报截止不得早于申报开始，审查结束不得早于申报截止。"),
            ),
        ]
        triggers = kept("campaign")

    def __str__(self) -> str:
        return self.title


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user))

    def of_employer(self, employer_id: int) -> Self:
        return self.filter(employer=employer_id)

    def of_clerk(self, user: "User | AnonymousUser") -> Self:
        """Those of the employer for which this log-in acts; of everybody else's, none."""
        access = EmployerUser.objects.of(user)
        return self.none() if access is None else self.filter(employer=access.employer_id)

    def open(self) -> Self:
        return self.filter(state__in=[state.value for state in OPEN])

    def undeclared(self) -> Self:
        """Still owed; a duplicate that was merged owes nothing of its own."""
        owed = [State.NOT_DECLARED.value, State.RETURNED.value]
        return self.filter(state__in=owed, employer__merged_into__isnull=True)

    def to_close(self, on: date) -> Self:
        """Undeclared, and what was returned only where its own term has run out by that day."""
        uncorrected = Q(state=State.RETURNED.value, correct_by__lt=on)
        return self.undeclared().filter(Q(state=State.NOT_DECLARED.value) | uncorrected)

    def ended_badly(self) -> Self:
        """What 条例 第三十条 asks to be looked into."""
        return self.filter(state__in=[state.value for state in BAD_ENDS])


class Review(models.Model):
    """One employer's written review of one year."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, verbose_name=_("书面审查"), related_name="reviews"
    )
    employer = models.ForeignKey(
        Employer, models.PROTECT, verbose_name=_("用人单位"), related_name="written_reviews"
    )
    # Carried on the row, so that a list of a million needs no join.
    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("承办机构"), related_name="+")
    division = models.ForeignKey(
        Division, models.PROTECT, verbose_name=_("行政区划"), related_name="+"
    )
    employer_name = models.CharField(_("单位名称"), max_length=200)
    state = models.CharField(
        _("状态"),
        max_length=16,
        choices=[(state.value, _(label)) for state, label in STATE_LABELS.items()],
        default=State.NOT_DECLARED.value,
    )
    # What the clerk has typed and not yet signed; emptied when it is declared.
    draft = models.JSONField(default=dict, blank=True, editable=False)
    declared_at = models.DateTimeField(_("申报时间"), null=True, blank=True)
    returned_because = models.CharField(_("退回原因"), max_length=500, blank=True)
    correct_by = models.DateField(_("补正期限"), null=True, blank=True)
    rectify = models.TextField(_("整改要求"), blank=True)
    rectify_by = models.DateField(_("整改期限"), null=True, blank=True)
    rectified = models.TextField(_("整改情况"), blank=True)
    false_because = models.CharField(_("申报不实的情形"), max_length=500, blank=True)
    concluded_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    certificate = models.OneToOneField(
        Paper,
        models.PROTECT,
        verbose_name=_("审查合格证明"),
        related_name="+",
        null=True,
        blank=True,
    )
    reminded_at = models.DateTimeField(_("最近催报时间"), null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("单位书面审查")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["division", "state", "id"], name="reviews_list"),
            models.Index(fields=["campaign", "state", "id"], name="reviews_of_campaign"),
            models.Index(fields=["employer", "-id"], name="reviews_of_employer"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "employer"], name="reviews_each_employer_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="reviews_state_known"
            ),
            models.CheckConstraint(
                condition=Q(certificate__isnull=True) | Q(state=State.PASSED.value),
                name="reviews_certified_when_passed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.RECTIFYING.value, State.RECTIFIED.value])
                | Q(rectify_by__isnull=False) & ~Q(rectify=""),
                name="reviews_rectification_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RETURNED.value) | Q(correct_by__isnull=False),
                name="reviews_correction_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(false_because="") | Q(state=State.FAILED.value),
                name="reviews_false_is_failed",
            ),
        ]
        triggers = [
            *kept("review"),
            pgtrigger.Protect(
                name="review_stays_with_its_employer",
                operation=pgtrigger.Update,
                condition=changed("campaign", "employer"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer_name} {self.campaign.year}"

    def get_absolute_url(self) -> str:
        return reverse("console:review", args=[self.pk])

    @property
    def subject(self) -> Subject:
        return Subject(
            "written_review", self.pk, self.employer_name, self.division_id, self.office_id
        )

    @property
    def number(self) -> str:
        """By which an inspection names the review that it follows."""
        return f"审{self.campaign.year}-{self.pk:05d}"

    @property
    def kinds_handed_in(self) -> set[str]:
        return set(self.materials.standing().values_list("kind", flat=True))

    @property
    def declaration(self) -> "Declaration | None":
        """The declaration that stands: the last one."""
        return self.declarations.order_by("-version").first()


class Declaration(models.Model):
    """What an employer declared and promised, as it was signed; a new one never hides the old."""

    review = models.ForeignKey(
        Review, models.PROTECT, verbose_name=_("书面审查"), related_name="declarations"
    )
    version = models.PositiveSmallIntegerField(_("版次"))
    figures = models.JSONField(_("用工情况"))  # policy.contents.Figures
    answers = models.JSONField(_("自查情况"))  # {"wages": ["yes", "note"], …}
    promised_by = models.CharField(_("承诺人"), max_length=60)
    declared_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("申报人"), related_name="+"
    )
    declared_at = models.DateTimeField(_("申报时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("书面审查申报")
        ordering = ["review_id", "version"]
        constraints = [
            models.UniqueConstraint(fields=["review", "version"], name="reviews_version_once"),
            models.CheckConstraint(condition=~Q(promised_by=""), name="reviews_promise_is_signed"),
        ]
        triggers = append_only("declaration")

    def __str__(self) -> str:
        return f"{self.review_id} #{self.version}"

    def figure(self, name: str) -> Any:
        return self.figures.get(name)


class MaterialQuerySet(models.QuerySet["Material"]):
    def standing(self) -> Self:
        """Without what the clerk took back before it was declared."""
        return self.filter(withdrawn_at__isnull=True)


class Material(models.Model):
    """A file handed in with a declaration."""

    class Kind(models.TextChoices):
        LICENCE = "licence", _("营业执照或主体资格证明")
        ROSTER = "roster", _("审查年度12月职工名册")
        CONTRACTS = "contracts", _("劳动合同汇总")
        SAMPLES = "samples", _("各岗位劳动合同样本")
        TERMINATIONS = "terminations", _("终止、解除劳动合同证明")
        FILING = "filing", _("用工备案凭证")
        DISPATCH = "dispatch", _("劳务派遣协议")
        PAYROLL = "payroll", _("审查年度10至11月工资支付表、银行回单")
        WAGE_BOOK = "wage_book", _("工资手册（工资总额使用手册）")
        ATTENDANCE = "attendance", _("审查年度10至11月考勤表")
        VOUCHERS = "vouchers", _("审查年度10至11月工资记账凭证")
        INSURANCE = "insurance", _("社会保险缴费凭证")
        RULES = "rules", _("规章制度")
        HOURS_PERMIT = "hours_permit", _("特殊工时批文")
        LAST_CERTIFICATE = "last_passed", _("上年度书面审查合格证明")
        OTHER = "other", _("其他材料")

    review = models.ForeignKey(
        Review, models.PROTECT, verbose_name=_("书面审查"), related_name="materials"
    )
    kind = models.CharField(_("材料种类"), max_length=12, choices=Kind)
    file = models.ForeignKey(StoredFile, models.PROTECT, verbose_name=_("文件"), related_name="+")
    added_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("上传人"), related_name="+")
    added_at = models.DateTimeField(_("上传时间"))
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("书面审查材料")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "file"], name="reviews_file_once")]
        triggers = [
            *kept("review_material"),
            pgtrigger.Protect(
                name="material_stays_what_it_was",
                operation=pgtrigger.Update,
                condition=changed("review", "kind", "file", "added_by", "added_at"),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class CampaignRun(models.Model):
    """One thing done to everybody who has not declared: reminded, or ended as a lead."""

    class Kind(models.TextChoices):
        REMIND = "remind", _("催报")
        CLOSE = "close", _("逾期转线索")

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, verbose_name=_("书面审查"), related_name="runs"
    )
    kind = models.CharField(_("种类"), max_length=6, choices=Kind)
    requested_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("办理人"), related_name="+"
    )
    requested_at = models.DateTimeField(_("提交时间"))
    total = models.PositiveIntegerField(_("应办户数"))
    done = models.PositiveIntegerField(_("已办户数"), default=0)
    # Who declared in the meantime is left alone.
    passed_over = models.PositiveIntegerField(_("不再需要办理户数"), default=0)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("书面审查批量办理")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind"],
                condition=Q(finished_at__isnull=True),
                name="reviews_one_run_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["remind", "close"]), name="reviews_run_kind_known"
            ),
        ]
        triggers = kept("campaign_run")

    def __str__(self) -> str:
        return f"{self.campaign} {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("console:campaign_run", args=[self.pk])
