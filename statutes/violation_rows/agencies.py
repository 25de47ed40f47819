"""Employment agencies, training, appraisal and labour dispatch (条例 第十一条 八、九)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from statutes.penalty_types import Also, Bounds, fixed, per_person, times
from statutes.violation_rows.build import CORRECT, CORRECT_BY, STOP, row
from statutes.violation_types import Kind
from statutes.wording import term

AGENCY = replace(fixed(10_000, 50_000), also=(Also.CONFISCATION,), grave=(Also.PERMIT_REVOKED,))
WITH_GAIN = replace(
    fixed(10_000, 50_000),
    only_when=term("有违法所得"),
    also=(Also.CLOSED_DOWN, Also.CONFISCATION),
)
CLOSED = term("予以关闭；有违法所得的，没收违法所得，并处1万元以上5万元以下的罚款")
NO_PERMIT = term("未经许可擅自从事职业中介活动")
DISPATCH = replace(
    times(1, 5, term("违法所得")),
    without_amount=Bounds(Decimal(0), Decimal(50_000)),
    also=(Also.CONFISCATION,),
)
DISPATCH_OLD = replace(
    per_person(1000, 5000, only_when=term("情节严重")), grave=(Also.BUSINESS_REVOKED,)
)
DISPATCH_NEW = replace(per_person(5000, 10_000), also=(Also.PERMIT_REVOKED,))
DISPATCH_RULES = term("劳务派遣单位、用工单位违反劳务派遣规定")
AMENDED = date(2013, 7, 1)  # 劳动合同法修正 (主席令第73号)

# fmt: off
ROWS = (
    row(
        "agency_rules", term("职业介绍、职业技能培训或者考核鉴定机构违反有关规定"), Kind.AGENCIES,
        (("条例", "第十一条"),), CORRECT, ("条例", "第二十八条"),
        term("责令改正，没收违法所得，并处1万元以上5万元以下的罚款；情节严重的，吊销许可证"),
        AGENCY,
    ),
    row(
        "agency_unlicensed", term("未经许可从事职业介绍、职业技能培训或者考核鉴定"),
        Kind.AGENCIES, (("条例", "第十一条"),), STOP, ("条例", "第二十八条"),
        term("依法查处取缔"), remark=term("会同市场监督管理部门查处取缔"),
    ),
    row(
        "agency_no_permit", NO_PERMIT, Kind.AGENCIES, (("就业促进法", "第六十四条"),), STOP,
        ("就业促进法", "第六十四条"), CLOSED, WITH_GAIN, until=date(2018, 9, 30),
    ),
    row(
        "agency_no_permit", NO_PERMIT, Kind.AGENCIES, (("人力资源市场条例", "第十八条"),), STOP,
        ("人力资源市场条例", "第四十二条"), CLOSED, WITH_GAIN,
        further=(("就业促进法", "第六十四条"),),
    ),
    row(
        "dispatch_unlicensed", term("未经许可擅自经营劳务派遣业务"), Kind.DISPATCH,
        (("劳动合同法", "第五十七条"),), CORRECT, ("劳动合同法", "第九十二条"),
        term(
            "责令停止违法行为，没收违法所得，并处违法所得1倍以上5倍以下的罚款；没有违法所得的，"
            "可以处5万元以下的罚款"
        ),
        DISPATCH, since=AMENDED,
    ),
    row(
        "dispatch_rules", DISPATCH_RULES, Kind.DISPATCH, (("劳动合同法", "第六十六条"),), CORRECT,
        ("劳动合同法", "第九十二条"),
        term("责令改正；情节严重的，以每人1000元以上5000元以下的标准处以罚款，并吊销营业执照"),
        DISPATCH_OLD, until=date(2013, 6, 30), mark="M",
    ),
    row(
        "dispatch_rules", DISPATCH_RULES, Kind.DISPATCH, (("劳动合同法", "第六十六条"),),
        CORRECT_BY, ("劳动合同法", "第九十二条"),
        term(
            "责令限期改正；逾期不改正的，以每人5000元以上1万元以下的标准处以罚款；对劳务派遣单位吊"
            "销许可证"
        ),
        DISPATCH_NEW, since=AMENDED, after=True,
    ),
)
# fmt: on
