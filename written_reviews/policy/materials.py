"""Which papers a review usually looks at; one that is missing is asked for, not refused."""

from collections.abc import Collection, Mapping

from statutes.wording import Sentence, say, term

# law.md §7: what offices inspect in every review.
EXPECTED: Mapping[str, str] = {
    "roster": term("审查年度12月职工名册"),
    "contracts": term("劳动合同汇总"),
    "payroll": term("工资支付表、银行回单"),
    "insurance": term("社会保险缴费凭证"),
}


def missing(handed_in: Collection[str]) -> list[Sentence]:
    """What has not been handed in, a sentence each."""
    return [
        say("还没有上传“%(kind)s”。", kind=say(label))
        for kind, label in EXPECTED.items()
        if kind not in handed_in
    ]
