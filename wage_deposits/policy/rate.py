"""How much a project's wage deposit is (保证金规定): the rate, what moves it, and who is exempt.

The rate lies between 1 and 3 per cent of the contract amount (two projects or more: down to 0.5);
the local rate and a ceiling for one project are set by the province and come in as arguments.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from statutes.citations import Citation, cite
from statutes.money import yuan
from statutes.refusal import Refused
from statutes.wording import Sentence, say

FEN = Decimal("0.01")
LOWEST, HIGHEST = Decimal("1.00"), Decimal("3.00")  # per cent of the contract amount
LOWEST_OF_SEVERAL = Decimal("0.50")
SMALL_CONTRACT = Decimal("3000000.00")

BASE = cite("保证金规定", "存储比例的规定")
RELIEF = cite("保证金规定", "减免的规定")
RISE = cite("保证金规定", "提高比例的规定")


@dataclass(frozen=True, slots=True)
class Contractor:
    """What counts of a general contractor's past, on the day the deposit is fixed.

    `years_clean`: whole years in a row without wage arrears; `None` while nobody knows.
    """

    years_clean: int | None
    had_arrears_in_two_years: bool
    is_listed: bool
    has_accounts_and_real_names: bool
    projects_here: int = 1


@dataclass(frozen=True, slots=True)
class Local:
    """What the place has set: the base rate in per cent, and a ceiling in yuan (0: none)."""

    rate: Decimal
    ceiling: Decimal = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that moved the rate, with its article."""

    sentence: Sentence
    citation: Citation


@dataclass(frozen=True, slots=True)
class Due:
    """The deposit in yuan, the rate in per cent, and how both came about."""

    amount: Decimal
    rate: Decimal
    steps: tuple[Step, ...]

    @property
    def is_exempt(self) -> bool:
        return self.amount == 0


def deposit_due(contract_amount: Decimal, past: Contractor, local: Local) -> Due:
    """Return what must be deposited for a project of that contract amount (yuan)."""
    if contract_amount <= 0:
        raise Refused(say("请先登记施工合同额。"))
    if not LOWEST <= local.rate <= HIGHEST:
        raise Refused(
            say("存储比例%(rate)s%%不在1%%至3%%之间，请核对本地设定。", rate=local.rate),
            citation=BASE,
        )
    exempt = _exemption(contract_amount, past)
    if exempt is not None:
        return Due(Decimal("0.00"), Decimal("0.00"), (exempt,))
    first = Step(say("本地存储比例为施工合同额的%(rate)s%%。", rate=local.rate), BASE)
    rate, moves = _moved(local.rate, past)
    amount = (contract_amount * rate / 100).quantize(FEN, ROUND_HALF_UP)
    steps = [first, *moves]
    if 0 < local.ceiling < amount:
        amount = local.ceiling
        steps.append(Step(say("单个工程以%(most)s元封顶。", most=yuan(amount)), BASE))
    return Due(amount, rate, tuple(steps))


def _exemption(contract_amount: Decimal, past: Contractor) -> Step | None:
    """A small contract asks for one clean year; three years' exemption for two without arrears.

    Of whom nothing is known, and who is listed, deposits.
    """
    if past.is_listed or past.years_clean is None:
        return None
    if contract_amount < SMALL_CONTRACT and past.years_clean >= 1:
        return Step(say("施工合同额低于300万元且上年度无拖欠，免予存储。"), RELIEF)
    if past.had_arrears_in_two_years:
        return None
    if past.years_clean >= 3 and past.has_accounts_and_real_names:
        return Step(say("连续三年无拖欠且落实实名制和专用账户，免予存储。"), RELIEF)
    return None


def _moved(rate: Decimal, past: Contractor) -> tuple[Decimal, list[Step]]:
    """Raise or lower the rate; what raises it shuts out what would lower it."""
    if past.is_listed:
        return rate * 2, [Step(say("列入失信联合惩戒名单，比例提高100%%。"), RISE)]
    if past.had_arrears_in_two_years:
        return rate * Decimal("1.5"), [Step(say("前两年内有拖欠，比例提高50%%。"), RISE)]
    steps: list[Step] = []
    if (past.years_clean or 0) >= 2:
        rate /= 2
        steps.append(Step(say("连续两年无拖欠，比例降低50%%。"), RELIEF))
    if past.projects_here >= 2 and rate > LOWEST_OF_SEVERAL:
        rate = max(rate / 2, LOWEST_OF_SEVERAL)
        steps.append(Step(say("同一地区有两个以上在建工程，比例下浮，不低于0.5%%。"), BASE))
    return max(rate, LOWEST_OF_SEVERAL).quantize(FEN, ROUND_HALF_UP), steps
