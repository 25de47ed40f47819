"""Events, clocks, approvals and notices: the records every procedure leaves behind."""

from datetime import datetime, time
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.policy.roles import Role
from accounts.subjects import SubjectFields, SubjectQuerySet
from accounts.triggers import append_only, kept
from statutes.citations import Citation
from statutes.clocks import Level, Term, Unit
from statutes.wording import Sentence
from workflow.policy import projection
from workflow.policy.chain import GENESIS

PEOPLE = settings.AUTH_USER_MODEL


class Event(SubjectFields):
    """One act in the legal record of a subject, linked by hash to the act before it."""

    sequence = models.PositiveIntegerField()
    act = models.CharField(max_length=64)
    label = models.CharField(_("事项"), max_length=100)
    actor = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    actor_label = models.CharField(_("办理人"), max_length=100)
    occurred_at = models.DateTimeField(_("发生时间"))
    recorded_at = models.DateTimeField(_("记录时间"))
    law = models.CharField(max_length=100, blank=True)
    article = models.CharField(max_length=50, blank=True)
    note = models.TextField(_("意见"), blank=True)
    payload = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True, default=GENESIS)
    hash = models.CharField(max_length=64)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        ordering = ["subject_type", "subject_id", "sequence"]
        constraints = [
            # Two writers can never fork a chain.
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "sequence"],
                name="event_one_chain_per_subject",
            )
        ]
        indexes = [models.Index(fields=["recorded_at"], name="event_recorded_at")]
        triggers = append_only("event")

    def __str__(self) -> str:
        return f"{self.subject_label} · {self.label}"

    @property
    def citation(self) -> Citation | None:
        return Citation(self.law, self.article) if self.law else None

    @property
    def is_day_only(self) -> bool:
        """Whether only its day is known; such an act stands at the beginning of it."""
        return localtime(self.occurred_at).time() == time.min

    def content(self) -> dict[str, object]:
        """What the hash covers: everything that was recorded, by reference to people."""
        fields = (
            "subject_type subject_id sequence act label actor_id actor_label "
            "occurred_at recorded_at law article note payload"
        )
        return {name: getattr(self, name) for name in fields.split()}


class DailyRoot(models.Model):
    """One hash over the heads of all chains that moved by the end of a day, and the root before."""

    day = models.DateField(unique=True)
    chains = models.PositiveIntegerField()
    previous_root = models.CharField(max_length=64, blank=True)
    root = models.CharField(max_length=64)

    class Meta:
        triggers = append_only("dailyroot")

    def __str__(self) -> str:
        return f"{self.day} {self.root[:12]}"


class ClockQuerySet(SubjectQuerySet):
    def open(self) -> Self:
        return self.filter(state__in=[Clock.State.RUNNING, Clock.State.PAUSED])

    def running(self) -> Self:
        return self.filter(state=Clock.State.RUNNING)

    def awaiting_warning(self, at: datetime) -> Self:
        """Running clocks whose next level has been reached but not yet announced."""
        return self.running().filter(next_level_at__lte=at)

    def breached(self, at: datetime) -> Self:
        return self.running().filter(breached_at__lte=at)

    def by_urgency(self) -> Self:
        return self.order_by("due_at", "pk")


class Clock(SubjectFields):
    """A statutory limit that is running on a subject; its due date is projected from its events."""

    class State(models.TextChoices):
        RUNNING = "running", _("计时中")
        PAUSED = "paused", _("已中止")
        MET = "met", _("已办结")
        CANCELLED = "cancelled", _("已取消")

    code = models.CharField(_("时限"), max_length=64)
    label = models.CharField(max_length=100)
    law = models.CharField(max_length=100)
    article = models.CharField(max_length=50)
    unit = models.CharField(max_length=16, choices=[(u.value, u.value) for u in Unit])
    length = models.PositiveIntegerField()
    rolls_over = models.BooleanField()
    state = models.CharField(max_length=12, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(_("到期"))
    blue_at = models.DateTimeField()
    yellow_at = models.DateTimeField()
    red_at = models.DateTimeField()
    breached_at = models.DateTimeField()
    is_provisional = models.BooleanField(default=False)
    announced_level = models.CharField(
        max_length=10, choices=[(x.value, x.value) for x in Level], default=Level.CALM.value
    )
    next_level_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "code"],
                condition=Q(state__in=["running", "paused"]),
                name="clock_one_open_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["running", "paused"], ended_at__isnull=True)
                | Q(state__in=["met", "cancelled"], ended_at__isnull=False),
                name="clock_ended_when_not_open",
            ),
        ]
        # Each lens of the desk reads one of these in its order and stops after a page. Of a wide
        # jurisdiction the next lines are near the top of the whole order (urgency, unowned,
        # paused), of a narrow one all lines are few (jurisdiction): the database knows which.
        indexes = [
            models.Index(
                fields=["owner", "due_at", "id"],
                condition=Q(state__in=["running", "paused"]),
                name="clock_worklist",
            ),
            models.Index(
                fields=["division", "due_at", "id"],
                condition=Q(state__in=["running", "paused"]),
                name="clock_jurisdiction",
            ),
            models.Index(
                fields=["due_at", "id", "division"],
                condition=Q(state__in=["running", "paused"]),
                name="clock_urgency",
            ),
            models.Index(
                fields=["due_at", "id", "division"],
                condition=Q(state__in=["running", "paused"], owner__isnull=True),
                name="clock_unowned",
            ),
            models.Index(
                fields=["due_at", "id", "division"],
                condition=Q(state="paused"),
                name="clock_paused",
            ),
            models.Index(
                fields=["owner", "due_at", "id"],
                condition=Q(state="paused"),
                name="clock_paused_own",
            ),
            models.Index(
                fields=["next_level_at"], condition=Q(state="running"), name="clock_next_level"
            ),
        ]
        triggers = kept("clock")

    def __str__(self) -> str:
        return f"{self.subject_label} · {self.label}"

    @property
    def citation(self) -> Citation:
        return Citation(self.law, self.article)

    @property
    def term(self) -> Term:
        return Term(self.length, Unit(self.unit), self.rolls_over)


class ClockEvent(models.Model):
    """Something that happened to a clock: start, pause, resume, restart, extension, stop."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="events")
    act = models.CharField(
        max_length=12,
        choices=[(act.value, _(label)) for act, label in projection.ACT_LABELS.items()],
    )
    at = models.DateTimeField()
    length = models.PositiveIntegerField(default=0)
    actor = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    due_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        triggers = append_only("clockevent")

    def __str__(self) -> str:
        return f"{self.clock_id} {self.act} {self.at:%F}"


class ApprovalQuerySet(SubjectQuerySet):
    def pending(self) -> Self:
        return self.filter(outcome=Approval.Outcome.PENDING)

    def awaiting(self, user: User, on: Any) -> Self:
        """Pending approvals this person may decide on that day: own role, not own proposal."""
        roles = [role.value for role in user.roles_on(on)]
        return self.visible_to(user).pending().filter(role__in=roles).exclude(proposer=user)


class Approval(SubjectFields):
    """One stage of an approval: who proposed what, who decided it and in which words."""

    class Outcome(models.TextChoices):
        PENDING = "pending", _("待审批")
        APPROVED = "approved", _("同意")
        RETURNED = "returned", _("退回")
        VOIDED = "voided", _("已失效")

    kind = models.CharField(max_length=64)
    label = models.CharField(_("审批事项"), max_length=100)
    role = models.CharField(max_length=32, choices=[(r.value, r.value) for r in Role])
    proposer = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    proposal = models.TextField(_("承办意见"), blank=True)
    content = models.JSONField(default=dict)
    content_sha256 = models.CharField(max_length=64)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.PENDING)
    decider = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    # Decided by a delegate of the role's holder; papers then show 代.
    by_delegation = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True)
    opinion = models.TextField(_("审批意见"), blank=True)
    void_reason = models.TextField(blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "kind"],
                condition=Q(outcome="pending"),
                name="approval_one_pending_of_a_kind",
            ),
            models.CheckConstraint(
                condition=~Q(decider=models.F("proposer")), name="approval_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["pending", "voided"])
                | Q(decider__isnull=False, decided_at__isnull=False),
                name="approval_decided_by_someone",
            ),
        ]
        indexes = [
            models.Index(
                fields=["role", "proposed_at", "id", "division"],
                condition=Q(outcome="pending"),
                name="approval_pending",
            )
        ]
        triggers = [
            *kept("approval"),
            pgtrigger.Protect(
                name="approval_decided_once",
                operation=pgtrigger.Update,
                # A decision stays as it was given; a later edit may only mark it as void.
                condition=pgtrigger.Q(old__outcome__in=["returned", "voided"])
                | pgtrigger.Q(old__outcome="approved") & ~pgtrigger.Q(new__outcome="voided"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_label} · {self.label}"


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(recipient=user)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


class Notification(models.Model):
    """A sentence to one officer about one subject; read or not, never deleted."""

    recipient = models.ForeignKey(PEOPLE, models.PROTECT, related_name="notifications")
    subject_type = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    subject_label = models.CharField(max_length=100)
    msgid = models.TextField()
    params = models.JSONField(default=dict)
    level = models.CharField(
        max_length=10, choices=[(x.value, x.value) for x in Level], default=Level.CALM.value
    )
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["recipient", "-created_at"],
                condition=Q(read_at__isnull=True),
                name="notice_unread",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.subject_label}"

    @property
    def message(self) -> Sentence:
        return Sentence(self.msgid, self.params)


class AccessLog(SubjectFields):
    """Who looked at whose sealed data, when and for what purpose."""

    reader = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    field = models.CharField(max_length=64)
    purpose = models.TextField()
    at = models.DateTimeField()

    objects = SubjectQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        triggers = append_only("accesslog")

    def __str__(self) -> str:
        return f"{self.reader_id} {self.subject_label} {self.field}"


class TestClock(models.Model):
    """The demo's stopped or shifted clock; at most one row, read only while DEBUG is on."""

    __test__ = False  # not a pytest class

    stopped_at = models.DateTimeField(null=True)
    shifted_seconds = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="testclock_one_row"),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True) | Q(shifted_seconds=0),
                name="testclock_stopped_or_shifted",
            ),
        ]

    def __str__(self) -> str:
        return str(self.stopped_at or self.shifted_seconds)
