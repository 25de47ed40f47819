"""The tables' words: a legal officer's description of a year, read as records."""

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from credit_rating.policy.conduct import (
    Award,
    ConductRecord,
    Decision,
    Item,
    Kind,
    Matter,
    Review,
)

PLAIN = Item(Kind.CASE, workers=1, amount=Decimal("100.00"), fine=Decimal(0))
RECORDS = {
    "案件": PLAIN,
    "历史案件": replace(PLAIN, kind=Kind.HISTORY, convicted=None),
    "巡查": Item(Kind.PATROL),
    "登记": Item(Kind.RECORD),
    "名单": Item(Kind.LISTING),
    "未参加审查": Item(Kind.REVIEW, review=Review.NOT_TAKEN, years_skipped=1),
    "审查不合格": Item(Kind.REVIEW, review=Review.NOT_PASSED),
    "全部支持": Item(Kind.RECORD, award=Award.WHOLE),
    "部分支持": Item(Kind.RECORD, award=Award.PART),
}
MATTERS = {
    "工资": Matter.WAGES, "合同": Matter.CONTRACTS, "社保": Matter.INSURANCE,
    "童工": Matter.CHILD_LABOUR, "强迫劳动": Matter.FORCED_LABOUR, "阻挠": Matter.OBSTRUCTION,
}  # fmt: skip
DECISIONS = {
    "无": Decision.NONE, "处理": Decision.HANDLING, "处罚": Decision.PENALTY, "未知": None,
}  # fmt: skip
ANSWERS = {"是": True, "否": False, "未知": None}
FLAGS = {
    "责令": "is_ordered", "拒不履行": "disobeyed", "阻挠": "obstructed",
    "群体事件": "petition", "严重影响": "impact", "刑责": "convicted",
}  # fmt: skip


def table(name: str) -> list[dict[str, str]]:
    path = Path(__file__).parent / "tables" / name
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def record(facts: str) -> ConductRecord:
    return ConductRecord(2025, tuple(_item(words) for words in facts.split(";") if words))


def _item(words: str) -> Item:
    kind, *told = words.split()
    return replace(RECORDS[kind], **dict(_fact(*fact.split("=")) for fact in told))


def _fact(name: str, text: str) -> tuple[str, Any]:
    if name == "事项":
        return "matters", frozenset(MATTERS[word] for word in text.split("+"))
    if name == "决定":
        return "decision", DECISIONS[text]
    if name == "人数":
        return "workers", None if text == "未知" else int(text)
    if name in ("金额", "罚款"):
        return {"金额": "amount", "罚款": "fine"}[name], (None if text == "未知" else Decimal(text))
    return FLAGS[name], ANSWERS[text]
