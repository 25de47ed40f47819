"""The number ledger, to look at; papers and files are opened from the case they belong to."""

from django.contrib import admin
from django.http import HttpRequest

from documents.models import NumberSeries, VoidNumber


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(NumberSeries)
class NumberSeriesAdmin(ReadOnlyAdmin):
    list_display = ("office", "word", "year", "last")
    list_filter = ("year",)


@admin.register(VoidNumber)
class VoidNumberAdmin(ReadOnlyAdmin):
    list_display = ("number", "reason", "voided_by", "voided_at")
    search_fields = ("number",)
