"""The basis of an inspection outside the yearly cap is a fact of the register, not a word."""

from dataclasses import dataclass
from datetime import date

from grids.policy.frequency import CAP, Basis
from statutes.refusal import Refused
from statutes.wording import Sentence, say

NOT_FOUND = {
    Basis.COMPLAINT: say("没有查到对该单位的这件投诉举报，请写明完整编号；尚未登记的，请先登记。"),
    Basis.LEAD: say("没有查到对该单位的这条线索，请写明预警、书面审查或者案件的完整编号。"),
    Basis.ORDER: say("没有查到对该单位的这份限期改正指令书，请写明完整文号。"),
}


@dataclass(frozen=True, slots=True)
class Flags:
    """What the register and the files say of the employer on the day of the inspection."""

    grade: str = ""
    grade_year: int | None = None
    is_listed: bool = False
    listed_on: date | None = None
    campaign: str = ""  # title of the approved plan of a campaign under which it is made
    reference: str = ""  # number of a complaint, a lead or an order of this employer's own


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
    return flags.campaign if basis is Basis.CAMPAIGN else ""


def _wrong(basis: Basis, written: str, flags: Flags) -> Sentence | None:
    if basis is Basis.LISTED and not flags.is_listed:
        return say("该单位现在不在失信联合惩戒对象名单上。")
    if basis is Basis.GRADE_C and flags.grade != "C":
        return say("该单位现在的诚信等级不是C级。")
    if basis is Basis.CAMPAIGN and not flags.campaign:
        return say("专项检查须依据已批准的专项检查方案，请在巡查计划中选择该方案。")
    return _unreferenced(written, flags, NOT_FOUND[basis]) if basis in NOT_FOUND else None


def _unreferenced(written: str, flags: Flags, not_found: Sentence) -> Sentence | None:
    """A complaint, a lead or an order is named by its number, and it is this employer's own."""
    if not written.strip():
        return say("日常检查以外的，请注明依据：投诉举报或者线索的编号，或者指令书文号。")
    return None if flags.reference and flags.reference in written else not_found
