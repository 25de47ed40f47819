"""What an employer's clerk fills in for the yearly review: figures, nine matters, a promise."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.fields import FilesField
from written_reviews.models import Material, Review
from written_reviews.policy.contents import (
    ALWAYS,
    ANSWER_LABELS,
    FIGURE_LABELS,
    ITEM_LABELS,
    Answer,
    Figures,
    Item,
)
from written_reviews.services.declaring import last_years

MOST_PEOPLE, LONGEST_NOTE = 9_999_999, 500


class DeclarationForm(forms.Form):
    """Begins with what was typed last, else what was returned, else last year's figures."""

    promised_by = forms.CharField(
        label=_("承诺人"), max_length=60, help_text=_("法定代表人或者主要负责人的姓名")
    )
    promise = forms.BooleanField(
        label=_("本单位承诺：以上申报内容和上传材料真实、完整；如有不实，愿意承担法律责任。")
    )

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = last_years(review)
        self.fields = {**_figure_fields(), **_item_fields(), **self.fields}
        self.initial = _beginning(review, self.known)

    def typed(self) -> dict[str, str]:
        """What stands in the boxes, right or wrong; a promise is only made by sending it."""
        return {
            name: str(self.data.get(name, "")).replace("\x00", "")[:LONGEST_NOTE]
            for name in self.fields
            if name != "promise"
        }

    @property
    def figures(self) -> Figures:
        return Figures(**{name: self.cleaned_data[name] for name in FIGURE_LABELS})

    @property
    def answers(self) -> dict[Item, Answer]:
        return {item: Answer(self.cleaned_data[f"answer_{item}"]) for item in Item}

    @property
    def notes(self) -> dict[Item, str]:
        return {item: self.cleaned_data[f"note_{item}"] for item in Item}

    def figure_rows(self) -> Iterator[tuple[forms.BoundField, int | None]]:
        """Each figure's box, and what was known of it before."""
        for name in FIGURE_LABELS:
            yield self[name], self.known.get(name)

    def item_rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        for item in Item:
            yield self[f"answer_{item}"], self[f"note_{item}"]

    def promise_rows(self) -> tuple[forms.BoundField, forms.BoundField]:
        return self["promise"], self["promised_by"]


def _figure_fields() -> dict[str, forms.Field]:
    return {
        name: forms.IntegerField(
            label=_(label),
            min_value=1 if name == "pay_day" else 0,
            max_value=31 if name == "pay_day" else MOST_PEOPLE,
        )
        for name, label in FIGURE_LABELS.items()
    }


def _item_fields() -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for item, label in ITEM_LABELS.items():
        asked = [a for a in Answer if not (a is Answer.NOT_APPLICABLE and item in ALWAYS)]
        fields[f"answer_{item}"] = forms.ChoiceField(
            label=_(label),
            choices=[(answer.value, _(ANSWER_LABELS[answer])) for answer in asked],
            widget=forms.RadioSelect,
        )
        fields[f"note_{item}"] = forms.CharField(
            label=_("说明"),
            required=False,
            max_length=LONGEST_NOTE,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )
    return fields


def _beginning(review: Review, known: Mapping[str, Any]) -> dict[str, Any]:
    if review.draft:
        return dict(review.draft)
    standing = review.declaration
    if standing is None:
        return dict(known)
    said = {f"answer_{item}": said for item, (said, _note) in standing.answers.items()}
    notes = {f"note_{item}": note for item, (_said, note) in standing.answers.items()}
    return {**standing.figures, **said, **notes, "promised_by": standing.promised_by}


class MaterialForm(forms.Form):
    kind = forms.ChoiceField(label=_("材料种类"), choices=[("", _("请选")), *Material.Kind.choices])
    uploads = FilesField(
        label=_("文件"),
        help_text=_("PDF、照片或者 Excel 表格（.xlsx）；可以一次选几个，一个文件不超过20MB"),
    )

    def clean_uploads(self) -> list[Any]:
        chosen: list[Any] = self.cleaned_data["uploads"]
        if not chosen:
            raise forms.ValidationError(_("请选择文件"))
        return chosen


class RectifiedForm(forms.Form):
    report = forms.CharField(
        label=_("整改情况"),
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("逐项写明怎样整改、何时完成；证明材料请先在上一页上传"),
    )
