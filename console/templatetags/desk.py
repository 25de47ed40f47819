"""Small words of the desk's tables."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cases.models import WageClaim
from cases.policy.ledger import SETTLEMENT_LABELS, Settlement
from console import doors

register = template.Library()
TAGS = {
    Settlement.UNPAID: "tag-seal",
    Settlement.PARTIAL: "tag-amber",
    Settlement.PAID: "tag-green",
    Settlement.SIGNED: "tag-green",
}


@register.simple_tag(takes_context=True)
def may_open(context: dict[str, Any], name: str, *args: object) -> bool:
    """`{% may_open 'console:ledger' case.pk as keeps_ledger %}`: nobody is offered a refusal."""
    return doors.may_open(context["user"], name, *args)


@register.simple_tag
def settled(claim: WageClaim) -> SafeString:
    """未付, 部分, 已付 or 已签收, as a coloured word."""
    state = claim.settlement
    word = gettext(SETTLEMENT_LABELS[state])
    return format_html('<span class="tag {}">{}</span>', TAGS.get(state, ""), word)
