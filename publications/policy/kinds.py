"""What is made public, on what ground, for how long at most, and how soon it must be gone again."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from statutes.citations import Citation, cite
from statutes.wording import term


class Kind(StrEnum):
    BLACKLIST = "blacklist"
    MAJOR_VIOLATION = "major_violation"
    RATING = "rating"
    PENALTY = "penalty"
    PLAN = "plan"
    STATISTICS = "statistics"


KIND_LABELS: Mapping[Kind, str] = {
    Kind.BLACKLIST: term("拖欠农民工工资失信名单"),
    Kind.MAJOR_VIOLATION: term("重大劳动保障违法行为"),
    Kind.RATING: term("劳动保障守法诚信等级"),
    Kind.PENALTY: term("行政处罚决定公示"),
    Kind.PLAN: term("行政检查计划"),
    Kind.STATISTICS: term("统计公报"),
}


class Means(StrEnum):
    """Where a publication is sent."""

    PORTAL = "portal"
    CREDIT_PLATFORM = "credit_platform"
    NOTICE_SITE = "notice_site"
    NEWS_MEDIA = "news_media"
    DEPARTMENT = "department"
    OTHER = "other"


MEANS_LABELS: Mapping[Means, str] = {
    Means.PORTAL: term("本机关门户网站"),
    Means.CREDIT_PLATFORM: term("公共信用信息平台"),
    Means.NOTICE_SITE: term("企业信用信息公示系统"),
    Means.NEWS_MEDIA: term("新闻媒体"),
    Means.DEPARTMENT: term("有关部门"),
    Means.OTHER: term("其他指定网站"),
}


@dataclass(frozen=True, slots=True)
class Regime:
    """The law of one kind of publication. Limits are named by their code in statutes.limits."""

    basis: Citation
    removal: str
    publishing: str = "information_publicity"
    is_about_someone: bool = True  # names a unit or a person, and therefore ends

    @property
    def needs_end(self) -> bool:
        return self.is_about_someone


# No text limits the take-down of an expired entry other than a listing (45号令 第十七条): each kind
# keeps, as a habit of the office, the limit of its own correction.
REGIMES: Mapping[Kind, Regime] = {
    Kind.BLACKLIST: Regime(cite("45号令", "第九条"), "delisting"),
    Kind.MAJOR_VIOLATION: Regime(cite("条例", "第二十二条"), "major_violation_correction"),
    Kind.RATING: Regime(cite("条例", "第二十二条"), "information_publicity"),
    Kind.PENALTY: Regime(
        cite("处罚法", "第四十八条"), "publication_withdraw", publishing="double_publicity"
    ),
    Kind.PLAN: Regime(
        cite("信息公开条例", "第二十六条"), "information_publicity", is_about_someone=False
    ),
    Kind.STATISTICS: Regime(
        cite("信息公开条例", "第二十六条"), "information_publicity", is_about_someone=False
    ),
}
