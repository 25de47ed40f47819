"""Looking up: one's own line, in plain words, by code and phone tail; guessing is slowed down."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user
from complaints.models import LookupAttempt
from complaints.policy.acceptance import Code
from complaints.procedure import State
from complaints.services import acceptance, desk, intake, merging, progress, refusals, supplements
from complaints.services.lookup import LookupView, forget_attempts, lookup
from complaints.tests.factories import AT, a_statement, lodge
from employers.services.register import find_or_register
from statutes.refusal import Refused

pytestmark = pytest.mark.django_db
HERE = "192.0.2.7"


def see(receipt: intake.Receipt, at: datetime = AT) -> LookupView:
    assert receipt.code
    return lookup(intake.spaced(receipt.code), receipt.claimant.phone_last4, address=HERE, at=at)


def test_a_new_complaint_shows_its_stage_and_when_the_answer_is_due() -> None:
    view = see(lodge().receipts[0])

    assert str(view.stage) == "已收到，正在审查"
    assert (view.next_on, str(view.next_label)) == (
        date(2026, 11, 30),
        "最迟在这一天告诉您是否受理",
    )
    assert (view.owed, view.determined, view.paid) == (Decimal("5000.00"), None, None)


def test_no_name_is_in_what_is_seen() -> None:
    receipt = lodge(a_statement(workers=2)).receipts[0]
    assert receipt.claimant.name not in repr(see(receipt))


def test_each_stage_reads_in_plain_words() -> None:
    office = make_office("4101")
    inspector, head = make_user(office=office), make_user(role=Role.UNIT_HEAD, office=office)
    receipt = lodge().receipts[0]
    complaint = receipt.claimant.complaint

    supplements.request_supplement(
        complaint.pk, items=["100%写清单位全称"], due_on=date(2026, 12, 1), actor=inspector, at=AT
    )
    view = see(receipt)
    assert [str(item) for item in view.needed] == ["100%写清单位全称"]
    assert (view.next_on, str(view.next_label)) == (date(2026, 12, 1), "补充材料的最后一天")

    supplements.receive_supplement(complaint.pk, note="", actor=inspector, at=AT)
    refusals.propose_refusal(
        complaint.pk,
        code=Code.OTHER_PLACE,
        reason="工地在邻市",
        body="邻市支队",
        actor=inspector,
        at=AT,
    )
    assert str(see(receipt).stage) == "已审查，等待决定"

    refusals.decide_refusal(complaint.pk, approved=True, opinion="同意", actor=head, at=AT)
    view = see(receipt)
    assert str(view.stage) == "不予受理"
    assert "指引机关：邻市支队" in [str(sentence) for sentence in view.meaning]
    assert view.next_on is None


def test_after_filing_the_case_reports_its_stage_and_each_line_its_money() -> None:
    office = make_office("4101")
    inspector, head = make_user(office=office), make_user(role=Role.UNIT_HEAD, office=office)
    receipts = lodge(a_statement(workers=2)).receipts
    complaint = receipts[0].claimant.complaint
    employer = find_or_register(name="甲公司", division="410102000000", actor=inspector, at=AT)
    desk.identify_employer(complaint.pk, employer=employer, actor=inspector, at=AT)
    acceptance.accept(complaint.pk, on=AT.date(), actor=head, at=AT)
    assert str(see(receipts[0]).stage) == "已受理立案"

    for label in ("调查取证", "责令改正"):  # the second report replaces the first
        progress.report_stage(
            [complaint.pk],
            case_no="江劳监案〔2026〕1号",
            stage="ordered",
            label=label,
            since=AT.date(),
            next_step="责令改正期限",
            next_due_on=date(2026, 12, 4),
            at=AT,
        )
    for paid in ("1000.00", "4000.00"):
        amounts = {receipts[0].claimant.pk: (Decimal("4000.00"), Decimal(paid))}
        progress.report_settlements(amounts, at=AT)

    own, other = see(receipts[0]), see(receipts[1])
    assert (str(own.stage), own.next_on) == ("责令改正", date(2026, 12, 4))
    assert (own.determined, own.paid) == (Decimal("4000.00"), Decimal("4000.00"))
    assert (other.determined, other.paid) == (None, None)


def test_a_merged_complaint_follows_its_master_under_its_own_number() -> None:
    inspector = make_user(office=make_office("4101"))
    master, own = lodge().complaint, lodge().receipts[0]
    merging.merge(
        own.claimant.complaint_id, master_id=master.pk, reason="同一", actor=inspector, at=AT
    )
    view = see(own)
    assert (view.number, view.state, view.joined) == ("投诉2026-0002", State.RECEIVED, True)


def test_wrong_answers_are_alike_counted_and_slowed_down() -> None:
    receipt = lodge().receipts[0]
    assert receipt.code
    tail = receipt.claimant.phone_last4
    wrong = f"{(int(tail) + 1) % 10_000:04d}"
    said = set()
    for code, phone in ((receipt.code, wrong), ("0" * 16, tail), (receipt.code, ""), ("", "")):
        with pytest.raises(Refused) as refused:
            lookup(code, phone, address=HERE, at=AT)
        said.add(str(refused.value))
    assert said == {"查询码或者手机号后四位不对，请照回执核对后再试。"}

    for _ in range(3):
        with pytest.raises(Refused):
            lookup(receipt.code, wrong, address="198.51.100.9", at=AT)
    with pytest.raises(Refused, match="15分钟后再试"):
        see(receipt)  # five failures on this code, from wherever
    assert see(receipt, at=AT + timedelta(minutes=16)).number == "投诉2026-0001"


def test_one_address_cannot_go_on_guessing_codes() -> None:
    for n in range(20):
        with pytest.raises(Refused):
            lookup(f"{n:016d}", "0000", address=HERE, at=AT)
    receipt = lodge().receipts[0]
    with pytest.raises(Refused, match="15分钟后再试"):
        see(receipt)
    assert receipt.code
    lookup(receipt.code, receipt.claimant.phone_last4, address="198.51.100.9", at=AT)

    assert forget_attempts(before=AT + timedelta(minutes=16)) == 20
    assert not LookupAttempt.objects.exists()


def test_a_lost_code_is_replaced_and_the_old_one_stops_working() -> None:
    inspector = make_user(office=make_office("4101"))
    token = intake.new_token()
    receipt = lodge(token=token).receipts[0]
    new = desk.reissue_code(receipt.claimant.pk, actor=inspector, at=AT)

    with pytest.raises(Refused):
        see(receipt)
    assert lookup(new, receipt.claimant.phone_last4, address=HERE, at=AT)
    found = intake.find(token)
    assert found is not None
    assert found.receipts[0].code is None


def test_a_look_up_takes_few_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    receipt = lodge(a_statement(workers=30)).receipts[0]
    with django_assert_max_num_queries(4):
        see(receipt)
