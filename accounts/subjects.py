"""What a clock, an event or a paper is about: carried on the row itself, so lists need no joins."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


@dataclass(frozen=True, slots=True)
class Subject:
    """The record of a higher app, named without importing it."""

    type: str
    id: int
    label: str
    division_id: str
    office_id: int
    owner_id: int | None = None

    def as_fields(self) -> dict[str, Any]:
        """Return the columns of `SubjectFields`, for `objects.create(**subject.as_fields())`."""
        return {
            "subject_type": self.type,
            "subject_id": self.id,
            "subject_label": self.label,
            "division_id": self.division_id,
            "office_id": self.office_id,
            "owner_id": self.owner_id,
        }


class SubjectQuerySet(models.QuerySet[Any]):
    def of(self, subject: Subject) -> Self:
        return self.filter(subject_type=subject.type, subject_id=subject.id)

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user))


class SubjectFields(models.Model):
    subject_type = models.CharField(_("对象类型"), max_length=40)
    subject_id = models.BigIntegerField(_("对象编号"))
    subject_label = models.CharField(_("对象"), max_length=200)
    division = models.ForeignKey(
        "accounts.Division", models.PROTECT, verbose_name=_("行政区划"), related_name="+"
    )
    office = models.ForeignKey(
        "accounts.Office", models.PROTECT, verbose_name=_("承办机构"), related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("责任人"),
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        abstract = True

    @property
    def subject(self) -> Subject:
        return Subject(
            self.subject_type,
            self.subject_id,
            self.subject_label,
            self.division_id,
            self.office_id,
            self.owner_id,
        )
