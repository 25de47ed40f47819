"""What an inspection may end in (条例 第十五条、第十八条).

A breach that was put right before the officers' eyes calls for advice; one that still stands calls
for an order to correct or a case, never for mere advice. An order is issued in a case, and a case
that grew out of a patrol is filed with the head's approval (若干规定 第十九条): so `ORDER` opens a
case with its order already written, `CASE` one that is investigated first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from grids.policy.checklists import Proposed
from statutes.citations import cite
from statutes.refusal import Refused
from statutes.violations import violation
from statutes.wording import Sentence, say, term

OUTCOMES = cite("条例", "第十八条")
OBSTRUCTING = "obstruction"  # in the catalogue: 条例 第三十条


class Obstruction(StrEnum):
    """Why nothing, or not everything, could be looked at."""

    REFUSED = "refused"
    NOBODY = "nobody_present"


OBSTRUCTION_LABELS: Mapping[Obstruction, str] = {
    Obstruction.REFUSED: term("拒绝、阻挠检查"),
    Obstruction.NOBODY: term("现场无人"),
}


class Result(StrEnum):
    """What an inspection leads to."""

    NOTHING = "nothing"
    ADVICE = "advice"
    ORDER = "order"
    CASE = "case"
    UNMADE = "unmade"


RESULT_LABELS: Mapping[Result, str] = {
    Result.NOTHING: term("未发现问题"),
    Result.ADVICE: term("提出改进建议"),
    Result.ORDER: term("责令限期改正"),
    Result.CASE: term("立案查处"),
    Result.UNMADE: term("现场无人，未能检查"),
}
IN_A_CASE = frozenset({Result.ORDER, Result.CASE})


@dataclass(frozen=True, slots=True)
class Breach:
    """One failed item: what it proposes, and whether it was put right on the spot."""

    proposed: Proposed
    is_corrected: bool = False


def standing(breaches: Sequence[Breach]) -> tuple[Breach, ...]:
    return tuple(breach for breach in breaches if not breach.is_corrected)


def likely(breaches: Sequence[Breach], obstruction: Obstruction | None = None) -> Result:
    """What the facts point to; the officers decide."""
    if obstruction is not None and not standing(breaches):
        return Result.CASE if obstruction is Obstruction.REFUSED else Result.UNMADE
    if standing(breaches):
        return Result.ORDER
    return Result.ADVICE if breaches else Result.NOTHING


def check_result(
    result: Result, breaches: Sequence[Breach], obstruction: Obstruction | None = None
) -> None:
    """Refuse a result that the findings do not carry."""
    wrong = _unseen(result, breaches, obstruction) or _wrong(result, breaches, obstruction)
    if wrong:
        raise Refused(wrong, citation=OUTCOMES)


def _unseen(
    result: Result, breaches: Sequence[Breach], obstruction: Obstruction | None
) -> Sentence | None:
    """What was not looked at is not found in order; who is turned away files it (第三十条)."""
    if result is Result.UNMADE and (obstruction is not Obstruction.NOBODY or breaches):
        return say("检查已经实施，应当按查明的情况处理。")
    if obstruction is Obstruction.REFUSED and result in (Result.NOTHING, Result.ADVICE):
        return say("单位拒绝、阻挠检查的，应当依据《劳动保障监察条例》第三十条立案查处。")
    if obstruction is Obstruction.NOBODY and result in (Result.NOTHING, Result.ADVICE):
        return say("现场无人，没有实施检查，不能作出检查结论。")
    return None


def _wrong(
    result: Result, breaches: Sequence[Breach], obstruction: Obstruction | None
) -> Sentence | None:
    if result is Result.NOTHING and breaches:
        return say("检查清单上有%(count)s项不符合，不能按未发现问题办结。", count=len(breaches))
    if result is Result.ADVICE and (left := standing(breaches)):
        return say("有%(count)s项违法行为没有当场改正，应当责令改正或者立案。", count=len(left))
    if result is Result.ORDER and not standing(breaches):
        return say("没有尚未改正的违法行为，无从责令改正。")
    is_refused = obstruction is Obstruction.REFUSED
    if result is Result.CASE and not breaches and not is_refused:
        return say("没有发现违法行为，不能立案。")
    return None


def refusal_finding(what: str, on: date) -> str:
    """That the inspection was refused, with the articles: 条例 第十五条 and 第三十条."""
    row = violation(OBSTRUCTING, on)
    breached = "、".join(str(citation) for citation in row.breached)
    return (
        f"监察员出示执法证件、说明来意后，该单位拒绝、阻挠检查：{what.strip().rstrip('。')}，"
        f"违反了{breached}，应当依据{row.basis}处理。"
    )


def findings(breaches: Sequence[Breach]) -> str:
    """The facts as an order or a case states them, each with the article breached."""
    return "\n".join(_finding(breach) for breach in breaches)


def _finding(breach: Breach) -> str:
    text = str(breach.proposed.finding).rstrip("。")
    articles = "、".join(breach.proposed.breached)
    ending = "，当场已改正。" if breach.is_corrected else "。"
    return f"{text}，违反了{articles}{ending}" if articles else f"{text}{ending}"


def requirement(breaches: Sequence[Breach]) -> str:
    """What an order tells the employer to do, one duty a line."""
    duties = [breach.proposed.order for breach in standing(breaches)]
    if len(duties) == 1:
        return f"{duties[0]}，并将改正情况书面报送本机关。"
    lines = [f"{number}．{duty}；" for number, duty in enumerate(duties, 1)]
    return "\n".join([*lines, "并将改正情况书面报送本机关。"]) if lines else ""
