"""Reading a published draw back from its file, so that anyone can run it again.

The file is the very text that was hashed: `size N`, one `officer NAME` a line, one
`object NAME BARRED…` a line. docs/draw.md explains it to the public.
"""

from grids.policy.draw import Drawn, Lots, draw
from statutes.refusal import Refused
from statutes.wording import say


def read(text: str) -> Lots:
    """The lots of a published file; Refused where it is not one, naming the line."""
    size, officers = 0, set[str]()
    barred: dict[str, frozenset[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        match line.split(" "):
            case ["size", count] if count.isdecimal() and number == 1:
                size = int(count[:9])
            case ["officer", name] if name:
                officers.add(name)
            case ["object", name, *others] if name:
                barred[name] = frozenset(others)
            case _:
                raise Refused(say("第%(line)s行不是抽签输入的格式。", line=number))
    lots = Lots(frozenset(barred), frozenset(officers), size, barred)
    if lots.written() != text:
        raise Refused(say("文件内容或者顺序与公布的不一致。"))
    return lots


def redraw(text: str, seed: str, nonce: str = "") -> tuple[Drawn, ...]:
    return draw(read(text), seed, nonce)
