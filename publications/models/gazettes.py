"""公告: a batch of entries as one printed paper, and what was told to the press with it."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Division, Office
from accounts.subjects import Subject
from accounts.triggers import append_only
from documents.models import Paper
from publications.models.publications import Publication, PublicationQuerySet
from publications.policy.kinds import KIND_LABELS

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

PEOPLE = settings.AUTH_USER_MODEL
GAZETTE = "gazette"


class GazetteQuerySet(models.QuerySet["Gazette"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user))

    def printed(self) -> Self:
        return self.filter(paper__isnull=False)

    def whole(self, today: date) -> Self:
        """Those whose every entry is still public: a printed name that has ended is not handed out.

        The paper stays on file, and its page on the portal goes on to say what still stands.
        """
        gone = GazetteEntry.objects.exclude(publication__in=Publication.objects.public(today))
        return self.printed().exclude(pk__in=gone.values("gazette"))


class Gazette(models.Model):
    """One announcement: which entries, under which title, printed as which paper."""

    public_id = models.CharField(_("公开编号"), max_length=16, unique=True)
    kind = models.CharField(
        _("类别"), max_length=20, choices=[(k.value, _(label)) for k, label in KIND_LABELS.items()]
    )
    title = models.CharField(_("标题"), max_length=200)
    quarter = models.CharField(_("季度"), max_length=6, blank=True)
    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("公布机关"), related_name="+")
    division = models.ForeignKey(
        Division, models.PROTECT, verbose_name=_("行政区划"), related_name="+"
    )
    issued_by = models.ForeignKey(
        PEOPLE, models.PROTECT, verbose_name=_("签发人"), related_name="+"
    )
    issued_at = models.DateTimeField(_("签发时间"))
    paper = models.OneToOneField(
        Paper, models.PROTECT, verbose_name=_("公告"), related_name="+", null=True, blank=True
    )
    media_release = models.OneToOneField(
        Paper, models.PROTECT, verbose_name=_("新闻通稿"), related_name="+", null=True, blank=True
    )

    objects = GazetteQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("公告")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="publications_gazette_is_titled"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("console:gazette", args=[self.pk])

    @property
    def subject(self) -> Subject:
        return Subject(
            GAZETTE, self.pk, self.title, self.division_id, self.office_id, self.issued_by_id
        )

    def still_public(self, today: date) -> PublicationQuerySet:
        entries = Publication.objects.filter(gazette_entries__gazette=self)
        rows: PublicationQuerySet = entries.public(today).order_by("gazette_entries__position")
        return rows


class GazetteEntry(models.Model):
    gazette = models.ForeignKey(Gazette, models.PROTECT, related_name="entries")
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="gazette_entries")
    position = models.PositiveIntegerField(_("序号"))

    class Meta:
        verbose_name = verbose_name_plural = _("公告条目")
        ordering = ["gazette_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["gazette", "position"], name="publications_gazette_in_order"
            ),
            models.UniqueConstraint(
                fields=["gazette", "publication"], name="publications_gazetted_once_each"
            ),
        ]
        triggers = append_only("gazette_entry")

    def __str__(self) -> str:
        return f"{self.gazette_id}-{self.position}"
