"""What the public pages ask about whoever reads them."""

from typing import Any

from django import template

from accounts.policy.roles import Role
from workflow.clock import today

register = template.Library()


@register.simple_tag(takes_context=True)
def may_go_to_employer_desk(context: dict[str, Any]) -> bool:
    """A clerk, or whoever has not said yet who they are: nobody is offered a refusal."""
    user = context["request"].user
    return not user.is_authenticated or user.has_role(Role.EMPLOYER, today())
