"""Every kind of paper that any app declares: its own code, title and versioned template."""

from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps
from django.conf import settings

from documents.kinds import PaperKind
from documents.rendering import engine


def papers_modules() -> list[ModuleType]:
    names = (f"{config.name}.papers" for config in apps.get_app_configs())
    return [import_module(name) for name in names if find_spec(name)]


def declared_kinds() -> list[PaperKind]:
    values = chain.from_iterable(vars(module).values() for module in papers_modules())
    return list(dict.fromkeys(value for value in values if isinstance(value, PaperKind)))


def test_no_two_kinds_of_paper_share_a_code_or_a_title() -> None:
    kinds = declared_kinds()
    assert len({kind.code for kind in kinds}) == len(kinds)
    assert len({kind.title for kind in kinds}) == len(kinds)


def test_every_kind_has_its_template() -> None:
    for kind in declared_kinds():
        engine().get_template(kind.template_name)


TEMPLATES = sorted((settings.BASE_DIR / "templates/papers").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_paper_template_is_versioned_and_never_marks_a_fact_safe(path: Path) -> None:
    text = path.read_text()
    assert path.stem.rpartition("-")[2].isdigit()
    for escape in ("|safe", "autoescape off", "{% now"):
        assert escape not in text
