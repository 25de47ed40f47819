"""What the desk keeps for one person: long texts not yet part of any record, and saved views."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import EncryptedTextField


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(user=user)

    def under(self, place: str) -> Self:
        """The drafts of every field of one form."""
        return self.filter(place__startswith=f"{place}/")


class Draft(models.Model):
    """A long text as last typed in one field of one form; sealed, its author's alone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    place = models.CharField(max_length=150)
    text = EncryptedTextField(_("内容"))
    saved_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "place"], name="draft_once_a_place")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.place}"


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(user=user)

    def at(self, place: str) -> Self:
        return self.filter(place=place).order_by("name")


class SavedView(models.Model):
    """The filters of a list under a name; one of a place may be what opens first."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    place = models.CharField(max_length=20)
    name = models.CharField(_("名称"), max_length=40)
    filters = models.JSONField(default=dict)
    is_default = models.BooleanField(_("打开时先看"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "place", "name"], name="savedview_name_once"),
            models.UniqueConstraint(
                fields=["user", "place"],
                condition=models.Q(is_default=True),
                name="savedview_one_default",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="savedview_named"),
        ]

    def __str__(self) -> str:
        return self.name
