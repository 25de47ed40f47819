"""What an employer may hand in through its own desk in answer to a paper served on it.

It is a statement of the employer and no finding: money counts once an officer has entered it in
the ledger with its proof, a correction once two officers have verified it (条例 第十八条).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from statutes.wording import Sentence, say, term

# A desk cannot be flooded: so many may wait for an officer at once.
MOST_WAITING = 10
MOST_FILES = 10


class Kind(StrEnum):
    PAYMENT = "payment"
    CORRECTION = "correction"


KIND_LABELS: Mapping[Kind, str] = {
    Kind.PAYMENT: term("付款凭证"),
    Kind.CORRECTION: term("改正情况"),
}


class Outcome(StrEnum):
    WAITING = ""
    ACCEPTED = "accepted"
    RETURNED = "returned"


OUTCOME_LABELS: Mapping[Outcome, str] = {
    Outcome.WAITING: term("待核收"),
    Outcome.ACCEPTED: term("已核收"),
    Outcome.RETURNED: term("已退回"),
}


@dataclass(frozen=True, slots=True)
class Given:
    """What the employer says: of a payment also how much was paid and when."""

    kind: Kind
    content: str
    amount: Decimal | None = None
    paid_on: date | None = None
    files: int = 0


def refusals(given: Given, *, waiting: int, served_on: date, today: date) -> list[Sentence]:
    """Every reason for which it is not taken in; each says what to change."""
    pays = given.kind is Kind.PAYMENT
    early = pays and given.paid_on is not None and given.paid_on > today
    rows = (
        (
            waiting >= MOST_WAITING,
            say("还有%(count)s份材料等待核收，请等核收后再提交。", count=waiting),
        ),
        (not given.content.strip(), say("请说明改正或者付款的情况。")),
        (not given.files, say("请上传证明材料。")),
        (given.files > MOST_FILES, say("一次最多上传%(count)s个文件。", count=MOST_FILES)),
        (pays and not (given.amount and given.amount > 0), say("请填写付款金额。")),
        (pays and given.paid_on is None, say("请填写付款日期。")),
        (early, say("付款日期不得晚于今天。")),
        (today < served_on, say("该文书尚未送达。")),
    )
    return [sentence for bars, sentence in rows if bars]


def answer_refusal(*, outcome: Outcome, answered: Outcome, words: str) -> Sentence | None:
    """An answer is given once; who sends something back says why."""
    if answered is not Outcome.WAITING:
        return say("这份材料已经处理，请刷新页面查看结果。")
    if outcome is Outcome.RETURNED and not words.strip():
        return say("退回须写明理由和需要补充的内容。")
    return None
