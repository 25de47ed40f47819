"""The tab of the case file (案卷): what the review sheet says, and where each lack is mended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.models import Case
from cases.perms.around import Around
from cases.perms.file_contents import is_bundled
from cases.perms.steps import steps
from cases.policy.review_sheet import Mark
from cases.services import review_sheet
from console.case_acts.table import ACTS, OWN_PAGES
from documents.models import Bundle
from statutes.review_items import PASS, WHOLE


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the sheet, and the screen that supplies what it lacks; "" where none can."""

    mark: Mark
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One stage of the sheet with its points."""

    label: str
    lines: list[Line]

    @property
    def earned(self) -> int:
        return sum(line.mark.earned for line in self.lines)

    @property
    def points(self) -> int:
        return sum(line.mark.item.points for line in self.lines)


def tab(case: Case, known: Around, user: User, now: datetime) -> dict[str, Any]:
    """The sheet as it stands today, what it lacks first."""
    sheet = review_sheet.sheet_of(case, user, now, known)
    bundles = Bundle.objects.of(case.subject(None))
    doors = _doors(case, known, user, now)
    return {
        "bundle_url": doors.get("bundle_file", ""),
        "archive_url": doors.get("archive", ""),
        "sheet": sheet,
        "pass_mark": PASS,
        "whole": WHOLE,
        "lacking": [line for line in _lines(sheet.marks, doors) if line.mark.is_met is False],
        "sheet_groups": _groups(sheet.marks, doors),
        "bundle": bundles.select_related("file", "ordered_by").first(),
        "is_bundled": is_bundled(case),
        "overrides": case.score_overrides.select_related("by"),
    }


def _lines(marks: Iterable[Mark], doors: Mapping[str, str]) -> list[Line]:
    return [Line(mark, doors.get(mark.act, "")) for mark in marks]


def _groups(marks: Iterable[Mark], doors: Mapping[str, str]) -> list[Group]:
    lines = groupby(_lines(marks, doors), key=lambda line: line.mark.item.group)
    return [Group(label, list(rows)) for label, rows in lines]


def _doors(case: Case, known: Around, user: User, now: datetime) -> dict[str, str]:
    """The screen of each step that this person is offered today."""
    offered = {offer.step.name for offer in steps(case, user, timezone.localdate(now), known)}
    pages = {step: key for key, act in ACTS.items() for step in act.steps if step in offered}
    doors = {step: reverse("console:case_act", args=[case.pk, key]) for step, key in pages.items()}
    return doors | {
        step: reverse(page, args=[case.pk]) for step, page in OWN_PAGES.items() if step in offered
    }
