"""What nobody means to type, for every kind of field; as plain functions."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.models import ModelChoiceField, ModelMultipleChoiceField
from django.utils import timezone

from console.act_rows import MORE, PREFIX, RowsForm
from console.acts import ActForm
from documents.tests import sample_files as samples

Sent = dict[str, Any]
HUGE = "9" * 5000  # more digits than Python turns into a number
MARKUP = '</textarea><img src="file:///etc/passwd"><script>x</script>{{ 7|add:1 }} %(x)s %'
TURNED = "\u202e\u2067右到左\u2069\u200b\ufffe=HYPERLINK(1)\r\n😀\x07"
TEXTS = (MARKUP, TURNED, "长" * 100_000, "a\x00b", " \t\n")
NUMBERS = ("-1", "0", "999999", "2147483648", "999999999999999", "NaN", "1e9", HUGE)
AMOUNTS = ("-1", "0.001", "999999999999.99", "999999999999999", "NaN", "1e9", HUGE)
DAYS = ("0001-01-01", "1900-01-01", "9999-12-31", "2026-02-30", "٢٠٢٦-١١-٢٣", HUGE)
CHOICES = ("", "x", "0", "-1", "9" * 30, "a\x00b")
PLANS = ("2026-12-31", "0001-01-01 1", "9999-12-31 1", "x\n" * 3000, "2026-12-31 999999999999999")
SPELLS = ("9999-12-31:0001-01-01", "0001-01-01:9999-12-31", "x:y", "2024-01-01:2024-01-02 " * 2000)


def file_of(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def files() -> Iterator[SimpleUploadedFile]:
    """Not what they say; how each kind is judged is tested with the kinds."""
    yield file_of("../../etc/照\u202egpj.pdf", samples.small_pdf() + samples.picture())
    yield file_of("断.png", samples.picture()[:60])


def rewind(sent: Sent) -> None:
    """A file is sent again from its beginning."""
    for value in sent.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)


# By kind of field, the more special kind first; what is no kind of Django's reads a text.
VALUES: tuple[tuple[type[forms.Field], tuple[Any, ...]], ...] = (
    (ModelMultipleChoiceField, (["x"], ["0"] * 2000, ["9" * 30], ["a\x00b"])),
    (forms.MultipleChoiceField, (["x"], ["0"] * 2000, ["a\x00b"])),
    (ModelChoiceField, CHOICES),
    (forms.ChoiceField, CHOICES),
    (forms.UUIDField, CHOICES),
    (forms.BooleanField, ("", "on")),
    (forms.DateTimeField, tuple(f"{day}T08:00" for day in DAYS)),
    (forms.DateField, DAYS),
    (forms.DecimalField, AMOUNTS),
    (forms.IntegerField, NUMBERS),
    (forms.CharField, (*TEXTS, *PLANS, *CHOICES)),
    (forms.Field, (*TEXTS, *AMOUNTS, *SPELLS)),
)


def values(field: forms.Field) -> tuple[Any, ...]:
    """The values that are tried on a field of this kind."""
    if isinstance(field, forms.FileField):
        return tuple(files())
    return next(some for kind, some in VALUES if isinstance(field, kind))


def is_taken(field: forms.Field, value: Any) -> bool:
    """Whether the field itself has nothing against the value, so that the service is asked."""
    try:
        field.clean(value)
    except forms.ValidationError:
        return False
    return True


def meant(form: ActForm) -> Sent:
    """The form as an officer would send it: what it offers, and something where it offers none."""
    sent: Sent = {"decision": "approve"}
    for name, field in form.fields.items():
        if not isinstance(field, forms.FileField) or field.required:
            sent[name] = _meant(field, form.get_initial_for_field(field, name))
    if isinstance(form, RowsForm):
        sent |= rows(form)
    return sent


def rows(form: RowsForm) -> Sent:
    """The rows as they are offered, and those left blank."""
    grid = form.grid
    sent: Sent = {f"{PREFIX}-TOTAL_FORMS": len(grid.forms), f"{PREFIX}-INITIAL_FORMS": 0}
    for row in grid.forms:
        for name, field in row.fields.items():
            initial = row.get_initial_for_field(field, name)
            if initial not in (None, "", False):
                sent[row.add_prefix(name)] = _typed(field, initial)
    if len(sent) == 2:  # nothing is offered: one row is written
        first = grid.forms[0]
        sent |= {first.add_prefix(n): _meant(field, None) for n, field in first.fields.items()}
    return sent


def _meant(field: forms.Field, initial: Any) -> Any:
    if initial not in (None, "", []):
        return _typed(field, initial)
    if isinstance(field, forms.FileField):
        return file_of("证明.pdf", samples.small_pdf())
    if isinstance(field, ModelMultipleChoiceField | forms.MultipleChoiceField):
        return keys_of(field)
    if isinstance(field, ModelChoiceField | forms.ChoiceField):
        return next((key for key in keys_of(field) if key), "")
    today = timezone.localdate()
    plain: tuple[tuple[type[forms.Field], str], ...] = (
        (forms.BooleanField, "on"),
        (forms.DateTimeField, f"{today}T08:00"),
        (forms.DateField, str(today)),
        (forms.IntegerField, "1"),  # a DecimalField is one
    )
    known = (text for kind, text in plain if isinstance(field, kind))
    return next(known, "文字" if field.required else "")


def keys_of(field: Any) -> list[str]:
    return [str(key) for key, _label in field.choices]


def _typed(field: forms.Field, initial: Any) -> Any:
    """What the widget would show, and so send back."""
    shown = field.prepare_value(initial)
    if isinstance(field, forms.FileField) or isinstance(shown, bool):
        return "on" if shown else ""
    if isinstance(shown, list | tuple):
        return [str(one) for one in shown]
    text = field.widget.format_value(shown)
    return text[0] if isinstance(text, list) else str(text or "")


def attacks(form: ActForm, sent: Sent) -> Iterator[Sent]:
    """The form with everything wrong at once, then with each thing that its field lets pass.

    What a field refuses by itself never reaches the service, so once on the page is enough.
    """
    yield {}
    flat = form.fields
    for turn in range(3):
        tried = ((name, values(field)) for name, field in flat.items())
        wrong = {name: some[(place + turn) % len(some)] for place, (name, some) in enumerate(tried)}
        yield {**sent, **wrong}
    texts = [name for name, field in flat.items() if type(field) is forms.CharField]
    for text in (MARKUP, TURNED) if texts else ():
        yield {**sent, **dict.fromkeys(texts, text)}
    for name, field in flat.items():
        if name not in texts and not isinstance(field, forms.BooleanField):
            yield from ({**sent, name: value} for value in values(field) if is_taken(field, value))
    if isinstance(form, RowsForm):
        yield from _attacks_on_rows(form, sent)


def _attacks_on_rows(form: RowsForm, sent: Sent) -> Iterator[Sent]:
    total = f"{PREFIX}-TOTAL_FORMS"
    for count in ("-1", "2000000000", HUGE):
        yield {**sent, total: count, MORE: "1"}
    yield {**sent, total: HUGE}
    for name, field in form.row_form.base_fields.items():
        for value in values(field):
            if is_taken(field, value):
                yield {**sent, f"{PREFIX}-0-{name}": value}
    yield {**sent, **{f"{PREFIX}-0-{name}": MARKUP for name in form.row_form.base_fields}}
