"""How an entry reads on a page: its whitelist's labels and its values, in the reader's language."""

from django.utils.translation import gettext

from publications.models import Publication
from publications.policy.fields import Form
from publications.policy.kinds import KIND_LABELS, Kind


def lines(entry: Publication, *, without: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """Label and text of every field that says something, in the order of the whitelist."""
    return [
        (gettext(field.label), _text(field.form, field.as_text(value)))
        for field, value in entry.lines
        if field.name not in without
    ]


def figures(entry: Publication) -> list[list[str]]:
    """The rows of a statistical bulletin; none for every other kind."""
    rows: list[list[str]] = entry.content.get("figures", [])
    return rows


def kinds() -> list[tuple[str, str]]:
    return [(kind.value, gettext(KIND_LABELS[kind])) for kind in Kind]


def _text(form: Form, text: str) -> str:
    return gettext(text) if form is Form.CHOICE else text
