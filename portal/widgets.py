"""Controls written without a template of their own: a page of them is drawn twice as fast."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

Choices = Iterable[tuple[str, Any]]


class Line(forms.TextInput):
    """One line of text."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        merged = self.build_attrs(self.attrs, attrs)
        shown = self.format_value(value)
        if shown is not None:
            merged["value"] = shown
        return format_html('<input type="text" name="{}"{}>', name, flatatt(merged))


class Upload(forms.FileInput):
    """A file, or several at once."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        merged = self.build_attrs(self.attrs, attrs)
        return format_html('<input type="file" name="{}"{}>', name, flatatt(merged))


class Uploads(Upload):
    allow_multiple_selected = True


class Dropdown(forms.Select):
    """One choice of a list, in groups or plain."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        merged = flatatt(self.build_attrs(self.attrs, attrs))
        written = mark_safe(self.listed(set(self.format_value(value))))
        return format_html('<select name="{}"{}>{}</select>', name, merged, written)

    def listed(self, chosen: set[str]) -> str:
        return "".join(_entry(key, label, chosen) for key, label in self.choices)


class WrittenDropdown(Dropdown):
    """A long list that is the same on every page: written once, then only marked."""

    def __init__(self, written: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.written = written

    def listed(self, chosen: set[str]) -> str:
        marked = self.written
        for key in chosen:
            mark = f'<option value="{conditional_escape(key)}"'
            marked = marked.replace(f"{mark}>", f"{mark} selected>", 1)
        return marked


def options(choices: Choices) -> str:
    """The options of a list, in groups or plain, with none chosen."""
    return "".join(_entry(key, label, set()) for key, label in choices)


def _entry(key: Any, label: Any, chosen: set[str]) -> str:
    grouped = isinstance(label, list | tuple)
    return _group(key, label, chosen) if grouped else _option(key, label, chosen)


def _group(heading: Any, options: Any, chosen: set[str]) -> str:
    inner = "".join(_option(key, label, chosen) for key, label in options)
    return f'<optgroup label="{conditional_escape(heading)}">{inner}</optgroup>'


def _option(key: Any, label: Any, chosen: set[str]) -> str:
    mark = " selected" if str(key) in chosen else ""
    return f'<option value="{conditional_escape(key)}"{mark}>{conditional_escape(label)}</option>'
