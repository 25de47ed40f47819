"""Child labour (条例 第十一条 三; 禁止使用童工规定).

A unit without a licence pays double under 第六、七、八条: `penalty_range(…, unlicensed=True)`,
or the row of its own where the matter is filed under that name.
"""

from dataclasses import replace

from statutes.penalty_types import Also, fixed, per_child_month, per_person
from statutes.violation_rows.build import CORRECT, CORRECT_BY, STOP, row
from statutes.violation_types import Kind
from statutes.wording import term

BEGUN_MONTH = ("童工罚款通知", "第三条")
USE = per_child_month(5000)
NOT_RETURNED = replace(per_child_month(10_000), also=(Also.BUSINESS_REVOKED,))
UNLICENSED = replace(per_child_month(10_000), unlicensed_times=1, also=(Also.CLOSED_DOWN,))
INTRODUCED = replace(per_person(5000, 5000), unlicensed_times=2, grave=(Also.PERMIT_REVOKED,))
RECORDS = replace(fixed(10_000, 10_000), unlicensed_times=2)

# fmt: off
ROWS = (
    row(
        "child_labour", term("使用童工"), Kind.CHILD_LABOUR, (("童工规定", "第二条"),),
        CORRECT_BY, ("童工规定", "第六条"),
        term(
            "每使用一名童工每月处5000元罚款（不满一个月按一个月）；限期改正逾期仍不送交的，"
            "每名每月处1万元，并吊销营业执照"
        ),
        USE, further=(BEGUN_MONTH,),
    ),
    row(
        "child_labour_not_returned", term("责令限期改正后逾期仍不将童工送交其父母或者其他监护人"),
        Kind.CHILD_LABOUR, (("童工规定", "第二条"),), CORRECT_BY, ("童工规定", "第六条"),
        term("从责令限期改正之日起，每使用一名童工每月处1万元罚款，并吊销营业执照"),
        NOT_RETURNED, further=(BEGUN_MONTH,), after=True,
        remark=term("吊销营业执照由市场监督管理部门实施，本机关通报"),
    ),
    row(
        "child_labour_broker", term("为未满16周岁的人介绍就业"), Kind.CHILD_LABOUR,
        (("童工规定", "第二条"),), CORRECT, ("童工规定", "第七条"),
        term("每介绍一人处5000元罚款；中介机构并吊销许可证"), INTRODUCED,
    ),
    row(
        "child_labour_records", term("未保存或者伪造录用登记材料"), Kind.CHILD_LABOUR,
        (("童工规定", "第四条"),), CORRECT, ("童工规定", "第八条"), term("处1万元的罚款"), RECORDS,
    ),
    row(
        "child_labour_unlicensed", term("无营业执照等单位使用童工或者介绍童工就业"),
        Kind.CHILD_LABOUR, (("童工规定", "第二条"),), STOP, ("童工规定", "第九条"),
        term("按第六条、第七条、第八条规定的标准加一倍罚款，并予以取缔"),
        UNLICENSED, further=(("童工规定", "第六条"), BEGUN_MONTH),
    ),
)
# fmt: on
