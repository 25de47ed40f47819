"""拒不支付劳动报酬罪: the elements of the crime, clause by clause (刑法 276条之一、欠薪罪解释).

The rule says when the duty to refer arises, never that somebody is guilty: the police and the
courts decide that. Every clause must be met; an unknown fact answers *needs*, never yes or no.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from referrals.policy.arrears import (
    ESCAPE_LABELS,
    HARM_LABELS,
    SERVICE_LABELS,
    SUBJECT_LABELS,
    Arrears,
    Escape,
    Harm,
    Service,
)
from referrals.policy.clauses import UNKNOWN, Known, asks, both
from statutes.citations import cite
from statutes.crime_thresholds import MONTHS, WORKERS, Band, band
from statutes.findings import Clause, Finding, Outcome, all_of, any_of
from statutes.money import yuan
from statutes.wording import Sentence, say

CRIME = cite("刑法", "第二百七十六条之一")
WAGES, WAYS, AMOUNT = (cite("欠薪罪解释", n) for n in ("第一条", "第二条", "第三条"))
ORDERED, SEVERE, PAID = (cite("欠薪罪解释", n) for n in ("第四条", "第五条", "第六条"))
UNQUALIFIED, UNIT = cite("欠薪罪解释", "第七条"), cite("欠薪罪解释", "第九条")

NAME = "拒不支付劳动报酬罪"
RULE, AMOUNT_RULE, SEVERE_RULE = "refusal_to_pay", "amount", "severe"
BandOf = Callable[[str, date], Band]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The crime's elements, and beside them how the amount and the gravity were found."""

    crime: Finding
    amount: Finding
    severe: Finding

    @property
    def must_refer(self) -> bool:
        return self.crime.outcome is Outcome.YES

    @property
    def needs(self) -> tuple[str, ...]:
        return self.crime.needs


def judge(facts: Arrears, on: date, *, band_of: BandOf = band) -> Judgement:
    """Hold the facts of a day against the law; `band_of` gives the figures of a place and day."""
    amount, severe = large_amount(facts, on, band_of), severity(facts)
    crime = all_of(
        RULE,
        (
            _subject(facts),
            _wages(facts),
            _means(facts),
            _amount(facts, amount),
            _ordered(facts),
            _unpaid(facts, on),
            _still_a_crime(facts, severe),
        ),
        CRIME,
    )
    return Judgement(crime, amount, severe)


def _subject(facts: Arrears) -> Clause:
    """单位、个人都可以是主体; a lack of qualification excuses nobody."""
    asked = say("负有支付劳动报酬义务的单位或者个人")
    if facts.subject is None:
        return asks("subject", asked, UNKNOWN, None, "subject", citation=UNIT)
    is_bare = facts.subject.value == "unqualified"
    said = say(SUBJECT_LABELS[facts.subject])
    return asks("subject", asked, said, True, citation=UNQUALIFIED if is_bare else UNIT)


def _wages(facts: Arrears) -> Clause:
    said = say("拖欠劳动报酬") if facts.is_about_wages else say("违法事项不是拖欠劳动报酬")
    asked = say("拖欠的是劳动者的劳动报酬，包括奖金、津贴、补贴和加班工资")
    return asks("wages", asked, said, facts.is_about_wages, citation=WAGES)


def _means(facts: Arrears) -> Clause:
    """转移财产、逃匿等方法逃避支付, or able to pay and unwilling."""
    asked = say("以转移财产、逃匿等方法逃避支付，或者有能力支付而不支付")
    if facts.escape:
        ways = "；".join(str(say(ESCAPE_LABELS[way])) for way in Escape if way in facts.escape)
        return asks("means", asked, say("%(ways)s", ways=ways), True, citation=WAYS)
    if facts.able:
        return asks("means", asked, say("有能力支付而不支付"), True, citation=CRIME)
    open_facts = [name for name in ("escape", "able") if getattr(facts, name) is None]
    if open_facts:
        return asks("means", asked, UNKNOWN, None, *open_facts, citation=WAYS)
    return asks("means", asked, say("没有逃避，也没有能力支付"), False, citation=WAYS)


def large_amount(facts: Arrears, on: date, band_of: BandOf = band) -> Finding:
    """数额较大, by either way; both figures are the province's (欠薪罪解释 3)."""
    place = band_of(facts.division, on)
    return any_of(AMOUNT_RULE, (_one_worker(facts, place), _ten_workers(facts, place)), AMOUNT)


def _one_worker(facts: Arrears, place: Band) -> Clause:
    months, owed = facts.max_worker_months, facts.max_worker_amount
    asked = say(
        "一名劳动者%(months)s个月以上且%(least)s元以上",
        months=MONTHS,
        least=_figure(place.least.one, place.most.one),
    )
    said = say("%(months)s个月，%(amount)s元", months=_or_unknown(months), amount=_yuan(owed))
    long_enough = None if months is None else months >= MONTHS
    answer, needs = both(
        (long_enough, "max_worker_months"),
        _reached(owed, place.least.one, place.most.one, "max_worker_amount"),
    )
    return asks("one_worker", asked, said, answer, *needs, citation=AMOUNT)


def _ten_workers(facts: Arrears, place: Band) -> Clause:
    workers, owed = facts.workers, facts.amount
    asked = say(
        "%(workers)s名以上劳动者且累计%(least)s元以上",
        workers=WORKERS,
        least=_figure(place.least.ten, place.most.ten),
    )
    said = say("%(workers)s人，累计%(amount)s元", workers=_or_unknown(workers), amount=_yuan(owed))
    enough = None if workers is None else workers >= WORKERS
    answer, needs = both(
        (enough, "workers"), _reached(owed, place.least.ten, place.most.ten, "amount")
    )
    return asks("ten_workers", asked, said, answer, *needs, citation=AMOUNT)


def _reached(amount: Decimal | None, least: Decimal, most: Decimal, name: str) -> Known:
    """Whether the figure is reached (以上包括本数), or what would have to be known to say so."""
    if amount is None:
        return None, name
    if least <= amount < most:
        return None, "threshold"
    return amount >= most, name


def _amount(facts: Arrears, found: Finding) -> Clause:
    met = [clause for clause in found.clauses if clause.outcome is Outcome.YES]
    shown = met[0] if met else found.clauses[1 if (facts.workers or 0) >= WORKERS else 0]
    answer = {Outcome.YES: True, Outcome.NO: False, Outcome.NEEDS: None}[found.outcome]
    return asks("amount", shown.asked, shown.compared, answer, *found.needs, citation=AMOUNT)


def _ordered(facts: Arrears) -> Clause:
    """经政府有关部门责令支付; posted and recorded is enough against whoever fled."""
    asked = say("经政府有关部门以限期整改指令书、行政处理决定书等文书责令支付")
    if facts.ordered is False:
        return asks("ordered", asked, say("没有责令支付"), False, citation=ORDERED)
    if facts.order_on is None or facts.order_service is None:
        lacking = [name for name in ("order_on", "order_service") if getattr(facts, name) is None]
        return asks("ordered", asked, UNKNOWN, None, *lacking, citation=ORDERED)
    answer, needs = _reached_the_debtor(facts)
    said = say(
        "%(day)s责令支付，%(service)s",
        day=facts.order_on.isoformat(),
        service=say(SERVICE_LABELS[facts.order_service]),
    )
    return asks("ordered", asked, said, answer, *needs, citation=ORDERED)


def _reached_the_debtor(facts: Arrears) -> tuple[bool | None, tuple[str, ...]]:
    if facts.order_service is Service.SERVED:
        return True, ()
    if facts.order_service is not Service.POSTED:
        return False, ()
    if facts.escape is None:
        return None, ("escape",)
    return Escape.FLIGHT in facts.escape, ()


def _unpaid(facts: Arrears, on: date) -> Clause:
    """在指定的期限内仍不支付; due today is not over, and a good reason excuses."""
    asked = say("在指定的期限内仍不支付，没有正当理由")
    due, paid = facts.order_due_on, facts.paid_on
    if facts.ordered is False:
        return asks("unpaid", asked, say("没有责令支付"), False, citation=ORDERED)
    if due is None:
        return asks("unpaid", asked, UNKNOWN, None, "order_due_on", citation=ORDERED)
    answer, said = True, say("期限%(day)s届满，未支付", day=due.isoformat())
    if paid is not None and paid <= due:
        answer, said = False, say("%(day)s在期限内付清", day=paid.isoformat())
    elif due >= on:
        answer, said = False, say("期限%(day)s尚未届满", day=due.isoformat())
    elif facts.has_excuse:
        answer, said = False, say("有正当理由未知悉责令支付或者未及时支付")
    return asks("unpaid", asked, said, answer, citation=ORDERED)


def _still_a_crime(facts: Arrears, severe: Finding) -> Clause:
    """Paid before the police filed, damages met, no severe result: 可以不认为是犯罪 (6)."""
    asked = say("没有在刑事立案前付清并承担赔偿责任（造成严重后果的除外）")
    if facts.paid_on is None:
        return asks("still_a_crime", asked, say("尚未付清"), True, citation=PAID)
    said = say("%(day)s付清", day=facts.paid_on.isoformat())
    filed = facts.police_filed_on
    if filed is not None and facts.paid_on >= filed:
        said = say("%(filed)s立案后%(day)s付清", filed=filed.isoformat(), day=said.params["day"])
        return asks("still_a_crime", asked, said, True, citation=PAID)
    answer, needs = _not_forgiven(facts, severe)
    return asks("still_a_crime", asked, said, answer, *needs, citation=PAID)


def _not_forgiven(facts: Arrears, severe: Finding) -> tuple[bool | None, tuple[str, ...]]:
    if severe.outcome is Outcome.YES or facts.compensated is False:
        return True, ()
    needs = [*severe.needs, *(["compensated"] if facts.compensated is None else [])]
    return (None if needs else False), tuple(needs)


def severity(facts: Arrears) -> Finding:
    """造成严重后果: three to seven years instead of up to three (刑法 276条之一)."""
    return any_of(SEVERE_RULE, (_harm(facts, harm) for harm in Harm), SEVERE)


def _harm(facts: Arrears, harm: Harm) -> Clause:
    asked = say(HARM_LABELS[harm])
    if facts.harm is None:
        return asks(harm.value, asked, UNKNOWN, None, "harm", citation=SEVERE)
    is_so = harm in facts.harm
    return asks(harm.value, asked, say("是") if is_so else say("否"), is_so, citation=SEVERE)


def _figure(least: Decimal, most: Decimal) -> str:
    return yuan(least) if least == most else f"{yuan(least)}—{yuan(most)}"


def _or_unknown(value: int | None) -> int | Sentence:
    return UNKNOWN if value is None else value


def _yuan(value: Decimal | None) -> str | Sentence:
    return UNKNOWN if value is None else yuan(value)
