"""A warning, the signs it stands on as they were, and what became of it."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Division, Office
from accounts.subjects import Subject
from accounts.triggers import append_only, kept
from documents.models import Paper
from early_warning.models.rules import LEVELS
from early_warning.policy.news import Sign
from early_warning.policy.signals import RULES, Level
from early_warning.procedure import OUTCOME_LABELS, STATE_LABELS, Outcome, State
from employers.models import Employer
from statutes.wording import Sentence

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

PEOPLE = settings.AUTH_USER_MODEL
SUBJECT_TYPE = "warning"
LABEL_LENGTH = 100


class WarningQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user))

    def open(self) -> Self:
        return self.exclude(state="closed")

    def overdue(self, today: date) -> Self:
        return self.open().filter(due_on__lt=today)


class Warning(models.Model):
    """One employer's signs of arrears: a colour, somebody who answers, a day, a reasoned end."""

    employer = models.ForeignKey(
        Employer, models.PROTECT, verbose_name=_("用人单位"), related_name="warnings"
    )
    employer_name = models.CharField(_("单位名称"), max_length=200)
    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("承办机构"), related_name="+")
    division = models.ForeignKey(
        Division, models.PROTECT, verbose_name=_("行政区划"), related_name="+"
    )
    owner = models.ForeignKey(
        PEOPLE,
        models.PROTECT,
        verbose_name=_("责任人"),
        related_name="warnings",
        null=True,
        blank=True,
    )
    level = models.CharField(_("预警等级"), max_length=6, choices=LEVELS)
    points = models.PositiveSmallIntegerField(_("分值"))
    state = models.CharField(
        _("状态"),
        max_length=8,
        choices=[(s.value, _(label)) for s, label in STATE_LABELS.items()],
        default=State.RAISED.value,
    )
    raised_on = models.DateField(_("预警日期"))
    raised_at = models.DateTimeField(_("预警时间"))
    escalated_on = models.DateField(_("升级日期"), null=True, blank=True)
    due_on = models.DateField(_("处置期限"))
    letter = models.OneToOneField(
        Paper, models.PROTECT, verbose_name=_("预警告知书"), related_name="+", null=True, blank=True
    )
    # the inspection that was ordered, and what it found
    visitor = models.ForeignKey(
        PEOPLE, models.PROTECT, verbose_name=_("核查人"), related_name="+", null=True, blank=True
    )
    visit_by = models.DateField(_("核查期限"), null=True, blank=True)
    visited_on = models.DateField(_("核查日期"), null=True, blank=True)
    found = models.TextField(_("核查情况"), blank=True)
    # how it ended
    outcome = models.CharField(
        _("结论"),
        max_length=10,
        choices=[(o.value, _(label)) for o, label in OUTCOME_LABELS.items()],
        blank=True,
    )
    reason = models.TextField(_("了结理由"), blank=True)
    closed_on = models.DateField(_("了结日期"), null=True, blank=True)
    closed_by = models.ForeignKey(
        PEOPLE, models.PROTECT, verbose_name=_("了结人"), related_name="+", null=True, blank=True
    )

    objects = WarningQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("欠薪预警")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["division", "-id"], name="early_warning_by_place"),
            models.Index(fields=["state", "division", "-id"], name="early_warning_by_state"),
            models.Index(fields=["employer", "-id"], name="early_warning_by_employer"),
            models.Index(fields=["owner", "-id"], name="early_warning_by_owner"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["employer"],
                condition=~Q(state="closed"),
                name="early_warning_one_open_of_an_employer",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State])
                & Q(level__in=[level.value for level in Level])
                & Q(outcome__in=["", *(o.value for o in Outcome)]),
                name="early_warning_values_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    ~Q(outcome=""),
                    ~Q(reason=""),
                    state="closed",
                    closed_on__gte=F("raised_on"),
                    closed_by__isnull=False,
                )
                | Q(
                    ~Q(state="closed"),
                    outcome="",
                    reason="",
                    closed_on__isnull=True,
                    closed_by__isnull=True,
                ),
                name="early_warning_closed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="visit") | Q(visitor__isnull=False, visit_by__isnull=False),
                name="early_warning_visit_has_a_visitor",
            ),
            models.CheckConstraint(
                condition=Q(visited_on__isnull=True) | ~Q(found=""),
                name="early_warning_visit_found_something",
            ),
            models.CheckConstraint(
                condition=~Q(state="told") | Q(letter__isnull=False),
                name="early_warning_told_by_letter",
            ),
        ]
        triggers = [
            *kept("warning"),
            pgtrigger.ReadOnly(
                name="warning_as_raised", fields=["employer", "raised_on", "raised_at"]
            ),
            pgtrigger.Protect(
                name="warning_stays_closed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="closed"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.employer_name}"

    def get_absolute_url(self) -> str:
        return reverse("console:warning", args=[self.pk])

    @property
    def number(self) -> str:
        return f"警{self.raised_on.year}-{self.pk:05d}"

    @property
    def subject(self) -> Subject:
        label = f"{self.number} {self.employer_name}"[:LABEL_LENGTH]
        return Subject(
            SUBJECT_TYPE, self.pk, label, self.division_id, self.office_id, self.owner_id
        )

    @property
    def status(self) -> State:
        return State(self.state)

    @property
    def colour(self) -> Level:
        return Level(self.level)

    @property
    def is_open(self) -> bool:
        return self.status is not State.CLOSED

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due_on < today


class WarningSign(models.Model):
    """One sign as it spoke that day: its sentence, its points, the figures it was judged by."""

    warning = models.ForeignKey(Warning, models.PROTECT, related_name="signs")
    code = models.CharField(
        _("规则"), max_length=30, choices=[(r.code, _(r.label)) for r in RULES.values()]
    )
    msgid = models.CharField(max_length=200)
    params = models.JSONField(default=dict)
    points = models.PositiveSmallIntegerField(_("分值"))
    level = models.CharField(_("直接预警等级"), max_length=6, choices=LEVELS, blank=True)
    threshold = models.DecimalField(
        _("阈值"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    month = models.DateField(_("所属月份"), null=True, blank=True)
    found_on = models.DateField(_("发现日期"))
    # the records it rests on, by their keys: one that is not here yet makes the sign news
    sources = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("预警信号")
        ordering = ["warning_id", "pk"]
        indexes = [models.Index(fields=["code", "warning"], name="early_warning_signs_of_rule")]
        triggers = append_only("sign")

    def __str__(self) -> str:
        return f"{self.warning_id} {self.code}"

    @property
    def sentence(self) -> Sentence:
        return Sentence(self.msgid, self.params)

    @property
    def sign(self) -> Sign:
        return Sign(self.code, self.sentence, self.month, frozenset(self.sources))
