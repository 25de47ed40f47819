"""What import-linter cannot see: foreign keys, templates, schedules, the order of the house."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Model

from labor_inspection.celery import app as celery_app

ROOT = settings.BASE_DIR
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
LAYERS = [re.split(r"\s*\|\s*", line) for line in CONTRACTS["contracts"][0]["layers"]]
LEVEL = {app: level for level, siblings in enumerate(reversed(LAYERS)) for app in siblings}
PACKAGES = [app for siblings in LAYERS for app in siblings]
# Rendered by Django or a library under a name that our code never spells.
RENDERED_BY_OTHERS = re.compile(r"^(40[034]|500|403_csrf)\.html$|^(admin|bootstrap5|django)/")
TEMPLATE_NAME = re.compile(r"""["']([\w/{}.-]+\.html)["']""")


def source_files(*suffixes: str) -> Iterator[Path]:
    for package in [*PACKAGES, "templates", "tests"]:
        for file in (ROOT / package).rglob("*"):
            if file.suffix in suffixes and "vendor" not in file.parts:
                yield file


def code() -> list[Path]:
    return [file for file in source_files(".py") if file != Path(__file__)]


def test_every_package_stands_on_one_layer() -> None:
    here = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert here == set(PACKAGES) == set(CONTRACTS["root_packages"])


def test_installed_apps_follow_the_layers() -> None:
    ours = [name for name in settings.INSTALLED_APPS if name in LEVEL]
    assert ours == [name for name in PACKAGES if name != "statutes"]


def relations() -> Iterator[tuple[str, str, str]]:
    """Every foreign key and many-to-many of ours: its name, its app, the app it points to."""
    for model in apps.get_models():
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            target = field.related_model
            if isinstance(target, type) and issubclass(target, Model):
                name = f"{model._meta.label}.{field.name} -> {target._meta.label}"
                yield name, model._meta.app_label, target._meta.app_label


def test_foreign_keys_point_downwards_or_stay_in_the_app() -> None:
    upwards = [
        name
        for name, app, target in relations()
        if app in LEVEL and target in LEVEL and app != target and LEVEL[target] >= LEVEL[app]
    ]
    assert not upwards


def test_packages_do_not_re_export() -> None:
    """A name imported into an `__init__` brings import cycles back.

    Two must: web processes need Celery's app, and Django looks for models in `models` itself.
    """
    filled = {
        str(file.relative_to(ROOT))
        for file in source_files(".py")
        if file.name == "__init__.py" and file.parent.name != "models" and file.read_text().strip()
    }
    assert filled == {"labor_inspection/__init__.py"}


def test_there_are_no_model_signals() -> None:
    """Consequences are written in order in the service, never scattered in receivers."""
    signals = re.compile(r"django\.db\.models\.signals|django\.dispatch import receiver")
    assert not [file for file in code() if signals.search(file.read_text())]


def test_the_beat_schedule_names_real_tasks() -> None:
    celery_app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    routed = set(settings.CELERY_TASK_ROUTES)
    assert scheduled | routed <= set(celery_app.tasks)


def test_the_glossary_names_models_that_exist() -> None:
    """Packages that hold nothing yet are named by what they will hold."""
    named = re.findall(r"`([a-z_]+)\.([A-Z]\w+)", (ROOT / "docs/glossary.md").read_text())
    built = {model._meta.app_label for model in apps.get_models()}
    real = {(model._meta.app_label, model.__name__) for model in apps.get_models()}
    assert {(app, name) for app, name in named if app in built} - real == set()


def test_every_package_has_a_page_about_itself() -> None:
    assert [name for name in PACKAGES if not (ROOT / name / "README.md").exists()] == []


def test_every_template_is_used() -> None:
    text = "\n".join(file.read_text() for file in source_files(".py", ".html"))
    named = [re.sub(r"\\{.*?\\}", ".+", re.escape(name)) for name in TEMPLATE_NAME.findall(text)]
    used = re.compile("|".join({name for name in named if not name.startswith("papers/.+")}))
    unused = [
        name
        for name in (str(file.relative_to(ROOT / "templates")) for file in all_templates())
        if not used.fullmatch(name) and not RENDERED_BY_OTHERS.match(name)
        # A paper is named by its kind: "correction_order" prints papers/correction_order-1.html.
        # Its parts stay for the papers that were printed with them.
        if f'"{Path(name).stem.rsplit("-", 1)[0]}"' not in text and "papers/parts/" not in name
    ]
    assert not unused


def all_templates() -> Iterator[Path]:
    return (ROOT / "templates").rglob("*.html")


@pytest.mark.parametrize("pattern", [r"timezone\.now\(", r"datetime\.now\(", r"date\.today\("])
def test_only_the_clock_knows_the_time(pattern: str) -> None:
    """Everything else is told: `at` and `today` are arguments, `workflow.clock` is the source.

    Admin screens of apps below `workflow` cannot ask it: they record when a row was really typed.
    """
    told = re.compile(pattern)
    asking = {
        str(file.relative_to(ROOT))
        for file in code()
        if "tests" not in file.parts and file.name != "admin.py" and told.search(file.read_text())
    }
    assert asking <= {"workflow/clock.py"}
