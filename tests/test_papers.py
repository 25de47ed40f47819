"""Every kind of paper that any app declares: its own code, title and versioned template."""

from collections.abc import Collection, Iterator
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

import pytest
from django.apps import apps
from django.conf import settings

from cases.policy.case_file import PLACES
from documents.kinds import PaperKind
from documents.rendering import engine


def papers_modules(of: Collection[str] = ()) -> Iterator[ModuleType]:
    """Each app's `papers`, and what is in it where it is a package; `of` names some apps only."""
    wanted = (config for config in apps.get_app_configs() if not of or config.name in of)
    names = (f"{config.name}.papers" for config in wanted)
    for room in (import_module(name) for name in names if find_spec(name)):
        yield room
        for found in iter_modules(getattr(room, "__path__", [])):
            yield import_module(f"{room.__name__}.{found.name}")


def declared_kinds(of: Collection[str] = ()) -> list[PaperKind]:
    """Those named by themselves, and those listed by what they are for."""
    values = chain.from_iterable(vars(module).values() for module in papers_modules(of))
    listed = (v.values() if isinstance(v, dict) else [v] for v in values)
    kinds = (v for v in chain.from_iterable(listed) if isinstance(v, PaperKind))
    return list(dict.fromkeys(kinds))


def test_no_two_kinds_of_paper_share_a_code_or_a_title() -> None:
    kinds = declared_kinds()
    assert len({kind.code for kind in kinds}) == len(kinds)
    assert len({kind.title for kind in kinds}) == len(kinds)


def test_every_kind_has_its_template() -> None:
    for kind in declared_kinds():
        engine().get_template(kind.template_name)


# Only what belongs to a case is bound into its file.
ABOUT_CASES = {"cases", "complaints"}
# What the file is made of needs no place in it, and a list of cases belongs to none.
IN_NO_FILE = {"case_cover", "case_index", "case_notes", "evidence_card", "caseload_list"}


def test_every_paper_has_its_place_in_the_case_file() -> None:
    codes = {kind.code for kind in declared_kinds(ABOUT_CASES)} - IN_NO_FILE
    assert codes - set(PLACES) == set()


TEMPLATES = sorted((settings.BASE_DIR / "templates/papers").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_paper_template_is_versioned_and_never_marks_a_fact_safe(path: Path) -> None:
    text = path.read_text()
    assert path.stem.rpartition("-")[2].isdigit()
    for escape in ("|safe", "autoescape off", "{% now"):
        assert escape not in text
