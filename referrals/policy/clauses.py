"""How a clause of the crime is written: what it asks, what was compared, what it still needs."""

from statutes.citations import Citation
from statutes.findings import Clause, Outcome
from statutes.wording import Sentence, say

UNKNOWN = say("未记录")
Known = tuple[bool | None, str]  # an answer, and the name of the fact that gives it


def asks(
    code: str, asked: Sentence, compared: Sentence, answer: bool | None, *needs: str,
    citation: Citation,
) -> Clause:  # fmt: skip
    """A clause with its answer; `None` is open, and then `needs` names the facts."""
    if answer is None:
        return Clause(code, asked, compared, Outcome.NEEDS, citation, needs)
    return Clause(code, asked, compared, Outcome.YES if answer else Outcome.NO, citation)


def both(*facts: Known) -> tuple[bool | None, tuple[str, ...]]:
    """Whether every fact holds, and what would have to be known to say so."""
    answers = [answer for answer, _ in facts]
    if False in answers:
        return False, ()
    needs = tuple(name for answer, name in facts if answer is None)
    return (None if needs else True), needs
