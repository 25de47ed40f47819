"""What is asked of whom in a matter of which kind: the templates of the 询问笔录.

An officer strikes out what was not asked and writes on; every record opens with the certificates,
the rights and the question of recusal, and ends with the reading over (若干规定 第二十一条至
第二十三条; 处罚法 第五十五条).
"""

from collections.abc import Mapping
from enum import StrEnum

from statutes.violation_types import Kind


class Side(StrEnum):
    EMPLOYER = "employer"
    WORKER = "worker"


OPENING = (
    "我们是{office}的劳动保障监察员，这是我们的执法证件，请你过目。现依法就{cause}一事向你询问，"
    "你应当如实回答并提供有关材料，不得拒绝、阻挠，不得提供虚假情况。你听清楚了吗？",
    "你有权陈述、申辩；认为我们与本案有直接利害关系、可能影响公正执法的，有权申请我们回避。"
    "你是否申请回避？",
)
CLOSING = (
    "你还有什么需要补充的？",
    "以上笔录请你核对，没有阅读能力的由我们宣读。记录与你所说的是否一致？",
)
ABOUT_THE_EMPLOYER = (
    "请说明你的姓名、职务和在单位负责的工作。",
    "单位从事什么业务，现有从业人员多少人，由谁负责用工和工资发放？",
)
ABOUT_THE_WORKER = (
    "请说明你的姓名、所在单位，从什么时候起在哪里从事什么工作，由谁招用和管理？",
    "你是否与单位签订书面劳动合同，双方约定的工资标准、支付日期和方式是什么？",
)
WAGES_OF_EMPLOYER = (
    "与涉案劳动者约定的工资标准、支付周期和支付日期是什么，有无书面约定？",
    "考勤、工程量由谁记录和确认？工资支付台账、考勤记录能否提供？",
    "欠付哪些劳动者哪些月份的工资，每人数额多少，双方是否核对过？",
    "没有按时足额支付的原因是什么？",
    "准备在什么时候、用什么款项、以什么方式支付？",
)
WAGES_OF_WORKER = (
    "你的出勤（工程量）由谁记录，单位怎样与你核对？",
    "单位欠你哪些月份的工资，数额多少，怎样计算，其间付过多少？",
    "有没有欠条、考勤表、转账记录、聊天记录等证据？",
    "与你情况相同的还有哪些人？",
)
# The words for each kind of matter: of the employer's people, and of workers and witnesses.
BY_KIND: Mapping[Kind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Kind.WAGES: (WAGES_OF_EMPLOYER, WAGES_OF_WORKER),
    Kind.SITE_WAGES: (
        (
            "项目的建设单位、施工总承包单位、分包单位分别是谁，分包合同和工程款支付情况怎样？",
            "是否开设农民工工资专用账户、存储工资保证金，是否实行用工实名制管理？",
            "工资由谁编制、谁审核、谁发放？分包单位是否按月考核农民工工作量并编制工资支付表？",
            *WAGES_OF_EMPLOYER[2:],
        ),
        ("你在哪个项目、哪个班组，班组长是谁？进场时是否实名登记？", *WAGES_OF_WORKER),
    ),
    Kind.CONTRACT: (
        (
            "与涉案劳动者是否订立书面劳动合同，什么时候订立，文本是否交给本人？",
            "是否收取押金或者其他财物，是否扣押证件、档案？数额和去向怎样？",
            "职工名册和用工备案能否提供？",
        ),
        (
            "单位什么时候与你签订劳动合同，合同文本是否交给你？",
            "单位是否收取你的押金或者扣押你的证件，有无收据？",
        ),
    ),
    Kind.HOURS: (
        (
            "实行什么工时制度，是否经过批准？",
            "涉案期间每日、每周工作多少小时，加班由谁安排，是否与工会和劳动者协商？",
            "加班费怎样计算和支付？考勤和加班记录能否提供？",
        ),
        (
            "你每天几点上班、几点下班，每周休息几天？",
            "加班是否自愿，单位怎样计算和支付加班费？",
        ),
    ),
    Kind.CHILD_LABOUR: (
        (
            "涉案人员由谁招用，什么时候进场，从事什么工作，工资多少？",
            "招用时是否核查身份证件，录用登记和核查材料能否提供？",
            "是否知道其未满十六周岁，现在何处，是否已送交其父母或者其他监护人？",
        ),
        (
            "你哪年哪月哪日出生，监护人是谁，是否陪同在场？",
            "什么时候到单位，由谁介绍和招用，从事什么工作，工资怎样发放？",
        ),
    ),
    Kind.PROTECTION: (
        (
            "单位有女职工、未成年工各多少人，从事什么岗位，有无禁忌从事的劳动？",
            "怎样安排孕期、产期、哺乳期女职工的工作和休假？",
            "未成年工是否登记和定期进行健康检查？",
        ),
        ("你从事什么岗位，工作内容和时间怎样？", "单位怎样安排你的休假（健康检查）和工资？"),
    ),
    Kind.INSURANCE: (
        (
            "什么时候办理社会保险登记，为多少人缴纳，未缴纳的有哪些人？",
            "缴费基数怎样申报，与实际工资总额、职工人数是否一致？",
            "工资总额和缴费明细能否提供？",
        ),
        ("单位是否为你参加社会保险，从什么时候起？", "你每月的实际工资是多少，怎样发放？"),
    ),
    Kind.AGENCIES: (
        (
            "从事职业介绍、培训、鉴定（人力资源服务）是否取得许可，许可证号和有效期是什么？",
            "收取哪些费用，标准是什么，有无票据？服务台账能否提供？",
        ),
        ("你通过哪家机构求职（培训），交了多少费用，有无票据？", "机构作出哪些承诺，是否兑现？"),
    ),
    Kind.DISPATCH: (
        (
            "经营劳务派遣是否取得许可，向哪些单位派遣多少人？",
            "派遣协议、劳动合同和工资发放、社会保险缴纳由谁负责？",
        ),
        ("你与谁签订合同，在哪个单位工作，工资由谁发放？",),
    ),
    Kind.UNION: (
        ("解除劳动合同的时间、理由和程序是什么，是否事先通知工会？",),
        ("单位什么时候、以什么理由与你解除劳动合同？你参加工会或者履行工会职责的情况怎样？",),
    ),
    Kind.OBSTRUCTION: (
        (
            "调查询问通知书、指令书什么时候收到，为什么没有按要求办理？",
            "涉案材料由谁保管，现在何处，为什么没有提供或者与查明的不一致？",
        ),
        ("监察员到场时你看到什么，谁说了什么、做了什么？",),
    ),
    Kind.RULES: (
        (
            "涉案的规章制度什么时候制定，经过哪些民主程序，怎样公示或者告知劳动者？",
            "依照该制度对哪些劳动者作出过哪些处理？",
        ),
        ("你是否知道该制度，单位怎样告知你，对你作出过什么处理？",),
    ),
}


def questions(kind: Kind, side: Side, *, office: str, cause: str) -> tuple[str, ...]:
    """The template for one side in one kind of matter."""
    of_employer, of_worker = BY_KIND[kind]
    about, asked = (
        (ABOUT_THE_EMPLOYER, of_employer)
        if side is Side.EMPLOYER
        else (ABOUT_THE_WORKER, of_worker)
    )
    opening = tuple(words.format(office=office, cause=cause) for words in OPENING)
    return (*opening, *about, *asked, *CLOSING)


MATERIALS_OF_ALL = ("营业执照副本复印件", "法定代表人身份证明和授权委托书", "职工名册")
MATERIALS: Mapping[Kind, tuple[str, ...]] = {
    Kind.WAGES: ("劳动合同", "考勤记录", "工资支付台账和银行支付凭证"),
    Kind.SITE_WAGES: (
        "施工合同、分包合同",
        "用工实名制管理台账和考勤记录",
        "农民工工资支付表、工资专用账户流水和工资保证金凭证",
    ),
    Kind.CONTRACT: ("劳动合同", "录用登记材料", "收取财物的票据"),
    Kind.HOURS: ("工时制度审批材料", "考勤和加班记录", "工资支付台账"),
    Kind.CHILD_LABOUR: ("录用登记和身份证件核查材料", "考勤记录", "工资支付台账"),
    Kind.PROTECTION: ("女职工、未成年工名册", "未成年工登记和健康检查材料", "考勤记录"),
    Kind.INSURANCE: ("社会保险登记和缴费明细", "工资总额台账", "劳动合同"),
    Kind.AGENCIES: ("许可证", "服务台账和收费票据"),
    Kind.DISPATCH: ("劳务派遣许可证", "派遣协议和派遣人员名册", "工资支付和社会保险缴费凭证"),
    Kind.UNION: ("解除劳动合同的通知和依据", "通知工会的材料"),
    Kind.OBSTRUCTION: ("此前要求提供而未提供的材料",),
    Kind.RULES: ("规章制度文本", "民主程序和公示、告知的材料"),
}


def materials(kind: Kind) -> tuple[str, ...]:
    """What the notice of inquiry asks the employer to bring."""
    return (*MATERIALS_OF_ALL, *MATERIALS[kind])
