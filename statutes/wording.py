"""Sentences that pure rules say: a gettext msgid with its values, translated only by the surface.

The msgid is the statutory wording itself, so `str(sentence)` is the Chinese text and needs no
catalogue. A per-cent sign that is meant as one is written `%%`, as in any gettext format.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Sentence:
    """One message: what is said (`msgid`) and the values it names (`params`)."""

    msgid: str
    params: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return self.msgid % self.params

    def as_data(self) -> dict[str, Any]:
        """What a column keeps of it, so that each reader reads it in the own language."""
        params = {
            name: value if isinstance(value, int | str) else str(value)
            for name, value in self.params.items()
        }
        return {"msgid": self.msgid, "params": params}

    @classmethod
    def of_data(cls, kept: Mapping[str, Any]) -> "Sentence":
        return cls(kept["msgid"], kept["params"])


def say(msgid: str, **params: object) -> Sentence:
    """Make a sentence; `say` is also the keyword by which the catalogue finds its msgid."""
    return Sentence(msgid, params)


def term(msgid: str) -> str:
    """Mark a label in a data row for the catalogue and return it unchanged."""
    return msgid
