"""The grade of one employer for one year, with every finding it rests on."""

from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Office
from accounts.subjects import Subject
from accounts.triggers import changed, kept
from credit_rating.models.runs import GRADES, RatingRun
from credit_rating.policy.conduct import GRADE_LABELS, Grade
from credit_rating.policy.rulesets import RULES
from credit_rating.procedure import Stage, State
from documents.models import Paper
from employers.models import Employer

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from credit_rating.models.after import Objection

CHOICES = [(grade.value, _(label)) for grade, label in GRADE_LABELS.items()]


class RatingQuerySet(models.QuerySet["Rating"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user, "employer__division_id"))

    def in_force(self) -> Self:
        """Of approved runs: before that a grade is nobody's."""
        return self.filter(run__state=State.APPROVED.value)

    def of_employers(self, ids: list[int]) -> Self:
        return self.filter(employer__in=ids)

    def below_a(self) -> Self:
        return self.filter(standing__in=["B", "C"])


class Rating(models.Model):
    """A grade as it was rated; `standing` is the grade that holds now, changed only by a
    `GradeChange`."""

    # One index, of the constraint below, finds both a run's row and an employer's history.
    run = models.ForeignKey(RatingRun, models.PROTECT, related_name="ratings", db_index=False)
    employer = models.ForeignKey(
        Employer, models.PROTECT, related_name="credit_ratings", db_index=False
    )
    grade = models.CharField(_("评定等级"), max_length=1, choices=CHOICES)
    standing = models.CharField(_("现行等级"), max_length=1, choices=CHOICES)
    points = models.SmallIntegerField(_("得分"), null=True, blank=True)
    findings = models.JSONField(_("依据"), default=list)
    sources = ArrayField(models.CharField(max_length=30), verbose_name=_("来源"), default=list)

    notice = models.OneToOneField(
        Paper, models.PROTECT, verbose_name=_("结果通知书"), related_name="+", null=True, blank=True
    )
    told_on = models.DateField(_("告知日期"), null=True, blank=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("诚信等级")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["run", "standing", "id"],
                condition=Q(standing__in=["B", "C"]),
                name="credit_below_a",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["employer", "run"], name="credit_rated_once_a_run"),
            models.CheckConstraint(
                condition=Q(grade__in=GRADES, standing__in=GRADES), name="credit_grades_known"
            ),
        ]
        triggers = [
            *kept("rating"),
            pgtrigger.Protect(
                name="rating_as_rated",
                operation=pgtrigger.Update,
                condition=changed("run", "employer", "grade", "points", "findings", "sources"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer.name} {self.run.year} {self.standing}"

    def get_absolute_url(self) -> str:
        return reverse("console:credit_rating", args=[self.pk])

    @property
    def subject(self) -> Subject:
        label = f"{self.employer.name} {self.run.year}"[:100]
        office = self.run.office_id or 0
        return Subject("credit_rating", self.pk, label, self.employer.division_id, office)

    @property
    def office(self) -> Office | None:
        """Whose papers speak of it."""
        return self.run.office

    @property
    def office_id(self) -> int | None:
        return self.run.office_id

    @property
    def stage(self) -> Stage:
        return Stage.OBJECTED if self.open_objection else Stage.STANDING

    @property
    def open_objection(self) -> "Objection | None":
        found: Objection | None = self.objections.open().first()
        return found

    @property
    def is_published(self) -> bool:
        """Publication is a property of the rule set (`policy.rulesets`)."""
        return Grade(self.standing) in RULES[self.run.ruleset].published

    @property
    def is_changed(self) -> bool:
        return self.standing != self.grade

    def current_findings(self) -> list[dict[str, Any]]:
        """What the grade rests on now: of its last change, else as rated."""
        last = self.changes.order_by("-pk").first()
        findings: list[dict[str, Any]] = last.findings if last else self.findings
        return findings
