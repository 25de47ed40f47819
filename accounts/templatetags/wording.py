"""`{{ offer.missing|sentence }}`: a rule's sentence in the reader's language."""

from django import template

from accounts.wording import translate
from statutes.wording import Sentence

register = template.Library()


@register.filter
def sentence(value: Sentence | None) -> str:
    return translate(value) if isinstance(value, Sentence) else str(value or "")
