"""Grounds that a place adds by its own dated settings, under either rule set."""

from credit_rating.policy.clauses import asks
from credit_rating.policy.conduct import Grade, Item, Kind, Review
from credit_rating.policy.judgement import Reason, Settings
from statutes.citations import cite
from statutes.findings import all_of
from statutes.wording import say

LOCAL = cite("诚信评价本地规定", "动态调整的规定")
REVIEWS = cite("诚信评价本地规定", "书面审查的规定")


def local_reasons(item: Item, settings: Settings) -> tuple[Reason, ...]:
    """What the settings of the place make of one record."""
    reasons: list[Reason] = []
    if item.kind is Kind.LISTING and settings.listing_is_c:
        asked = say("列入拖欠工资失信名单")
        clause = asks("listed", asked, say("本年度在列"), True, LOCAL)
        reasons.append(Reason(all_of("listed", (clause,), LOCAL), grade=Grade.C))
    if item.review is Review.NOT_TAKEN:
        reasons.extend(_skipped(item, settings))
    return tuple(reasons)


def _skipped(item: Item, settings: Settings) -> tuple[Reason, ...]:
    years = settings.skipped_years_are_c
    found: list[Reason] = []
    if settings.skipped_review_is_b:
        clause = asks("skipped", say("不按规定参加书面审查"), say("逾期未申报"), True, REVIEWS)
        found.append(Reason(all_of("skipped_review", (clause,), REVIEWS), grade=Grade.B))
    if years:
        asked = say("连续%(years)s年不参加书面审查", years=years)
        compared = say("连续%(years)s年未参加", years=item.years_skipped)
        clause = asks("skipped_years", asked, compared, item.years_skipped >= years, REVIEWS)
        found.append(Reason(all_of("skipped_years", (clause,), REVIEWS), grade=Grade.C))
    return tuple(found)
