"""A finding: what a rule concluded, clause by clause, with the facts it compared.

Every automatic result is kept and shown in this form, so that the screen, the paper and an appeal
quote the same reasons. A clause that lacks a fact answers *needs*, never yes or no.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from statutes.citations import Citation
from statutes.wording import Sentence


class Outcome(StrEnum):
    """What a clause or a rule answers."""

    YES = "yes"
    NO = "no"
    NEEDS = "needs"


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition of a rule: what it asks, what was compared, what came out."""

    code: str
    asked: Sentence
    compared: Sentence
    outcome: Outcome
    citation: Citation | None = None
    needs: tuple[str, ...] = ()  # names of the facts that are missing

    def __post_init__(self) -> None:
        if bool(self.needs) is not (self.outcome is Outcome.NEEDS):
            raise ValueError(f"{self.code}: an open clause, and only that, names what it needs")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule concluded on the facts of one record."""

    rule: str
    outcome: Outcome
    clauses: tuple[Clause, ...]
    citation: Citation | None = None

    @property
    def met(self) -> tuple[Clause, ...]:
        """The clauses that answered yes: the grounds."""
        return tuple(clause for clause in self.clauses if clause.outcome is Outcome.YES)

    @property
    def needs(self) -> tuple[str, ...]:
        """The facts whose absence leaves the rule open, each once, in the order asked."""
        if self.outcome is not Outcome.NEEDS:
            return ()
        return tuple(dict.fromkeys(name for clause in self.clauses for name in clause.needs))


def any_of(rule: str, clauses: Iterable[Clause], citation: Citation | None = None) -> Finding:
    """Conclude a rule that one clause suffices for; an open clause cannot undo a yes."""
    given = tuple(clauses)
    return Finding(rule, _first(given, Outcome.YES, Outcome.NEEDS, Outcome.NO), given, citation)


def all_of(rule: str, clauses: Iterable[Clause], citation: Citation | None = None) -> Finding:
    """Conclude a rule that every clause must meet; an open clause cannot save a no."""
    given = tuple(clauses)
    return Finding(rule, _first(given, Outcome.NO, Outcome.NEEDS, Outcome.YES), given, citation)


def as_json(finding: Finding) -> dict[str, Any]:
    """Write a finding as stored and printed by the commands."""
    return {
        "rule": finding.rule,
        "outcome": finding.outcome.value,
        "citation": _citation_json(finding.citation),
        "clauses": [
            {
                "code": clause.code,
                "asked": _sentence_json(clause.asked),
                "compared": _sentence_json(clause.compared),
                "outcome": clause.outcome.value,
                "citation": _citation_json(clause.citation),
                "needs": list(clause.needs),
            }
            for clause in finding.clauses
        ],
    }


def from_json(data: Mapping[str, Any]) -> Finding:
    """Read a stored finding back; figures come back as the text that was compared."""
    return Finding(
        rule=data["rule"],
        outcome=Outcome(data["outcome"]),
        clauses=tuple(
            Clause(
                code=row["code"],
                asked=_sentence(row["asked"]),
                compared=_sentence(row["compared"]),
                outcome=Outcome(row["outcome"]),
                citation=_citation(row["citation"]),
                needs=tuple(row["needs"]),
            )
            for row in data["clauses"]
        ),
        citation=_citation(data["citation"]),
    )


def _first(clauses: Sequence[Clause], *order: Outcome) -> Outcome:
    found = {clause.outcome for clause in clauses}
    return next((outcome for outcome in order if outcome in found), order[-1])


def _sentence_json(sentence: Sentence) -> dict[str, Any]:
    params = {
        name: value if isinstance(value, int | float | bool) else str(value)
        for name, value in sentence.params.items()
    }
    return {"msgid": sentence.msgid, "params": params}


def _sentence(data: Mapping[str, Any]) -> Sentence:
    return Sentence(data["msgid"], dict(data["params"]))


def _citation_json(citation: Citation | None) -> list[str] | None:
    return [citation.law, citation.article] if citation else None


def _citation(data: Sequence[str] | None) -> Citation | None:
    return Citation(*data) if data else None
