"""Every citation in the code is a known article, and docs/law-index.md is fresh."""

import ast
from collections.abc import Iterator
from pathlib import Path

from statutes.articles import index, rules
from statutes.citations import LAWS, TITLES, Citation, cite

ROOT = Path(__file__).resolve().parents[1]
OUTSIDE = {".venv", "var", "node_modules", "static", "migrations"}


def sources() -> Iterator[tuple[Path, str]]:
    """Read the files that could cite an article at all."""
    for path in sorted(ROOT.glob("*/**/*.py")):
        if not OUTSIDE & set(path.relative_to(ROOT).parts):
            source = path.read_text(encoding="utf-8")
            if 'cite("' in source or 'Citation("' in source or '条")' in source:
                yield path, source


def literal_citations() -> Iterator[tuple[str, Citation]]:
    """Find each `cite("法", "条")`, `Citation("法", "条")` and ("法", "条") pair in the source."""
    for path, source in sources():
        for node in ast.walk(ast.parse(source)):
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


def test_every_citation_in_the_code_is_a_known_article() -> None:
    missing = [f"{where} {c}" for where, c in literal_citations() if c not in rules()]
    assert missing == []


def test_the_search_for_citations_finds_them() -> None:
    found = {citation for _, citation in literal_citations()}
    assert cite("民法典", "第二百零三条") in found
    assert cite("工资条例", "第五十七条") in found


def test_the_printed_index_is_fresh() -> None:
    printed = (ROOT / "docs" / "law-index.md").read_text(encoding="utf-8")
    assert printed == index(), "run script/manage law_index"
