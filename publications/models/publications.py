"""What the public may see: a whitelisted copy that never changes, and the life of it."""

from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.subjects import Subject, SubjectFields, SubjectQuerySet
from accounts.triggers import changed, kept
from publications.policy.kinds import KIND_LABELS, REGIMES, Kind
from publications.policy.whitelist import WHITELIST
from publications.procedure import ENDED, LIVE, MOVES, STATE_LABELS, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publications.policy.fields import Field, Value

PEOPLE = settings.AUTH_USER_MODEL
SUBJECT_TYPE = "publication"
ENDED_VALUES = sorted(state.value for state in ENDED)
NEVER_PUBLIC = ["declined", "draft", "scheduled"]
# What was decided stands as it was said; a correction is another row that names this one.
ITSELF = ["public_id", "kind", "subject_type", "subject_id", "division", "office", "corrects"]
AS_DECIDED = ["content", "heading", "uscc", "starts_on", "ends_on", "quarter", "drafted_by"]


def unlawful_move() -> pgtrigger.Q:
    """Trigger condition: a change of state that is not in the table of procedure.py."""
    lawful = (
        pgtrigger.Q(old__state=source.value, new__state=target.value)
        for source, target in sorted(MOVES)
    )
    return changed("state") & ~reduce(or_, lawful)


class PublicationQuerySet(SubjectQuerySet):
    def public(self, today: date) -> Self:
        """What anyone may read today; an entry past its day is gone even before the job has run."""
        standing = self.filter(state=State.PUBLISHED.value, starts_on__lte=today)
        return standing.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))

    def once_public(self) -> Self:
        """Entries and tombstones, as the feed tells them."""
        return self.filter(revision__isnull=False)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def live(self) -> Self:
        return self.filter(state__in=sorted(state.value for state in LIVE))

    def published(self) -> Self:
        return self.filter(state=State.PUBLISHED.value)

    def drafts(self) -> Self:
        return self.filter(state=State.DRAFT.value)

    def beginning(self, today: date) -> Self:
        """Decided earlier for a day that has come."""
        return self.filter(state=State.SCHEDULED.value, starts_on__lte=today)

    def lapsed(self, today: date) -> Self:
        """Past the last day, and still marked as public."""
        return self.published().filter(ends_on__lt=today)

    def to_remove(self) -> Self:
        """Ended, and not yet confirmed gone from everywhere it was sent."""
        return self.filter(state__in=ENDED_VALUES, removed_on__isnull=True)

    def overdue_to_remove(self, today: date) -> Self:
        """应撤未撤: due today is not overdue."""
        return self.to_remove().filter(removal_due_on__lt=today)

    def in_quarter(self, quarter: str) -> Self:
        return self.filter(quarter=quarter)

    def mentioning(self, text: str) -> Self:
        """Entries whose name holds the text, or whose code it is."""
        return self.filter(Q(heading__icontains=text) | Q(uscc=text.upper()))


class Publication(SubjectFields):
    """One entry. The subject is the record of a higher app that it was copied from."""

    public_id = models.CharField(_("公开编号"), max_length=16, unique=True)
    kind = models.CharField(
        _("类别"), max_length=20, choices=[(k.value, _(label)) for k, label in KIND_LABELS.items()]
    )
    state = models.CharField(
        _("状态"), max_length=12, choices=[(s.value, _(label)) for s, label in STATE_LABELS.items()]
    )
    content = models.JSONField(_("公开内容"))
    heading = models.CharField(_("名称或者标题"), max_length=200)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    starts_on = models.DateField(_("公开日期"))
    ends_on = models.DateField(_("公开截止日期"), null=True, blank=True)
    quarter = models.CharField(_("季度"), max_length=6)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("更正的公开信息"),
        related_name="correction",
        null=True,
        blank=True,
    )
    drafted_by = models.ForeignKey(
        PEOPLE, models.PROTECT, verbose_name=_("拟稿人"), related_name="+", null=True, blank=True
    )
    drafted_at = models.DateTimeField(_("拟稿时间"))
    decided_by = models.ForeignKey(
        PEOPLE, models.PROTECT, verbose_name=_("审定人"), related_name="+", null=True, blank=True
    )
    published_at = models.DateTimeField(_("公开时间"), null=True, blank=True)
    ended_on = models.DateField(_("停止公开日期"), null=True, blank=True)
    ended_at = models.DateTimeField(_("停止公开的登记时间"), null=True, blank=True)
    ended_by = models.ForeignKey(
        PEOPLE, models.PROTECT, verbose_name=_("经办人"), related_name="+", null=True, blank=True
    )
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    removal_due_on = models.DateField(_("撤下期限"), null=True, blank=True)
    removed_on = models.DateField(_("各处撤下日期"), null=True, blank=True)
    # Grows with every change that the public can see: what a reader of the feed has read up to.
    revision = models.BigIntegerField(_("变更序号"), null=True, blank=True, unique=True)
    revised_at = models.DateTimeField(_("变更时间"), null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("公开信息")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="publications_by_subject"),
            models.Index(fields=["division", "-id"], name="publications_by_place"),
            models.Index(fields=["kind", "state", "-id"], name="publications_by_kind"),
            models.Index(
                fields=["ends_on"], condition=Q(state="published"), name="publications_ending"
            ),
            models.Index(
                fields=["removal_due_on"],
                condition=Q(state__in=ENDED_VALUES, removed_on__isnull=True),
                name="publications_to_remove",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(s.value for s in State)),
                name="publications_state_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(k.value for k in Kind)), name="publications_kind_known"
            ),
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id"],
                condition=Q(state__in=sorted(s.value for s in LIVE)),
                name="publications_one_live_of_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"))
                | Q(
                    ends_on__isnull=True,
                    kind__in=sorted(k.value for k in Kind if not REGIMES[k].needs_end),
                ),
                name="publications_end_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=NEVER_PUBLIC, published_at=None, revision=None)
                | Q(
                    ~Q(state__in=NEVER_PUBLIC),
                    published_at__isnull=False,
                    revision__isnull=False,
                    revised_at__isnull=False,
                ),
                name="publications_public_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(
                    ~Q(state__in=ENDED_VALUES),
                    ended_on=None,
                    ended_at=None,
                    removal_due_on=None,
                    removed_on=None,
                )
                | Q(
                    ~Q(reason=""),
                    state__in=ENDED_VALUES,
                    ended_on__isnull=False,
                    ended_at__isnull=False,
                    removal_due_on__isnull=False,
                ),
                name="publications_ended_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="publications_declined_has_reason",
            ),
        ]
        triggers = [
            *kept("publication"),
            pgtrigger.ReadOnly(name="publication_is_itself", fields=ITSELF),
            pgtrigger.Protect(
                name="publication_as_decided",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state=State.DRAFT.value) & changed(*AS_DECIDED),
            ),
            pgtrigger.Protect(
                name="publication_moves_forward",
                operation=pgtrigger.Update,
                condition=unlawful_move(),
            ),
            pgtrigger.Protect(
                name="publication_ended_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False)
                & changed("ended_on", "ended_at", "ended_by", "reason", "removal_due_on"),
            ),
            pgtrigger.Protect(
                name="publication_removed_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__removed_on__isnull=False) & changed("removed_on"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.heading}"

    def get_absolute_url(self) -> str:
        return reverse("console:publication", args=[self.pk])

    @property
    def own_subject(self) -> Subject:
        """The publication itself as the subject of events and clocks."""
        return Subject(
            SUBJECT_TYPE,
            self.pk,
            self.heading[:200],
            self.division_id,
            self.office_id,
            self.owner_id,
        )

    @property
    def status(self) -> State:
        return State(self.state)

    @property
    def what(self) -> Kind:
        return Kind(self.kind)

    @property
    def has_ended(self) -> bool:
        return self.status in ENDED

    def is_public(self, today: date) -> bool:
        if self.status is not State.PUBLISHED or self.starts_on > today:
            return False
        return self.ends_on is None or today <= self.ends_on

    def is_overdue_to_remove(self, today: date) -> bool:
        due = self.removal_due_on
        return self.has_ended and self.removed_on is None and due is not None and due < today

    @property
    def lines(self) -> "Sequence[tuple[Field, Value]]":
        """The copy in the order of its whitelist: what a page and a paper print."""
        fields = WHITELIST[self.what]
        return [(field, self.content[field.name]) for field in fields if field.name in self.content]
