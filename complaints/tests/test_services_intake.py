"""Lodging: numbered once, timed from receipt, routed by the place of work, never doubled."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError
from pytest_django import DjangoAssertNumQueries

from accounts.models import OfficeJurisdiction
from accounts.tests.factories import make_division, make_office
from complaints.models import Claimant, Complaint, NumberSeries
from complaints.policy.statement import Channel, Kind, LodgeStatement
from complaints.procedure import State
from complaints.services import intake
from complaints.tests.factories import AT, a_claim, a_statement, lodge, the_founding_statement
from statutes.refusal import Refused
from workflow.models import Clock, Event

pytestmark = pytest.mark.django_db


def test_the_founding_complaint_is_72_receipts_and_210000_yuan() -> None:
    lodged = lodge(the_founding_statement())

    complaint = lodged.complaint
    assert complaint.number == "投诉2026-0001"
    assert (complaint.worker_count, complaint.claimed) == (72, Decimal("210000.00"))
    assert len({receipt.code for receipt in lodged.receipts}) == 72
    assert complaint.representatives.count() == 3
    assert complaint.state == State.RECEIVED


def test_the_five_working_days_run_from_receipt() -> None:
    complaint = lodge().complaint

    clock = Clock.objects.of(complaint.subject).get()
    assert clock.code == "complaint_acceptance"
    assert clock.due_at.astimezone(AT.tzinfo).date().isoformat() == "2026-11-30"
    event = Event.objects.of(complaint.subject).get()
    assert (event.act, str(event.citation)) == (
        "lodge",
        "《关于实施〈劳动保障监察条例〉若干规定》第十四条",
    )


def test_reports_and_tips_have_their_own_numbers_and_no_five_day_clock() -> None:
    report = lodge(a_statement(kind=Kind.REPORT)).complaint
    tip = lodge(a_statement(kind=Kind.ANONYMOUS_TIP, claims=())).complaint

    assert (report.number, tip.number) == ("举报2026-0001", "线索2026-0001")
    assert not Clock.objects.exists()
    assert tip.period_from is None


def test_personal_numbers_are_sealed_in_the_database() -> None:
    claim = a_claim()
    complaint = lodge(a_statement(claims=[claim])).complaint

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM complaints_claimant")
        row = str(cursor.fetchone())
    assert claim.identity not in row
    assert claim.phone not in row
    line = complaint.claimants.get()
    assert (line.identity, line.phone) == (claim.identity, claim.phone)
    assert line.identity_masked == "····" + claim.identity[-4:]


def test_the_same_token_returns_the_same_complaint_and_receipts() -> None:
    token = intake.new_token()
    first = lodge(the_founding_statement(), token=token)
    # The back button, a changed mind, a second click: the first submission stands.
    again = lodge(a_statement(), token=token, at=AT + timedelta(minutes=3))

    assert first.is_new
    assert not again.is_new
    assert again.complaint == first.complaint
    assert [r.code for r in again.receipts] == [r.code for r in first.receipts]
    assert Complaint.objects.count() == 1


def test_after_a_power_cut_the_receipt_is_found_by_its_token() -> None:
    token = intake.new_token()
    lodged = lodge(a_statement(workers=2), token=token)

    found = intake.find(token)
    assert found is not None
    assert [r.code for r in found.receipts] == [r.code for r in lodged.receipts]
    assert intake.find(intake.new_token()) is None


def test_neither_token_nor_code_is_stored() -> None:
    token = intake.new_token()
    code = lodge(token=token).receipts[0].code
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_to_json(c)::text || row_to_json(l)::text"
            " FROM complaints_complaint c JOIN complaints_claimant l ON l.complaint_id = c.id"
        )
        stored = cursor.fetchone()[0]
    assert code
    assert token not in stored
    assert code not in stored
    assert len(code) == 16
    assert intake.spaced(code).count(" ") == 3


def test_the_nearest_office_above_the_place_of_work_is_responsible() -> None:
    city, district = make_office("4101"), make_office("410102")
    make_division("410103")

    assert lodge().complaint.office == district
    assert lodge(a_statement(division_id="410103")).complaint.office == city
    OfficeJurisdiction.objects.all().delete()
    with pytest.raises(Refused, match="12333"):
        lodge()


def test_numbers_run_per_office_and_year_and_a_failure_leaves_no_gap() -> None:
    office = make_office("4101")
    lodge()
    with pytest.raises(Refused), transaction.atomic():
        intake.next_number(office, "complaint", 2026)
        raise Refused
    next_year = AT.replace(year=2027, month=1)

    assert lodge().complaint.number == "投诉2026-0002"
    assert lodge(at=next_year).complaint.number == "投诉2027-0001"
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        NumberSeries.objects.filter(year=2026).update(last=9)


def test_a_statement_that_is_not_whole_is_refused_with_every_reason() -> None:
    bad = a_claim(owed=Decimal("1.00"), phone="123")
    with pytest.raises(Refused) as refused:
        lodge(a_statement(employer_name=" ", claims=[bad], representatives=(3,)))

    assert [str(sentence) for sentence in refused.value.sentences] == [
        "请填写单位名称；不知道全称的，写知道的名字或者老板的姓名。",
        "代表须是名册上的投诉人。",
        "第1名投诉人：手机号码应为11位数字，以1开头",
        "第1名投诉人：约定的减去已付的不等于欠付的。请核对这三个数。",
    ]
    assert not Complaint.objects.exists()


def test_the_lines_as_lodged_cannot_be_changed_or_removed() -> None:
    complaint = lodge(a_statement(workers=2)).complaint
    lines = Claimant.objects.filter(complaint=complaint)

    for forbidden in (
        lambda: lines.update(owed=1, agreed=1, paid=0),
        lambda: lines.update(name="别人"),
        lambda: lines.delete(),
        lambda: Complaint.objects.update(claimed=1),
        lambda: Complaint.objects.update(statement="改过的"),
        lambda: Complaint.objects.all().delete(),
    ):
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            forbidden()


def test_a_line_that_does_not_foot_with_its_complaint_is_refused_by_the_database() -> None:
    complaint = lodge().complaint
    line = complaint.claimants.get()
    line.pk, line.position = None, 2
    line.identity_hash, line.code_hash = "another", "another"
    with pytest.raises(IntegrityError, match="foot"), transaction.atomic():
        line.save(force_insert=True)


def test_a_submission_may_be_taken_back_for_ten_minutes() -> None:
    token = intake.new_token()
    complaint = lodge(token=token).complaint

    with pytest.raises(Refused, match="超过10分钟"):
        intake.take_back(token, at=AT + timedelta(minutes=11))
    taken = intake.take_back(token, at=AT + timedelta(minutes=9))

    assert taken.state == State.WITHDRAWN
    assert Clock.objects.of(complaint.subject).get().state == Clock.State.CANCELLED
    with pytest.raises(Refused, match="已经开始办理"):
        intake.take_back(token, at=AT + timedelta(minutes=9))


def test_lodging_72_workers_takes_as_many_queries_as_lodging_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    lodge()  # makes the office and the year's series
    for statement in (a_statement(), the_founding_statement(representatives=())):
        # 11 statements and three savepoints, whatever the number of workers
        with django_assert_num_queries(17):
            intake.lodge(statement, token=intake.new_token(), channel=Channel.KIOSK, at=AT)


@pytest.mark.django_db(transaction=True)
def test_eight_clients_at_once_lose_and_double_nothing() -> None:
    make_office("4101")
    make_division("410102")
    token = intake.new_token()
    statements = [(a_statement(), intake.new_token()) for _ in range(16)]
    statements += [(a_statement(), token)] * 8  # one person, eight clicks

    def submit(job: tuple[LodgeStatement, str]) -> int:
        try:
            lodged = intake.lodge(job[0], token=job[1], channel=Channel.KIOSK, at=AT)
            return lodged.complaint.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(submit, statements))

    assert len(set(keys[:16])) == 16
    assert len(set(keys[16:])) == 1
    numbers = sorted(Complaint.objects.values_list("number", flat=True))
    assert numbers == [f"投诉2026-{n:04d}" for n in range(1, 18)]
