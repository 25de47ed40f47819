"""Typed readers of environment variables; an empty value counts as not set."""

import os


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    return default if not value else value in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    return int(text(name, str(default)))


def items(name: str) -> list[str]:
    return [part.strip() for part in text(name).split(",") if part.strip()]
