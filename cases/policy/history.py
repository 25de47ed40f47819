"""The values that an old case's row may take, and which of its violations is arrears of wages."""

from enum import StrEnum

from statutes.violations import VIOLATIONS
from statutes.wording import term


class SubjectKind(StrEnum):
    UNIT = "unit"
    INDIVIDUAL = "individual"


class Source(StrEnum):
    COMPLAINT = "complaint"
    REPORT = "report"
    PATROL = "patrol"
    WRITTEN_REVIEW = "written_review"
    TRANSFER = "transfer"


SUBJECT_KIND_LABELS: dict[SubjectKind, str] = {
    SubjectKind.UNIT: term("单位"),
    SubjectKind.INDIVIDUAL: term("个人"),
}
SOURCE_LABELS: dict[Source, str] = {
    Source.COMPLAINT: term("投诉"),
    Source.REPORT: term("举报"),
    Source.PATROL: term("日常巡视检查"),
    Source.WRITTEN_REVIEW: term("书面审查"),
    Source.TRANSFER: term("其他部门移送"),
}
# 劳动报酬: wages, bonuses, allowances, overtime pay (欠薪罪解释 第一条); severance is none of it.
ARREARS = frozenset(
    {"wage_arrears", "migrant_wage_arrears", "below_minimum_wage", "overtime_unpaid"}
)
WORDS_OF_ARREARS = ("欠薪", "工资", "劳动报酬", "加班费")


def cause_of(text: str) -> str:
    """The catalogue's code for what a table calls the violation; nothing where it is unknown."""
    code = text.strip().lower()
    if code in VIOLATIONS:
        return code
    for row in VIOLATIONS.values():
        if row.label == text:
            return row.code
    if any(word in text for word in WORDS_OF_ARREARS):
        return "wage_arrears"
    return ""
