"""名单试算 as a page and a workbook: whom each of two sets would list, and why."""

from collections.abc import Iterable, Iterator
from datetime import date
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.wording import translate
from blacklist.policy.labels import NEED_LABELS, TRIGGER_LABELS
from blacklist.policy.verdicts import Verdict
from blacklist.services import what_if
from blacklist.services.sweeping import SETS
from blacklist.services.what_if import Asked, Line, Side
from console.fields import day
from console.ledger_export import neutral
from statutes.findings import Outcome
from statutes.rulesets import RULE_SETS

MOST = 100  # rows of the page; the workbook holds all
PIECE = 1 << 16
SIDE_WORDS = {
    Side.BOTH: _("两套规则都列入"),
    Side.FIRST: _("只有前一套列入"),
    Side.SECOND: _("只有后一套列入"),
    Side.OPEN: _("事实不全"),
}
SIDE_TAGS = {Side.BOTH: "tag-seal", Side.FIRST: "tag-amber", Side.SECOND: "tag-amber"}
HEADS = (
    _("主体名称"), _("统一社会信用代码"), _("比较"), _("案件"), _("情形"), _("理由"), _("案件"),
    _("情形"), _("理由"),
)  # fmt: skip


class WhatIfForm(forms.Form):
    """Which sets, on the cases filed in which period, and which of them to show."""

    first = forms.ChoiceField(label=_("前一套规则"))
    second = forms.ChoiceField(label=_("后一套规则"))
    since = day(_("立案日期自"))
    until = day(_("至"))
    show = forms.ChoiceField(label=_("显示"), required=False)

    def __init__(self, data: Any, *, today: date) -> None:
        begun = {
            "first": SETS[0],
            "second": SETS[-1],
            "since": today.replace(month=1, day=1).isoformat(),
            "until": today.isoformat(),
        }
        super().__init__({**begun, **{k: v for k, v in data.items() if v}})
        sets = [(ruleset, gettext(RULE_SETS[ruleset].label)) for ruleset in SETS]
        self.fields["first"].choices = self.fields["second"].choices = sets  # type: ignore[attr-defined]
        sides = [("", gettext("全部")), *((s.value, str(w)) for s, w in SIDE_WORDS.items())]
        self.fields["show"].choices = sides  # type: ignore[attr-defined]

    def asked(self, prefixes: Iterable[str]) -> Asked:
        told = {name: self.cleaned_data[name] for name in ("first", "second", "since", "until")}
        return Asked(**told, prefixes=tuple(prefixes))

    @property
    def side(self) -> Side | None:
        chosen = self.cleaned_data.get("show")
        return Side(chosen) if chosen else None


def context(asked: Asked, show: Side | None) -> dict[str, Any]:
    tally, shown = what_if.counts(asked, show, MOST)
    of_choice = sum(tally.values()) if show is None else tally[show]
    return {
        "first_label": gettext(RULE_SETS[asked.first].label),
        "second_label": gettext(RULE_SETS[asked.second].label),
        "counts": [(str(word), tally[side], side.value) for side, word in SIDE_WORDS.items()],
        "rows": [_row(line) for line in what_if.lines(shown, asked)],
        "left_out": max(of_choice - MOST, 0),
    }


def pieces(asked: Asked, show: Side | None) -> Iterator[bytes]:
    """The workbook of all of them, a piece at a time, written row by row to a file."""
    found = [pair for pair in what_if.pairs(asked) if show in (None, pair.side)]
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with TemporaryFile() as held:
        book = xlsxwriter.Workbook(held, options)
        sheet = book.add_worksheet(gettext("名单试算"))
        sheet.set_column(0, len(HEADS) - 1, 24)
        for column, head in enumerate(_heads(asked)):
            sheet.write_string(0, column, head)
        for number, line in enumerate(what_if.lines(found, asked), 1):
            for column, text in enumerate(_cells(line)):
                sheet.write_string(number, column, neutral(text))
        book.close()
        held.seek(0)
        while piece := held.read(PIECE):
            yield piece


def _heads(asked: Asked) -> list[str]:
    first, second = (gettext(RULE_SETS[s].label) for s in (asked.first, asked.second))
    sets = [""] * 3 + [f"{first} "] * 3 + [f"{second} "] * 3
    return [f"{ruleset}{head}" for ruleset, head in zip(sets, HEADS, strict=True)]


def _cells(line: Line) -> list[str]:
    row = _row(line)
    cells = [line.subject.name, line.subject.uscc or "", row["side"]]
    for told in (row["first"], row["second"]):
        cells += ["；".join(told["cases"]), "；".join(told["words"]), "\n".join(told["why"])]
    return cells


def _row(line: Line) -> dict[str, Any]:
    side = line.pair.side
    return {
        "subject": line.subject,
        "side": str(SIDE_WORDS[side]),
        "tag": SIDE_TAGS.get(side, ""),
        "first": _told(line.first),
        "second": _told(line.second),
    }


def _told(verdict: Verdict) -> dict[str, list[str]]:
    """Which grounds were met, or what is lacking, with the clauses that decided."""
    words = [gettext(TRIGGER_LABELS[name]) for name in verdict.triggers]
    words += [gettext("缺少：%s") % gettext(NEED_LABELS.get(n, n)) for n in verdict.needs]
    return {
        "cases": list(verdict.cases) if words else [],
        "words": words,
        "why": [
            f"{ground.case_no} {translate(clause.asked)}：{translate(clause.compared)}"
            + (f"（{clause.citation}）" if clause.citation else "")
            for ground in verdict.met
            for clause in ground.finding.clauses
            if clause.outcome is Outcome.YES
        ],
    }
