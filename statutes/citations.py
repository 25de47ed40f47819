"""Which article of which law a rule, a step or a paper rests on.

`LAWS` names every act the product applies; `statutes.articles` says in one sentence what each
cited article rules. `docs/law-index.md` is written from both and a test keeps it so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """One article of one law; prints as papers quote it."""

    law: str
    article: str

    def __str__(self) -> str:
        # 标点符号用法 GB/T 15834—2011, 4.15.3: a title inside a title takes single angle marks.
        return f"《{self.law.translate(_INNER_MARKS)}》{self.article}"


@dataclass(frozen=True, slots=True)
class Law:
    """An act as the product knows it: its title, number, force and how well its text was read."""

    short: str
    title: str
    number: str
    in_force_from: date
    in_force_to: date | None = None
    mark: str = "V"  # V text read · P read in a secondary source · M from memory

    def in_force(self, on: date) -> bool:
        """Whether the act applied on the day."""
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)


_INNER_MARKS = str.maketrans("《》", "〈〉")

_ACTS = (
    Law("条例", "劳动保障监察条例", "国务院令第423号", date(2004, 12, 1)),
    Law(
        "若干规定",
        "关于实施《劳动保障监察条例》若干规定",
        "劳动和社会保障部令第25号",
        date(2005, 2, 1),
        mark="M",
    ),
    Law("处罚法", "中华人民共和国行政处罚法", "主席令第70号", date(2021, 7, 15)),
    Law("工资条例", "保障农民工工资支付条例", "国务院令第724号", date(2020, 5, 1)),
    Law(
        "45号令",
        "拖欠农民工工资失信联合惩戒对象名单管理暂行办法",
        "人力资源和社会保障部令第45号",
        date(2022, 1, 1),
    ),
    Law(
        "移送规定",
        "行政执法机关移送涉嫌犯罪案件的规定",
        "国务院令第310号（国务院令第730号修订）",
        date(2001, 7, 9),
    ),
    Law(
        "移送意见",
        "关于在行政执法中及时移送涉嫌犯罪案件的意见",
        "高检会〔2006〕2号",
        date(2006, 1, 26),
    ),
    Law("刑法", "中华人民共和国刑法", "主席令第83号", date(1997, 10, 1)),
    Law(
        "欠薪罪解释",
        "最高人民法院关于审理拒不支付劳动报酬刑事案件适用法律若干问题的解释",
        "法释〔2013〕3号",
        date(2013, 1, 23),
    ),
    Law("公安程序规定", "公安机关办理刑事案件程序规定", "公安部令第159号", date(2020, 9, 1)),
    Law(
        "高检移送规定",
        "人民检察院办理行政执法机关移送涉嫌犯罪案件的规定",
        "高检发释字〔2001〕4号",
        date(2001, 12, 3),
    ),
    Law("强制法", "中华人民共和国行政强制法", "主席令第49号", date(2012, 1, 1)),
    Law("复议法", "中华人民共和国行政复议法", "主席令第9号", date(2024, 1, 1)),
    Law("行诉法", "中华人民共和国行政诉讼法", "主席令第71号", date(2017, 7, 1)),
    Law("民诉法", "中华人民共和国民事诉讼法", "主席令第11号", date(2024, 1, 1)),
    Law("刑诉法", "中华人民共和国刑事诉讼法", "主席令第10号", date(2018, 10, 26)),
    Law("民法典", "中华人民共和国民法典", "主席令第45号", date(2021, 1, 1)),
    Law("劳动法", "中华人民共和国劳动法", "主席令第28号", date(1995, 1, 1)),
    Law("劳动合同法", "中华人民共和国劳动合同法", "主席令第65号", date(2008, 1, 1)),
    Law(
        "劳动合同法实施条例",
        "中华人民共和国劳动合同法实施条例",
        "国务院令第535号",
        date(2008, 9, 18),
    ),
    Law("社会保险法", "中华人民共和国社会保险法", "主席令第35号", date(2011, 7, 1)),
    Law("经办条例", "社会保险经办条例", "国务院令第765号", date(2023, 12, 1)),
    Law("就业促进法", "中华人民共和国就业促进法", "主席令第70号", date(2008, 1, 1)),
    Law("人力资源市场条例", "人力资源市场暂行条例", "国务院令第700号", date(2018, 10, 1)),
    Law("女职工规定", "女职工劳动保护特别规定", "国务院令第619号", date(2012, 4, 28)),
    Law("工时规定", "国务院关于职工工作时间的规定", "国务院令第174号", date(1995, 5, 1)),
    Law(
        "工资折算通知",
        "关于职工全年月平均工作时间和工资折算问题的通知",
        "人社部发〔2025〕2号",
        date(2025, 1, 1),
        mark="M",
    ),
    Law("童工规定", "禁止使用童工规定", "国务院令第364号", date(2002, 12, 1)),
    Law("放假办法", "全国年节及纪念日放假办法", "国务院令第795号", date(2025, 1, 1)),
    Law(
        "29号令",
        "重大劳动保障违法行为社会公布办法",
        "人力资源和社会保障部令第29号",
        date(2017, 1, 1),
        mark="P",
    ),
    Law(
        "等级评价办法",
        "企业劳动保障守法诚信等级评价办法",
        "人社部规〔2016〕1号",
        date(2017, 1, 1),
        mark="P",
    ),
    Law(
        "保证金规定",
        "工程建设领域农民工工资保证金规定",
        "人社部发〔2021〕65号",
        date(2021, 11, 1),
        mark="P",
    ),
    Law(
        "专户办法",
        "工程建设领域农民工工资专用账户管理暂行办法",
        "人社部发〔2021〕53号",
        date(2021, 7, 7),
        mark="M",
    ),
    Law(
        "信息公开条例",
        "中华人民共和国政府信息公开条例",
        "国务院令第711号",
        date(2019, 5, 15),
    ),
    Law(
        "三项制度意见",
        "国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见",
        "国办发〔2018〕118号",
        date(2018, 12, 5),
        mark="M",
    ),
    Law(
        "2017名单办法",
        "拖欠农民工工资“黑名单”管理暂行办法",
        "人社部规〔2017〕16号",
        date(2018, 1, 1),
        date(2021, 12, 31),
        mark="P",
    ),
    Law(
        "线索查证规定",
        "公安机关受理行政执法机关移送涉嫌犯罪案件规定",
        "公通字〔2016〕16号",
        date(2016, 6, 16),
        mark="P",
    ),
    Law(
        "两网化方案",
        "劳动保障监察网格化、网络化管理试点工作方案",
        "",
        date(2009, 1, 1),
        mark="P",
    ),
    Law(
        "涉企检查意见",
        "国务院办公厅关于严格规范涉企行政检查的意见",
        "国办发〔2024〕54号",
        date(2024, 12, 27),
        mark="P",
    ),
    Law(
        "欠薪名单市规",
        "本市两网化管理与欠薪“黑名单”制度文件",
        "",
        date(2014, 1, 1),
    ),
    Law(
        "诚信评价市规",
        "本市劳动保障守法诚信评价制度文件",
        "",
        date(2013, 1, 1),
    ),
    Law(
        "诚信评价本地规定",
        "本地劳动保障守法诚信等级评价规定",
        "",
        date(2017, 1, 1),
        mark="P",
    ),
    Law("信用修复办法", "信用修复管理办法", "", date(2026, 4, 1), mark="P"),
    Law(
        "童工罚款通知",
        "劳动和社会保障部关于贯彻落实《禁止使用童工规定》的通知",
        "劳社部发〔2003〕9号",
        date(2003, 4, 1),
        mark="P",
    ),
)

LAWS: dict[str, Law] = {act.short: act for act in _ACTS}
TITLES: dict[str, Law] = {act.title: act for act in _ACTS}


def cite(law: str, article: str) -> Citation:
    """Cite an article by the law's short name (or full title)."""
    act = LAWS.get(law) or TITLES[law]
    return Citation(act.title, article)


def listed(citations: Iterable[Citation]) -> str:
    """Several articles in one breath, each law named once: 《劳动法》第四十一条、第四十三条."""
    articles: dict[str, dict[str, None]] = {}
    for citation in citations:
        articles.setdefault(citation.law, {})[citation.article] = None
    return "、".join(str(Citation(law, "、".join(named))) for law, named in articles.items())


def law_of(citation: Citation) -> Law:
    """Return the act that a citation names."""
    return TITLES[citation.law]
