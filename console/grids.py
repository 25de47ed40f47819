"""The wage ledger as a grid: a row a worker, cells typed or pasted, errors kept in their cells."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from accounts.wording import translate, translate_all
from cases.models import WageClaim
from cases.policy.basis import BASIS_LABELS, Basis
from cases.policy.ledger import NOTHING
from cases.policy.wage_check import Flag
from cases.services.ledger import Entry
from statutes.money import parse_yuan, yuan
from statutes.refusal import Refused
from statutes.wording import say

NUMBER = re.compile(r"[0-9]{1,7}(\.[0-9]{1,2})?")
MONTH = re.compile(r"(?P<year>20[0-9]{2})\s*[-/.年]?\s*(?P<month>[0-9]{1,2})(月|[-/.][0-9]{1,2})?")
EVIDENCE = re.compile(r"[Ee]?[-－—]?0*(?P<number>[0-9]{1,5})")
# What the ledger's columns hold.
LONGEST: dict[str, int] = {
    name: getattr(WageClaim._meta.get_field(name), "max_length")  # noqa: B009 - unknown to mypy
    for name in ("basis", "determination_note", "dispute_note")
}


@dataclass(slots=True)
class Cell:
    """What a cell holds as text, and what is wrong with it."""

    name: str
    text: str = ""
    errors: list[str] = field(default_factory=list)

    def amount(self) -> Decimal | None:
        """The yuan typed here, None when empty; an unreadable amount leaves its sentence."""
        if not self.text.strip():
            return None
        try:
            return parse_yuan(self.text)
        except Refused as refused:
            self.errors = translate_all(refused)
            return None

    def number(self) -> Decimal | None:
        """A quantity of days, hours or pieces, None when empty."""
        text = unicodedata.normalize("NFKC", self.text).strip()
        if not text:
            return None
        if not NUMBER.fullmatch(text):
            self.errors = [
                translate(say("“%(text)s”不是数字，请写成 8 或 7.5", text=self.text[:30]))
            ]
            return None
        return Decimal(text)

    def month(self) -> date | None:
        """The first day of the month written here: 2026-07, 2026年7月, 2026/7/1."""
        text = unicodedata.normalize("NFKC", self.text).strip()
        found = MONTH.fullmatch(text)
        if found is None or not 1 <= int(found["month"]) <= 12:
            self.errors = [
                translate(say("“%(text)s”不是月份，请写成 2026-07", text=self.text[:30]))
            ]
            return None
        return date(int(found["year"]), int(found["month"]), 1)

    def basis(self) -> Basis | None:
        """The kind of paper named here, in the reader's language or in the law's."""
        text = self.text.strip()
        if not text:
            return None
        for kind, label in BASIS_LABELS.items():
            if text in (label, gettext(label), kind.value):
                return kind
        known = "、".join(gettext(label) for label in BASIS_LABELS.values())
        self.errors = [
            translate(say("“%(text)s”不是依据的种类，可填：%(known)s", text=text[:30], known=known))
        ]
        return None

    def evidence(self) -> int | None:
        """The number of a piece of evidence: E-04, e4 or 4."""
        text = unicodedata.normalize("NFKC", self.text).strip()
        if not text:
            return None
        found = EVIDENCE.fullmatch(text)
        if found is None:
            self.errors = [translate(say("“%(text)s”不是证据编号，请写成 E-01", text=text[:30]))]
            return None
        return int(found["number"])

    def within(self, column: str) -> str:
        """The text, if the ledger's column holds it: a database would cut off what is pasted."""
        most = LONGEST[column]
        if len(self.text.strip()) > most:
            self.errors = [translate(say("超过%(most)s个字，请写短一些", most=most))]
        return self.text


@dataclass(slots=True)
class DeterminationRow:
    """One worker's line with the cells that the bureau fills in."""

    claim: WageClaim
    determined: Cell
    kind: Cell
    evidence: Cell
    basis: Cell
    note: Cell
    dispute: Cell
    flags: Sequence[Flag] = ()

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (
            self.determined, self.kind, self.evidence, self.basis, self.note, self.dispute,
        )  # fmt: skip

    @property
    def errors(self) -> list[str]:
        """What is wrong in this line's cells, each with the worker's name; read `entry` first."""
        return [f"{self.claim.worker}：{error}" for cell in self.cells for error in cell.errors]

    def entry(self) -> Entry:
        return Entry(
            determined=self.determined.amount(),
            basis_kind=self.kind.basis(),
            evidence=self.evidence.evidence(),
            basis=self.basis.within("basis"),
            note=self.note.within("determination_note"),
            dispute=self.dispute.within("dispute_note"),
        )


def determinations(
    claims: Iterable[WageClaim],
    posted: Mapping[str, str] | None,
    flags: Mapping[int, Sequence[Flag]] | None = None,
) -> list[DeterminationRow]:
    """The rows of 核定, filled from the ledger or from what was posted, with their checks."""
    rows = []
    for claim in claims:
        stored = {
            "determined": "" if claim.determined is None else yuan(claim.determined),
            "kind": gettext(BASIS_LABELS[Basis(claim.basis_kind)]) if claim.basis_kind else "",
            "evidence": claim.evidence.number if claim.evidence else "",
            "basis": claim.basis,
            "note": claim.determination_note,
            "dispute": claim.dispute_note,
        }
        cells = {column: _cell(column, claim, text, posted) for column, text in stored.items()}
        rows.append(DeterminationRow(claim, **cells, flags=(flags or {}).get(claim.pk, ())))
    return rows


def differences(
    typed: Iterable[DeterminationRow], stored: Iterable[DeterminationRow], among: Collection[int]
) -> list[str]:
    """Mark the cells of these lines that are not as now stored, and say what is stored there."""
    now = {row.claim.pk: row for row in stored}
    told = []
    for row in typed:
        if row.claim.row not in among:
            continue
        for cell, other in zip(row.cells, now[row.claim.pk].cells, strict=True):
            if cell.text.strip() != other.text.strip():
                shown = other.text.strip() or "—"
                cell.errors = [translate(say("现为：%(text)s", text=shown))]
                told.append(f"{row.claim.worker}：{cell.errors[0]}")
    return told


@dataclass(slots=True)
class PaymentRow:
    """One worker's line with what is paid now."""

    claim: WageClaim
    amount: Cell

    @property
    def errors(self) -> list[str]:
        return [f"{self.claim.worker}：{error}" for error in self.amount.errors]


def payments(claims: Iterable[WageClaim], posted: Mapping[str, str] | None) -> list[PaymentRow]:
    return [PaymentRow(claim, _cell("pay", claim, "", posted)) for claim in claims]


def amounts_of(rows: Iterable[PaymentRow]) -> dict[int, Decimal]:
    """What was typed, by line; empty and zero cells are not payments."""
    typed = {row.claim.pk: row.amount.amount() for row in rows}
    return {pk: amount for pk, amount in typed.items() if amount is not None and amount > NOTHING}


def version_of(posted: Mapping[str, str]) -> int:
    """The ledger's version as the grid was opened; a broken one is nobody's."""
    text = posted.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def _cell(column: str, claim: WageClaim, stored: str, posted: Mapping[str, str] | None) -> Cell:
    return cell(f"{column}-{claim.pk}", stored, posted)


def cell(name: str, stored: str, posted: Mapping[str, str] | None) -> Cell:
    """A cell with what was typed into it, else what is stored."""
    typed = stored if posted is None else posted.get(name, stored)
    return Cell(name, typed.replace("\x00", ""))  # PostgreSQL holds no NUL in a text
