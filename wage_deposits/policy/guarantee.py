"""When a bank's guarantee may stand for the deposit: large enough, long enough (保证金规定)."""

from datetime import date, timedelta
from decimal import Decimal

from statutes.citations import cite
from statutes.money import yuan
from statutes.refusal import Refused
from statutes.wording import Sentence, say

GUARANTEE = cite("保证金规定", "保函的规定")
WARNED_BEFORE = timedelta(days=30)  # this house's own figure: time to have it renewed


def check_guarantee(
    *, amount: Decimal, valid_to: date, due: Decimal, project_ends_on: date | None
) -> None:
    """Refuse a guarantee that is smaller than the deposit or ends before the project does."""
    wrong: list[Sentence] = []
    if amount < due:
        wrong.append(
            say("保函金额%(amount)s元低于应存%(due)s元。", amount=yuan(amount), due=yuan(due))
        )
    if project_ends_on is None:
        wrong.append(say("请先登记工程计划竣工日期。"))
    elif valid_to < project_ends_on:
        wrong.append(
            say(
                "保函有效期至%(valid)s，早于工程计划竣工日期%(ends)s，未覆盖工期。",
                valid=valid_to.isoformat(),
                ends=project_ends_on.isoformat(),
            )
        )
    if wrong:
        raise Refused(*wrong, citation=GUARANTEE)


def is_lapsing(valid_to: date, today: date) -> bool:
    """Tell whether it ends within thirty days, or has ended."""
    return valid_to - today <= WARNED_BEFORE
