"""Who may be sent: no inspector goes to one employer twice running where nobody has complained.

国办发〔2024〕54号 asks that officers be drawn by lot; the draw bars those of the last inspection,
and so does this rule where an inspection is proposed by hand. Following up a complaint or an order
is the business of those who know the matter.
"""

from collections.abc import Mapping

from grids.policy.frequency import Basis
from statutes.wording import Sentence, say

FOLLOW_UP = frozenset({Basis.COMPLAINT, Basis.ORDER})


def twice_running(
    basis: Basis, officers: Mapping[int, str], last: frozenset[int]
) -> tuple[Sentence, ...]:
    """Name each of `officers` (id → name) who made the employer's `last` inspection."""
    if basis in FOLLOW_UP:
        return ()
    return tuple(
        say("%(name)s实施了对该单位的上一次检查，同一监察员不得连续两次检查同一单位。", name=name)
        for pk, name in officers.items()
        if pk in last
    )
