"""案卷评查标准: what a case file is marked on, and for how many of its hundred points.

No national text fixes the sheet; the one shipped here follows published score sheets for files of
administrative penalties. The points are always an argument, so that a dated value of the rulebook
replaces them; nought switches an item off. What cannot be outweighed (否决项) has no points.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from statutes.refusal import Refused
from statutes.wording import say, term

WHOLE = 100  # points of a whole sheet
PASS = 80

FILING = term("立案")
INVESTIGATION = term("调查")
EVIDENCE = term("取证")
DEFENCE = term("申辩听证")
OUTCOME = term("处罚")
SERVICE = term("送达")
ARCHIVE = term("归档")
VETO = term("否决项")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the sheet; `points` nought and `is_veto` for what cannot be outweighed."""

    code: str
    group: str
    label: str
    points: int = 0
    is_veto: bool = False


VETOES = (
    Item("subject", VETO, term("被查处的主体正确"), is_veto=True),
    Item("authority", VETO, term("在本机关管辖范围内"), is_veto=True),
    Item("law", VETO, term("适用法律正确"), is_veto=True),
    Item("range", VETO, term("处罚种类和幅度合法"), is_veto=True),
    Item("steps", VETO, term("必经程序没有缺漏"), is_veto=True),
)
MARKED = (
    Item("party", FILING, term("当事人基本情况清楚"), 3),
    Item("source", FILING, term("案件来源清楚"), 2),
    Item("facts", FILING, term("基本案情清楚"), 3),
    Item("basis", FILING, term("立案依据明确"), 2),
    Item("handler", FILING, term("承办人意见和签名"), 2),
    Item("filing_approval", FILING, term("负责人批准立案"), 2),
    Item("officers", INVESTIGATION, term("两名以上监察员调查"), 2),
    Item("record", INVESTIGATION, term("询问（检查）笔录要素齐全"), 3),
    Item("content", INVESTIGATION, term("笔录内容清楚"), 4),
    Item("signatures", INVESTIGATION, term("笔录逐页签名或者注明拒签"), 2),
    Item("report", INVESTIGATION, term("调查终结报告"), 3),
    Item("order", INVESTIGATION, term("责令限期改正"), 5),
    Item("preservation_approval", EVIDENCE, term("先行登记保存经批准"), 2),
    Item("preservation_notice", EVIDENCE, term("先行登记保存有通知书"), 2),
    Item("description", EVIDENCE, term("证据的名称、性状和证明内容写明"), 2),
    Item("witness", EVIDENCE, term("证据的提供人或者见证人写明"), 2),
    Item("storage", EVIDENCE, term("证据有原件或者保存处所"), 2),
    Item("disposal", EVIDENCE, term("登记保存的证据已作处理"), 2),
    Item("notice", DEFENCE, term("事先告知"), 2),
    Item("notice_receipt", DEFENCE, term("告知书送达回证"), 3),
    Item("defence", DEFENCE, term("陈述申辩的记录和复核"), 3),
    Item("hearing", DEFENCE, term("依申请举行听证"), 2),
    Item("decision_form", OUTCOME, term("案件处理报批表"), 4),
    Item("decision", OUTCOME, term("决定书"), 5),
    Item("decision_approval", OUTCOME, term("负责人签发决定"), 3),
    Item("fine_receipt", OUTCOME, term("罚款缴款票据"), 4),
    Item("closing_report", OUTCOME, term("结案报告"), 4),
    Item("deliberation", OUTCOME, term("集体讨论"), 4),
    Item("service", SERVICE, term("文书依法送达"), 4),
    Item("service_in_time", SERVICE, term("在法定期限内送达"), 3),
    Item("payments", ARCHIVE, term("工资支付凭证齐全"), 3),
    Item("ledger", ARCHIVE, term("工资台账与案件合计一致"), 3),
    Item("closing_check", ARCHIVE, term("四不放过逐项核对"), 4),
    Item("bundle", ARCHIVE, term("案卷封面、目录、备考表和页号"), 4),
)
POINTS: Mapping[str, int] = {item.code: item.points for item in MARKED}


def items_at(points: Mapping[str, int]) -> tuple[Item, ...]:
    """The sheet with these points; an item without any is not on it. Vetoes always are."""
    marked = (replace(item, points=points.get(item.code, 0)) for item in MARKED)
    return (*VETOES, *(item for item in marked if item.points))


def read_points(text: str) -> dict[str, int]:
    """Read points as the rulebook keeps them: party=3/source=2/…; together one hundred."""
    points: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in text.split("/"))):
        code, _, figure = (piece.strip() for piece in part.partition("="))
        if code not in POINTS or code in points or not figure.isdecimal():
            raise Refused(say("评查项目“%(part)s”写法不对，应为“项目代码=分值”。", part=part))
        points[code] = int(figure)
    if (total := sum(points.values())) != WHOLE:
        raise Refused(
            say("评查各项合计应为%(whole)s分，现为%(total)s分。", whole=WHOLE, total=total)
        )
    return points


def written_points(points: Mapping[str, int]) -> str:
    """Write points as the rulebook keeps them, in the order of the sheet."""
    return "/".join(f"{code}={points[code]}" for code in POINTS if points.get(code))


DEFAULT_POINTS = written_points(POINTS)
