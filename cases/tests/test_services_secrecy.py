"""没有您的同意，不告诉单位是谁投诉的: an order waits for the consent of whom it would name."""

from decimal import Decimal

import pytest

from cases.models import Case
from cases.services import disclosure, ledger
from cases.tests import factories
from cases.tests.factories import LODGED, Bureau
from complaints.models import Complaint
from complaints.services import merging
from complaints.tests.factories import a_claim, make_complaint
from documents.models import Paper
from statutes.refusal import Refused
from workflow.models import Event

pytestmark = pytest.mark.django_db
WITHHELD = "名投诉人要求对单位保密，须先取得并登记其同意"
NOTE = "11月23日投诉人电话同意向单位公开姓名。"


@pytest.fixture
def bureau() -> Bureau:
    return factories.make_bureau()


@pytest.fixture
def complaint(bureau: Bureau) -> Complaint:
    return factories.lodge(workers=2, is_confidential=True)


@pytest.fixture
def case(bureau: Bureau, complaint: Complaint) -> Case:
    return factories.determine_as_claimed(bureau, factories.file(bureau, complaint))


def agree(bureau: Bureau, complaint: Complaint) -> Complaint:
    return disclosure.agree_to_disclosure(complaint.pk, note=NOTE, actor=bureau.lead, at=LODGED)


def test_no_order_is_issued_before_the_consent_and_one_is_after(
    bureau: Bureau, complaint: Complaint, case: Case
) -> None:
    with pytest.raises(Refused, match=f"还有2{WITHHELD}"):
        factories.issue(bureau, case)
    assert not Paper.objects.filter(kind="correction_order").exists()

    agree(bureau, complaint)
    order = factories.issue(bureau, case).orders.standing().get()
    name = complaint.claimants.order_by("position")[0].name
    assert name in order.paper.context["findings"]


def test_the_history_of_the_case_tells_of_the_consent(
    bureau: Bureau, complaint: Complaint, case: Case
) -> None:
    agree(bureau, complaint)
    event = Event.objects.of(case.subject(None)).get(act="agree_to_disclosure")
    assert (event.actor, event.note) == (bureau.lead, NOTE)
    assert event.payload == {"complaint": complaint.pk}


def test_consent_before_filing_is_told_to_no_case(bureau: Bureau, complaint: Complaint) -> None:
    agree(bureau, complaint)
    case = factories.file(bureau, complaint)
    assert not Event.objects.of(case.subject(None)).filter(act="agree_to_disclosure").exists()
    assert not case.claims.withheld().exists()


def test_a_worker_to_whom_nothing_is_owed_is_not_named_and_bars_no_order(bureau: Bureau) -> None:
    quiet = factories.lodge(workers=1, is_confidential=True)
    case = factories.file(bureau, quiet)
    found = ledger.NewLine(worker="检查中发现的工人")
    [line] = ledger.add_workers(case.pk, [found], actor=bureau.lead, at=LODGED)
    own = case.claims.exclude(pk=line.pk).get()
    entries = {
        own.pk: ledger.Entry(Decimal("0.00"), note="考勤与转账记录证明已付清。"),
        line.pk: ledger.Entry(Decimal("100.00"), note="考勤表。"),
    }
    version = factories.fresh(case).ledger_version
    ledger.determine(case.pk, entries, version=version, actor=bureau.lead, at=LODGED)

    order = factories.issue(bureau, case).orders.standing().get()
    assert own.worker not in str(order.paper.context)


def test_a_person_on_the_foremans_roster_who_also_asked_alone_for_secrecy_is_not_named(
    bureau: Bureau,
) -> None:
    twice = a_claim()
    roster = factories.lodge(claims=[twice, a_claim()])
    alone = make_complaint(claims=[twice], is_confidential=True)
    merging.merge(alone.pk, master_id=roster.pk, reason="同一工地。", actor=bureau.lead, at=LODGED)
    case = factories.determine_as_claimed(bureau, factories.file(bureau, roster))

    assert [line.worker for line in case.claims.withheld()] == [twice.name]
    with pytest.raises(Refused, match=f"还有1{WITHHELD}"):
        factories.issue(bureau, case)
    agree(bureau, alone)
    assert Event.objects.of(case.subject(None)).filter(act="agree_to_disclosure").exists()
    factories.issue(bureau, case)


def test_the_secrecy_of_one_case_does_not_reach_into_another(
    bureau: Bureau, complaint: Complaint, case: Case
) -> None:
    other = factories.ordered(bureau)
    assert not other.claims.withheld().exists()
    assert case.claims.withheld().count() == 2
