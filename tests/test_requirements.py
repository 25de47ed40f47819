"""The product imports only what requirements.txt installs: a developer's machine has more."""

import re
from importlib.metadata import packages_distributions, requires

from launch.places import CHECKOUT

FIRST_LEVEL_IMPORT = re.compile(r"^(?:from|import) (\w+)", re.MULTILINE)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned() -> set[str]:
    """The pins of requirements.txt and, one level down, what they always bring with them."""
    lines = (CHECKOUT / "requirements.txt").read_text().splitlines()
    direct = {normal(line.split("==")[0]) for line in lines if re.match(r"\w.*==", line)}
    brought = {
        normal(re.split(r"[^\w.-]", need)[0])
        for name in direct
        for need in requires(name) or []
        if "extra ==" not in need
    }
    return direct | brought


def test_every_import_of_the_product_is_pinned() -> None:
    packages = {path.parent for path in CHECKOUT.glob("*/__init__.py")} - {CHECKOUT / "tests"}
    providers, allowed = packages_distributions(), pinned()
    unpinned = {
        (str(file.relative_to(CHECKOUT)), module)
        for package in packages
        for file in package.rglob("*.py")
        if "tests" not in file.parts
        for module in FIRST_LEVEL_IMPORT.findall(file.read_text())
        if module in providers and not allowed & {normal(name) for name in providers[module]}
    }
    assert not unpinned
