"""What every template needs to look right: money and icons."""

from decimal import Decimal
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def yuan(amount: Decimal | None) -> str:
    """210,000.00: two decimals, commas in every language; an unknown amount is a dash."""
    return "—" if amount is None else format(amount, ",.2f")


@register.simple_tag
def icon(name: str) -> SafeString:
    """One symbol of the sprite; always decorative, so the button beside it needs words."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("vendor/bootstrap-icons/icons.svg"),
        name,
    )


@register.simple_tag
def stylesheets(*paths: str) -> SafeString:
    """The links of several style sheets, looked up once a process: their names never change."""
    return _links('<link rel="stylesheet" href="{}">', paths)


@register.simple_tag
def modules(*paths: str) -> SafeString:
    """The scripts of a page, each a module."""
    return _links('<script src="{}" type="module"></script>', paths)


@lru_cache(maxsize=64)
def _links(form: str, paths: tuple[str, ...]) -> SafeString:
    return format_html_join("\n", form, ((static(path),) for path in paths))
