"""双随机 draw: objects and officers chosen by lot, so that anyone can draw again and compare.

Every ticket is the SHA-256 of `seed|nonce|inputs|round|name`; the smallest tickets win. A sheet of
paper, the printed seed and nonce and any tool that computes SHA-256 are enough to check a published
draw. A person names the seed; the nonce comes from the machine once the inputs stand and are
hashed: who picks the seed cannot try out beforehand whom it would draw.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from statutes.refusal import Refused
from statutes.wording import say

PAIR = 2  # two certified officers on every inspection (处罚法 第四十二条)
OBJECTS = "objects"


@dataclass(frozen=True, slots=True)
class Lots:
    """Everything that goes into a draw; the order in which it was collected does not matter.

    `barred` names, for each object, the officers who may not go: those who inspected it last, or
    whom the last draw sent there (nobody goes twice running). Recusal is not among the inputs: who
    must recuse is replaced after the inspection has been approved, under a new notice.
    """

    objects: frozenset[str]
    officers: frozenset[str]
    size: int
    barred: Mapping[str, frozenset[str]]

    def written(self) -> str:
        """Return the text whose hash is published beside the seed, one line an input."""
        lines = [f"size {self.size}"]
        lines += [f"officer {name}" for name in sorted(self.officers)]
        lines += [
            " ".join(["object", name, *sorted(self.barred.get(name, ()))])
            for name in sorted(self.objects)
        ]
        return "\n".join(lines) + "\n"

    def digest(self) -> str:
        return sha256(self.written().encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Drawn:
    """One object that was drawn and the two officers who inspect it; the first one leads."""

    name: str
    officers: tuple[str, ...]


def mixed(seed: str, nonce: str) -> str:
    """What every ticket begins with; draws of before the nonces have the seed alone."""
    return f"{seed}|{nonce}" if nonce else seed


def draw(lots: Lots, seed: str, nonce: str = "") -> tuple[Drawn, ...]:
    """Draw `size` objects and for each two officers, busy ones after those who have less to do.

    Raises Refused when there are fewer objects than asked for, or an object for which fewer
    than two officers may go.
    """
    check(lots, seed)
    digest, start = lots.digest(), mixed(seed, nonce)
    chosen = _by_ticket(lots.objects, start, digest, OBJECTS)[: lots.size]
    load: Counter[str] = Counter()
    return tuple(_with_officers(name, lots, start, digest, load) for name in chosen)


def ticket(start: str, digest: str, purpose: str, name: str) -> str:
    """Return the lot of one name; `purpose` is `objects`, or the object officers are drawn for."""
    return sha256(f"{start}|{digest}|{purpose}|{name}".encode()).hexdigest()


def check(lots: Lots, seed: str) -> None:
    """Refuse what can be seen to be no draw before any lot falls."""
    if not seed.strip():
        raise Refused(say("请填写抽签种子。"))
    if len(lots.officers) < PAIR:
        raise Refused(
            say(
                "本机构持有效监察证的监察员只有%(count)s人，检查须由二人实施，不能抽签。",
                count=len(lots.officers),
            )
        )
    if lots.size < 1:
        raise Refused(say("抽取户数应当大于零。"))
    if lots.size > len(lots.objects):
        raise Refused(
            say(
                "拟抽取%(size)s户，符合条件的检查对象只有%(there)s户。",
                size=lots.size,
                there=len(lots.objects),
            )
        )


def _by_ticket(names: Iterable[str], start: str, digest: str, purpose: str) -> Sequence[str]:
    return sorted(names, key=lambda name: ticket(start, digest, purpose, name))


def _with_officers(name: str, lots: Lots, start: str, digest: str, load: Counter[str]) -> Drawn:
    """The two who have least to do, the lot deciding among equals."""
    free = lots.officers - lots.barred.get(name, frozenset())
    if len(free) < PAIR:
        raise Refused(
            say(
                "“%(name)s”可以派出的监察员不足二人（上次检查的人员不得连续检查同一单位）。",
                name=name,
            )
        )
    ranked = _by_ticket(free, start, digest, name)
    pair = tuple(sorted(ranked, key=lambda officer: load[officer])[:PAIR])
    load.update(pair)
    return Drawn(name, pair)
