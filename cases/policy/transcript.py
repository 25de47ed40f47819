"""Questions and answers as they are typed: “问：……” and “答：……”, each on a line of its own.

Who works in English may write Q and A; the paper prints 问 and 答.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from statutes.wording import Sentence, say

TURN = re.compile(r"\s*(问|答|Q|A)\s*[：:]\s*(.*)", re.DOTALL)
ASKING = ("问", "Q")
SHOWN = 20  # of a question that is quoted in a refusal


@dataclass(frozen=True, slots=True)
class Line:
    question: str
    answer: str


def lines(text: str) -> tuple[Line, ...]:
    """Read what was typed, half-written lines included; a line without 问 or 答 goes on."""
    turns: list[list[str]] = []
    for typed in text.splitlines():
        if found := TURN.fullmatch(typed):
            turns.append([found[1], found[2].strip()])
        elif typed.strip() and turns:
            turns[-1][1] = f"{turns[-1][1]}\n{typed.strip()}".strip()
    return tuple(_paired(turns))


def _paired(turns: list[list[str]]) -> Iterable[Line]:
    """Each question with the answer that follows it; an answer to nothing answers “”."""
    asked: str | None = None
    for who, words in turns:
        if who in ASKING:
            if asked is not None:
                yield Line(asked, "")
            asked = words
        else:
            yield Line(asked or "", words)
            asked = None
    if asked is not None:
        yield Line(asked, "")


def refuse(written: Iterable[Line]) -> tuple[Sentence, ...]:
    """Name every question without an answer and every answer without a question."""
    told = [_gap(row, line) for row, line in enumerate(written, 1)]
    if not told:
        return (say("笔录没有问答。每个问题以“问：”起行，回答以“答：”起行。"),)
    return tuple(gap for gap in told if gap is not None)


def _gap(row: int, line: Line) -> Sentence | None:
    if not line.question:
        return say("第%(row)s处回答之前没有问题。", row=row)
    if not line.answer:
        return say(
            "第%(row)s问（%(question)s）没有记录回答；没有问到的，请整条删去。",
            row=row,
            question=line.question[:SHOWN],
        )
    return None


def written_out(questions: Iterable[str]) -> str:
    """A template as the officer finds it: each question, and a line for its answer."""
    return "\n".join(f"问：{question}\n答：" for question in questions)
