"""对用人单位保密: stated at lodging, lifted by the complainant's own recorded consent alone."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.policy.roles import Role
from accounts.tests.factories import make_user
from complaints.models import Claimant, Complaint
from complaints.procedure import SECRECY
from complaints.services import desk, merging
from complaints.services.lookup import lookup
from complaints.tests.factories import AT, a_statement, lodge, make_complaint
from statutes.refusal import Refused
from workflow.models import Event

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=2)
NOTE = "11月23日投诉人到窗口，当面同意向单位公开姓名。"


def agree(complaint: Complaint, **changes: object) -> Complaint:
    inspector = make_user(office=complaint.office)
    given: dict[str, object] = {"note": NOTE, "actor": inspector, "at": LATER, **changes}
    return desk.agree_to_disclosure(complaint.pk, **given)  # type: ignore[arg-type]


def test_a_name_is_withheld_only_where_that_was_asked() -> None:
    asked, other = make_complaint(is_confidential=True), make_complaint()
    assert (asked.withholds_names, other.withholds_names) == (True, False)
    assert list(Complaint.objects.withheld()) == [asked]
    assert list(Claimant.objects.withheld()) == [asked.claimants.get()]


@pytest.mark.parametrize("asked", [True, False])
def test_what_was_asked_at_lodging_stays_as_it_was(asked: bool) -> None:
    complaint = make_complaint(is_confidential=asked)
    with pytest.raises(DatabaseError), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).update(is_confidential=not asked)


def test_consent_is_recorded_with_its_officer_its_hour_and_its_words() -> None:
    complaint = agree(make_complaint(is_confidential=True))

    complaint.refresh_from_db()
    assert not complaint.withholds_names
    assert complaint.is_confidential, "what was stated is not rewritten"
    assert complaint.disclosure_agreed_at == LATER
    event = Event.objects.of(complaint.subject).get(act="agree_to_disclosure")
    assert (event.actor, event.note) == (complaint.disclosure_recorded_by, NOTE)
    assert event.citation == SECRECY


def test_consent_without_its_words_is_none() -> None:
    complaint = make_complaint(is_confidential=True)
    with pytest.raises(Refused, match="何时、何人、以何种方式同意"):
        agree(complaint, note="  ")
    complaint.refresh_from_db()
    assert complaint.withholds_names


def test_only_an_inspector_of_the_office_records_it() -> None:
    complaint = make_complaint(is_confidential=True)
    head = make_user(role=Role.UNIT_HEAD, office=complaint.office)
    with pytest.raises(Refused, match="须由"):
        agree(complaint, actor=head)


def test_it_is_recorded_once_and_never_taken_back() -> None:
    complaint = agree(make_complaint(is_confidential=True))
    with pytest.raises(Refused, match="已经登记其同意"):
        agree(complaint)
    with pytest.raises(DatabaseError), transaction.atomic():
        Complaint.objects.update(disclosure_agreed_at=None, disclosure_recorded_by=None)


def test_nothing_is_agreed_to_where_no_name_was_withheld() -> None:
    with pytest.raises(Refused, match="没有要求对单位保密"):
        agree(make_complaint())


def test_the_people_of_a_merged_complaint_are_asked_on_their_own() -> None:
    master, other = make_complaint(), make_complaint(is_confidential=True)
    inspector = make_user(office=master.office)
    merging.merge(other.pk, master_id=master.pk, reason="同一工地。", actor=inspector, at=AT)
    assert not agree(other).withholds_names


def test_the_look_up_says_that_the_name_is_kept_until_consent() -> None:
    [receipt] = lodge(a_statement(is_confidential=True)).receipts
    tail = receipt.claimant.phone_last4

    def said() -> str:
        return str(lookup(receipt.code or "", tail, address="kiosk", at=LATER).secrecy)

    assert "没有您的同意，不会把您的姓名告诉单位" in said()
    agree(receipt.claimant.complaint)
    assert "后来同意了公开姓名" in said()


def test_the_look_up_of_others_does_not_speak_of_it() -> None:
    [receipt] = lodge().receipts
    tail = receipt.claimant.phone_last4
    assert lookup(receipt.code or "", tail, address="kiosk", at=LATER).secrecy is None
