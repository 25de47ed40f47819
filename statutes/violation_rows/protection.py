"""Women, young workers, hours and rest (条例 第十一条 四、五).

From 2012-04-28 the special rules for women (国务院令619号) take over leave, nights and overtime
from 条例 第二十三条: 98 days of leave where 90 were. Work forbidden to women is since then the
safety authority's to punish (第十三条第二款); the rows say so.
"""

from dataclasses import replace
from datetime import date

from statutes.penalty_types import Also, per_person
from statutes.violation_rows.build import CORRECT, CORRECT_BY, row
from statutes.violation_types import Kind
from statutes.wording import term

PROTECTION_FINE = term("责令改正，按受侵害劳动者每人1000元以上5000元以下处以罚款")
HOURS_FINE = term("给予警告，责令限期改正，可以按受侵害劳动者每人100元以上500元以下处以罚款")
SAFETY_AUTHORITY = term(
    "2012年4月28日起，违反女职工禁忌从事的劳动范围规定的，由安全生产监督管理职责的承接部门依照"
    "《女职工劳动保护特别规定》第十三条第二款处罚，应当移送"
)
EACH = per_person(1000, 5000)
OVERTIME = replace(per_person(100, 500, may=True), also=(Also.WARNING,))

OLD_BASIS, NEW_BASIS = ("条例", "第二十三条"), ("女职工规定", "第十三条")
LAST_OLD_DAY = date(2012, 4, 27)
UNDERAGE = (("劳动法", "第六十四条"),)
NIGHTS = term("安排怀孕7个月以上的女职工夜班劳动或者延长工作时间")
NURSING = term(
    "安排哺乳未满1周岁婴儿的女职工从事第三级体力劳动强度、哺乳期禁忌从事的劳动，或者延长工"
    "作时间、夜班劳动"
)

# fmt: off
WOMEN_AND_MINORS = (
    row(
        "women_forbidden_work",
        term("安排女职工从事矿山井下、第四级体力劳动强度或者其他禁忌从事的劳动"), Kind.PROTECTION,
        (("劳动法", "第五十九条"),), CORRECT, OLD_BASIS, PROTECTION_FINE, EACH,
        remark=SAFETY_AUTHORITY,
    ),
    row(
        "women_menstruation",
        term("安排女职工在经期从事高处、低温、冷水作业或者第三级体力劳动强度的劳动"),
        Kind.PROTECTION, (("劳动法", "第六十条"),), CORRECT, OLD_BASIS, PROTECTION_FINE, EACH,
        remark=SAFETY_AUTHORITY,
    ),
    row(
        "women_pregnancy",
        term("安排女职工在怀孕期间从事第三级体力劳动强度或者孕期禁忌从事的劳动"), Kind.PROTECTION,
        (("劳动法", "第六十一条"),), CORRECT, OLD_BASIS, PROTECTION_FINE, EACH,
        remark=SAFETY_AUTHORITY,
    ),
    row(
        "women_pregnancy_nights", NIGHTS, Kind.PROTECTION, (("劳动法", "第六十一条"),), CORRECT,
        OLD_BASIS, PROTECTION_FINE, EACH, until=LAST_OLD_DAY,
    ),
    row(
        "women_pregnancy_nights", NIGHTS, Kind.PROTECTION, (("女职工规定", "第六条"),), CORRECT,
        NEW_BASIS, PROTECTION_FINE, EACH, further=(OLD_BASIS,),
    ),
    row(
        "women_maternity_leave", term("女职工生育享受产假少于90天"), Kind.PROTECTION,
        (("劳动法", "第六十二条"),), CORRECT, OLD_BASIS, PROTECTION_FINE, EACH, until=LAST_OLD_DAY,
    ),
    row(
        "women_maternity_leave", term("女职工生育享受产假少于98天"), Kind.PROTECTION,
        (("女职工规定", "第七条"),), CORRECT, NEW_BASIS, PROTECTION_FINE, EACH,
    ),
    row(
        "women_nursing", NURSING, Kind.PROTECTION, (("劳动法", "第六十三条"),), CORRECT, OLD_BASIS,
        PROTECTION_FINE, EACH, until=LAST_OLD_DAY,
    ),
    row(
        "women_nursing", NURSING, Kind.PROTECTION, (("女职工规定", "第九条"),), CORRECT, NEW_BASIS,
        PROTECTION_FINE, EACH, further=(OLD_BASIS,), remark=SAFETY_AUTHORITY,
    ),
    row(
        "minors_forbidden_work",
        term("安排未成年工从事矿山井下、有毒有害、第四级体力劳动强度或者其他禁忌从事的劳动"),
        Kind.PROTECTION, UNDERAGE, CORRECT, OLD_BASIS, PROTECTION_FINE, EACH,
    ),
    row(
        "minors_health_checks", term("未对未成年工定期进行健康检查"), Kind.PROTECTION,
        (("劳动法", "第六十五条"),), CORRECT, OLD_BASIS, PROTECTION_FINE, EACH,
    ),
)

HOURS = (
    row(
        "overtime", term("违法延长劳动者工作时间"), Kind.HOURS,
        (("劳动法", "第四十一条"), ("劳动法", "第四十三条")), CORRECT_BY, ("条例", "第二十五条"),
        HOURS_FINE, OVERTIME,
    ),
    row(
        "weekly_rest", term("未保证劳动者每周至少休息一日"), Kind.HOURS,
        (("劳动法", "第三十八条"),), CORRECT_BY, ("条例", "第二十五条"), HOURS_FINE, OVERTIME,
    ),
)
# fmt: on
ROWS = (*WOMEN_AND_MINORS, *HOURS)
