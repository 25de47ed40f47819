"""Sentences, refusals and numbers of papers."""

import pickle

import pytest

from statutes.citations import cite
from statutes.numbering import paper_number
from statutes.refusal import Refused
from statutes.rulesets import DEFAULTS, RULE_SETS, Family, rule_sets_of
from statutes.wording import Sentence, say, term


def test_a_sentence_is_its_own_chinese_text() -> None:
    sentence = say("第%(row)s行身份证号有误，占%(share)d%%", row=3, share=5)
    assert str(sentence) == "第3行身份证号有误，占5%"
    assert str(say("期限为%(term)s", term=say("%(count)d日", count=5))) == "期限为5日"


def test_a_sentence_travels_between_processes_and_compares_by_its_words() -> None:
    sentence = say("第%(row)s行", row=3)
    assert pickle.loads(pickle.dumps(sentence)) == sentence == Sentence("第%(row)s行", {"row": 3})
    assert len({sentence, say("第%(row)s行", row=3), say("第%(row)s行", row=4)}) == 2


def test_a_term_is_itself() -> None:
    assert term("投诉") == "投诉"


def test_a_refusal_says_all_its_reasons_and_its_article() -> None:
    refused = Refused(say("一"), say("二"), citation=cite("处罚法", "第六十二条"))
    assert str(refused) == "一；二"
    assert str(refused.citation) == "《中华人民共和国行政处罚法》第六十二条"


def test_numbers_of_papers_follow_the_format_for_official_documents() -> None:
    assert paper_number("江人社监", "令", 2026, 1) == "江人社监令〔2026〕1号"
    local = "{prefix}{word}字〔{year}〕第{n:04d}号"
    assert (
        paper_number("阳人社监", "改令", 2018, 5, pattern=local) == "阳人社监改令字〔2018〕第0005号"
    )
    with pytest.raises(ValueError, match="number 1"):
        paper_number("江人社监", "令", 2026, 0)


def test_each_family_has_its_sets_and_a_default_among_them() -> None:
    for family in Family:
        assert DEFAULTS[family] in {row.id for row in rule_sets_of(family)}
    assert [row.id for row in rule_sets_of(Family.BLACKLIST)] == ["city-2014", "national-2022"]
    assert set(RULE_SETS) == {"city-2014", "national-2022", "city-2013", "national-2017"}
