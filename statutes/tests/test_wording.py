"""Sentences: every message of the whole product names the values it is given, and no others."""

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from statutes.citations import cite
from statutes.numbering import paper_number
from statutes.refusal import Refused
from statutes.rulesets import DEFAULTS, RULE_SETS, Family, rule_sets_of
from statutes.wording import Sentence, say, term

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = {".venv", "var", "node_modules", "static", "migrations"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[-.\d]*[sdf]|%%|(%)")


def said() -> Iterator[tuple[str, str, set[str]]]:
    """Find each `say("…", name=…)` that is given its values by name."""
    for path in sorted(ROOT.glob("*/**/*.py")):
        if OUTSIDE & set(path.relative_to(ROOT).parts):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id != "say" or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            names = [keyword.arg for keyword in node.keywords]
            # Without any value it is a row of a table, filled in where it is sent.
            if names and None not in names:
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield where, str(node.args[0].value), {str(name) for name in names}


def test_every_sentence_names_exactly_the_values_it_is_given() -> None:
    wrong = []
    for where, msgid, given in said():
        found = list(PLACEHOLDER.finditer(msgid))
        named = {match[1] for match in found if match[1]}
        if named != given or any(match[2] for match in found):
            wrong.append(f"{where} {msgid}")
    assert wrong == []


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
