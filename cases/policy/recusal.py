"""回避 (处罚法 第四十三条; 若干规定 第二十三条至第二十五条): its grounds."""

from enum import StrEnum

from statutes.wording import term

CLOCK = "recusal_decision"


class Ground(StrEnum):
    RELATIVE = "relative"
    INTEREST = "interest"
    OTHER = "other"


GROUND_LABELS: dict[Ground, str] = {
    Ground.RELATIVE: term("是用人单位法定代表人或者主要负责人的近亲属"),
    Ground.INTEREST: term("本人或者近亲属与案件有直接利害关系"),
    Ground.OTHER: term("有其他关系可能影响公正"),
}
