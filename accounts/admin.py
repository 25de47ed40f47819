"""Plain admin of places and people. What a service checks, the forms here ask the same rule."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, BaseUserCreationForm
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import (
    Certificate,
    Delegation,
    Division,
    LoginRecord,
    Office,
    OfficeJurisdiction,
    RoleMembership,
    Training,
    User,
)
from accounts.perms import why_not_delegated
from accounts.policy.division_codes import Level
from accounts.policy.roles import Role
from accounts.policy.tenure import Holding, objection_to
from accounts.services import divisions, log_ins, second_factor
from accounts.wording import translate
from statutes.refusal import Refused


class Kept(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that papers and history name are ended or corrected, never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ZoneForm(forms.ModelForm):  # type: ignore[type-arg]
    """Names a unit that the national list does not name."""

    class Meta:
        model = Division
        fields = ["code", "name", "level"]

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        objection = divisions.why_not_added(code)
        if objection:
            raise forms.ValidationError(translate(objection))
        return code


@admin.register(Division)
class DivisionAdmin(Kept):
    list_display = ["code", "full_name", "level", "by_hand"]
    list_filter = ["by_hand", "level"]
    search_fields = ["code", "full_name"]
    show_full_result_count = False
    form = ZoneForm

    def has_change_permission(self, request: HttpRequest, obj: Division | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.by_hand)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["code", "level"] if obj else []

    def save_model(self, request: HttpRequest, obj: Division, form: Any, change: bool) -> None:
        """The service composes the unit above and the full name."""
        if change:
            divisions.rename_zone(obj.pk, name=obj.name)
        else:
            divisions.add_zone(code=obj.code, name=obj.name, level=Level(obj.level))
        obj.refresh_from_db()


class JurisdictionInline(admin.TabularInline):  # type: ignore[type-arg]
    model = OfficeJurisdiction
    extra = 1


@admin.register(Office)
class OfficeAdmin(Kept):
    list_display = ["name", "prefix", "division", "phone"]
    list_select_related = ["division"]
    search_fields = ["name", "prefix"]
    autocomplete_fields = ["division", "parent"]
    inlines = [JurisdictionInline]


class MembershipFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        super().clean()
        rows = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        if any(self.errors):
            return
        objection = objection_to(
            [Holding(Role(r["role"]), None, r["valid_from"], r["valid_to"]) for r in rows]
        )
        if objection:
            raise forms.ValidationError(translate(objection))


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]
    model = RoleMembership
    formset = MembershipFormSet
    fk_name = "user"
    extra = 1
    can_delete = False


class CertificateInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Certificate
    extra = 0
    can_delete = False


class NewUserForm(BaseUserCreationForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ["username", "name"]

    def save(self, commit: bool = True) -> Any:
        self.instance.must_change_password = True
        return super().save(commit)


class FirstPasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]
    def save(self, commit: bool = True) -> Any:
        self.user.must_change_password = True
        return super().save(commit)


@admin.register(User)
class PeopleAdmin(UserAdmin):  # type: ignore[type-arg]
    """People and their roles; nobody changes their own."""

    add_form = NewUserForm
    change_password_form = FirstPasswordForm
    list_display = ["username", "name", "office", "position", "is_active"]
    list_filter = ["is_active", "memberships__role", "office"]
    list_select_related = ["office"]
    search_fields = ["username", "name"]
    ordering = ["username"]
    autocomplete_fields = ["office"]
    filter_horizontal = ()
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (None, {"fields": ["name", "office", "position", "phone", "is_active"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "name", "password1", "password2"]})]
    formfield_overrides = {models.TextField: {"widget": forms.TextInput}}
    inlines = [MembershipInline, CertificateInline]
    actions = ["reset_second_factor", "unlock"]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        own = obj is not None and obj.pk == request.user.pk
        return super().has_change_permission(request, obj) and not own

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """One's own password is changed where everybody changes theirs, not here."""
        if obj is not None and obj.pk == request.user.pk:
            return [(None, {"fields": ["username"]}), self.fieldsets[1]]
        return super().get_fieldsets(request, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        user: User = form.instance
        user.is_staff = user.memberships.filter(role=Role.ADMINISTRATOR.value).exists()
        user.save(update_fields=["is_staff"])

    @admin.action(description=_("重置二次验证（手机丢失）"))
    def reset_second_factor(self, request: HttpRequest, people: Any) -> None:
        for user in people:
            try:
                second_factor.reset(user.pk, actor=request.user)  # type: ignore[arg-type]
            except Refused as refused:
                self.message_user(request, translate(refused.sentences[0]), messages.ERROR)

    @admin.action(description=_("解除登录锁定"))
    def unlock(self, request: HttpRequest, people: Any) -> None:
        for user in people:
            log_ins.unlock(user)


class DelegationForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Delegation
        fields = [
            "delegator", "delegate", "role", "office", "valid_from", "valid_to", "document"
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors or not data["valid_to"]:
            return data
        objection = why_not_delegated(
            data["delegator"],
            data["delegate"],
            Role(data["role"]),
            data["office"].pk,
            (data["valid_from"], data["valid_to"]),
        )
        if objection:
            self.add_error(None, translate(objection))
        return data


@admin.register(Delegation)
class DelegationAdmin(Kept):
    list_display = ["delegate", "delegator", "role", "office", "valid_from", "valid_to"]
    list_select_related = ["delegate", "delegator", "office"]
    autocomplete_fields = ["delegator", "delegate", "office"]
    form = DelegationForm


@admin.register(Certificate)
class CertificateAdmin(Kept):
    list_display = ["number", "user", "valid_from", "valid_to"]
    list_select_related = ["user"]
    search_fields = ["number", "user__name"]
    autocomplete_fields = ["user"]
    date_hierarchy = "valid_to"


@admin.register(Training)
class TrainingAdmin(Kept):
    list_display = ["held_on", "user", "title", "hours", "exam", "score", "passed"]
    list_filter = ["passed"]
    list_select_related = ["user"]
    search_fields = ["title", "user__name"]
    autocomplete_fields = ["user"]
    date_hierarchy = "held_on"


@admin.register(LoginRecord)
class LoginRecordAdmin(Kept):
    list_display = ["at", "user", "outcome", "address"]
    list_filter = ["outcome"]
    list_select_related = ["user"]
    search_fields = ["user__username", "user__name", "address"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
