"""Which papers a review looks at: what is missing is asked for; to pass without it is argued."""

from collections.abc import Collection, Mapping

from statutes.refusal import Refused
from statutes.wording import Sentence, say, term

# law.md §7: what offices inspect in every review.
EXPECTED: Mapping[str, str] = {
    "licence": term("营业执照或主体资格证明"),
    "roster": term("审查年度12月职工名册"),
    "contracts": term("劳动合同汇总"),
    "payroll": term("审查年度10至11月工资支付表、银行回单"),
    "attendance": term("审查年度10至11月考勤表"),
    "insurance": term("社会保险缴费凭证"),
}


def missing(handed_in: Collection[str]) -> list[Sentence]:
    """What has not been handed in, a sentence each."""
    return [
        say("还没有上传“%(kind)s”。", kind=say(label))
        for kind, label in EXPECTED.items()
        if kind not in handed_in
    ]


def check_gaps(handed_in: Collection[str], reason: str) -> None:
    """Refuse to pass a review with papers missing unless it is said why it passes nevertheless."""
    gaps = missing(handed_in)
    if gaps and not reason.strip():
        raise Refused(*gaps, say("材料不齐仍予合格的，请在审核意见中写明理由。"))
