"""催告 and 申请强制执行 (强制法 第五十三条至第五十五条): when either may be done.

An authority without power of its own to enforce asks the court: after a demand and ten working
days, once the party's remedies have run out, and within three months of that.
"""

from dataclasses import dataclass
from datetime import date

from statutes.wording import Sentence, say


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """The decision that was made: what is to be performed, and the party's way against it."""

    is_performed_by_party: bool
    decided_on: date
    served_on: date | None = None
    due_on: date | None = None  # last day to perform, deferral included
    is_settled: bool = True  # everything it orders has been paid or done
    is_annulled: bool = False
    is_ended_by_court: bool = False  # 终结执行: nothing more can be got
    remedies_until: date | None = None  # last day on which a remedy may still be sought
    remedy_is_pending: bool = False
    court_until: date | None = None  # last day to apply to the court


@dataclass(frozen=True, slots=True)
class DemandFacts:
    """The demand letter (催告书) that stands."""

    served_on: date | None = None
    ends_on: date | None = None


def refuse_demand(decision: DecisionFacts, on: date) -> Sentence | None:
    """Why no demand may be sent, or None: something is overdue."""
    if decision.is_settled:
        return say("决定的内容已经履行，无须催告。")
    if decision.due_on is None or on <= decision.due_on:
        return say("履行期限尚未届满，不得催告。")
    return None


def refuse_application(
    decision: DecisionFacts, demand: DemandFacts | None, on: date
) -> tuple[Sentence, ...]:
    """Everything that keeps the court from being applied to; empty when it may be."""
    refusals = []
    if decision.is_settled:
        refusals.append(say("决定的内容已经履行，无须申请强制执行。"))
    if decision.remedy_is_pending:
        refusals.append(say("行政复议或者行政诉讼尚未审结，不得申请强制执行。"))
    if decision.remedies_until is None or on <= decision.remedies_until:
        refusals.append(say("申请行政复议、提起行政诉讼的期限尚未届满。"))
    if demand is None or demand.served_on is None:
        refusals.append(say("催告书尚未送达。"))
    elif demand.ends_on is None or on <= demand.ends_on:
        refusals.append(say("催告书送达后未满十个工作日。"))
    if decision.court_until is not None and on > decision.court_until:
        refusals.append(
            say("申请强制执行的期限已于%(last)s届满。", last=decision.court_until.isoformat())
        )
    return tuple(refusals)
