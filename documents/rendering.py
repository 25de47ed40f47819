"""A paper's context becomes a sheet of HTML: for the desk to see and for the press to print."""

import html
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, NoReturn

from django.conf import settings
from django.template import Context, Engine

_BLANK = re.compile(r'<mark class="blank" data-fact="([^"]*)" data-field="([^"]*)"')


class Gap(NamedTuple):
    """A fact that is still missing on a sheet, and the field from which it would come."""

    fact: str
    field: str = ""


class UnknownFact(Exception):
    """A template names a fact that papers.py does not give: a mistake, never a silent gap."""


class _Strict(str):
    """What Django prints for an unknown variable; here it refuses to be printed."""

    def __mod__(self, name: object) -> NoReturn:
        # `from None`: Django's own message would copy the whole context into the log.
        raise UnknownFact(f"the paper's context has no {name}; an unknown fact is None") from None


@cache
def engine() -> Engine:
    """Papers have their own engine: strict, escaped, without request or session."""
    return Engine(
        dirs=[str(settings.BASE_DIR / "templates")],
        builtins=["documents.templatetags.papers"],
        string_if_invalid=_Strict("%s"),
        debug=False,
    )


def sheet(template_name: str, context: Mapping[str, Any]) -> str:
    """Render the sheet alone, as the desk shows it and as the printer takes it."""
    return engine().get_template(template_name).render(Context(dict(context)))


def sheets(template_name: str, context: Mapping[str, Any]) -> Iterator[str]:
    """The sheet, or a long list's sheets one by one: each is laid out and forgotten by itself.

    A context that has `sheets` says what stands on each; its template prints the head and the text
    only where it is not `continued`.
    """
    divided = context.get("sheets") or [None]
    if len(divided) == 1:
        yield sheet(template_name, context)
        return
    for number, part in enumerate(divided):
        yield sheet(template_name, {**context, "sheets": [part], "continued": number > 0})


def gaps(sheet_html: str) -> tuple[Gap, ...]:
    """The facts still missing on a sheet, in the order they stand."""
    found = (Gap(*map(html.unescape, gap)) for gap in _BLANK.findall(sheet_html))
    return tuple(dict.fromkeys(found))


def blanks(sheet_html: str) -> tuple[str, ...]:
    """Name the facts still missing on a sheet, in the order they stand."""
    return tuple(dict.fromkeys(gap.fact for gap in gaps(sheet_html)))
