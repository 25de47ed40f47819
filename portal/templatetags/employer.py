"""What the public pages ask about whoever reads them."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.policy.roles import Role
from workflow.clock import today

register = template.Library()


@register.simple_tag(takes_context=True)
def may_go_to_employer_desk(context: dict[str, Any]) -> bool:
    """A clerk, or whoever has not said yet who they are: nobody is offered a refusal."""
    user = context["request"].user
    return not user.is_authenticated or user.has_role(Role.EMPLOYER, today())


TABS = {
    "employer_desk": _("概览"),
    "employer_cases": _("案件文书"),
    "employer_reviews": _("书面审查"),
    "employer_listings": _("失信名单"),
    "employer_facts": _("单位信息"),
}


@register.simple_tag(takes_context=True)
def employer_tabs(context: dict[str, Any]) -> list[tuple[str, Any, bool]]:
    """The parts of an employer's desk: address, label, and whether one is in it."""
    path, desk = context["request"].path, reverse("portal:employer_desk")
    urls = [(reverse(f"portal:{name}"), label) for name, label in TABS.items()]
    return [
        (url, label, path == url if url == desk else path.startswith(url)) for url, label in urls
    ]
