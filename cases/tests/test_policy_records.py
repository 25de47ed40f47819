"""The pure rules of records: overlap, signatures, questions and answers, the lapse of keeping."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from cases.policy import preservation, sitting, transcript
from cases.policy.preservation import Outcome
from cases.policy.questions import BY_KIND, MATERIALS, Side, materials, questions
from cases.policy.recording import refuse_span
from cases.policy.sitting import Earlier, Sitting
from cases.policy.transcript import Line
from statutes.violation_types import Kind

NINE = datetime(2026, 11, 23, 9, 0)
HOUR = timedelta(hours=1)
HELD = Sitting(NINE, NINE + HOUR, (1, 2), "周海", rights_told=True, pages=2, signed_pages=2)
BEFORE = Earlier("江人社监案2026-0001", "张会计", NINE, NINE + HOUR, frozenset({1, 3}), False)


def said(sentences):
    return "；".join(map(str, sentences))


@pytest.mark.parametrize(
    ("began", "ended", "clashes"),
    [
        (NINE - 2 * HOUR, NINE - HOUR, False),
        (NINE - HOUR, NINE, False),  # one ends as the other begins
        (NINE - HOUR, NINE + HOUR / 2, True),
        (NINE + HOUR / 4, NINE + HOUR / 2, True),
        (NINE - HOUR, NINE + 2 * HOUR, True),
        (NINE + HOUR, NINE + 2 * HOUR, False),
    ],
)
def test_two_records_of_one_officer_clash_when_their_hours_meet(began, ended, clashes):
    moved = replace(HELD, began_at=began, ended_at=ended)
    assert bool(sitting.refuse_overlap(moved, [BEFORE])) is clashes


def test_other_officers_ask_other_people_meanwhile():
    elsewhere = replace(BEFORE, officers=frozenset({8, 9}))
    assert sitting.refuse_overlap(HELD, [elsewhere]) == ()
    namesake = replace(elsewhere, person="周海")  # in another case: another person
    assert sitting.refuse_overlap(HELD, [namesake]) == ()
    same = replace(namesake, is_of_this_case=True)
    assert "周海在2026-11-23 09:00至10:00已有一份笔录" in said(sitting.refuse_overlap(HELD, [same]))


def test_a_sound_record_is_not_refused():
    assert sitting.refuse(HELD, now=NINE + HOUR, on=NINE.date(), begun_on=NINE.date()) == ()


def test_a_record_is_not_held_before_the_matter_began():
    told = sitting.refuse(HELD, now=NINE + HOUR, on=NINE.date(), begun_on=date(2026, 11, 24))
    assert "不得早于收到投诉举报之日（2026-11-24）" in said(told)


def test_pages_are_all_signed_or_none_with_reason_and_witness():
    half = replace(HELD, signed_pages=1)
    refused = replace(HELD, signed_pages=0, refusal="与己无关")
    assert "须逐页签名（已签1页）" in said(sitting.refuse_signature(half))
    assert "写明在场的见证人" in said(sitting.refuse_signature(refused))
    assert sitting.refuse_signature(replace(refused, witness="王五")) == ()


def test_questions_and_answers_are_read_line_by_line():
    typed = "问：叫什么？\n答: 周海。\n法定代表人。\n\n 问:欠多少？\n答：两万。"
    first, second = transcript.lines(typed)
    assert first == Line("叫什么？", "周海。\n法定代表人。")
    assert second == Line("欠多少？", "两万。")
    assert transcript.refuse(transcript.lines(typed)) == ()


def test_questions_and_answers_may_be_marked_in_english() -> None:
    assert transcript.lines("Q: 何时入职?\nA：三月") == (Line("何时入职?", "三月"),)


def test_words_before_the_first_question_are_nobodys():
    assert transcript.lines("说明\n问：甲？\n答：乙。") == (Line("甲？", "乙。"),)


@pytest.mark.parametrize(
    ("typed", "gap"),
    [
        ("", "笔录没有问答"),
        ("问：甲？\n问：乙？\n答：有。", "第1问（甲？）没有记录回答"),
        ("问：甲？\n答：有。\n答：没有。", "第2处回答之前没有问题"),
        ("问：甲？\n答：", "第1问（甲？）没有记录回答"),
    ],
)
def test_a_gap_in_the_record_is_named(typed, gap):
    assert gap in said(transcript.refuse(transcript.lines(typed)))


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_matter_has_its_questions_and_materials(kind):
    assert set(BY_KIND) == set(MATERIALS) == set(Kind)
    for side in Side:
        asked = questions(kind, side, office="某局", cause="某事")
        assert "某局" in asked[0] and "某事" in asked[0]
        assert "申请我们回避" in asked[1]
        assert "是否一致" in asked[-1]
        assert len(set(asked)) == len(asked)
        written = transcript.lines(transcript.written_out(asked))
        assert [line.question for line in written] == list(asked)
    assert len(set(materials(kind))) == len(materials(kind))


@pytest.mark.parametrize("outcome", list(Outcome))
def test_on_the_seventh_working_day_any_decision_may_be_made_and_later_only_the_release(outcome):
    due = date(2026, 12, 2)
    assert preservation.refuse_outcome(outcome, on=due, due_on=due) is None
    late = preservation.refuse_outcome(outcome, on=due + timedelta(days=1), due_on=due)
    assert (late is None) is (outcome is Outcome.RELEASED)


def test_a_recording_lies_behind():
    assert refuse_span(NINE, NINE + HOUR, now=NINE + HOUR) == ()
    assert said(refuse_span(NINE + HOUR, NINE, now=NINE)) == ("结束时间须晚于开始时间。")
    assert "不得晚于现在" in said(refuse_span(NINE, NINE + HOUR, now=NINE))
