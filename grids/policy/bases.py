"""The basis of an inspection outside the yearly cap is a fact of the register, not a word."""

from dataclasses import dataclass
from datetime import date

from grids.policy.frequency import CAP, Basis
from statutes.refusal import Refused
from statutes.wording import Sentence, say


@dataclass(frozen=True, slots=True)
class Flags:
    """What the register says of the employer on the day of the inspection."""

    grade: str = ""
    grade_year: int | None = None
    is_listed: bool = False
    listed_on: date | None = None


def cause_of(basis: Basis, written: str, flags: Flags) -> str:
    """The cause that the notice names; refused where the register or the officer gives none."""
    if wrong := _wrong(basis, written, flags):
        raise Refused(wrong, citation=CAP)
    if written.strip():
        return written.strip()
    if basis is Basis.LISTED:
        since = f"（{flags.listed_on.isoformat()}）" if flags.listed_on else ""
        return f"列入拖欠农民工工资失信联合惩戒对象名单{since}"
    if basis is Basis.GRADE_C:
        return f"{flags.grade_year or ''}年度劳动保障守法诚信等级C级"
    return ""


def _wrong(basis: Basis, written: str, flags: Flags) -> Sentence | None:
    if basis is Basis.LISTED and not flags.is_listed:
        return say("该单位现在不在失信联合惩戒对象名单上。")
    if basis is Basis.GRADE_C and flags.grade != "C":
        return say("该单位现在的诚信等级不是C级。")
    if basis in (Basis.COMPLAINT, Basis.ORDER, Basis.CAMPAIGN) and not written.strip():
        return say("日常检查以外的，请注明依据：投诉举报编号、指令书文号或者专项方案名称。")
    return None
