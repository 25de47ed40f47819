"""Every citation in the code exists, says what it rules, and is in the printed index."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from statutes.articles import MARKS, index, rule_of, rules
from statutes.citations import LAWS, TITLES, Citation, cite, law_of

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = {".venv", "var", "node_modules", "static", "migrations"}


def literal_citations() -> Iterator[tuple[str, Citation]]:
    """Find each `cite("法", "条")`, `Citation("法", "条")` and ("法", "条") pair in the source."""
    for path in sorted(ROOT.glob("*/**/*.py")):
        if OUTSIDE & set(path.relative_to(ROOT).parts):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            words = _literals(node)
            if words and (words[0] in LAWS or words[0] in TITLES):
                where = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
                yield where, cite(*words)


def _literals(node: ast.AST) -> tuple[str, str] | None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        given = node.args if node.func.id in ("cite", "Citation") else []
    elif isinstance(node, ast.Tuple):
        given = node.elts
    else:
        return None
    texts = [n.value for n in given if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return (texts[0], texts[1]) if len(texts) == len(given) == 2 else None


@pytest.mark.slow
def test_every_citation_in_the_code_is_a_known_article() -> None:
    missing = [f"{where} {c}" for where, c in literal_citations() if c not in rules()]
    assert missing == []


@pytest.mark.slow
def test_the_search_for_citations_finds_them() -> None:
    found = {citation for _, citation in literal_citations()}
    assert cite("民法典", "第二百零三条") in found
    assert cite("工资条例", "第五十七条") in found


def test_the_printed_index_is_fresh() -> None:
    printed = (ROOT / "docs" / "law-index.md").read_text(encoding="utf-8")
    assert printed == index(), "run script/manage law_index"


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
