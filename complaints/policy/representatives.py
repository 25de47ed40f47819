"""Who may speak for a group (若干规定 第十二条).

Complainants with one cause may put forward representatives. The national text names no number; the
product holds to the five that provincial rules allow (浙江省劳动保障监察条例： 最多不超过五人).
"""

from collections.abc import Sequence

from statutes.citations import cite
from statutes.wording import Sentence, say

CITATION = cite("若干规定", "第十二条")
MOST = 5
GROUP = 10  # from this number of complainants a roster replaces one form each


def check_representatives(chosen: Sequence[int], complainants: int) -> tuple[Sentence, ...]:
    """Say what is wrong with the choice; `chosen` are positions among the complainants, from 0."""
    wrong: list[Sentence] = []
    if len(chosen) > MOST:
        wrong.append(say("推荐的代表最多%(most)s人。", most=MOST))
    if len(set(chosen)) != len(chosen):
        wrong.append(say("同一个人只能推荐一次。"))
    if any(not 0 <= position < complainants for position in chosen):
        wrong.append(say("代表须是名册上的投诉人。"))
    return tuple(wrong)
