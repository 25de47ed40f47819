"""The sweep: who is proposed, to whose desk it goes, and what a second sweep changes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.models import Office
from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user
from blacklist.models import Candidate
from blacklist.procedure import Outcome, State
from blacklist.services import proposing
from blacklist.tests.factories import AT, ON, candidate_of, old_case, swept
from cases.models import Circumstances
from cases.tests import factories as cases
from employers.tests.factories import make_employer
from rulebook.models import Adoption, DatedValue
from statutes.refusal import Refused
from workflow.models import Event, Notification

pytestmark = pytest.mark.django_db
ENOUGH = Decimal("100000.00")


@pytest.fixture
def office() -> Office:
    return make_office("4101", name="江城市人力资源和社会保障局", word="江人社监")


def test_a_second_sweep_changes_nothing(office: Office) -> None:
    candidate_of()
    before = list(Candidate.objects.values())
    events = Event.objects.count()
    tally = swept()
    assert (tally.opened, tally.changed, tally.closed) == (0, 0, 0)
    assert len(tally.candidates) == 1
    assert list(Candidate.objects.values()) == before and Event.objects.count() == events


def test_a_direct_ground_goes_to_the_heads_desk_and_the_others_to_the_inspectors(
    office: Office,
) -> None:
    head = make_user(role=Role.BUREAU_HEAD, office=office, name="局长")
    assert candidate_of("甲").status is State.WITH_INSPECTOR
    direct = candidate_of("乙", refused=True)
    assert direct.status is State.WITH_HEAD and direct.is_direct
    assert Notification.objects.filter(recipient=head).count() == 1


def test_the_other_sets_verdict_stands_beside(office: Office) -> None:
    candidate = candidate_of()
    assert candidate.ruleset == "city-2014" and candidate.other_ruleset == "national-2022"
    assert candidate.other_triggers == [] and candidate.differs
    rules = {ground.finding.rule for ground in candidate.other_grounds}
    assert rules == {"crime_amount", "mass_incident"}


def test_a_candidate_that_no_longer_stands_is_closed_with_the_reason(office: Office) -> None:
    candidate = candidate_of()
    case = candidate.employer.historic_cases.get()
    case.amount = Decimal("99999.99")
    case.save()
    assert swept().closed == 1
    candidate.refresh_from_db()
    assert candidate.outcome == Outcome.LAPSED and "2026-09-01" in str(candidate.why_closed)
    assert candidate.triggers == ["amount"]  # as it was found


def test_what_a_person_set_aside_is_proposed_again_only_for_something_new(office: Office) -> None:
    head = make_user(role=Role.BUREAU_HEAD, office=office, name="局长")
    candidate = candidate_of(refused=True)
    proposing.set_aside(candidate.pk, reason="已全部付清并改正", actor=head, at=AT)
    assert swept().opened == 0
    old_case("旧2", candidate.employer, lodged_on=date(2026, 8, 1), filed_on=date(2026, 8, 3))
    assert swept().opened == 1  # the second complaint within a year


def test_the_inspector_forwards_with_an_opinion(office: Office) -> None:
    lead = make_user(office=office, name="陈志强")
    candidate = candidate_of()
    with pytest.raises(Refused):
        proposing.forward(candidate.pk, opinion=" ", actor=lead, at=AT)
    forwarded = proposing.forward(candidate.pk, opinion="情况属实", actor=lead, at=AT)
    assert forwarded.status is State.WITH_HEAD
    with pytest.raises(Refused):
        proposing.forward(candidate.pk, opinion="情况属实", actor=lead, at=AT)


def test_a_set_that_was_not_adopted_is_only_tried(office: Office) -> None:
    old_case(amount=ENOUGH)
    assert swept(ruleset="city-2014").candidates and not Candidate.objects.exists()
    assert swept(ON + timedelta(1)).candidates and not Candidate.objects.exists()
    with pytest.raises(Refused):
        swept(ruleset="city-1999")


def test_each_record_is_judged_by_the_set_adopted_on_its_filing_day(office: Office) -> None:
    one, other = make_user(role=Role.BUREAU_HEAD, office=office), make_user(office=office)
    Adoption.objects.create(
        office=office, family="blacklist", ruleset="national-2022", document="通知",
        in_force_from=date(2026, 3, 10), state="confirmed", proposed_by=one, proposed_at=AT,
        decided_by=other, decided_at=AT,
    )  # fmt: skip
    employer = make_employer("江城东风劳务有限公司")
    old_case("甲", employer, filed_on=date(2026, 3, 9), amount=ENOUGH, lodged_on=None)
    old_case("乙", employer, filed_on=date(2026, 3, 10), amount=ENOUGH, workers=10, source="patrol")
    swept()
    found = Candidate.objects.order_by("ruleset")
    assert [(c.ruleset, c.triggers, c.cases) for c in found] == [
        ("city-2014", ["amount"], ["甲"]),
        ("national-2022", ["crime_amount"], ["乙"]),
    ]


def test_twenty_workers_are_enough_where_the_place_says_so(office: Office) -> None:
    one, other = make_user(role=Role.BUREAU_HEAD, office=office), make_user(office=office)
    case = old_case(workers=20)
    assert swept().candidates == []
    DatedValue.objects.create(
        key="headcount_trigger_reading", division=case.division, value="at_least",
        citation="本局规定", in_force_from=date(2026, 1, 1), state="confirmed", proposed_by=one,
        proposed_at=AT, decided_by=other, decided_at=AT,
    )  # fmt: skip
    [row] = swept().candidates
    assert row["triggers"] == ["headcount"]
    assert "达到" in row["findings"][0]["clauses"][-1]["asked"]["msgid"]


def test_a_merged_file_speaks_for_the_one_that_goes_on(office: Office) -> None:
    target = make_employer("江城东风劳务有限公司")
    duplicate = make_employer("东风劳务")
    old_case("甲", duplicate, amount=ENOUGH)
    duplicate.merged_into = target
    duplicate.save()
    assert [row["subject"] for row in swept().candidates] == [target.name]


def test_a_case_in_hand_is_judged_by_its_ledger() -> None:
    bureau = cases.make_bureau()
    case = cases.served(bureau, workers=2)
    at = cases.LODGED
    tally = swept(at.date() + timedelta(60))
    assert tally.candidates == []
    [row] = tally.undetermined
    assert row["cases"] == [case.case_no] and "refused" in row["needs"]
    Circumstances.objects.create(
        case=case, migrant=True, refused=True, known_on=at.date(), basis="询问笔录",
        recorded_by=bureau.lead, recorded_at=at,
    )  # fmt: skip
    [found] = swept(at.date() + timedelta(60)).candidates
    assert found["triggers"] == ["obstruction"] and found["cases"] == [case.case_no]
    assert swept(at.date() - timedelta(1)).candidates == []
