"""工资计算表: how each worker's amount came about, attached to every order and decision.

One row a worker, in landscape. Across a row and down every column the sums agree:
应发 − 已发 = 欠发; 欠发 − 采纳 + 核增减 = 核定; 核定 − 已付 = 应付.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from cases.models import WageClaim
from cases.policy.basis import BASIS_LABELS, Basis
from cases.policy.ledger import NOTHING
from statutes.money import yuan

TITLE = "工资计算表"
ROWS_A_PAGE = 13
COLUMNS: tuple[tuple[str, str], ...] = (
    ("agreed", "应发"),
    ("received", "已发"),
    ("owed", "欠发"),
    ("counter", "单位主张扣减"),
    ("accepted", "采纳"),
    ("adjustment", "核增减"),
    ("determined", "核定"),
    ("paid", "已付"),
    ("due", "应付"),
)
COMPENSATION = ("compensation", "加付赔偿金")
BASE_OF_COMPENSATION = (
    "加付赔偿金以责令支付期限届满时未支付的数额为基数逐人计算，保留到分，合计为各人之和。"
)


def wage_sheet(
    claims: Iterable[WageClaim],
    *,
    compensation: Mapping[int, Decimal] | None = None,
    title: str = TITLE,
) -> dict[str, Any]:
    """The sheet of these lines; `compensation` by line adds the column of 加付赔偿金.

    Hand in lines with their evidence selected; the sheet itself asks the database nothing.
    """
    lines = list(claims)
    columns = COLUMNS if compensation is None else (*COLUMNS, COMPENSATION)
    return {
        "title": title,
        "rows_a_page": ROWS_A_PAGE,
        "columns": [{"key": key, "label": label, "kind": "money"} for key, label in columns],
        "rows": [_row(claim, compensation) for claim in lines],
        "notes": [*_notes(lines), *([] if compensation is None else [BASE_OF_COMPENSATION])],
    }


def _row(claim: WageClaim, compensation: Mapping[int, Decimal] | None) -> dict[str, Any]:
    counter = claim.counter_claim
    row = {
        "worker": claim.worker,
        "identity": claim.identity_mask,
        "trade": claim.trade,
        "period": claim.period,
        "months": claim.month_count,
        "basis": basis_of(claim),
        "agreed": claim.agreed,
        "received": claim.received,
        "owed": claim.owed,
        "counter": counter.amount,
        "accepted": counter.taken_off,
        "adjustment": claim.adjustment,
        "determined": claim.determined or NOTHING,
        "paid": claim.paid,
        "due": claim.line.outstanding,
    }
    if compensation is not None:
        row["compensation"] = compensation.get(claim.pk, NOTHING)
    return row


def basis_of(claim: WageClaim) -> str:
    """劳动合同 E-04: the kind of paper and its number in the case, else what was written."""
    kind = BASIS_LABELS[Basis(claim.basis_kind)] if claim.basis_kind else ""
    named = claim.basis if claim.basis_kind in ("", Basis.OTHER.value) else kind
    number = claim.evidence.number if claim.evidence else ""
    return " ".join(part for part in (named, number) if part)


def _notes(lines: Sequence[WageClaim]) -> list[str]:
    """Under the table: what the employer objected and was answered, and why figures depart."""
    notes = ["应发－已发＝欠发；欠发－采纳＋核增减＝核定；核定－已付＝应付。单位：元。"]
    if any(claim.month_count == 0 for claim in lines):
        notes.append("月数栏为空的，应发、已发为投诉人所述，未按月核算。")
    for line, claim in enumerate(lines, 1):
        if claim.counter_claim.is_made:
            notes.append(f"序号{line}：{_answer(claim)}")
        if claim.adjustment:
            notes.append(
                f"序号{line}：核增减{yuan(claim.adjustment)}元，{claim.determination_note}"
            )
    return notes


def _answer(claim: WageClaim) -> str:
    counter = claim.counter_claim
    said = f"单位主张扣减{yuan(counter.amount)}元（{counter.reason}），"
    if counter.taken_off == NOTHING:
        return f"{said}不予采纳：{counter.reply}"
    return f"{said}采纳{yuan(counter.taken_off)}元：{counter.reply}"
