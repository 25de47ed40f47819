"""Citations: how papers quote them, and what each article rules."""

from datetime import date

import pytest

from statutes.articles import MARKS, rule_of, rules
from statutes.citations import LAWS, cite, law_of, listed


def test_every_article_has_one_sentence_and_a_mark() -> None:
    for article in rules().values():
        assert article.rule.endswith("。")
        assert article.mark in MARKS
    assert "60个工作日" in rule_of(cite("条例", "第十七条"))


def test_papers_quote_a_title_inside_a_title_with_single_marks() -> None:
    assert str(cite("条例", "第十七条")) == "《劳动保障监察条例》第十七条"
    assert str(cite("若干规定", "第十八条")) == "《关于实施〈劳动保障监察条例〉若干规定》第十八条"


def test_a_law_is_cited_by_short_name_or_full_title_and_an_unknown_one_is_an_error() -> None:
    assert cite("劳动保障监察条例", "第十七条") == cite("条例", "第十七条")
    with pytest.raises(KeyError):
        cite("劳动监察规定", "第一条")


def test_a_law_knows_when_it_was_in_force() -> None:
    old = law_of(cite("2017名单办法", "列入期限的规定"))
    assert old.in_force(date(2018, 1, 1))
    assert old.in_force(date(2021, 12, 31))
    assert not old.in_force(date(2022, 1, 1))
    assert not LAWS["45号令"].in_force(date(2021, 12, 31))
    assert LAWS["45号令"].in_force(date(2026, 11, 23))


def test_articles_of_one_law_are_named_in_one_breath() -> None:
    cited = [cite("劳动法", "第四十一条"), cite("条例", "第二十五条"), cite("劳动法", "第四十三条")]
    assert (
        listed(cited)
        == "《中华人民共和国劳动法》第四十一条、第四十三条、《劳动保障监察条例》第二十五条"
    )
    assert listed([]) == ""
