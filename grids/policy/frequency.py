"""How often an employer is inspected: by grade and listing, under the yearly cap on routine ones.

Classified management (等级评价办法) sends officers to an A employer less often and makes a C one a
focus; a listed one is inspected at least twice a year (the city's list of 2014). 国办发〔2024〕54号
caps routine inspections only: one that follows a complaint or another lead (a warning, a written
review, a case), a listing, a C grade, an order or a campaign stands outside the cap and names its
basis.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from statutes.citations import Citation, cite
from statutes.clocks import add_months
from statutes.refusal import Refused
from statutes.wording import Sentence, say, term

CAP = cite("涉企检查意见", "检查频次的规定")


class Basis(StrEnum):
    """Why an inspection is made."""

    ROUTINE = "routine"
    COMPLAINT = "complaint"
    LEAD = "lead"
    LISTED = "listed"
    GRADE_C = "grade_c"
    ORDER = "order"
    CAMPAIGN = "campaign"


BASIS_LABELS: dict[Basis, str] = {
    Basis.ROUTINE: term("日常检查"),
    Basis.COMPLAINT: term("投诉举报"),
    Basis.LEAD: term("线索核查"),
    Basis.LISTED: term("列入失信名单"),
    Basis.GRADE_C: term("诚信等级C级"),
    Basis.ORDER: term("指令书复查"),
    Basis.CAMPAIGN: term("专项检查"),
}


# Inspected when they are due, whatever the lot says; the lot is for the others.
OUTSIDE_THE_LOT = frozenset({Basis.LISTED, Basis.GRADE_C})


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Inspected once in so many months, on this basis, for this reason."""

    months: int
    basis: Basis
    reason: Sentence
    citation: Citation | None  # None: the city's own rule, not an article


LISTED = Rhythm(
    6,
    Basis.LISTED,
    say("列入拖欠农民工工资名单的单位，每年实施不少于两次巡视检查。"),
    None,
)
GRADES: dict[str, Rhythm] = {
    "C": Rhythm(
        6,
        Basis.GRADE_C,
        say("诚信等级C级的单位列为监察重点对象，每半年检查一次。"),
        cite("等级评价办法", "分类监管的规定"),
    ),
    "B": Rhythm(
        12,
        Basis.ROUTINE,
        say("诚信等级B级的单位适当增加巡视频次，每年检查一次。"),
        cite("等级评价办法", "分类监管的规定"),
    ),
    "A": Rhythm(
        36,
        Basis.ROUTINE,
        say("诚信等级A级的单位适当减少巡视频次，每三年检查一次。"),
        cite("等级评价办法", "分类监管的规定"),
    ),
}
UNGRADED = Rhythm(
    24,
    Basis.ROUTINE,
    say("尚未评定诚信等级的单位，每两年检查一次。"),
    cite("条例", "第十四条"),
)


def rhythm(grade: str, *, is_listed: bool) -> Rhythm:
    """Return how often an employer of that grade (empty: ungraded) is inspected, and why."""
    return LISTED if is_listed else GRADES.get(grade, UNGRADED)


def due_on(rule: Rhythm, last_on: date | None, in_force_from: date) -> date:
    """The day from which the next inspection is due; at once where there has been none."""
    return in_force_from if last_on is None else add_months(last_on, rule.months)


def check_cap(basis: Basis, *, routine_this_year: int, cap: int) -> None:
    """Refuse a routine inspection above the year's cap; every other basis stands outside it."""
    if basis is Basis.ROUTINE and routine_this_year >= cap:
        raise Refused(
            say(
                "该单位本年度已实施日常检查%(done)s次，达到每年%(cap)s次的上限；"
                "因投诉举报、失信名单、C级、指令复查或者专项检查进行的，请注明依据。",
                done=routine_this_year,
                cap=cap,
            ),
            citation=CAP,
        )
