"""Where a pure `Sentence` becomes the reader's language: views, forms and templates only."""

from django import forms
from django.utils.translation import gettext, ngettext

from statutes.refusal import Refused
from statutes.wording import Sentence

# Values under these names are terms of the catalogue (the label of a step, a role, a clock).
TERMS = frozenset({"label", "clock", "step", "role"})


def translate(sentence: Sentence) -> str:
    """Return the sentence in the active language; its terms and nested sentences follow it."""
    msgid = sentence.msgid
    count = sentence.params.get("count")
    # Every counting msgid has a plural of itself in the catalogue (makemessages).
    if "%(count)" in msgid and isinstance(count, int):
        text = ngettext(msgid, msgid, count)
    else:
        text = gettext(msgid)
    return text % {name: _figure(name, value) for name, value in sentence.params.items()}


def _figure(name: str, value: object) -> object:
    if isinstance(value, Sentence):
        return translate(value)
    return gettext(value) if name in TERMS and isinstance(value, str) else value


def translate_all(refused: Refused) -> list[str]:
    return [translate(sentence) for sentence in refused.sentences]


def add_refusal(form: forms.BaseForm, refused: Refused, field: str | None = None) -> None:
    """Show each sentence of a service's refusal on the form."""
    for message in translate_all(refused):
        form.add_error(field, message)
