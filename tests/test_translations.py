"""The English catalogue is complete, and nothing Chinese escapes it.

The msgids are collected anew from the source, so a sentence added or changed without its English
wording fails here, by name. Statutory papers stay Chinese and are not collected.
"""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template.base import Lexer, Token, TokenType
from django.test import override_settings
from django.utils import translation

from accounts.wording import translate
from statutes.wording import say

ROOT = Path(settings.BASE_DIR)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLACEHOLDER = re.compile(r"%\((\w+)\)[-+ #0-9.]*([a-zA-Z])")
TRANSLATED = ("translate ", "trans ", "blocktranslate", "blocktrans", "comment")
# What stays Chinese in every language: a citation, and what an element says is Chinese (a language
# naming itself, the header of the roster as the product reads it).
STAYS = re.compile(
    r"""《[^》]+》第[零一二三四五六七八九十百]+条|<(\w+)[^>]*lang="zh-Hans"[^>]*>.*?</\1>""",
    re.DOTALL,
)


@dataclass(frozen=True)
class Entry:
    flags: str
    msgid: str
    msgstrs: tuple[str, ...]


def read_catalogue(path: Path) -> list[Entry]:
    """Read a .po file as msgmerge writes it: entries parted by empty lines."""
    entries = [_entry(block) for block in path.read_text("utf-8").split("\n\n")]
    return [entry for entry in entries if entry.msgid]


def _entry(block: str) -> Entry:
    fields: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        keyword, _, rest = line.partition(" ")
        if keyword.startswith("msg"):
            name, line = keyword, rest
        if name and line.startswith('"'):
            fields[name] = fields.get(name, "") + ast.literal_eval(line)
    msgstrs = tuple(text for key, text in fields.items() if key.startswith("msgstr"))
    flags = " ".join(line for line in block.splitlines() if line.startswith("#,"))
    return Entry(flags, fields.get("msgid", ""), msgstrs)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the English catalogue, refreshed from the source as it is now.

    makemessages fills the catalogue that lies above a source file: the copy stands beside links
    to the sources, and the one of the checkout is not touched.
    """
    place = tmp_path_factory.mktemp("checkout")
    for source in ROOT.iterdir():
        if source.name not in {"locale", ".venv", ".git", "var"}:
            (place / source.name).symlink_to(source)
    copy = place / "locale"
    shutil.copytree(ROOT / "locale", copy, ignore=shutil.ignore_patterns("*.mo"))
    with pytest.MonkeyPatch.context() as patch, override_settings(LOCALE_PATHS=[str(copy)]):
        patch.chdir(place)
        call_command("makemessages", locale=["en"], symlinks=True, verbosity=0)
    yield copy / "en" / "LC_MESSAGES" / "django.po"


@pytest.fixture(scope="module")
def entries(catalogue: Path) -> list[Entry]:
    return read_catalogue(catalogue)


def test_every_sentence_of_the_product_has_an_english_wording(entries: list[Entry]) -> None:
    missing = [entry.msgid for entry in entries if not all(entry.msgstrs)]
    assert missing == []


def test_no_english_wording_is_a_guess(entries: list[Entry]) -> None:
    assert [entry.msgid for entry in entries if "fuzzy" in entry.flags] == []


def test_the_english_wording_is_not_the_chinese_one(entries: list[Entry]) -> None:
    chinese = [entry for entry in entries if CHINESE.search(entry.msgid)]
    assert [entry.msgid for entry in chinese if entry.msgid in entry.msgstrs] == []


def test_english_sentences_name_the_same_values(entries: list[Entry]) -> None:
    """A dropped or misspelt %(name)s would print a half sentence, or fail in front of a worker."""
    wrong = [
        (entry.msgid, text)
        for entry in entries
        for text in entry.msgstrs
        if set(PLACEHOLDER.findall(entry.msgid)) != set(PLACEHOLDER.findall(text))
    ]
    assert wrong == []


def test_pure_rules_sentences_are_collected(entries: list[Entry]) -> None:
    """`say` and `term` are keywords of makemessages: without them the rules would stay Chinese."""
    msgids = {entry.msgid for entry in entries}
    assert {"今日到期", "投诉受理（立案）", "剩余%(count)d个工作日"} <= msgids


def templates() -> list[Path]:
    found = sorted(ROOT.glob("templates/**/*.html"))
    return [path for path in found if "papers" not in path.relative_to(ROOT).parts]


def untranslated(source: str) -> list[str]:
    """Return the Chinese of a template that no translation tag covers."""
    return [token.contents.strip() for token in _shown(source) if _is_bare_chinese(token)]


def _shown(source: str) -> Iterator[Token]:
    closing = ""
    for token in Lexer(source).tokenize():
        if closing:
            closing = "" if token.contents.startswith(closing) else closing
        elif token.token_type is TokenType.BLOCK and token.contents.startswith(TRANSLATED):
            word = token.contents.split()[0]
            closing = "" if word in ("translate", "trans") else f"end{word}"
        elif token.token_type is not TokenType.COMMENT:
            yield token


def _is_bare_chinese(token: Token) -> bool:
    text = re.sub(r"""_\((["']).*?\1\)""", "", token.contents)
    return bool(CHINESE.search(STAYS.sub("", text)))


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_show_no_chinese_outside_the_catalogue(path: Path) -> None:
    assert untranslated(path.read_text("utf-8")) == []


GETTEXT = {"gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
MARKED = {"_", "say", "term", "cite"} | GETTEXT
READING = {"compile"}  # a pattern is held against what people type; nobody reads it


def surfaces() -> list[Path]:
    """What speaks to people directly: the two surfaces, and every app's views and forms."""
    patterns = ("portal/**/*.py", "console/**/*.py", "*/views*.py", "*/views/*.py", "*/forms*.py")
    found = {path for pattern in patterns for path in ROOT.glob(pattern)}
    # Invented people and places of the demo are data; commands speak to the operator.
    silent = {"tests", "demo", "migrations", "management"}
    return sorted(path for path in found if not silent & set(path.relative_to(ROOT).parts))


def unmarked(source: str) -> list[str]:
    """Return the Chinese strings of a module that no translation call covers."""
    tree = ast.parse(source)
    covered: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            covered.add(node.value)  # a docstring
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            covered.update(ast.walk(node) if name in MARKED | READING else ())
    constants = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and n not in covered]
    return [n.value for n in constants if isinstance(n.value, str) and CHINESE.search(n.value)]


@pytest.mark.parametrize("path", surfaces(), ids=lambda path: str(path.relative_to(ROOT)))
def test_surfaces_speak_through_the_catalogue(path: Path) -> None:
    assert unmarked(path.read_text("utf-8")) == []


def test_the_source_check_sees_what_it_should() -> None:
    assert unmarked('raise Http404("没有此案")') == ["没有此案"]
    assert unmarked('"""期限"""\nsay("期限%(day)s", day=_("今天"))') == []
    assert unmarked('re.compile("第[0-9]+条")') == []


def test_the_template_check_sees_what_it_should() -> None:
    assert untranslated("<p>期限</p>") == ["<p>期限</p>"]
    assert untranslated("{% include 'a.html' with heading='没有' %}") != []
    assert untranslated("{% translate '期限' %}{# 期限 #}{{ _('期限') }}") == []
    assert untranslated("{% blocktranslate %}期限{% endblocktranslate %}") == []


@pytest.fixture
def in_english(catalogue: Path, tmp_path: Path) -> Iterator[None]:
    """The refreshed catalogue, compiled and switched on."""
    compiled = tmp_path / "en" / "LC_MESSAGES" / "django.mo"
    compiled.parent.mkdir(parents=True)
    subprocess.run(["msgfmt", "--check", "--output-file", compiled, catalogue], check=True)
    with override_settings(LOCALE_PATHS=[str(tmp_path)]), translation.override("en"):
        yield


@pytest.mark.usefixtures("in_english")
def test_english_counts_one_day_and_two_days() -> None:
    assert translate(say("剩余%(count)d个工作日", count=1)) == "1 working day left"
    assert translate(say("剩余%(count)d个工作日", count=2)) == "2 working days left"


@pytest.mark.usefixtures("in_english")
def test_the_terms_inside_a_sentence_are_translated_and_names_are_not() -> None:
    told = say("“%(label)s”等待您审批：%(subject)s", label="立案审批", subject="张三")
    assert translate(told) == '"Filing under approval" is waiting for your approval: 张三'
