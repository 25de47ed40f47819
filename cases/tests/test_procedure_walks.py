"""Random walks through the whole table: what no sequence of lawful acts can ever bring about.

A small world stands for the database: each step that is taken changes the facts as its service
would. The walks are seeded, so a failure can be walked again.
"""

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from accounts.policy.roles import Role
from cases.policy.decision import KINDS, Kind, Terms
from cases.policy.deliberation import DeliberationFacts
from cases.policy.enforcement import DecisionFacts, DemandFacts
from cases.policy.hearing import HearingFacts
from cases.policy.ledger import Totals
from cases.policy.legal_review import ReviewFacts
from cases.policy.officers import Officer
from cases.policy.prior_notice import NoticeFacts
from cases.policy.review_sheet import Score
from cases.policy.simple_procedure import SpotFacts
from cases.procedure import table
from cases.procedure.facts import Facts, OrderFacts
from cases.procedure.states import STORED, TERMINAL, State
from cases.procedure.table import STEPS

PAIR = (Officer("陈志强", is_lead=True), Officer("李敏", is_lead=False))
OWED = Totals(2, 0, Decimal("300.00"), Decimal("200.00"), Decimal("0.00"))
PAID = Totals(2, 0, Decimal("300.00"), Decimal("200.00"), Decimal("200.00"))
SPOT = SpotFacts(Decimal("500.00"), True, True, True, "没有陈述申辩")
WALKS, LONGEST = 100, 100
OFFICERS = frozenset({Role.INSPECTOR})
LEAVING = {s: [n for n, step in STEPS.items() if s in step.sources] for s in State}


def some_facts() -> Facts:
    return Facts(
        roles=OFFICERS, on=date(2026, 3, 2), is_on_case=True, officers=PAIR, recorded=OWED,
        counted=OWED, evidence=1, unanswered_inquiries=1, unscanned_records=1,
        undecided_recusals=1, may_be_suspended=True, spot=SPOT, score=Score(90),
        no_penalty_reason="初次违法", investigation_due_on=date(2026, 5, 27),
    )  # fmt: skip


@dataclass
class World:
    """One case on its way: where it stands, what is known of it, and what was done to it."""

    chance: random.Random
    taken: Counter[str]
    state: State = State.LEAD
    facts: Facts = field(default_factory=some_facts)
    done: list[str] = field(default_factory=list)
    endings: set[tuple[Kind | None, str]] = field(default_factory=set)
    told_and_made: list[tuple[Terms, Terms]] = field(default_factory=list)
    seen: dict[tuple[Role, bool], Facts] = field(default_factory=dict)  # before the next act
    instead: Terms = Terms(Kind.NO_PENALTY)  # what the officers would propose in its place

    def seen_for(self, name: str) -> Facts:
        """What the guards see; a step that takes another proposal is asked with it in place."""
        key = STEPS[name].role, name in REPROPOSED
        if key not in self.seen:
            role, is_another = key
            works_on_it = role is Role.INSPECTOR
            self.seen[key] = replace(
                _proposed_instead(self) if is_another else self.facts,
                roles=frozenset({role}),
                is_on_case=works_on_it,
                has_investigated=works_on_it,
            )
        return self.seen[key]

    def next_act(self) -> str | None:
        """Some act that may be taken now; mostly the one that the walks have taken least."""
        names = [name for name in LEAVING[self.state] if self.leads_on(name)]
        self.instead = self.another()
        self.seen.clear()
        self.chance.shuffle(names)
        if self.chance.random() < 0.8:
            names.sort(key=self.taken.__getitem__)
        return next((name for name in names if self.may_take(name)), None)

    def leads_on(self, name: str) -> bool:
        """What changes nothing is done once in a walk: it keeps no other act from being taken."""
        return STEPS[name].target is not None or name in EFFECTS or name not in self.done

    def another(self) -> Terms:
        """Another proposal: often a lighter one of the same kind, or none to penalise at all."""
        now = self.facts.proposal
        drawn = self.chance.random()
        if now is None or drawn < 0.4:
            return some_terms(self.chance)
        return replace(now, fine=now.fine / 2) if drawn < 0.7 else Terms(Kind.NO_PENALTY)

    def may_take(self, name: str) -> bool:
        return not STEPS[name].missing(self.seen_for(name))

    def take(self, name: str) -> None:
        step = table.check(name, self.state, self.seen_for(name))
        assert_lawful(self, name)
        self.state = step.target or self.state
        self.done.append(name)
        self.taken[name] += 1
        if (effect := EFFECTS.get(name)) is not None:
            self.facts = effect(self, self.facts)
        if name in {"approve_decision", "penalise_on_the_spot"}:
            self.endings.add((self.facts.decided, name))
            if name == "approve_decision" and self.facts.notice and self.facts.proposal:
                self.told_and_made.append((self.facts.notice.terms, self.facts.proposal))
        # Between two acts anything from no day to a season passes.
        later = self.facts.on + timedelta(days=self.chance.choice((0, 0, 1, 1, 10, 40, 200)))
        self.facts = replace(self.facts, on=later)


REPROPOSED = ("revise_proposal", "tell_anew")
BEGUN_ANEW = (
    "decide_anew", "pursue_wages", "tell_anew", "object_in_review", "return_conclusion",
)  # fmt: skip


def some_terms(chance: random.Random) -> Terms:
    fine = Decimal(chance.choice((0, 2000, 30000, 50000)))
    grounds = frozenset(chance.sample(("overtime", "obstruction"), chance.choice((1, 1, 2))))
    kind = chance.choice((*Kind, Kind.PENALTY, Kind.HANDLING, Kind.HANDLING))
    return Terms(kind, fine, grounds=grounds)


def _proposed_instead(world: World) -> Facts:
    """Another proposal takes the place of the first: it is reviewed and deliberated on anew."""
    facts = world.facts
    return replace(
        facts,
        proposal=world.instead,
        review=replace(facts.review, is_passed=False),
        deliberation=replace(facts.deliberation, is_done=False),
    )


def _proposed(world: World, facts: Facts) -> Facts:
    """The inspector writes another proposal before concluding; some are complex or grave."""
    if world.state is not State.INVESTIGATING:
        return facts
    return replace(
        facts,
        proposal=some_terms(world.chance),
        review=ReviewFacts(is_complex=world.chance.random() < 0.3),
        deliberation=DeliberationFacts(is_grave=world.chance.random() < 0.3),
        notice=None,
        hearing=None,
    )


def _notified(_: World, facts: Facts) -> Facts:
    assert facts.proposal is not None
    return replace(facts, notice=NoticeFacts(facts.proposal), hearing=None)


def _notice_served(_: World, facts: Facts) -> Facts:
    assert facts.notice is not None
    until = facts.on + timedelta(days=7)
    grand = facts.notice.terms.fine >= 20000
    told = replace(
        facts.notice,
        served_on=facts.on,
        defence_until=until,
        hearing_until=until if grand else None,
    )
    return replace(facts, notice=replace(told, hearing_until=until if grand else None))


def _defended(_: World, facts: Facts) -> Facts:
    assert facts.notice is not None
    return replace(facts, notice=replace(facts.notice, unanswered=facts.notice.unanswered + 1))


def _summoned(_: World, facts: Facts) -> Facts:
    assert facts.hearing is not None and facts.hearing.set_for is not None
    late = facts.hearing.set_for - facts.on < timedelta(days=9)
    return replace(facts, hearing=replace(facts.hearing, noticed_on=facts.on, is_noticed_late=late))


def _answered(_: World, facts: Facts) -> Facts:
    assert facts.notice is not None
    return replace(facts, notice=replace(facts.notice, unanswered=0))


def _decided(_: World, facts: Facts) -> Facts:
    assert facts.proposal is not None
    kind = facts.proposal.kind
    owes = KINDS[kind].is_performed
    made = DecisionFacts(is_performed_by_party=owes, decided_on=facts.on, is_settled=not owes)
    return replace(facts, decision=made, decided=kind)


def _served(_: World, facts: Facts) -> Facts:
    assert facts.decision is not None
    days = {"served_on": 0, "due_on": 15, "remedies_until": 183, "court_until": 275}
    dates: dict[str, Any] = {name: facts.on + timedelta(days=n) for name, n in days.items()}
    return replace(facts, decision=replace(facts.decision, **dates))


def _on_the_spot(world: World, facts: Facts) -> Facts:
    facts = replace(facts, proposal=Terms(Kind.PENALTY, SPOT.fine), counted=PAID, recorded=PAID)
    return _served(world, _decided(world, replace(facts, spot_is_unfiled=True)))


def _settled(_: World, facts: Facts) -> Facts:
    assert facts.decision is not None
    made = replace(facts.decision, is_settled=True)
    return replace(facts, decision=made, counted=PAID, recorded=PAID)


def _annulled(world: World, facts: Facts) -> Facts:
    if world.chance.random() < 0.7:
        return facts
    if facts.decision is None:
        return replace(facts, order=None)  # the order was what fell
    made = replace(facts.decision, is_annulled=True, is_settled=True)
    return replace(facts, decision=made, withdrawal_is_due=True)


def _anew(_: World, facts: Facts) -> Facts:
    return replace(
        facts, decision=None, decided=None, notice=None, hearing=None, demand=None, proposal=None
    )


def _pending(kind: str):
    return lambda _, facts: replace(facts, pending=facts.pending | {kind})


def _answered_for(kind: str):
    return lambda _, facts: replace(facts, pending=facts.pending - {kind})


EFFECTS = {
    "record_evidence": _proposed,
    "issue_order": lambda _, f: replace(f, order=OrderFacts()),
    "serve_order": lambda _, f: replace(
        f, order=OrderFacts(f.on, f.on + timedelta(days=5), is_disobeyed=False)
    ),
    "withdraw_order": lambda _, f: replace(f, order=None),
    "find_disobeyed": lambda _, f: replace(f, order=replace(f.order, is_disobeyed=True)),
    "record_payment": lambda _, f: replace(f, counted=PAID, recorded=PAID),
    "reverse_payment": lambda _, f: replace(f, counted=OWED, recorded=OWED),
    "verify_correction": lambda _, f: replace(
        f, corrected_on=f.on, order=f.order and replace(f.order, is_fulfilled=True)
    ),
    "resume_investigation": lambda _, f: replace(
        f, corrected_on=None, order=f.order and replace(f.order, is_fulfilled=False)
    ),
    "issue_notice": _notified,
    "serve_notice": _notice_served,
    "record_defence": _defended,
    "answer_defence": _answered,
    "request_hearing": lambda _, f: replace(f, hearing=HearingFacts(f.on)),
    "set_hearing": lambda _, f: replace(
        f, hearing=HearingFacts(f.hearing.requested_on, f.on + timedelta(days=11))
    ),
    "reset_hearing": lambda _, f: replace(
        f, hearing=HearingFacts(f.hearing.requested_on, f.on + timedelta(days=11))
    ),
    "serve_summons": _summoned,
    "waive_defence": lambda _, f: replace(f, notice=replace(f.notice, is_waived=True)),
    "hold_hearing": lambda _, f: replace(
        f,
        hearing=replace(f.hearing, held_on=f.on),
        review=replace(f.review, follows_a_hearing=True),
    ),
    "end_hearing": lambda _, f: replace(f, hearing=replace(f.hearing, ended_on=f.on)),
    "pass_review": lambda _, f: replace(f, review=replace(f.review, is_passed=True)),
    "deliberate": lambda _, f: replace(f, deliberation=replace(f.deliberation, is_done=True)),
    "revise_proposal": lambda w, _: _proposed_instead(w),
    "tell_anew": lambda w, _: replace(
        _proposed_instead(w), notice=None, hearing=None, review=replace(
            w.facts.review, is_passed=False, follows_a_hearing=False
        )
    ),
    "object_in_review": lambda _, f: replace(f, notice=None, hearing=None, proposal=None),
    "approve_decision": _decided,
    "serve_decision": _served,
    "penalise_on_the_spot": _on_the_spot,
    "file_spot_penalty": lambda _, f: replace(f, spot_is_unfiled=False),
    "record_fine": _settled,
    "issue_demand": lambda _, f: replace(f, demand=DemandFacts()),
    "serve_demand": lambda _, f: replace(
        f, demand=DemandFacts(f.on, f.on + timedelta(days=14))
    ),
    "end_enforcement": lambda _, f: replace(
        f, decision=replace(f.decision, is_ended_by_court=True)
    ),
    "record_remedy_result": _annulled,
    "confirm_withdrawal": lambda _, f: replace(f, withdrawal_is_due=False),
    "decide_anew": _anew,
    "pursue_wages": _anew,
    "override_score": lambda _, f: replace(f, score_is_overridden=True),
    "bundle_file": lambda _, f: replace(f, is_bundled=True),
    "propose_extension": _pending("investigation_extension"),
    "approve_extension": _answered_for("investigation_extension"),
    "refuse_extension": _answered_for("investigation_extension"),
    "propose_suspension": _pending("investigation_suspension"),
    "approve_suspension": _answered_for("investigation_suspension"),
    "refuse_suspension": _answered_for("investigation_suspension"),
    "propose_preservation": _pending("evidence_preservation"),
    "approve_preservation": lambda _, f: replace(
        f, pending=f.pending - {"evidence_preservation"}, unsettled_preservations=1
    ),
    "settle_preservation": lambda _, f: replace(f, unsettled_preservations=0),
    "refuse_preservation": _answered_for("evidence_preservation"),
    "propose_instalments": _pending("instalments"),
    "approve_instalments": _answered_for("instalments"),
    "refuse_instalments": _answered_for("instalments"),
    "propose_application": _pending("court_application"),
    "approve_application": _answered_for("court_application"),
    "return_application": _answered_for("court_application"),
}  # fmt: skip


def since(world: World, *names: str) -> list[str]:
    """What was done since the last of these acts."""
    last = max((i for i, done in enumerate(world.done) if done in names), default=-1)
    return world.done[last + 1 :]


def assert_no_heavier(told: Terms, decided: Terms | None) -> None:
    """Whatever way the proposal took, the party was told at least as much (第四十五条)."""
    assert decided is not None
    assert decided.kind is told.kind
    assert decided.fine <= told.fine
    assert decided.compensation <= told.compensation
    assert decided.grounds <= told.grounds


def assert_lawful(world: World, name: str) -> None:
    """What must have been done before this act, whatever way the case took."""
    facts, kind = world.facts, world.facts.proposal.kind if world.facts.proposal else None
    if name == "approve_decision":
        told = since(world, *BEGUN_ANEW)
        agreed = since(world, "conclude_investigation", "tell_anew")
        assert "approve_conclusion" in agreed, "the head saw what the party was told"
        if kind is not None and KINDS[kind].needs_notice:
            assert "serve_notice" in told, world.done
            assert facts.notice is not None and facts.notice.served_on is not None
            until = facts.notice.hearing_until or facts.notice.defence_until
            assert until is not None and (facts.on > until or facts.notice.is_waived)
            assert facts.notice.unanswered == 0
            assert_no_heavier(facts.notice.terms, facts.proposal)
        proposed = since(world, "conclude_investigation", *REPROPOSED)
        if facts.review.is_required:
            assert "pass_review" in proposed
        if "hold_hearing" in told:
            assert "pass_review" in proposed
            assert told.index("serve_summons") < told.index("hold_hearing")
        if facts.deliberation.is_required:
            assert "deliberate" in proposed
    if name in {"record_fine", "issue_demand", "verify_performance", "approve_application"}:
        assert facts.decision is not None and facts.decision.served_on is not None
    if name == "approve_closing":
        assert facts.corrected_on is not None or facts.decided is not None


def whole_way(seed: int, taken: Counter[str]) -> World:
    """A case from its lead on, score and all."""
    world = World(random.Random(seed), taken)
    world.facts = replace(
        world.facts,
        score=Score(world.chance.choice((70, 90))),
        is_wage_case=seed % 5 > 0,
    )
    return world


def from_the_approved_proposal(seed: int, taken: Counter[str]) -> World:
    """A case whose proposal the head has agreed to; most whole walks never come so far."""
    world = World(random.Random(seed), taken, State.INVESTIGATING)
    disobeyed = OrderFacts(date(2026, 2, 2), date(2026, 2, 9), is_disobeyed=True)
    world.facts = _proposed(world, replace(world.facts, order=disobeyed))
    world.state, world.done = State.CONCLUDED, ["approve_conclusion"]
    return world


def from_the_last_weeks_before_the_court(seed: int, taken: Counter[str]) -> World:
    """A decision that nobody obeyed and nobody contested; the time to apply is running out."""
    world = World(random.Random(seed), taken, State.INVESTIGATING)
    facts = replace(_proposed(world, world.facts), proposal=Terms(Kind.PENALTY, Decimal(30000)))
    facts = _served(world, _decided(world, facts))
    world.facts = replace(
        facts,
        on=facts.on + timedelta(days=200),
        demand=DemandFacts(facts.on + timedelta(days=20), facts.on + timedelta(days=34)),
    )
    world.state, world.done = State.PERFORMING, ["approve_conclusion", "serve_notice"]
    return world


@pytest.fixture(scope="module")
def walks() -> list[World]:
    worlds = []
    for begin in (whole_way, from_the_approved_proposal, from_the_last_weeks_before_the_court):
        taken = Counter[str]()
        worlds += [begin(seed, taken) for seed in range(WALKS)]
    for world in worlds:
        while len(world.done) < LONGEST and world.state not in TERMINAL:
            name = world.next_act()
            if name is None:
                break
            world.take(name)
    return worlds


def test_every_act_is_taken_somewhere(walks: list[World]) -> None:
    taken = {name for world in walks for name in world.done}
    assert set(STEPS) - taken == set()


def test_every_state_is_reached_and_only_final_ones_are_not_left(walks: list[World]) -> None:
    assert {world.state for world in walks} <= set(STORED)
    stuck = [w for w in walks if w.state not in TERMINAL and w.next_act() is None]
    assert stuck == [], [w.done[-5:] for w in stuck]


def test_a_lighter_proposal_ends_in_a_decision_under_the_notice_that_was_served(
    walks: list[World],
) -> None:
    decided = [(told, made) for world in walks for told, made in world.told_and_made]
    assert any(told.fine > made.fine > 0 for told, made in decided)
    assert any(made.kind is Kind.NO_PENALTY for _, made in decided)


def test_a_simple_penalty_needs_no_notice_and_an_ordinary_one_never_goes_without(
    walks: list[World],
) -> None:
    endings = set().union(*(world.endings for world in walks))
    assert {kind for kind, act in endings if act == "penalise_on_the_spot"} == {Kind.PENALTY}
    # assert_lawful watched every one of them
    assert {kind for kind, act in endings if act == "approve_decision"} == set(Kind)
