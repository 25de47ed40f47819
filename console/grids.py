"""The wage ledger as a grid: a row a worker, cells typed or pasted, errors kept in their cells."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from accounts.wording import translate, translate_all
from cases.models import WageClaim
from cases.policy.ledger import NOTHING
from cases.services.ledger import Entry
from statutes.money import parse_yuan, yuan
from statutes.refusal import Refused
from statutes.wording import say

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
    basis: Cell
    note: Cell
    dispute: Cell

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (self.determined, self.basis, self.note, self.dispute)

    @property
    def errors(self) -> list[str]:
        """What is wrong in this line's cells, each with the worker's name; read `entry` first."""
        return [f"{self.claim.worker}：{error}" for cell in self.cells for error in cell.errors]

    def entry(self) -> Entry:
        return Entry(
            determined=self.determined.amount(),
            basis=self.basis.within("basis"),
            note=self.note.within("determination_note"),
            dispute=self.dispute.within("dispute_note"),
        )


def determinations(
    claims: Iterable[WageClaim], posted: Mapping[str, str] | None
) -> list[DeterminationRow]:
    """The rows of 核定, filled from the ledger or from what was posted."""
    rows = []
    for claim in claims:
        stored = {
            "determined": "" if claim.determined is None else yuan(claim.determined),
            "basis": claim.basis,
            "note": claim.determination_note,
            "dispute": claim.dispute_note,
        }
        cells = {column: _cell(column, claim, text, posted) for column, text in stored.items()}
        rows.append(DeterminationRow(claim, **cells))
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
    name = f"{column}-{claim.pk}"
    typed = stored if posted is None else posted.get(name, stored)
    return Cell(name, typed.replace("\x00", ""))  # PostgreSQL holds no NUL in a text
