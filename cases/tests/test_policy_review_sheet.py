"""案卷评查: each item met, missed or not asked; the pass mark, the vetoes, the explanation."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cases.policy.decision import Kind
from cases.policy.file_facts import (
    DecisionOnFile,
    EvidenceOnFile,
    FileFacts,
    OrderOnFile,
    Preserved,
    Records,
    Stage,
)
from cases.policy.file_rules import RULES
from cases.policy.review_sheet import Score, is_covered, mark, out_of, score, too_low
from cases.procedure.table import STEPS
from statutes.refusal import Refused
from statutes.review_items import (
    DEFAULT_POINTS,
    MARKED,
    PASS,
    POINTS,
    VETOES,
    items_at,
    read_points,
    written_points,
)
from statutes.wording import say

FILED, DECIDED = date(2026, 3, 2), date(2026, 5, 20)
SHEET = items_at(POINTS)
KEPT = FileFacts(
    stage=Stage.CLOSED,
    filed_on=FILED,
    records=Records(total=2),
    evidence=EvidenceOnFile(total=3),
    order=OrderOnFile(date(2026, 3, 20), date(2026, 3, 21)),
    has_closing_report=True,
    has_payments=True,
    is_bundled=True,
)
FINED = DecisionOnFile(
    Kind.PENALTY,
    DECIDED,
    served_on=DECIDED,
    notice_served_on=date(2026, 5, 6),
    notice_has_receipt=True,
    has_fine=True,
)
PENALISED = replace(KEPT, has_proposal=True, has_report=True, decision=FINED)


def lost(facts: FileFacts) -> set[str]:
    return set(score(mark(SHEET, facts)).lacking)


def with_decision(**changes: Any) -> FileFacts:
    return replace(PENALISED, decision=replace(FINED, **changes))


def test_the_sheet_shipped_here_adds_up_to_a_hundred_in_its_seven_groups():
    groups: dict[str, int] = {}
    for item in MARKED:
        groups[item.group] = groups.get(item.group, 0) + item.points
    assert list(groups.values()) == [14, 19, 12, 10, 24, 7, 14]
    assert sum(groups.values()) == 100
    assert all(item.is_veto and not item.points for item in VETOES)


def test_every_item_has_its_rule_and_every_remedy_is_a_step_of_the_procedure():
    assert set(RULES) == {item.code for item in SHEET}
    bare = FileFacts(stage=Stage.CLOSED, officers=1, party_lacks=("地址",), ledger_agrees=False)
    acts = {m.act for m in mark(SHEET, bare)} - {""}
    assert acts and acts <= set(STEPS)


@pytest.mark.parametrize("facts", [KEPT, PENALISED])
def test_a_file_that_lacks_nothing_earns_the_whole(facts):
    marks = mark(SHEET, facts)
    assert score(marks) == Score(100)
    assert out_of(marks) == "100/100"


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("party", {"party_lacks": ("法定代表人",)}),
        ("source", {"has_source": False}),
        ("facts", {"has_summary": False}),
        ("handler", {"handler_signed": False}),
        ("filing_approval", {"head_approved": False}),
        ("officers", {"officers": 1}),
        ("record", {"records": Records(total=2, untold=1)}),
        ("content", {"records": Records(total=2, empty=1)}),
        ("signatures", {"records": Records(total=2, unsigned=1)}),
        ("report", {"has_report": False}),
        ("order", {"order": OrderOnFile(FILED)}),
        ("preservation_approval", {"preserved": Preserved(1, unapproved=1)}),
        ("preservation_notice", {"preserved": Preserved(1, unnoticed=1)}),
        ("disposal", {"preserved": Preserved(1, unsettled=1)}),
        ("description", {"evidence": EvidenceOnFile(3, undescribed=1)}),
        ("witness", {"evidence": EvidenceOnFile(3, unattested=1)}),
        ("storage", {"evidence": EvidenceOnFile(3, unlocated=1)}),
        ("closing_report", {"has_closing_report": False}),
        ("service", {"unserved": ("决定书",)}),
        ("service_in_time", {"late": 1}),
        ("payments", {"unproved_payments": 1}),
        ("ledger", {"ledger_agrees": False}),
        ("closing_check", {"open_question": say("尚未登记涉及的劳动者。")}),
        ("bundle", {"is_bundled": False}),
        ("subject", {"other_party": 1}),
        ("authority", {"in_jurisdiction": False}),
    ],
)
def test_each_shortcoming_costs_its_own_item_and_no_other(code, changes):
    facts = replace(PENALISED, **changes)
    assert lost(facts) == {code}
    (missed,) = (m for m in mark(SHEET, facts) if m.is_met is False)
    assert str(missed.because)


@pytest.mark.parametrize(
    ("codes", "changes"),
    [
        ({"notice_receipt"}, {"notice_has_receipt": False}),
        ({"defence"}, {"unanswered": 1}),
        ({"hearing"}, {"hearing_is_open": True}),
        ({"decision_form"}, {"has_form": False}),
        ({"decision_approval"}, {"is_signed": False}),
        ({"fine_receipt"}, {"fine_is_owed": True}),
        ({"law"}, {"has_law": False}),
        ({"range"}, {"beyond_range": 1}),
        ({"notice", "steps"}, {"notice_served_on": None}),
        ({"steps"}, {"notice_served_on": date(2026, 5, 21)}),
        ({"steps"}, {"review_is_missing": True}),
        (
            {"deliberation", "steps"},
            {"must_be_deliberated": True, "deliberation_is_missing": True},
        ),
    ],
)
def test_what_a_decision_must_have_behind_it(codes, changes):
    assert lost(with_decision(**changes)) == codes


def test_what_was_not_called_for_costs_nothing():
    spot = replace(FINED, is_simple=True, notice_served_on=None, notice_has_receipt=False)
    on_the_spot = replace(KEPT, records=Records(), evidence=EvidenceOnFile(), decision=spot)
    assert lost(replace(on_the_spot, head_approved=False, handler_signed=False)) == set()
    revoked = DecisionOnFile(Kind.REVOCATION, DECIDED, served_on=DECIDED)
    assert lost(replace(KEPT, decision=revoked)) == set()


def test_a_file_without_records_and_evidence_still_passes_but_says_what_it_lacks():
    thin = replace(KEPT, records=Records(), evidence=EvidenceOnFile())
    result = score(mark(SHEET, thin))
    assert result.points == 85
    assert too_low(result) is None
    assert result.lacking == {
        "record", "content", "signatures", "description", "witness", "storage"
    }  # fmt: skip


def test_what_the_closing_supplies_is_not_missing_before_it_is_proposed():
    unsaid = say("须写明不予处罚的理由。")
    draft = replace(KEPT, has_closing_report=False, open_question=unsaid, is_bundled=False)
    assert lost(replace(draft, stage=Stage.OPEN)) == set()
    assert lost(replace(draft, stage=Stage.CLOSING)) == {"closing_report", "closing_check"}
    assert lost(draft) == {"closing_report", "closing_check", "bundle"}


def test_an_order_before_the_filing_fails_the_file_whatever_its_points():
    early = replace(KEPT, order=OrderOnFile(date(2026, 3, 1), FILED))
    result = score(mark(SHEET, early))
    assert result.points == 100
    assert "必经程序" in str(too_low(result))


def test_below_the_pass_mark_or_unmarked_a_file_is_not_closed():
    assert too_low(Score(PASS)) is None
    assert "79分，不足80分" in str(too_low(Score(79)))
    assert "尚未评查" in str(too_low(None))


def test_an_explanation_covers_what_it_named_and_nothing_that_came_later():
    poor = Score(70, lacking=frozenset({"record", "content"}))
    assert is_covered(poor, [["content", "record", "party"]])
    assert not is_covered(poor, [["content"], ["record"]])
    assert not is_covered(poor, [])
    assert not is_covered(None, [["record"]])


def test_a_place_sets_its_own_points():
    assert read_points(DEFAULT_POINTS) == dict(POINTS)
    own = read_points("decision = 60 / service=40")
    assert written_points(own) == "decision=60/service=40"
    assert [i.code for i in items_at(own) if not i.is_veto] == ["decision", "service"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("decision=60", "现为60分"),
        ("nothing=100", "nothing=100"),
        ("decision=60/decision=40", "decision=40"),
        ("decision=一百", "写法不对"),
        ("", "现为0分"),
    ],
)
def test_points_that_do_not_make_a_sheet_are_refused(text, why):
    with pytest.raises(Refused, match=why):
        read_points(text)
