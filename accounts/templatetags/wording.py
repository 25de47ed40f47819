"""`{{ offer.missing|sentence }}`: a rule's sentence in the reader's language."""

from django import template
from django.utils.translation import gettext

from accounts.policy.roles import ROLE_LABELS, Role
from accounts.wording import translate
from statutes.wording import Sentence

register = template.Library()


@register.filter
def sentence(value: Sentence | None) -> str:
    return translate(value) if isinstance(value, Sentence) else str(value or "")


@register.filter
def role_label(role: Role) -> str:
    return gettext(ROLE_LABELS[Role(role)])
