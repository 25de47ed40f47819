"""What a roster file holds, whatever its format: rows of cells, and what is hidden from the eye."""

from dataclasses import dataclass
from decimal import Decimal

MAX_LINES = 2_000  # workers on one roster
MAX_ROWS = MAX_LINES + 100  # titles, totals and notes around them
MAX_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as the person sees it; `number` is set where the file stores a number, not text."""

    text: str = ""
    number: Decimal | None = None
    uncomputed: bool = False  # a formula whose result was never saved

    @property
    def is_blank(self) -> bool:
        return not self.text


BLANK = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    number: int  # as the spreadsheet numbers it, from 1
    cells: tuple[Cell, ...]
    hidden: bool = False

    def cell(self, index: int | None) -> Cell:
        if index is None or index >= len(self.cells):
            return BLANK
        return self.cells[index]

    @property
    def is_blank(self) -> bool:
        return all(cell.is_blank and not cell.uncomputed for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows from 1 as on screen, columns from 0."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    def covers(self, column: int) -> bool:
        return self.first_column <= column <= self.last_column


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    rows: tuple[Row, ...]  # blank rows are left out; numbers keep their place
    merges: tuple[Merge, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    dates_from_1904: bool = False
