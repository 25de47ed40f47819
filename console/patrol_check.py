"""The checklist on a phone: one block an item, and what a failed one proposes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from console.fields import Pictures, moment
from console.patrol_forms import PositionFields, SentForm
from grids.models import Patrol, PatrolItem, PatrolPhoto
from grids.policy.checklists import ANSWER_LABELS, Answer, Item, propose
from grids.services.inspecting import Answered, Position, Shot

# What no item asks about: the gate, the notice board, a room.
ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Block:
    """One item as the page draws it: its fields, what a failure proposes, what is kept already."""

    item: Item
    answer: forms.BoundField
    note: forms.BoundField
    is_corrected: forms.BoundField
    photos: forms.BoundField
    breached: tuple[str, ...]
    basis: str
    order: str
    finding: str
    kept: list[PatrolPhoto]

    @property
    def errors(self) -> list[str]:
        fields = (self.answer, self.note, self.is_corrected, self.photos)
        return [str(error) for field in fields for error in field.errors]


class CheckForm(PositionFields, SentForm):
    """Every item with its answer, its note and its photographs; `subject` is the patrol."""

    # When the photographs were chosen, as the phone knows it: it may be without signal for hours.
    taken_at = moment(_("拍摄时间"), required=False)

    def prepare(self) -> None:
        patrol: Patrol = self.subject
        self.keep("patrol-check")
        self.fields["taken_at"].widget = forms.HiddenInput()
        self.rows = {row.code: row for row in patrol.items.prefetch_related("photos__file")}
        for item in patrol.checklist():
            self._add(item, self.rows[item.code])
        self.fields[f"photos-{ELSEWHERE}"] = Pictures(label=_("其他现场照片"), required=False)

    def _add(self, item: Item, row: PatrolItem) -> None:
        choices = [(answer.value, _(label)) for answer, label in ANSWER_LABELS.items()]
        self.fields[f"answer-{item.code}"] = forms.ChoiceField(
            label=_(item.question), choices=choices, required=False, widget=forms.RadioSelect
        )
        self.fields[f"note-{item.code}"] = forms.CharField(
            label=_("看到的情况"),
            max_length=500,
            required=False,
            widget=forms.Textarea({"rows": 1}),
        )
        self.fields[f"corrected-{item.code}"] = forms.BooleanField(
            label=_("当场已改正"), required=False
        )
        self.fields[f"photos-{item.code}"] = Pictures(label=_("拍照"), required=False)
        self.start_with(
            **{
                f"answer-{item.code}": row.answer,
                f"note-{item.code}": row.note,
                f"corrected-{item.code}": row.is_corrected,
            }
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for code, given in self._answers(data):
            if given.answer is Answer.BREACHED and not given.note:
                self.add_error(f"note-{code}", gettext("不符合的项目，请写明情况。"))
        return data

    def blocks(self) -> Iterator[Block]:
        patrol: Patrol = self.subject
        on = timezone.localdate(patrol.arrived_at) if patrol.arrived_at else patrol.planned_on
        for item in patrol.checklist():
            proposed = propose(item, "…", on)
            yield Block(
                item=item,
                answer=self[f"answer-{item.code}"],
                note=self[f"note-{item.code}"],
                is_corrected=self[f"corrected-{item.code}"],
                photos=self[f"photos-{item.code}"],
                breached=proposed.breached,
                basis=proposed.basis,
                order=proposed.order,
                finding=str(proposed.finding),
                kept=list(self.rows[item.code].photos.all()),
            )

    @property
    def open_count(self) -> int:
        return sum(not row.answer for row in self.rows.values())

    @property
    def open_left(self) -> bool:
        """Whether items are still open in what was just sent."""
        return any(given.answer is None for given in self.answers().values())

    @property
    def elsewhere(self) -> forms.BoundField:
        return self[f"photos-{ELSEWHERE}"]

    def answers(self) -> dict[str, Answered]:
        return dict(self._answers(self.cleaned_data))

    def _answers(self, data: dict[str, Any]) -> Iterator[tuple[str, Answered]]:
        for code in self.rows:
            chosen = data.get(f"answer-{code}", "")
            yield (
                code,
                Answered(
                    Answer(chosen) if chosen else None,
                    data.get(f"note-{code}", "").strip(),
                    bool(data.get(f"corrected-{code}")),
                ),
            )

    def shots(self) -> list[Shot]:
        data, position = self.cleaned_data, self.position()
        taken_at: datetime | None = data.get("taken_at")
        return [
            Shot(upload, "" if code == ELSEWHERE else code, taken_at, position)
            for code in (*self.rows, ELSEWHERE)
            for upload in data.get(f"photos-{code}") or ()
        ]

    def position(self) -> Position:
        return Position(self.cleaned_data["latitude"], self.cleaned_data["longitude"])
