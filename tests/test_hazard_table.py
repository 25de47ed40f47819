"""docs/nothing-lost.md is honest: its tests exist, and its sentences are the product's."""

import ast
import re
from pathlib import Path

import pytest

from tests.test_translations import ROOT, Entry, read_catalogue

NAMED = re.compile(r"`([\w/]+\.py)::(\w+)(?:\[([^\]]+)\])?`")
VALUE = re.compile(r"%\(\w+\)[sd]|…")


def lines() -> list[list[str]]:
    """The table's lines by column: hazard, sentences, guarantee, tests."""
    page = (ROOT / "docs" / "nothing-lost.md").read_text("utf-8")
    cells = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    return [line for line in cells if line[0] != "Hazard"]


def exists(path: str, function: str, case: str) -> bool:
    """Whether the file has the test, and names the case of its parameters."""
    if not Path(ROOT / path).is_file():
        return False
    tree = ast.parse(Path(ROOT / path).read_text("utf-8"))
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return function in names and (not case or case in texts)


@pytest.fixture(scope="module")
def wordings() -> set[tuple[str, str]]:
    """Every sentence in Chinese and in English, its values as …"""
    entries = read_catalogue(ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po")
    return {plain(entry) for entry in entries}


def plain(entry: Entry) -> tuple[str, str]:
    chinese, english = (VALUE.sub("…", text) for text in (entry.msgid, entry.msgstrs[0]))
    return chinese, english


@pytest.mark.parametrize("line", lines(), ids=lambda line: line[0])
def test_the_table_of_hazards_is_honest(line: list[str], wordings: set[tuple[str, str]]) -> None:
    hazard, sentences, guarantee, tests = line
    named = NAMED.findall(tests)
    assert hazard and guarantee and len(named) == tests.count("::") > 0
    assert [test for test in named if not exists(*test)] == []
    assert sentences == "–" or tuple(sentences.split("<br>")) in wordings


def test_a_test_that_does_not_exist_is_seen() -> None:
    here = "tests/test_hazard_table.py"
    assert exists(here, "test_a_test_that_does_not_exist_is_seen", "")
    assert not exists(here, "test_of_nothing", "")
    assert not exists(here, "test_a_test_that_does_not_exist_is_seen", "no " + "case")
    assert not exists("tests/nowhere.py", "test_a_test_that_does_not_exist_is_seen", "")
