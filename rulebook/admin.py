"""The rulebook in the plain admin: every new row is a proposal, confirmed by somebody else."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.forms import ModelForm, URLField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.wording import add_refusal, translate_all
from rulebook import perms, services
from rulebook.models import Adoption, DatedValue, HolidayNotice, TwoPersonRow
from rulebook.policy.keys import checked, key_of
from rulebook.policy.notice_days import read_days
from statutes.refusal import Refused

DECISION = ("state", "proposed_by", "proposed_at", "decided_by", "decided_at")


def keeper(request: HttpRequest) -> User | None:
    user = request.user
    if isinstance(user, AnonymousUser) or not user.is_active:
        return None
    assert isinstance(user, User)
    return user if perms.may_keep(user, timezone.localdate()) else None


class TwoPersonAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Proposals are added, never edited: a wrong one is rejected and proposed again."""

    readonly_fields = DECISION
    list_filter: ClassVar[tuple[str, ...]] = ("state",)
    actions = ("confirm_selected", "reject_selected")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return keeper(request) is not None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.proposed_by, obj.proposed_at = keeper(request), timezone.now()
        super().save_model(request, obj, form, change)

    @admin.action(description=_("确认所选（须由另一人）"), permissions=["add"])
    def confirm_selected(self, request: HttpRequest, rows: QuerySet[TwoPersonRow]) -> None:
        self._decide(request, rows, services.confirm)

    @admin.action(description=_("不予通过所选"), permissions=["add"])
    def reject_selected(self, request: HttpRequest, rows: QuerySet[TwoPersonRow]) -> None:
        self._decide(request, rows, services.reject)

    def _decide(self, request: HttpRequest, rows: QuerySet[TwoPersonRow], verb: Any) -> None:
        for row in rows:
            try:
                verb(row, actor=keeper(request), at=timezone.now())
            except Refused as refused:
                for message in translate_all(refused):
                    self.message_user(request, f"{row}：{message}", messages.ERROR)


class ProposalForm(ModelForm):  # type: ignore[type-arg]
    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("in_force_from"), data.get("in_force_to")
        if start and end and end < start:
            self.add_error("in_force_to", _("失效日期不得早于施行日期"))
        return data


class DatedValueForm(ProposalForm):
    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "key" in data and "value" in data:
            try:
                data["value"] = checked(key_of(data["key"]), data["value"])
            except Refused as refused:
                add_refusal(self, refused, "value")
        return data


class HolidayNoticeForm(ProposalForm):
    source = URLField(label=_("原文网址"), required=False, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "year" in data and "holidays" in data:
            try:
                read_days(data["year"], data["holidays"])
            except Refused as refused:
                add_refusal(self, refused, "holidays")
        return data


@admin.register(DatedValue)
class DatedValueAdmin(TwoPersonAdmin):
    form = DatedValueForm
    list_display = ("key", "division", "value", "in_force_from", "in_force_to", "state")
    list_filter: ClassVar[tuple[str, ...]] = ("state", "key")
    raw_id_fields = ("division",)


@admin.register(HolidayNotice)
class HolidayNoticeAdmin(TwoPersonAdmin):
    form = HolidayNoticeForm
    list_display = ("year", "title", "document_number", "published_on", "state")


@admin.register(Adoption)
class AdoptionAdmin(TwoPersonAdmin):
    form = ProposalForm
    list_display = ("office", "family", "ruleset", "in_force_from", "in_force_to", "state")
