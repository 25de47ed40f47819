"""How the kiosk draws a field's control: Bootstrap's class, and the error it is described by."""

from functools import lru_cache

from django import forms, template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()
# They stand in a part for what differs from request to request.
TOKEN, ADDRESS = "@token@", "@address@"


@register.filter
def kiosk_control(field: forms.BoundField) -> SafeString:
    widget = field.field.widget
    classes = "form-select" if isinstance(widget, forms.Select) else "form-control"
    attrs: dict[str, str | bool] = {"class": f"{classes} is-invalid" if field.errors else classes}
    described = [f"{field.auto_id}_helptext"] if field.help_text else []
    if field.errors:
        described.append(f"{field.auto_id}_error")
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attrs)


@register.simple_tag(takes_context=True)
def on_every_page(context: Context, part: str, **figures: int) -> SafeString:
    """A part that differs from page to page only by token and address: rendered once a language.

    Tools and warning are half of a question's page, and a person turns thirty pages.
    """
    request = context["request"]
    text = _part(part, get_language(), request.method, **figures)
    address = escape(request.get_full_path())
    return mark_safe(text.replace(TOKEN, str(context["csrf_token"])).replace(ADDRESS, address))


@lru_cache(maxsize=64)
def _part(part: str, language: str | None, method: str | None, **figures: int) -> str:
    request = {"method": method, "get_full_path": ADDRESS}
    return render_to_string(part, {"csrf_token": TOKEN, "request": request, **figures})
