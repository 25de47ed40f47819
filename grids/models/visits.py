"""Going to the people: visits (三进五访) and publicity (普法), counted in the reports."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Division, Office, User
from accounts.subjects import Subject
from accounts.triggers import kept
from employers.models import Employer
from grids.models.areas import Grid

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class InPlaceQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user))

    def unsolved(self) -> Self:
        return self.filter(outcome=Visit.Outcome.HANDED_ON, solved_on__isnull=True)

    def followed_by(self, user: User) -> Self:
        return self.filter(follower=user)

    def late(self, today: date) -> Self:
        return self.unsolved().filter(follow_up_by__lt=today)


class Visit(models.Model):
    """One visit: where to, whom, what trouble was found, and what became of it."""

    class Place(models.TextChoices):
        VILLAGE = "village", _("进农村")
        COMMUNITY = "community", _("进社区")
        ENTERPRISE = "enterprise", _("进企业")

    class Whom(models.TextChoices):
        NEEDY = "needy", _("访困难群众")
        CADRE = "cadre", _("访基层干部")
        MODEL = "model", _("访先进英模")
        DELEGATE = "delegate", _("访“两代表一委员”")
        SERVED = "served", _("访服务对象")

    class Outcome(models.TextChoices):
        NOTHING = "nothing", _("没有发现问题")
        SOLVED = "solved", _("当场解决")
        HANDED_ON = "handed_on", _("转交办理")

    office = models.ForeignKey(
        Office, models.PROTECT, verbose_name=_("组织机构"), related_name="visits"
    )
    division = models.ForeignKey(
        Division, models.PROTECT, verbose_name=_("行政区划"), related_name="+"
    )
    grid = models.ForeignKey(
        Grid,
        models.PROTECT,
        verbose_name=_("网格"),
        related_name="visits",
        null=True,
        blank=True,
    )
    place = models.CharField(_("三进"), max_length=10, choices=Place)
    whom = models.CharField(_("五访"), max_length=10, choices=Whom)
    employer = models.ForeignKey(
        Employer,
        models.PROTECT,
        verbose_name=_("用人单位"),
        related_name="visits",
        null=True,
        blank=True,
    )
    where = models.CharField(_("地点"), max_length=200)
    visited_on = models.DateField(_("走访日期"))
    people = models.PositiveIntegerField(_("走访人数"))
    problem = models.TextField(_("发现的问题"), blank=True)
    is_wage_trouble = models.BooleanField(
        _("涉及拖欠工资"),
        default=False,
        help_text=_("勾选后作为欠薪苗头进入预警；转交办理、尚未解决的才计入。"),
    )
    outcome = models.CharField(_("处理"), max_length=10, choices=Outcome)
    answer = models.TextField(_("解决情况"), blank=True)
    handed_to = models.CharField(_("转交给"), max_length=100, blank=True)
    follower = models.ForeignKey(
        User,
        models.PROTECT,
        verbose_name=_("跟踪人"),
        related_name="visits_followed",
        null=True,
        blank=True,
    )
    follow_up_by = models.DateField(_("办理期限"), null=True, blank=True)
    solved_on = models.DateField(_("解决日期"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("走访人"), related_name="visits"
    )
    recorded_at = models.DateTimeField(_("登记时间"))

    objects = InPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("走访")
        ordering = ["-visited_on", "-pk"]
        indexes = [
            models.Index(fields=["division", "-visited_on", "-id"], name="grids_visits"),
            models.Index(
                fields=["follow_up_by", "id"],
                condition=Q(outcome="handed_on", solved_on__isnull=True),
                name="grids_visits_unsolved",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="nothing", problem="") | ~Q(outcome="nothing") & ~Q(problem=""),
                name="grids_visit_problem_told",
            ),
            models.CheckConstraint(
                condition=Q(is_wage_trouble=False) | ~Q(problem=""),
                name="grids_visit_wage_trouble_is_told",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="solved") | ~Q(answer=""), name="grids_visit_solved_how"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="handed_on")
                | ~Q(handed_to="") & Q(follow_up_by__isnull=False, follower__isnull=False),
                name="grids_visit_handed_to_someone",
            ),
            models.CheckConstraint(
                condition=Q(solved_on__isnull=True)
                | Q(solved_on__gte=F("visited_on")) & ~Q(answer=""),
                name="grids_visit_solved_after",
            ),
        ]
        triggers = kept("visit")

    def __str__(self) -> str:
        return f"{self.visited_on} {self.where}"

    def get_absolute_url(self) -> str:
        return reverse("console:visit", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.outcome == Visit.Outcome.HANDED_ON and self.solved_on is None

    def is_late(self, today: date) -> bool:
        return self.is_open and self.follow_up_by is not None and self.follow_up_by < today

    @property
    def subject(self) -> Subject:
        return Subject("visit", self.pk, self.where[:100], self.division_id, self.office_id)


class PublicityQuerySet(models.QuerySet["Publicity"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user))


class Publicity(models.Model):
    """Spreading the law: where, which law, how many people it reached."""

    office = models.ForeignKey(
        Office, models.PROTECT, verbose_name=_("组织机构"), related_name="publicity"
    )
    division = models.ForeignKey(
        Division, models.PROTECT, verbose_name=_("行政区划"), related_name="+"
    )
    grid = models.ForeignKey(
        Grid,
        models.PROTECT,
        verbose_name=_("网格"),
        related_name="publicity",
        null=True,
        blank=True,
    )
    held_on = models.DateField(_("日期"))
    where = models.CharField(_("地点"), max_length=200)
    laws = models.CharField(_("宣传的法律法规"), max_length=300)
    form = models.CharField(_("形式"), max_length=100, blank=True)
    people_reached = models.PositiveIntegerField(_("受众人数"))
    recorded_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("登记人"), related_name="+"
    )
    recorded_at = models.DateTimeField(_("登记时间"))

    objects = PublicityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("普法宣传")
        ordering = ["-held_on", "-pk"]
        indexes = [
            models.Index(fields=["division", "-held_on", "-id"], name="grids_publicity_here")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(laws="") & ~Q(where=""), name="grids_publicity_told"
            )
        ]
        triggers = kept("publicity")

    def __str__(self) -> str:
        return f"{self.held_on} {self.where}"
