"""A yearly run: whom it rates, what it took as known, and how far it has come."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Division, Office, User
from accounts.policy.division_codes import shortest_prefix
from accounts.subjects import Subject
from accounts.triggers import append_only, changed, kept
from credit_rating.policy.conduct import KIND_LABELS, Grade
from credit_rating.procedure import STATE_LABELS, State
from employers.models import Employer
from statutes.rulesets import RULE_SETS, Family, rule_sets_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

SUBJECT_TYPE = "rating_run"
RULESETS = [(row.id, _(row.label)) for row in rule_sets_of(Family.CREDIT)]
GRADES = [grade.value for grade in Grade]


class RatingRunQuerySet(models.QuerySet["RatingRun"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Those whose whole place lies in the user's."""
        return self.filter(within(user))

    def unfinished(self) -> Self:
        return self.filter(state=State.RATING.value)

    def approved(self) -> Self:
        return self.filter(state=State.APPROVED.value)


class RatingRun(models.Model):
    """One rating of all employers of a place for one year by one rule set."""

    office = models.ForeignKey(
        Office, models.PROTECT, verbose_name=_("评价机关"), related_name="+", null=True, blank=True
    )
    # Empty: wherever an employer is.
    division = models.ForeignKey(
        Division,
        models.PROTECT,
        verbose_name=_("行政区划"),
        related_name="+",
        null=True,
        blank=True,
    )
    year = models.PositiveSmallIntegerField(_("评价年度"))
    ruleset = models.CharField(_("规则集"), max_length=40, choices=RULESETS)
    cut_off = models.DateField(_("数据截止日"))
    settings = models.JSONField(_("本地设定"), default=dict)
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=[(state.value, _(label)) for state, label in STATE_LABELS.items()],
        default=State.RATING.value,
    )
    requested_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("发起人"), related_name="+", null=True, blank=True
    )
    requested_at = models.DateTimeField(_("发起时间"))
    # how far it has come: inputs frozen, shapes judged, then batch after batch
    frozen_at = models.DateTimeField(_("数据冻结时间"), null=True, blank=True)
    judged_at = models.DateTimeField(_("判定时间"), null=True, blank=True)
    rated_at = models.DateTimeField(_("评定完成时间"), null=True, blank=True)
    employers = models.PositiveIntegerField(_("应评户数"), default=0)
    inputs = models.PositiveIntegerField(_("行为记录数"), default=0)
    inputs_sha256 = models.CharField(max_length=64, blank=True)
    results_sha256 = models.CharField(max_length=64, blank=True)
    count_a = models.PositiveIntegerField(_("A级"), default=0)
    count_b = models.PositiveIntegerField(_("B级"), default=0)
    count_c = models.PositiveIntegerField(_("C级"), default=0)
    approved_on = models.DateField(_("批准日期"), null=True, blank=True)
    # {"district": {"410102": {"A": 1, …}}, "industry": …, "size": …}
    distribution = models.JSONField(default=dict, blank=True)

    objects = RatingRunQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("年度评价")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["division", "-id"], name="credit_runs_of_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="credit_run_state_known",
            ),
            models.CheckConstraint(
                condition=Q(ruleset__in=[ruleset for ruleset, _ in RULESETS]),
                name="credit_run_ruleset_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["rating", "discarded"])
                | Q(employers=F("count_a") + F("count_b") + F("count_c"), rated_at__isnull=False),
                name="credit_run_rates_everybody",
            ),
            models.UniqueConstraint(
                fields=["year", "division"],
                condition=Q(state="approved"),
                nulls_distinct=False,
                name="credit_one_approved_run_a_year",
            ),
            # A second order for what is being rated goes on with it.
            models.UniqueConstraint(
                fields=["year", "ruleset", "division", "cut_off"],
                condition=Q(state="rating"),
                nulls_distinct=False,
                name="credit_one_run_at_a_time",
            ),
        ]
        triggers = [
            *kept("rating_run"),
            pgtrigger.Protect(
                name="rating_run_as_ordered",
                operation=pgtrigger.Update,
                condition=changed(
                    "division", "year", "ruleset", "cut_off", "settings", "requested_at"
                ),
            ),
            pgtrigger.Protect(
                name="rating_run_frozen_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__frozen_at__isnull=False)
                & changed("frozen_at", "inputs", "inputs_sha256", "employers"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.get_ruleset_display()}"

    def get_absolute_url(self) -> str:
        return reverse("console:rating_run", args=[self.pk])

    @property
    def status(self) -> State:
        return State(self.state)

    @property
    def prefix(self) -> str:
        """What the codes of the rated places begin with; everything begins with nothing."""
        return shortest_prefix(self.division_id) if self.division_id else ""

    @property
    def counts(self) -> dict[str, int]:
        return {"A": self.count_a, "B": self.count_b, "C": self.count_c}

    @property
    def source(self) -> str:
        """The act that the rule set comes from."""
        return RULE_SETS[self.ruleset].source

    @property
    def subject(self) -> Subject:
        return Subject(
            SUBJECT_TYPE, self.pk, str(self)[:100], self.division_id or "", self.office_id or 0
        )


class RunBatchQuerySet(models.QuerySet["RunBatch"]):
    def left(self) -> Self:
        return self.filter(done_at__isnull=True)

    def unflagged(self) -> Self:
        return self.filter(flagged_at__isnull=True)


class RunBatch(models.Model):
    """Some of the employers that a run rates, as they were chosen when its inputs were frozen.

    A batch is rated in one transaction: what a killed process leaves is done or untouched.
    """

    run = models.ForeignKey(RatingRun, models.PROTECT, related_name="batches")
    number = models.PositiveIntegerField()
    employer_ids = ArrayField(models.BigIntegerField())
    done_at = models.DateTimeField(null=True, blank=True)
    count_a = models.PositiveIntegerField(default=0)
    count_b = models.PositiveIntegerField(default=0)
    count_c = models.PositiveIntegerField(default=0)
    results_sha256 = models.CharField(max_length=64, blank=True)
    # The grades stand on the employers' files.
    flagged_at = models.DateTimeField(null=True, blank=True)

    objects = RunBatchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("评价批次")
        ordering = ["run_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="credit_batch_once"),
        ]
        triggers = [
            *kept("run_batch"),
            pgtrigger.Protect(
                name="run_batch_done_for_good",
                operation=pgtrigger.Update,
                condition=changed("run", "number", "employer_ids")
                | pgtrigger.Q(old__done_at__isnull=False)
                & changed("done_at", "count_a", "count_b", "count_c", "results_sha256"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} #{self.number}"


class Conduct(models.Model):
    """One record of the year as it stood at the cut-off: a run's frozen input."""

    # Written by one statement from rows that have these keys, and neither is ever deleted
    # (triggers of both): asking again row by row took a tenth of a year's rating.
    run = models.ForeignKey(
        RatingRun, models.PROTECT, related_name="conduct", db_index=False, db_constraint=False
    )
    employer = models.ForeignKey(
        Employer, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    kind = models.CharField(
        max_length=10, choices=[(kind.value, _(label)) for kind, label in KIND_LABELS.items()]
    )
    source_id = models.BigIntegerField()
    shape = models.CharField(max_length=120)
    facts = models.JSONField()

    class Meta:
        verbose_name = verbose_name_plural = _("评价行为记录")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "employer", "kind", "source_id"], name="credit_conduct_once"
            )
        ]
        triggers = append_only("conduct")

    def __str__(self) -> str:
        return f"{self.employer_id} {self.kind} {self.source_id}"


class JudgedShape(models.Model):
    """What the rule set says of all years of one shape; judged once for every employer of it."""

    run = models.ForeignKey(RatingRun, models.PROTECT, related_name="shapes", db_index=False)
    key = models.CharField(max_length=32)
    shape = models.TextField()
    grade = models.CharField(max_length=1)
    points = models.SmallIntegerField(null=True)
    findings = models.JSONField(default=list)

    class Meta:
        verbose_name = verbose_name_plural = _("判定表")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "key"], name="credit_shape_once"),
            models.CheckConstraint(condition=Q(grade__in=GRADES), name="credit_shape_grade_known"),
        ]
        triggers = append_only("judged_shape")

    def __str__(self) -> str:
        return f"{self.shape} {self.grade}"
