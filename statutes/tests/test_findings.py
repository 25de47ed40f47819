"""Findings: three answers, the reasons kept with them, and the same reasons when read back."""

from decimal import Decimal

import pytest

from statutes.citations import cite
from statutes.findings import Clause, Outcome, all_of, any_of, as_json, from_json
from statutes.wording import say

YES, NO, NEEDS = Outcome.YES, Outcome.NO, Outcome.NEEDS


def clause(outcome: Outcome, code: str = "amount") -> Clause:
    return Clause(
        code=code,
        asked=say("拖欠数额一次性达到%(line)s元以上", line="100,000.00"),
        compared=say("核定拖欠%(amount)s元", amount=Decimal("210000.00")),
        outcome=outcome,
        citation=cite("45号令", "第五条"),
        needs=("amount",) if outcome is NEEDS else (),
    )


@pytest.mark.parametrize(
    ("outcomes", "any_outcome", "all_outcome"),
    [
        ((YES, YES), YES, YES),
        ((YES, NO), YES, NO),
        ((YES, NEEDS), YES, NEEDS),
        ((NO, NEEDS), NEEDS, NO),
        ((NO, NO), NO, NO),
        ((NEEDS,), NEEDS, NEEDS),
        ((), NO, YES),
    ],
)
def test_a_missing_fact_decides_only_where_it_could_change_the_answer(
    outcomes: tuple[Outcome, ...], any_outcome: Outcome, all_outcome: Outcome
) -> None:
    clauses = [clause(outcome) for outcome in outcomes]
    assert any_of("city-2014", clauses).outcome is any_outcome
    assert all_of("city-2014", clauses).outcome is all_outcome


def test_a_finding_names_its_grounds_and_what_it_still_needs() -> None:
    open_clauses = [clause(NEEDS, "amount"), clause(NEEDS, "headcount"), clause(NO, "repeat")]
    assert any_of("city-2014", open_clauses).needs == ("amount",)
    met = any_of("city-2014", [clause(YES), clause(NEEDS)])
    assert [ground.code for ground in met.met] == ["amount"]
    assert met.needs == ()


def test_only_an_open_clause_names_what_it_needs() -> None:
    with pytest.raises(ValueError, match="amount"):
        Clause("amount", say("问"), say("答"), NEEDS)
    with pytest.raises(ValueError, match="amount"):
        Clause("amount", say("问"), say("答"), YES, needs=("amount",))


def test_a_stored_finding_reads_back_to_the_same_words() -> None:
    finding = any_of("city-2014", [clause(YES), clause(NEEDS)], cite("工资条例", "第四十八条"))
    again = from_json(as_json(finding))
    assert as_json(again) == as_json(finding)
    assert [str(c.compared) for c in again.clauses] == ["核定拖欠210000.00元"] * 2
    assert str(again.citation) == "《保障农民工工资支付条例》第四十八条"
