"""Where a person goes whose matter is not for this bureau (条例 第十三条、第二十一条).

若干规定 第十五条: whoever must go to arbitration or to court, or has gone there, is told so.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from statutes.citations import Citation, cite
from statutes.wording import term


@dataclass(frozen=True, slots=True)
class Direction:
    """Where a person goes whose matter is not for this bureau, or not yet: never a dead end."""

    title: str
    points: tuple[str, ...]
    citation: Citation | None = None
    may_complain: bool = True  # whether the complaint may be lodged here all the same


DIRECTIONS: Mapping[str, Direction] = {
    "suit": Direction(
        term("已经申请仲裁或者起诉的，由那边作出处理"),
        (
            term("带上受理通知书，找仲裁委员会或者法院问进度。"),
            term("裁决书、判决书生效后单位还不给钱，向法院申请强制执行，不收您的钱。"),
            term("请不起律师，打12348问法律援助；讨要工资可以申请免费援助。"),
        ),
        cite("条例", "第二十一条"),
    ),
    "dispute": Direction(
        term("赔多少谈不拢，去劳动人事争议仲裁"),
        (
            term("到干活的地方或者单位所在地的劳动人事争议仲裁委员会申请，仲裁不收费。"),
            term("一般要在知道权利受侵害之日起一年内申请；还在干活的，离开后一年内都可以。"),
            term("不知道仲裁委在哪里，打12333问。"),
        ),
        cite("条例", "第二十一条"),
    ),
    "trade": Direction(
        term("工程款、货款、承包款，到法院起诉"),
        (
            term("这是单位之间、包工头和公司之间的账，由法院处理。"),
            term("如果里面有工人的工资，每个工人都可以就自己的工资来这里投诉。"),
            term("请不起律师，打12348问法律援助。"),
        ),
    ),
    "elsewhere": Direction(
        term("在外地干的活，归干活的地方管"),
        (
            term("到干活的县、区的劳动保障监察机构投诉，也可以打当地区号加12333。"),
            term("不用跑路：在“全国根治欠薪线索反映平台”上写，会转给当地。"),
            term("工资合同、考勤、转账记录都带上或者拍下来。"),
        ),
        cite("条例", "第十三条"),
        may_complain=False,
    ),
    "other": Direction(
        term("先打一个电话，问清楚该找谁"),
        (
            term("社会保险、合同、休息休假的事，打12333。"),
            term("不知道归哪个部门管，打12345，会转给该管的部门。"),
            term("也可以直接到我们的窗口，当面告诉您该去哪里。"),
        ),
    ),
}
