"""Plans and draws: what is inspected in a year, and whom the lot chose."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Division, Office, User
from accounts.subjects import Subject
from accounts.triggers import append_only, kept
from employers.models import Employer
from grids.policy.frequency import BASIS_LABELS

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class PatrolPlanQuerySet(models.QuerySet["PatrolPlan"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user))

    def approved(self) -> Self:
        return self.filter(status=PatrolPlan.Status.APPROVED)


class PatrolPlan(models.Model):
    """What an office inspects in a year or a campaign: range, time, objects, procedure."""

    class Kind(models.TextChoices):
        ROUTINE = "routine", _("年度日常巡查计划")
        CAMPAIGN = "campaign", _("专项检查方案")

    class Status(models.TextChoices):
        DRAFT = "draft", _("草拟")
        SUBMITTED = "submitted", _("报批中")
        APPROVED = "approved", _("已批准")

    class Targets(models.TextChoices):
        DUE = "due", _("到期应查的单位（按诚信等级和失信名单）")
        FOCUS = "focus", _("重点对象（C级和失信名单）")
        ALL = "all", _("范围内全部单位")

    office = models.ForeignKey(
        Office, models.PROTECT, verbose_name=_("组织机构"), related_name="patrol_plans"
    )
    division = models.ForeignKey(
        Division, models.PROTECT, verbose_name=_("检查范围"), related_name="+"
    )
    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    title = models.CharField(_("名称"), max_length=100)
    from_on = models.DateField(_("开始日期"))
    to_on = models.DateField(_("结束日期"))
    targets = models.CharField(_("检查对象"), max_length=10, choices=Targets, default=Targets.DUE)
    industry = models.CharField(_("行业含有"), max_length=60, blank=True)
    by_lot = models.BooleanField(
        _("以双随机抽取检查对象和检查人员"),
        default=True,
        help_text=_("勾选的，只能从抽签结果报批检查；失信名单和C级到期的单位优先检查，不经抽签。"),
    )
    scope = models.TextField(_("检查事项"))
    procedure = models.TextField(_("检查程序"))
    status = models.CharField(_("状态"), max_length=10, choices=Status, default=Status.DRAFT)
    proposed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("拟订人"), related_name="+"
    )
    proposed_at = models.DateTimeField(_("拟订时间"))
    approved_on = models.DateField(_("批准日期"), null=True, blank=True)

    objects = PatrolPlanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("巡查计划")
        ordering = ["-from_on", "-pk"]
        indexes = [models.Index(fields=["division", "-from_on"], name="grids_plans")]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")),
                name="grids_plan_dates_ordered",
                violation_error_message=_("结束日期不得早于开始日期"),
            ),
            models.CheckConstraint(
                condition=Q(status="approved", approved_on__isnull=False)
                | ~Q(status="approved") & Q(approved_on__isnull=True),
                name="grids_plan_approved_on_a_day",
            ),
        ]
        triggers = [
            *kept("plan"),
            pgtrigger.Protect(
                name="plan_stands_when_approved",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status="approved"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("console:patrol_plan", args=[self.pk])

    @property
    def subject(self) -> Subject:
        return Subject("patrol_plan", self.pk, self.title, self.division_id, self.office_id)


class RandomDrawQuerySet(models.QuerySet["RandomDraw"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user, "plan__division_id"))

    def published(self) -> Self:
        """Draws are made under approved plans only: each is public from the moment it is made.

        Without the inputs, which may be megabytes and are asked for alone.
        """
        return self.filter(plan__status=PatrolPlan.Status.APPROVED).defer("inputs")

    def counted(self) -> Self:
        """With `runs`: how many times the plan has been drawn up to today."""
        runs = RandomDraw.objects.filter(plan=OuterRef("plan")).order_by().values("plan")
        return self.annotate(runs=Subquery(runs.annotate(n=Count("pk")).values("n")))

    def before(self, draw: "RandomDraw") -> Self:
        """Those after which `draw` comes in a list that begins with the newest."""
        return self.filter(
            Q(drawn_at__lt=draw.drawn_at) | Q(drawn_at=draw.drawn_at, pk__lt=draw.pk)
        )


class RandomDraw(models.Model):
    """One 双随机 draw as it is published: seed, nonce, inputs, the list; it never changes.

    Every run of a plan stays and is shown, one that came to nothing too: nobody draws until the
    list pleases. The nonce is the machine's, made when the inputs stood: nobody can try out a seed.
    """

    plan = models.ForeignKey(
        PatrolPlan, models.PROTECT, verbose_name=_("巡查计划"), related_name="draws"
    )
    sequence = models.PositiveSmallIntegerField(_("第几次"))
    reason = models.CharField(_("再次抽取的理由"), max_length=200, blank=True)
    seed = models.CharField(_("抽签种子"), max_length=100)
    nonce = models.CharField(_("系统随机数"), max_length=32, default="", editable=False)
    inputs = models.TextField(_("抽签输入"))
    digest = models.CharField(_("输入摘要（SHA-256）"), max_length=64)
    size = models.PositiveIntegerField(_("抽取户数"))
    pool = models.PositiveIntegerField(_("参加抽取的单位"))
    officers = models.PositiveSmallIntegerField(_("参加抽取的监察员"))
    drawn_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("主持人"), related_name="+")
    witness = models.CharField(_("见证人"), max_length=60, blank=True)
    drawn_at = models.DateTimeField(_("抽签时间"))
    failure = models.CharField(_("未抽成的原因"), max_length=300, blank=True, default="")

    objects = RandomDrawQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("双随机抽签")
        ordering = ["-drawn_at", "-pk"]
        indexes = [models.Index(fields=["-drawn_at", "-id"], name="grids_draws_newest")]
        constraints = [
            models.UniqueConstraint(fields=["plan", "seed"], name="grids_seed_once_a_plan"),
            models.UniqueConstraint(fields=["plan", "sequence"], name="grids_draw_numbered"),
            models.CheckConstraint(condition=~Q(seed=""), name="grids_draw_has_a_seed"),
            # Not validated: draws of before the nonces stand as they were made.
            models.CheckConstraint(
                condition=Q(nonce__regex="^[0-9a-f]{32}$"), name="grids_draw_has_a_nonce"
            ),
            models.CheckConstraint(
                condition=Q(sequence=1) | Q(sequence__gt=1) & ~Q(reason=""),
                name="grids_drawn_again_for_a_reason",
            ),
        ]
        triggers = append_only("draw")

    def __str__(self) -> str:
        return f"{self.plan}（{self.sequence}）"

    @property
    def subject(self) -> Subject:
        plan = self.plan
        return Subject("random_draw", self.pk, plan.title, plan.division_id, plan.office_id)


class DrawnRow(models.Model):
    """One employer that was drawn, and the two officers who inspect it; the first one leads."""

    draw = models.ForeignKey(
        RandomDraw, models.PROTECT, verbose_name=_("抽签"), related_name="rows"
    )
    sequence = models.PositiveIntegerField(_("序号"))
    employer = models.ForeignKey(
        Employer, models.PROTECT, verbose_name=_("用人单位"), related_name="drawn"
    )
    name = models.CharField(_("抽签代号"), max_length=20)
    employer_name = models.CharField(_("单位名称"), max_length=200)
    lead = models.ForeignKey(User, models.PROTECT, verbose_name=_("主办监察员"), related_name="+")
    partner = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("协办监察员"), related_name="+"
    )
    basis = models.CharField(
        _("检查依据"),
        max_length=10,
        choices=[(basis.value, _(label)) for basis, label in BASIS_LABELS.items()],
    )

    class Meta:
        verbose_name = verbose_name_plural = _("抽签结果")
        ordering = ["draw_id", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "sequence"], name="grids_drawn_in_order"),
            models.UniqueConstraint(fields=["draw", "employer"], name="grids_drawn_once"),
            models.CheckConstraint(condition=~Q(lead=F("partner")), name="grids_drawn_two"),
        ]
        triggers = append_only("drawn_row")

    def __str__(self) -> str:
        return f"{self.sequence} {self.employer_name}"
