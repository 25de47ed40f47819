"""Each outcome of the procedure, carried through the services from filing to closed."""

from decimal import Decimal

import pytest

from accounts.tests.factories import make_division
from cases.models import Accountability, Case
from cases.policy.accountability import Trigger
from cases.services import case_file
from cases.services.review_sheet import sheet_of
from cases.tests import factories as make
from console.demo import outcomes
from console.demo.walk import Walk, Way, carry
from documents import bindery, printing
from documents.models import Bundle, Paper
from employers.services import register
from statutes.review_items import PASS
from tests.outcomes import filed, teller_of
from workflow.models import Approval, Clock

pytestmark = pytest.mark.django_db
INVESTIGATED = ["filing_approval", "interview_record"]
ORDERED = [*INVESTIGATED, "correction_order"]
CONCLUDED = ["investigation_report", "handling_approval"]
PAPERS = {
    "PENALTY_AFTER_HEARING": [
        *ORDERED,
        *CONCLUDED,
        "penalty_notice",
        "hearing_rights",
        "defence_record",
        "hearing_summons",
        "hearing_record",
        "hearing_report",
        "legal_review",
        "deliberation_record",
        "penalty_decision",
        "closing_approval",
    ],
    "PENALTY_ANNULLED": [
        *ORDERED,
        *CONCLUDED,
        "penalty_notice",
        "penalty_decision",
        "closing_approval",
    ],
    "HANDLED": [
        *ORDERED,
        *CONCLUDED,
        "handling_notice",
        "handling_decision",
        "closing_approval",
    ],
    "NO_PENALTY": [*ORDERED, *CONCLUDED, "no_penalty_decision", "closing_approval"],
    "REVOKED": [*INVESTIGATED, *CONCLUDED, "revocation_decision", "closing_approval"],
    "TAKEN_TO_COURT": [
        *ORDERED,
        *CONCLUDED,
        "penalty_notice",
        "penalty_decision",
        "demand",
        "court_application",
        "closing_approval",
    ],
}


@pytest.fixture
def bureau() -> make.Bureau:
    return make.make_bureau()


def carried(bureau: make.Bureau, way: Way) -> Walk:
    walk = filed(bureau)
    assert carry(walk, way)
    return walk


def on_the_spot(bureau: make.Bureau) -> Walk:
    make_division("410102")
    restaurant = register.find_or_register(
        name="江城川味小馆",
        division="410102000000",
        actor=None,
        at=make.LODGED,
        address="江城市中原区文化街7号",
        legal_representative="周海",
    )
    walk = outcomes.penalise_on_the_spot(teller_of(bureau), restaurant)
    assert carry(walk, outcomes.PENALISED_ON_THE_SPOT)
    return walk


def papers_of(case: Case) -> list[str]:
    """In the order of their issue; the receipts that follow every service left out."""
    issued = Paper.objects.of(case.subject(None)).order_by("pk").values_list("kind", flat=True)
    return [kind for kind in issued if kind != "service_receipt"]


def ends_well(walk: Walk) -> None:
    """Closed, nothing runs or waits, and the file passes its review without an override."""
    case = walk.refresh()
    assert (case.state, case.closed_on) == ("closed", walk.on)
    assert not Clock.objects.of(case.subject(None)).open().exists()
    assert not Approval.objects.of(case.subject(None)).pending().exists()
    sheet = sheet_of(case, walk.lead, walk.at)
    assert sheet.score.points >= PASS
    assert sheet.score.lacking == {"bundle"}  # bound only now that it is closed
    assert not case.score_overrides.exists()
    served = [str(delivery.paper.kind) for delivery in case.deliveries.select_related("paper")]
    assert len(served) == len(set(served))


@pytest.mark.parametrize("outcome", PAPERS)
def test_every_outcome_ends_closed_with_its_papers_and_every_limit_ended(bureau, outcome):
    walk = carried(bureau, getattr(outcomes, outcome))
    ends_well(walk)
    assert papers_of(walk.case) == PAPERS[outcome]


def test_a_penalty_on_the_spot_ends_closed_with_three_papers(bureau):
    walk = on_the_spot(bureau)
    ends_well(walk)
    assert papers_of(walk.case) == ["spot_decision", "closing_approval"]


def test_a_handling_decision_pays_wages_and_half_as_much_again(bureau):
    decision = carried(bureau, outcomes.HANDLED).decision
    assert (decision.wages, decision.compensation) == (Decimal("10000.00"), Decimal("5000.00"))
    assert decision.settled_on is not None
    assert decision.case.paid == decision.case.determined == Decimal("10000.00")


def test_an_annulled_penalty_is_held_to_account_and_nothing_is_owed_on_it(bureau):
    walk = carried(bureau, outcomes.PENALTY_ANNULLED)
    entry = Accountability.objects.get(trigger=Trigger.DECISION_OVERTURNED.value)
    assert (entry.case, entry.person) == (walk.case, walk.lead)
    assert walk.decision.status == "annulled"
    assert walk.decision.paper.status == "withdrawn"
    ended = Clock.objects.of(walk.case.subject(None)).values_list("code", "state")
    assert {("payment", "cancelled"), ("publication_withdraw", "met")} <= set(ended)


def test_other_outcomes_open_no_entry(bureau):
    carried(bureau, outcomes.PENALTY_AFTER_HEARING)
    assert not Accountability.objects.exists()


def test_a_fine_that_only_the_court_got_grew_to_its_double(bureau):
    """3 % a day from the sixteenth day on, and never more than the fine itself."""
    payments = carried(bureau, outcomes.TAKEN_TO_COURT).decision.fine_payments
    assert dict(payments.values_list("of", "amount")) == {
        "fine": Decimal("4000.00"),
        "surcharge": Decimal("4000.00"),
    }


def the_worker_catches_up() -> None:
    for pk in Paper.objects.unrendered().values_list("pk", flat=True):
        printing.print_paper(pk)
    for pk in Bundle.objects.unbound().values_list("pk", flat=True):
        bindery.bind_bundle(pk)


@pytest.mark.slow
@pytest.mark.parametrize("start", [on_the_spot, lambda b: carried(b, outcomes.HANDLED)])
def test_the_file_is_bound_and_archived(bureau, start):
    walk = start(bureau)
    the_worker_catches_up()
    case_file.bundle_file(walk.case.pk, actor=walk.lead, at=walk.at)
    the_worker_catches_up()
    case_file.archive(
        walk.case.pk, archive_no="卷1", retention="thirty", actor=walk.lead, at=walk.at
    )
    the_worker_catches_up()  # the cover now names the archive's number
    assert walk.refresh().state == "archived"
    assert sheet_of(walk.case, walk.lead, walk.at).score.points == 100
