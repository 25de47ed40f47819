"""更正: what of an ended case may still be corrected, and what a correction must say.

Words only. Money, days, persons and decisions are changed by acts of their own, never by rewriting
what was written of them.
"""

from statutes.wording import Sentence, say, term

CORRECTABLE: dict[str, str] = {
    "subject_name": term("被监察单位名称"),
    "summary": term("基本案情"),
    "closing_summary": term("调查处理和执行情况"),
    "no_penalty_reason": term("不予处罚的理由"),
}
LONGEST = {"subject_name": 200}


def refuse(field: str, before: str, after: str, reason: str) -> tuple[Sentence, ...]:
    """Everything that keeps this correction from being made; empty when it may."""
    refusals = (
        _unknown(field),
        say("须填写更正后的内容。") if not after.strip() else None,
        say("更正后的内容与现有内容相同。") if after.strip() == before.strip() else None,
        say("须写明更正的理由。") if not reason.strip() else None,
        _too_long(field, after),
    )
    return tuple(refusal for refusal in refusals if refusal is not None)


def _unknown(field: str) -> Sentence | None:
    return None if field in CORRECTABLE else say("该项内容不能更正。")


def _too_long(field: str, after: str) -> Sentence | None:
    most = LONGEST.get(field)
    if most is None or len(after.strip()) <= most:
        return None
    return say("超过%(most)s个字，请写短一些", most=most)
