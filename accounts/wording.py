"""Where a pure `Sentence` becomes the reader's language: views, forms and templates only."""

from django import forms
from django.utils.translation import gettext, ngettext

from statutes.refusal import Refused
from statutes.wording import Sentence


def translate(sentence: Sentence) -> str:
    """Return the sentence in the active language; figures that are sentences follow it."""
    msgid = sentence.msgid
    count = sentence.params.get("count")
    # Every counting msgid has a plural of itself in the catalogue (makemessages).
    if "%(count)" in msgid and isinstance(count, int):
        text = ngettext(msgid, msgid, count)
    else:
        text = gettext(msgid)
    return text % {name: _figure(value) for name, value in sentence.params.items()}


def _figure(value: object) -> object:
    return translate(value) if isinstance(value, Sentence) else value


def translate_all(refused: Refused) -> list[str]:
    return [translate(sentence) for sentence in refused.sentences]


def add_refusal(form: forms.BaseForm, refused: Refused, field: str | None = None) -> None:
    """Show each sentence of a service's refusal on the form."""
    for message in translate_all(refused):
        form.add_error(field, message)
