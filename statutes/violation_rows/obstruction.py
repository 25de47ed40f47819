"""Union rights, and resistance to the inspection itself (条例 第二十九、三十条)."""

from statutes.penalty_types import fixed
from statutes.violation_rows.build import CORRECT, ONLY_ORDER, row
from statutes.violation_types import Kind
from statutes.wording import term

UNION = ("条例", "第二十九条")
RESISTANCE = ("条例", "第三十条")
FINE_WORDS = term("责令改正，处2000元以上2万元以下的罚款")
FINE = fixed(2000, 20_000)

# fmt: off
UNION_ROWS = (
    row(
        "union_joining",
        term("阻挠劳动者依法参加和组织工会，或者阻挠上级工会帮助、指导劳动者筹建工会"),
        Kind.UNION, (UNION,), CORRECT, UNION, ONLY_ORDER,
    ),
    row(
        "union_officer_moved",
        term("无正当理由调动依法履行职责的工会工作人员的工作岗位，进行打击报复"), Kind.UNION,
        (UNION,), CORRECT, UNION, ONLY_ORDER,
    ),
    row(
        "union_member_dismissed", term("劳动者因参加工会活动而被解除劳动合同"), Kind.UNION,
        (UNION,), CORRECT, UNION, ONLY_ORDER,
    ),
    row(
        "union_officer_dismissed", term("工会工作人员因依法履行职责被解除劳动合同"), Kind.UNION,
        (UNION,), CORRECT, UNION, ONLY_ORDER,
    ),
)

OBSTRUCTION_ROWS = (
    row(
        "obstruction", term("无理抗拒、阻挠劳动保障监察"), Kind.OBSTRUCTION,
        (("条例", "第十五条"),), CORRECT, RESISTANCE, FINE_WORDS, FINE,
    ),
    row(
        "false_evidence", term("不按要求报送书面材料，隐瞒事实真相，出具伪证或者隐匿、毁灭证据"),
        Kind.OBSTRUCTION, (("条例", "第十五条"),), CORRECT, RESISTANCE, FINE_WORDS, FINE,
    ),
    row(
        "order_disobeyed", term("经责令改正拒不改正，或者拒不履行行政处理决定"), Kind.OBSTRUCTION,
        (("条例", "第十八条"),), CORRECT, RESISTANCE, FINE_WORDS, FINE, after=True,
    ),
    row(
        "retaliation", term("打击报复举报人、投诉人"), Kind.OBSTRUCTION, (("条例", "第九条"),),
        CORRECT, RESISTANCE,
        term("责令改正；构成违反治安管理行为的，由公安机关处罚；构成犯罪的，追究刑事责任"),
    ),
)
# fmt: on
ROWS = (*UNION_ROWS, *OBSTRUCTION_ROWS)
