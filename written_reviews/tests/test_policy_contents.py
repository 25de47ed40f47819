"""A declaration is whole and agrees with itself, or every fault is named at once."""

from dataclasses import replace

import pytest

from statutes.refusal import Refused
from written_reviews.policy.contents import (
    ALWAYS,
    Answer,
    Figures,
    Item,
    check_declaration,
    doubts,
)

FIGURES = Figures(
    headcount=80,
    migrant_workers=60,
    female_workers=20,
    minor_workers=0,
    dispatched_workers=0,
    contracts_signed=80,
    insured=80,
    pay_day=15,
)
ANSWERS = dict.fromkeys(Item, Answer.YES)


def test_a_whole_declaration_raises_no_doubt() -> None:
    check_declaration(FIGURES, ANSWERS, {})
    assert doubts(FIGURES, ANSWERS) == []


@pytest.mark.parametrize(
    ("figures", "answers", "fault"),
    [
        ({"insured": 81}, {}, r"参加社会保险人数（81）不能多于从业人员总数（80）"),
        ({"migrant_workers": 81}, {}, "农民工人数（81）"),
        ({"pay_day": 0}, {}, "1至31日"),
        ({}, {Item.WAGES: Answer.NO}, "支付工资和执行最低工资标准的情况”存在问题的，请写明情况"),
        ({}, {Item.WAGES: Answer.NOT_APPLICABLE}, "每个用人单位都涉及"),
    ],
)
def test_what_contradicts_itself_is_named(
    figures: dict[str, int], answers: dict[Item, Answer], fault: str
) -> None:
    with pytest.raises(Refused, match=fault):
        check_declaration(replace(FIGURES, **figures), {**ANSWERS, **answers}, {})


def test_every_unanswered_matter_is_named_at_once() -> None:
    with pytest.raises(Refused) as refused:
        check_declaration(FIGURES, {}, {})
    assert len(refused.value.sentences) == len(Item) == 9


def test_a_problem_that_is_explained_is_taken_and_shown_to_the_reviewers() -> None:
    answers = {**ANSWERS, Item.HOURS: Answer.NO}
    check_declaration(FIGURES, answers, {Item.HOURS: "11月加班超过36小时，已调整班次"})
    found = [str(sentence) for sentence in doubts(replace(FIGURES, insured=70), answers)]
    assert found[0] == "有10人未参加社会保险。"
    assert "工作时间和休息休假规定的情况”自报存在问题" in found[1]


def test_what_does_not_concern_an_employer_may_be_said_so() -> None:
    answers = {item: Answer.YES if item in ALWAYS else Answer.NOT_APPLICABLE for item in Item}
    check_declaration(FIGURES, answers, {})
