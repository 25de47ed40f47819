"""What people call the grounds of both rule sets and the columns that a rule may lack."""

from collections.abc import Mapping

from statutes.wording import term

TRIGGER_LABELS: Mapping[str, str] = {
    "amount": term("数额达到标准"),
    "repeat": term("一年内被投诉举报两次以上"),
    "headcount": term("人数超过标准"),
    "police_filed": term("公安机关立案侦查"),
    "obstruction": term("拒绝、阻挠调查处理"),
    "petition": term("导致农民工群体上访"),
    "crime_amount": term("达到拒不支付劳动报酬罪数额标准"),
    "mass_incident": term("引发群体性事件、极端事件"),
}
NEED_LABELS: Mapping[str, str] = {
    "filed_on": term("立案日期"),
    "source": term("案件来源"),
    "lodged_on": term("投诉日期"),
    "migrant": term("是否农民工"),
    "workers": term("涉及人数"),
    "amount": term("拖欠金额"),
    "max_worker_amount": term("单人最高拖欠"),
    "max_worker_months": term("单人最长拖欠月数"),
    "order_on": term("责令支付日期"),
    "order_due_on": term("责令期限"),
    "promise": term("信用承诺"),
    "refused": term("拒绝阻挠"),
    "mass_petition": term("群体上访"),
    "serious_impact": term("造成严重不良社会影响"),
    "police_offence": term("涉嫌罪名"),
    "subject_kind": term("主体类型"),
    "uscc": term("负清偿责任单位的信用代码"),
    "threshold": term("本地犯罪数额标准"),
}
