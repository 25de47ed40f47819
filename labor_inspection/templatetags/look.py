"""What every template needs to look right: money and icons."""

from decimal import Decimal

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
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
