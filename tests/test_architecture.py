"""What import-linter cannot see: foreign keys, templates, schedules, the order of the house."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Field, Model
from labor_inspection.celery import app as celery_app

ROOT = settings.BASE_DIR
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
LAYERS = [re.split(r"\s*\|\s*", line) for line in CONTRACTS["contracts"][0]["layers"]]
LEVEL = {app: level for level, siblings in enumerate(reversed(LAYERS)) for app in siblings}
PACKAGES = list(LEVEL)
# Rendered by Django or a library under a name that our code never spells.
RENDERED_BY_OTHERS = re.compile(r"^(40[034]|500|403_csrf)\.html$|^(admin|bootstrap5|django)/")


def source_files(*suffixes: str) -> Iterator[Path]:
    for package in [*PACKAGES, "templates", "tests"]:
        for file in (ROOT / package).rglob("*"):
            if file.suffix in suffixes and "vendor" not in file.parts:
                yield file


def test_every_package_stands_on_one_layer() -> None:
    here = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert here == set(PACKAGES) == set(CONTRACTS["root_packages"])


def test_installed_apps_follow_the_layers() -> None:
    ours = [name for name in settings.INSTALLED_APPS if name in LEVEL]
    assert ours == [name for name in PACKAGES if name != "statutes"]


def relations() -> list[tuple[type[Model], Field]]:
    models = [model for model in apps.get_models() if model._meta.app_label in LEVEL]
    return [
        (model, field)
        for model in models
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.is_relation and field.related_model._meta.app_label in LEVEL
    ]


def test_foreign_keys_point_downwards_or_stay_in_the_app() -> None:
    upwards = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model, field in relations()
        if (target := field.related_model._meta.app_label) != model._meta.app_label
        and LEVEL[target] >= LEVEL[model._meta.app_label]
    ]
    assert not upwards


def test_packages_do_not_re_export() -> None:
    """A name imported into an `__init__` brings import cycles back; Celery's app must be there."""
    filled = {
        str(file.relative_to(ROOT))
        for file in source_files(".py")
        if file.name == "__init__.py" and file.read_text().strip()
    }
    assert filled == {"labor_inspection/__init__.py"}


def test_every_package_has_a_page_about_itself() -> None:
    assert [name for name in PACKAGES if not (ROOT / name / "README.md").exists()] == []


def test_there_are_no_model_signals() -> None:
    """Consequences are written in order in the service, never scattered in receivers."""
    signals = re.compile(r"django\.db\.models\.signals|django\.dispatch import receiver")
    assert [str(file) for file in source_files(".py") if signals.search(file.read_text())] == [
        str(ROOT / "tests/test_architecture.py")
    ]


def test_the_beat_schedule_names_real_tasks() -> None:
    celery_app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    routed = set(settings.CELERY_TASK_ROUTES)
    assert scheduled | routed <= set(celery_app.tasks)


def test_every_template_is_used() -> None:
    text = "\n".join(file.read_text() for file in source_files(".py", ".html"))
    unused = [
        name
        for name in (str(file.relative_to(ROOT / "templates")) for file in all_templates())
        if f'"{name}"' not in text and f"'{name}'" not in text
        if not RENDERED_BY_OTHERS.match(name)
    ]
    assert not unused


def all_templates() -> Iterator[Path]:
    return (file for file in (ROOT / "templates").rglob("*") if file.is_file())


@pytest.mark.parametrize("pattern", [r"timezone\.now\(", r"datetime\.now\(", r"date\.today\("])
def test_only_the_clock_knows_the_time(pattern: str) -> None:
    """Everything else is told: `at` and `today` are arguments, `workflow.clock` is the source."""
    told = re.compile(pattern)
    allowed = {ROOT / "workflow/clock.py", ROOT / "tests/test_architecture.py"}
    asking = [
        str(file.relative_to(ROOT))
        for file in source_files(".py")
        if file not in allowed and told.search(file.read_text())
    ]
    assert not asking
