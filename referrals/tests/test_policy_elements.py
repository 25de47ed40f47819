"""The crime's elements at their boundaries, in a legal officer's words: `tables/elements.csv`.

Every row changes one plain case: 72 workers of a Zhengzhou firm owed 210,000 yuan, ordered on
2025-03-27 to pay by 2025-04-10; the team leader fled; nothing was paid by 2025-06-01.
"""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from referrals.policy.arrears import Arrears, Escape, Harm, Service, Subject
from referrals.policy.elements import CRIME, PAID, UNQUALIFIED, judge
from statutes.findings import Outcome, as_json, from_json

PLAIN = Arrears(
    division="410102000000",
    subject=Subject.UNIT,
    escape=frozenset({Escape.FLIGHT}),
    able=False,
    workers=72,
    amount=Decimal("210000.00"),
    max_worker_amount=Decimal("4000.00"),
    max_worker_months=2,
    ordered=True,
    order_on=date(2025, 3, 27),
    order_due_on=date(2025, 4, 10),
    order_service=Service.SERVED,
    harm=frozenset(),
)
ON = date(2025, 6, 1)
ANSWERS = {"是": Outcome.YES, "否": Outcome.NO, "待查": Outcome.NEEDS}


def table() -> list[dict[str, str]]:
    path = Path(__file__).parent / "tables" / "elements.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def value(name: str, text: str) -> Any:
    if name == "division":
        return text
    if text == "":
        return None
    if name in {"escape", "harm"}:
        kind: Any = Escape if name == "escape" else Harm
        return frozenset() if text == "无" else frozenset({kind(text)})
    if name.endswith("_on"):
        return date.fromisoformat(text)
    if name.endswith("amount"):
        return Decimal(text)
    if name in {"workers", "max_worker_months"}:
        return int(text)
    if name == "subject":
        return Subject(text)
    return Service(text) if name == "order_service" else text == "是"


@pytest.mark.parametrize("row", table(), ids=lambda row: row["情形"])
def test_the_boundary_is_where_the_law_puts_it(row: dict[str, str]) -> None:
    told = (change.split("=", 1) for change in row["改动"].split(";") if change)
    facts = replace(PLAIN, **{name: value(name, text) for name, text in told})
    found = judge(facts, ON)
    assert found.crime.outcome is ANSWERS[row["结论"]]
    assert " ".join(found.needs) == row["缺少"]


def test_every_clause_names_its_article_and_what_was_compared() -> None:
    found = judge(PLAIN, ON).crime
    assert found.citation == CRIME
    assert all(clause.citation and str(clause.compared) for clause in found.clauses)
    amount = next(clause for clause in found.clauses if clause.code == "amount")
    assert "10名以上" in str(amount.asked) and "40,000.00" in str(amount.asked)
    assert "72人" in str(amount.compared) and "210,000.00" in str(amount.compared)


def test_a_lack_of_qualification_is_cited_by_its_own_article() -> None:
    found = judge(replace(PLAIN, subject=Subject.UNQUALIFIED), ON).crime
    assert found.clauses[0].citation == UNQUALIFIED


def test_a_finding_survives_being_stored() -> None:
    found = judge(PLAIN, ON).crime
    assert str(from_json(as_json(found)).clauses[3].compared) == str(found.clauses[3].compared)


def test_violence_makes_it_severe_and_payment_no_longer_undoes_it() -> None:
    paid = replace(
        PLAIN,
        paid_on=date(2025, 5, 1),
        compensated=True,
        harm=frozenset({Harm.VIOLENCE}),
    )
    found = judge(paid, ON)
    assert found.severe.outcome is Outcome.YES and found.must_refer
    still = found.crime.clauses[-1]
    assert still.citation == PAID and still.outcome is Outcome.YES
