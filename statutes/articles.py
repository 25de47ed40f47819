"""What each cited article rules, in one sentence of our own; the source of docs/law-index.md."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from statutes.citations import LAWS, Citation, Law, cite

SOURCE = Path(__file__).resolve().parent / "data" / "articles.csv"
MARKS = {"V": "已核对原文", "P": "据二手来源", "M": "据记忆，未核对"}


@dataclass(frozen=True, slots=True)
class Article:
    """One article the product rests on."""

    citation: Citation
    rule: str
    mark: str


@lru_cache(maxsize=1)
def rules() -> dict[Citation, Article]:
    """Return every article the product may cite."""
    with SOURCE.open(encoding="utf-8", newline="") as lines:
        articles = [
            Article(cite(row["law"], row["article"]), row["rule"], row["mark"])
            for row in csv.DictReader(lines)
        ]
    return {article.citation: article for article in articles}


def rule_of(citation: Citation) -> str:
    """Return the sentence that says what the article rules."""
    return rules()[citation].rule


def index() -> str:
    """Write docs/law-index.md: every act, its force, and every article with its rule."""
    marks = "；".join(f"{mark} {meaning}" for mark, meaning in MARKS.items())
    head = [
        "# Law index",
        "",
        "Every act and article the product cites, with the rule in one sentence of our own.",
        "Written by `script/manage law_index`; a test fails when it is stale or when the code",
        f"cites an article that is not here. Marks: {marks}.",
    ]
    return "\n".join([*head, *(line for law in LAWS.values() for line in _section(law))]) + "\n"


def _section(law: Law) -> list[str]:
    until = f"，{law.in_force_to.isoformat()} 失效" if law.in_force_to else ""
    number = f"{law.number}，" if law.number else ""
    lines = [
        "",
        f"## {law.title}",
        "",
        f"{number}{law.in_force_from.isoformat()} 施行{until}。简称“{law.short}”（{law.mark}）。",
    ]
    own = [article for article in rules().values() if article.citation.law == law.title]
    if own:
        lines += ["", "| 条 | 规则 | 核对 |", "|---|---|---|"]
        lines += [f"| {a.citation.article} | {a.rule} | {a.mark} |" for a in own]
    return lines
