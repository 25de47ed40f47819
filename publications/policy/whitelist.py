"""What the public may read of each kind: a closed list of fields; nothing else is ever copied.

45号令 第九条; 29号令 (content of an announcement); 三项制度意见 (双公示), whose exchange names the
fields cf_*. No worker is named; a person punished is named by the first character only.
"""

from collections.abc import Mapping

from publications.policy.fields import Field, Form, Value
from publications.policy.kinds import Kind
from statutes.citations import cite
from statutes.identity import mask_name
from statutes.refusal import Refused
from statutes.wording import Sentence, say, term

UNIT, INDIVIDUAL = "unit", "individual"
SUBJECT_KINDS = {UNIT: term("单位"), INDIVIDUAL: term("个人")}
GRADES = {"A": term("A级"), "B": term("B级"), "C": term("C级")}
GRAVITIES = {"minor": term("轻微"), "ordinary": term("一般"), "serious": term("严重")}
# 29号令 第五条: the seven classes.
CLASSES = {
    "wages": term("克扣、无故拖欠劳动报酬数额较大，拒不支付劳动报酬依法移送司法机关"),
    "insurance": term("不依法参加社会保险或者不依法缴纳社会保险费，情节严重"),
    "hours": term("违反工作时间和休息休假规定，情节严重"),
    "protection": term("违反女职工和未成年工特殊劳动保护规定，情节严重"),
    "child_labour": term("违反禁止使用童工规定"),
    "social_impact": term("因劳动保障违法行为造成严重不良社会影响"),
    "other": term("其他重大劳动保障违法行为"),
}

_WHO = (
    Field("subject_kind", term("主体类型"), Form.CHOICE, required=True, choices=SUBJECT_KINDS,
          code="cf_xdr_lb"),
    Field("name", term("名称（姓名）"), required=True, code="cf_xdr_mc"),
    Field("uscc", term("统一社会信用代码"), Form.USCC, units_only=True, code="cf_xdr_shxym"),
    Field("registration_no", term("注册号"), Form.CODE, units_only=True, code="cf_xdr_gszc"),
)  # fmt: skip
_ADDRESS = Field("address", term("单位地址"), units_only=True)
_DOCUMENT = Field("document_no", term("决定文书号"), Form.CODE, required=True, code="cf_wsh")
_DECIDED = Field("decided_on", term("决定日期"), Form.DATE, required=True, code="cf_jdrq")

WHITELIST: Mapping[Kind, tuple[Field, ...]] = {
    Kind.BLACKLIST: (
        *_WHO,
        _ADDRESS,
        Field("legal_representative", term("法定代表人或者主要负责人"), Form.PERSON,
              units_only=True),
        Field("responsible_persons", term("其他责任人员"), Form.PERSONS, units_only=True),
        Field("project", term("涉及工程项目")),
        Field("facts", term("失信主要事实"), Form.PROSE, required=True),
        Field("grounds", term("列入依据"), required=True),
        _DOCUMENT,
        Field("decided_on", term("列入日期"), Form.DATE, required=True),
        Field("removal_terms", term("提前移出的条件和程序"), Form.PROSE),
    ),
    Kind.MAJOR_VIOLATION: (
        *_WHO,
        Field("violation_class", term("违法行为类别"), Form.CHOICE, required=True, choices=CLASSES),
        _ADDRESS,
        Field("legal_representative", term("法定代表人或者负责人"), Form.PERSON, units_only=True),
        Field("facts", term("主要违法事实"), Form.PROSE, required=True),
        Field("handling", term("相关处理情况"), Form.PROSE, required=True),
        Field("grounds", term("处理依据")),
        _DOCUMENT,
        _DECIDED,
    ),
    Kind.RATING: (
        *_WHO,
        Field("year", term("评价年度"), Form.COUNT, required=True),
        Field("grade", term("等级"), Form.CHOICE, required=True, choices=GRADES),
        Field("grounds", term("评价依据"), required=True),
        Field("facts", term("主要事实"), Form.PROSE),
    ),
    Kind.PENALTY: (
        *_WHO,
        Field("legal_representative", term("法定代表人"), Form.PERSON, units_only=True,
              code="cf_frdb"),
        _DOCUMENT,
        Field("violation", term("违法行为类型"), required=True, code="cf_wfxw"),
        Field("facts", term("违法事实"), Form.PROSE, required=True, code="cf_sy"),
        Field("grounds", term("处罚依据"), Form.PROSE, required=True, code="cf_yj"),
        Field("penalty_kind", term("处罚类别"), required=True, code="cf_cflb"),
        Field("handling", term("处罚内容"), Form.PROSE, required=True, code="cf_nr"),
        Field("fine", term("罚款金额（元）"), Form.MONEY, code="cf_nr_fk"),
        Field("confiscated", term("没收金额（元）"), Form.MONEY, code="cf_nr_wfff"),
        Field("gravity", term("失信严重程度"), Form.CHOICE, required=True, choices=GRAVITIES),
        _DECIDED,
    ),
    Kind.PLAN: (
        Field("title", term("标题"), required=True),
        Field("period", term("计划期间"), required=True),
        Field("scope", term("检查范围和对象"), Form.PROSE, required=True),
        Field("units", term("计划检查户数"), Form.COUNT),
        Field("cap", term("同一单位年度检查次数上限"), Form.COUNT),
        Field("matters", term("检查事项"), Form.PROSE),
    ),
    Kind.STATISTICS: (
        Field("title", term("标题"), required=True),
        Field("period", term("统计期间"), required=True),
        Field("figures", term("数据"), Form.FIGURES, required=True),
        Field("notes", term("口径和说明"), Form.PROSE),
    ),
}  # fmt: skip

Copy = dict[str, Value]
PRIVACY = cite("45号令", "第四条")


def fields_of(kind: Kind) -> Mapping[str, Field]:
    return {field.name: field for field in WHITELIST[kind]}


def copy_of(kind: Kind, content: Mapping[str, object]) -> Copy:
    """The public copy: every value read by its field's rule; raises Refused with every reason."""
    fields = fields_of(kind)
    reasons = [
        say("“%(name)s”不在公开范围之内。", name=name) for name in content if name not in fields
    ]
    copy: Copy = {}
    for name, field in fields.items():
        try:
            value = field.read(content.get(name))
        except Refused as refused:
            reasons += refused.sentences
            continue
        if value is not None:
            copy[name] = value
        elif field.required:
            reasons.append(say("请填写“%(field)s”。", field=say(field.label)))
    reasons += _refuse_for_persons(copy, fields)
    if reasons:
        raise Refused(*reasons, citation=PRIVACY)
    if kind is Kind.PENALTY and copy.get("subject_kind") == INDIVIDUAL:
        copy["name"] = mask_name(str(copy["name"]))
    return copy


def _refuse_for_persons(copy: Copy, fields: Mapping[str, Field]) -> list[Sentence]:
    """A person has no public code, and an address would be a home; a unit is told by its code."""
    subject_kind = copy.get("subject_kind")
    if subject_kind == INDIVIDUAL:
        return [
            say("主体为个人的，不公开“%(field)s”。", field=say(field.label))
            for field in fields.values()
            if field.units_only and field.name in copy
        ]
    if subject_kind == UNIT and not {"uscc", "registration_no"} & copy.keys():
        return [say("单位须填写统一社会信用代码或者注册号。")]
    return []


def heading_of(copy: Mapping[str, Value]) -> str:
    """What an entry is listed under."""
    return str(copy.get("name") or copy.get("title") or "")
