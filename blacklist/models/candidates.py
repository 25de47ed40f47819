"""Whom a rule set would list, with what was found; a person decides what becomes of it."""

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
from accounts.triggers import kept
from blacklist.policy.verdicts import Ground
from blacklist.procedure import OUTCOME_LABELS, STATE_LABELS, Outcome, State
from employers.models import Employer
from statutes.findings import from_json
from statutes.rulesets import Family, rule_sets_of
from statutes.wording import Sentence

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

PEOPLE = settings.AUTH_USER_MODEL
SUBJECT_TYPE = "candidate"
LABEL_LENGTH = 100
RULESETS = [(row.id, _(row.label)) for row in rule_sets_of(Family.BLACKLIST)]
# From this day the national rules name the only grounds (45号令 第五条): where the adopted set
# lists and they do not, whoever decides says on what law.
NATIONAL_FROM = date(2022, 1, 1)


class CandidateQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user))

    def open(self) -> Self:
        return self.exclude(state=State.CLOSED.value)

    def settled(self) -> Self:
        """Ended by a person's decision."""
        return self.filter(outcome__in=[Outcome.NOT_LISTED.value, Outcome.LISTED.value])

    def on_desk_of_head(self) -> Self:
        return self.filter(state=State.WITH_HEAD.value)

    def on_desk_of(self, user: "User") -> Self:
        """Those this inspector verified and is to look through first."""
        return self.filter(state=State.WITH_INSPECTOR.value, owner=user)


class Candidate(models.Model):
    """One subject under one rule set: every ground met, and what the other set says beside it."""

    employer = models.ForeignKey(
        Employer, models.PROTECT, verbose_name=_("主体"), related_name="candidates"
    )
    subject_name = models.CharField(_("主体名称"), max_length=200)
    ruleset = models.CharField(_("规则集"), max_length=40, choices=RULESETS)
    # Of the case that was filed last among those that met a ground.
    division = models.ForeignKey(
        Division, models.PROTECT, verbose_name=_("行政区划"), related_name="+"
    )
    office = models.ForeignKey(
        Office, models.PROTECT, verbose_name=_("承办机构"), related_name="+", null=True, blank=True
    )
    owner = models.ForeignKey(
        PEOPLE,
        models.PROTECT,
        verbose_name=_("核实的监察员"),
        related_name="candidates",
        null=True,
        blank=True,
    )
    state = models.CharField(
        _("状态"),
        max_length=14,
        choices=[(s.value, _(label)) for s, label in STATE_LABELS.items()],
    )
    is_direct = models.BooleanField(_("直接列入情形"), default=False)
    # what was found: `findings` are the grounds met or open, each with its case
    keys = ArrayField(models.CharField(max_length=30), default=list)  # case:12, history:7
    cases = ArrayField(models.CharField(max_length=60), verbose_name=_("案件"), default=list)
    triggers = ArrayField(models.CharField(max_length=30), verbose_name=_("情形"), default=list)
    needs = ArrayField(models.CharField(max_length=30), verbose_name=_("缺少"), default=list)
    findings = models.JSONField(default=list)
    latest_filed_on = models.DateField(_("最近立案日期"), null=True, blank=True)
    # beside it: the set that was not adopted
    other_ruleset = models.CharField(_("另一规则集"), max_length=40, choices=RULESETS)
    other_triggers = ArrayField(models.CharField(max_length=30), default=list)
    other_needs = ArrayField(models.CharField(max_length=30), default=list)
    other_findings = models.JSONField(default=list)
    found_on = models.DateField(_("发现日期"))
    found_at = models.DateTimeField(_("发现时间"))
    evaluated_on = models.DateField(_("评定日期"))
    # how it ended
    outcome = models.CharField(
        _("结果"),
        max_length=10,
        choices=[(o.value, _(label)) for o, label in OUTCOME_LABELS.items()],
        blank=True,
    )
    reason = models.JSONField(_("理由"), null=True, blank=True)  # a sentence, as data
    closed_on = models.DateField(_("了结日期"), null=True, blank=True)
    closed_by = models.ForeignKey(
        PEOPLE, models.PROTECT, verbose_name=_("了结人"), related_name="+", null=True, blank=True
    )

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("失信名单建议对象")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["division", "-id"], name="candidate_by_place"),
            models.Index(fields=["state", "division", "-id"], name="candidate_by_state"),
            models.Index(fields=["owner", "-id"], name="candidate_by_owner"),
            models.Index(fields=["employer", "-id"], name="candidate_by_employer"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "ruleset"],
                condition=~Q(state="closed"),
                name="candidate_one_open_of_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State])
                & Q(outcome__in=["", *(o.value for o in Outcome)]),
                name="candidate_values_known",
            ),
            models.CheckConstraint(
                condition=~Q(ruleset=F("other_ruleset")), name="candidate_beside_another_set"
            ),
            models.CheckConstraint(condition=~Q(triggers=[]), name="candidate_has_a_ground"),
            models.CheckConstraint(
                condition=Q(
                    ~Q(outcome=""),
                    state="closed",
                    reason__isnull=False,
                    closed_on__gte=F("found_on"),
                )
                | Q(
                    ~Q(state="closed"),
                    outcome="",
                    reason__isnull=True,
                    closed_on__isnull=True,
                    closed_by__isnull=True,
                ),
                name="candidate_closed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "lapsed"]) | Q(closed_by__isnull=False),
                name="candidate_decided_by_a_person",
            ),
        ]
        triggers = [
            *kept("candidate"),
            pgtrigger.ReadOnly(
                name="candidate_as_found", fields=["employer", "ruleset", "found_on", "found_at"]
            ),
            pgtrigger.Protect(
                name="candidate_stays_closed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="closed"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject_name}"

    def get_absolute_url(self) -> str:
        return reverse("console:candidate", args=[self.pk])

    @property
    def number(self) -> str:
        return f"名单{self.found_on.year}-{self.pk:05d}"

    @property
    def subject(self) -> Subject:
        label = f"{self.number} {self.subject_name}"[:LABEL_LENGTH]
        return Subject(
            SUBJECT_TYPE, self.pk, label, self.division_id, self.office_id or 0, self.owner_id
        )

    @property
    def status(self) -> State:
        return State(self.state)

    @property
    def is_open(self) -> bool:
        return self.status is not State.CLOSED

    @property
    def grounds(self) -> tuple[Ground, ...]:
        return _grounds(self.findings)

    @property
    def other_grounds(self) -> tuple[Ground, ...]:
        return _grounds(self.other_findings)

    @property
    def differs(self) -> bool:
        """The sets disagree on facts of the national rules' time: a legal basis must be named."""
        return not self.other_triggers and (self.latest_filed_on or date.max) >= NATIONAL_FROM

    @property
    def why_closed(self) -> Sentence | None:
        return Sentence.of_data(self.reason) if self.reason else None


def _grounds(kept: list[dict[str, Any]]) -> tuple[Ground, ...]:
    return tuple(Ground(row["case"], from_json(row)) for row in kept)
