"""What an employer hands in lands at its case; it is a statement, and no payment by itself."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from accounts.models import User
from accounts.policy.roles import Role
from accounts.tests.factories import make_user
from cases.models import Case, Submission
from cases.perms import party
from cases.policy.submission import Given, Kind, Outcome
from cases.services import correction, submissions
from cases.tests import factories as make
from cases.tests.factories import LODGED, TODAY, Bureau
from documents.models import StoredFile
from documents.tests.sample_files import small_pdf
from employers.models import EmployerUser
from employers.tests.factories import make_employer
from statutes.refusal import Refused
from workflow.models import Event, Notification

pytestmark = pytest.mark.django_db
PAID = Given(Kind.PAYMENT, "已通过银行代发。", Decimal("10000.00"), TODAY)
LATER = LODGED + timedelta(hours=3)


@pytest.fixture
def bureau() -> Bureau:
    return make.make_bureau()


@pytest.fixture
def case(bureau: Bureau) -> Case:
    return make.served(bureau)


def clerk_of(case: Case) -> User:
    return _clerk(case.employer_id)


def _clerk(employer: int) -> User:
    clerk = make_user(role=Role.EMPLOYER)
    EmployerUser.objects.create(user=clerk, employer_id=employer, opened_at=LODGED)
    return clerk


def hand_in(
    case: Case, clerk: User, given: Given = PAID, token: UUID | None = None, **changes: Any
) -> Submission:
    content = changes.get("content", small_pdf())
    files = [SimpleUploadedFile("流水.pdf", content, "application/pdf")]
    paper = changes.get("paper", case.orders.get().paper_id)
    return submissions.hand_in(
        paper, given, files, token=token or uuid4(), actor=clerk, at=changes.get("at", LATER)
    )


def test_a_proof_of_payment_lands_at_the_case_and_the_officers_are_told(
    bureau: Bureau, case: Case
) -> None:
    made = hand_in(case, clerk_of(case))
    assert (made.case, made.is_waiting) == (case, True)
    assert made.files.get().file.subject_type == "case"
    told = Notification.objects.filter(msgid__contains="收到单位提交的材料")
    assert set(told.values_list("recipient", flat=True)) == {bureau.lead.pk, bureau.assistant.pk}
    event = Event.objects.of(case.subject(None)).get(act="hand_in_submission")
    assert event.payload == {"submission": made.pk, "kind": "payment", "paper": made.paper_id}
    # Claimed, determined and paid are untouched: it is what the employer says.
    assert make.fresh(case).paid == case.paid == 0


def test_a_stranger_and_a_former_clerk_hand_in_nothing(case: Case) -> None:
    stranger, clerk = _clerk(make_employer(name="别的公司").pk), clerk_of(case)
    EmployerUser.objects.filter(user=clerk).update(ended_at=LATER)
    for person in (stranger, clerk, make_user(role=Role.EMPLOYER)):
        with pytest.raises(Refused, match="没有送达给您所在的单位"):
            hand_in(case, person)
    assert not Submission.objects.exists()
    assert not StoredFile.objects.exists()


def test_an_order_that_was_not_served_is_nobodys_outside(bureau: Bureau) -> None:
    case = make.ordered(bureau)
    clerk = clerk_of(case)
    assert not party.cases_of_clerk(clerk).exists()
    with pytest.raises(Refused, match="没有送达给您所在的单位"):
        hand_in(case, clerk)


def test_only_what_was_addressed_to_the_party_is_seen(case: Case) -> None:
    """The form of filing and the receipt of service lie on the same case and stay inside."""
    papers = party.served(party.cases_of_clerk(clerk_of(case)))
    assert [paper.kind for paper in papers] == ["correction_order"]


def test_the_dates_of_the_served_papers_are_told_with_their_case(case: Case) -> None:
    [due] = party.dates_of(party.cases_of_clerk(clerk_of(case)), TODAY)
    order = case.orders.get()
    assert (due.what, due.on, due.number) == ("责令改正期限", order.due_on, order.paper.number)
    assert order.due_on is not None
    assert not due.is_over(order.due_on)
    assert due.is_over(order.due_on + timedelta(days=1))


def test_no_date_is_told_of_an_order_that_was_carried_out(bureau: Bureau) -> None:
    case = make.verified(bureau)
    assert party.dates_of(party.cases_of_clerk(clerk_of(case)), TODAY) == []


def test_the_same_form_sent_twice_is_one_submission(case: Case) -> None:
    clerk, token = clerk_of(case), uuid4()
    assert hand_in(case, clerk, token=token) == hand_in(case, clerk, token=token)
    assert Submission.objects.count() == 1


def test_a_file_that_is_not_what_it_says_changes_nothing(case: Case) -> None:
    with pytest.raises(Refused):
        hand_in(case, clerk_of(case), content=b"MZ\x90\x00 not a paper")
    assert not Submission.objects.exists()


def test_what_is_incomplete_is_refused_by_name(case: Case) -> None:
    with pytest.raises(Refused, match="付款日期不得晚于今天"):
        hand_in(case, clerk_of(case), Given(Kind.PAYMENT, "x", Decimal(1), date(2027, 1, 1)))


def test_an_officer_of_the_case_answers_once_and_the_clerk_is_told(
    bureau: Bureau, case: Case
) -> None:
    clerk = clerk_of(case)
    made = hand_in(case, clerk)
    with pytest.raises(Refused, match="承办监察员"):
        submissions.answer(made.pk, outcome=Outcome.ACCEPTED, words="", actor=bureau.head, at=LATER)
    with pytest.raises(Refused, match="退回须写明理由"):
        submissions.answer(made.pk, outcome=Outcome.RETURNED, words="", actor=bureau.lead, at=LATER)
    submissions.answer(
        made.pk, outcome=Outcome.RETURNED, words="请补充签收表。", actor=bureau.lead, at=LATER
    )
    with pytest.raises(Refused, match="已经处理"):
        submissions.answer(
            made.pk, outcome=Outcome.ACCEPTED, words="", actor=bureau.assistant, at=LATER
        )
    told = Notification.objects.get(recipient=clerk, msgid__contains="提交的材料")
    assert str(told.message) == f"您就{case.case_no}提交的材料：已退回。"
    assert Event.objects.of(case.subject(None)).filter(act="return_submission").exists()


def test_what_was_handed_in_cannot_be_rewritten(bureau: Bureau, case: Case) -> None:
    made = hand_in(case, clerk_of(case))
    for write in (
        lambda: Submission.objects.filter(pk=made.pk).update(content="别的"),
        lambda: made.files.all().delete(),
        lambda: Submission.objects.filter(pk=made.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_service_is_told_to_the_clerks_of_the_employer_alone(bureau: Bureau) -> None:
    case = make.ordered(bureau)
    clerk, stranger = clerk_of(case), _clerk(make_employer(name="别的公司").pk)
    make.serve(bureau, case)
    told = Notification.objects.filter(msgid__contains="已于%(day)s送达")
    assert list(told.values_list("recipient", flat=True)) == [clerk.pk]
    assert not Notification.objects.filter(recipient=stranger).exists()


def test_a_withdrawn_order_asks_for_nothing_any_more(bureau: Bureau, case: Case) -> None:
    correction.withdraw_order(case.pk, reason="认定有误。", actor=bureau.head, at=LATER)
    assert party.dates_of(party.cases_of_clerk(clerk_of(case)), TODAY) == []
