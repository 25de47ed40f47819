"""Every message of the product names the values it is given, and no others."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUTSIDE = {".venv", "var", "node_modules", "static", "migrations"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[-.\d]*[sdf]|%%|(%)")


def said() -> Iterator[tuple[str, str, set[str]]]:
    """Find each `say("…", name=…)` that is given its values by name."""
    for path in sorted(ROOT.glob("*/**/*.py")):
        if OUTSIDE & set(path.relative_to(ROOT).parts):
            continue
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)) if "say(" in source else ():
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
