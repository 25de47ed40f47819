"""What a line of the ledger rests on; the employer proves its own books (工资条例 第五十条)."""

from enum import StrEnum

from statutes.wording import Sentence, say, term


class Basis(StrEnum):
    """The kinds of paper from which a worker's wages are worked out."""

    CONTRACT = "contract"
    ATTENDANCE = "attendance"
    PIECEWORK = "piecework"
    SETTLEMENT = "settlement"
    OTHER = "other"


BASIS_LABELS: dict[Basis, str] = {
    Basis.CONTRACT: term("劳动合同"),
    Basis.ATTENDANCE: term("考勤记录"),
    Basis.PIECEWORK: term("计件单"),
    Basis.SETTLEMENT: term("欠条、结算单"),
    Basis.OTHER: term("其他"),
}


def refuse_basis(worker: str, kind: Basis | None, detail: str) -> Sentence | None:
    """Why this may not stand as the basis of a line, or None: what is not named is described."""
    if kind is Basis.OTHER and not detail.strip():
        return say("%(worker)s：依据为“其他”的，须写明是什么依据。", worker=worker)
    return None
