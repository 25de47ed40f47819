"""What an employer may hand in: whole, in good faith, and not more than an officer can read."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cases.policy.case_file import PLACES, Volume
from cases.policy.submission import (
    MOST_FILES,
    MOST_WAITING,
    Given,
    Kind,
    Outcome,
    answer_refusal,
    refusals,
)
from cases.policy.to_party import ALWAYS, INQUIRIES, PRESERVATIONS

TODAY = date(2026, 11, 23)
PAID = Given(Kind.PAYMENT, "已足额支付。", Decimal("100.00"), TODAY, files=1)


def said(given: Given, waiting: int = 0, served_on: date = TODAY) -> str:
    found = refusals(given, waiting=waiting, served_on=served_on, today=TODAY)
    return "".join(str(sentence) for sentence in found)


def test_a_whole_statement_is_taken_in() -> None:
    assert said(PAID) == ""
    assert said(Given(Kind.CORRECTION, "已补签合同。", files=MOST_FILES)) == ""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"content": "  "}, "请说明改正或者付款的情况"),
        ({"files": 0}, "请上传证明材料"),
        ({"files": MOST_FILES + 1}, "一次最多上传10个文件"),
        ({"amount": None}, "请填写付款金额"),
        ({"amount": Decimal("0")}, "请填写付款金额"),
        ({"paid_on": None}, "请填写付款日期"),
        ({"paid_on": date(2026, 11, 24)}, "不得晚于今天"),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, object], sentence: str) -> None:
    assert sentence in said(replace(PAID, **changes))  # type: ignore[arg-type]


def test_a_desk_cannot_be_flooded_nor_a_paper_answered_before_service() -> None:
    assert said(PAID, waiting=MOST_WAITING - 1) == ""
    assert "等待核收" in said(PAID, waiting=MOST_WAITING)
    assert "尚未送达" in said(PAID, served_on=date(2026, 11, 24))


def test_an_answer_is_given_once_and_a_return_says_why() -> None:
    def answer(outcome: Outcome, words: str, answered: Outcome = Outcome.WAITING) -> str:
        return str(answer_refusal(outcome=outcome, answered=answered, words=words) or "")

    assert answer(Outcome.ACCEPTED, "") == ""
    assert answer(Outcome.RETURNED, "请补充流水。") == ""
    assert "退回须写明理由" in answer(Outcome.RETURNED, " ")
    assert "已经处理" in answer(Outcome.ACCEPTED, "", Outcome.RETURNED)


def test_what_the_party_sees_stands_in_the_volume_that_it_may_read() -> None:
    for code in sorted(ALWAYS | INQUIRIES | PRESERVATIONS):
        assert PLACES[code][0] is Volume.MAIN
