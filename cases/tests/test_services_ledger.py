"""The ledger: claimed as lodged, determined with reasons, paid to the last fen, never rewritten."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.models import Case, Disbursement, Payment, WageClaim
from cases.policy.ledger import Settlement
from cases.policy.payment import Payer
from cases.policy.sign_off import SignOff
from cases.services import ledger, payments, sign_offs
from cases.services.ledger import Entry, NewLine
from cases.services.sign_offs import Confirmation
from cases.tests import factories as make
from cases.tests.factories import LODGED, Bureau
from complaints.models import Settlement as Told
from statutes.refusal import Refused
from workflow.models import Event

pytestmark = pytest.mark.django_db
TODAY = LODGED.date()


@pytest.fixture
def bureau() -> Bureau:
    return make.make_bureau()


def version(case: Case) -> int:
    return make.fresh(case).ledger_version


def first_line(case: Case) -> WageClaim:
    return WageClaim.objects.filter(case=case).order_by("row")[0]


def enter(bureau: Bureau, case: Case, entries: dict[int, Entry]) -> Case:
    return ledger.determine(case.pk, entries, version=version(case), actor=bureau.lead, at=LODGED)


def sign(bureau: Bureau, case: Case, *lines: WageClaim, given: Confirmation | None = None) -> int:
    return sign_offs.record_signatures(
        case.pk,
        [line.pk for line in lines],
        given or Confirmation(TODAY),
        actor=bureau.lead,
        at=LODGED,
    )


def refused_by_database(change: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        change()  # type: ignore[operator]
        connection.check_constraints()


# ---------------------------------------------------------------- determined


def test_amounts_are_determined_line_by_line_and_the_sums_follow(bureau):
    case = make.filed(bureau, workers=3)
    a, b, c = case.claims.order_by("row")
    case = enter(
        bureau,
        case,
        {
            a.pk: Entry(a.claimed, basis="考勤 E-04"),
            b.pk: Entry(Decimal("4500.00"), note="已预支五百元", dispute="工人主张五千元"),
            c.pk: Entry(None),
        },
    )
    assert (case.undetermined, case.determined) == (1, Decimal("9500.00"))
    b.refresh_from_db()
    assert (b.determination_note, b.dispute_note) == ("已预支五百元", "工人主张五千元")
    event = Event.objects.of(case.subject(None)).get(act="determine_wages")
    assert event.payload["determined"] == "9500.00"


def test_all_lines_or_none_and_every_wrong_line_is_named(bureau):
    case = make.filed(bureau, workers=3)
    a, b, c = case.claims.order_by("row")
    with pytest.raises(Refused) as caught:
        enter(
            bureau,
            case,
            {a.pk: Entry(Decimal("-1")), b.pk: Entry(Decimal("1.00")), c.pk: Entry(c.claimed)},
        )
    assert len(caught.value.sentences) == 2
    assert make.fresh(case).undetermined == 3


def test_who_edits_an_older_ledger_is_told_so(bureau):
    case = make.filed(bureau)
    seen = version(case)
    line = first_line(case)
    enter(bureau, case, {line.pk: Entry(line.claimed)})
    with pytest.raises(Refused, match="已被他人修改"):
        ledger.determine(
            case.pk, {line.pk: Entry(None)}, version=seen, actor=bureau.assistant, at=LODGED
        )


def test_a_line_of_another_case_is_refused(bureau):
    case, other = make.filed(bureau), make.filed(bureau)
    with pytest.raises(Refused, match="不属于本案"):
        enter(bureau, case, {first_line(other).pk: Entry(Decimal("1.00"), note="x")})


def test_only_the_officers_of_the_case_determine(bureau):
    case = make.filed(bureau)
    line = first_line(case)
    with pytest.raises(Refused, match="监察员"):
        ledger.determine(case.pk, {line.pk: Entry(None)}, version=1, actor=bureau.head, at=LODGED)


def test_workers_found_later_claimed_nothing_and_nobody_is_entered_twice(bureau):
    case = make.filed(bureau)
    known = first_line(case)
    ledger.add_workers(
        case.pk, [NewLine("孙海波", identity_hash="h1")], actor=bureau.lead, at=LODGED
    )
    assert (make.fresh(case).workers, make.fresh(case).claimed) == (3, Decimal("10000.00"))
    again = [
        NewLine(known.worker, identity_hash=known.identity_hash),
        NewLine("孙海波", identity_hash="h1"),
    ]
    with pytest.raises(Refused) as caught:
        ledger.add_workers(case.pk, again, actor=bureau.lead, at=LODGED)
    assert len(caught.value.sentences) == 2


# ---------------------------------------------------------------- paid


def test_payments_reach_lines_case_and_each_claimants_own_page(bureau):
    case = make.determined(bureau)
    a, b = case.claims.order_by("row")
    make.pay(bureau, case, {a.pk: Decimal("2000.00"), b.pk: Decimal("5000.00")})
    a.refresh_from_db()
    b.refresh_from_db()
    assert (a.settlement, b.settlement) == (Settlement.PARTIAL, Settlement.PAID)
    assert make.fresh(case).paid == Decimal("7000.00")
    assert make.fresh(case).outstanding == Decimal("3000.00")
    told = dict(Told.objects.values_list("claimant_id", "paid"))
    assert told == {a.claimant_id: Decimal("2000.00"), b.claimant_id: Decimal("5000.00")}


def test_an_overpayment_is_refused_to_the_fen_and_nothing_is_recorded(bureau):
    case = make.determined(bureau)
    a, b = case.claims.order_by("row")
    with pytest.raises(Refused, match="超过尚欠的5,000.00元"):
        make.pay(bureau, case, {a.pk: Decimal("5000.01"), b.pk: Decimal("1.00")})
    assert not Disbursement.objects.exists()


def test_the_same_submission_twice_is_one_payment(bureau):
    case = make.determined(bureau)
    token = uuid4()
    line = first_line(case)
    first = make.pay(bureau, case, {line.pk: Decimal("2000.00")}, token=token)
    second = make.pay(bureau, case, {line.pk: Decimal("2000.00")}, token=token)
    assert first == second
    assert make.fresh(case).paid == Decimal("2000.00")


def test_a_payment_needs_a_day_that_has_come_and_a_proof(bureau):
    case = make.determined(bureau)
    amounts = {first_line(case).pk: Decimal("1.00")}
    for means, why in (
        (make.means(TODAY + timedelta(days=1)), "不得晚于今天"),
        (make.means(proof_note=" "), "付款凭证"),
    ):
        with pytest.raises(Refused, match=why):
            payments.record_payments(
                case.pk, amounts, means, token=uuid4(), actor=bureau.lead, at=LODGED
            )
    with pytest.raises(Refused, match="没有填写付款金额"):
        make.pay(bureau, case, {})


def test_nothing_is_paid_on_a_line_that_has_not_been_determined(bureau):
    case = make.filed(bureau)
    with pytest.raises(Refused, match="尚未核定"):
        make.pay(bureau, case, {first_line(case).pk: Decimal("1.00")})


def test_an_amount_is_not_lowered_below_what_was_paid(bureau):
    case = make.determined(bureau)
    line = first_line(case)
    make.pay(bureau, case, {line.pk: Decimal("2000.00")})
    with pytest.raises(Refused, match="不得少于已经支付的2,000.00元"):
        enter(bureau, case, {line.pk: Entry(Decimal("1999.99"), note="x")})
    with pytest.raises(Refused, match="不能清空"):
        enter(bureau, case, {line.pk: Entry(None)})


def test_a_mistaken_payment_is_reversed_by_a_row_of_its_own(bureau):
    case = make.determined(bureau)
    make.pay_all(bureau, case)
    payment = Payment.objects.order_by("pk")[0]
    with pytest.raises(Refused, match="须写明理由"):
        payments.reverse_payment(payment.pk, reason="", actor=bureau.lead, at=LODGED)
    reversal = payments.reverse_payment(payment.pk, reason="银行退票", actor=bureau.lead, at=LODGED)
    payment.claim.refresh_from_db()
    assert (reversal.amount, payment.claim.paid) == (-payment.amount, Decimal("0.00"))
    assert payment.claim.signed_on is None
    assert make.fresh(case).paid == Decimal("5000.00")
    assert Payment.objects.standing().count() == 1
    for again in (payment.pk, reversal.pk):
        with pytest.raises(Refused, match="已经冲正"):
            payments.reverse_payment(again, reason="再次", actor=bureau.lead, at=LODGED)


def test_paying_by_roster_closes_the_lines_and_not_the_case(bureau):
    case = make.determined(bureau, workers=5)
    make.pay(bureau, case, {first_line(case).pk: Decimal("1000.00")})
    act = make.pay_all(bureau, case)
    assert act.amount == Decimal("24000.00")
    assert {line.settlement for line in case.claims.all()} == {Settlement.SIGNED}
    assert make.fresh(case).state == "investigating"


def test_a_lump_sum_is_shared_by_what_is_owed(bureau):
    case = make.determined(bureau, workers=3)
    shares = payments.shares(case.pk, Decimal("100.00"))
    assert sorted(shares.values()) == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]


def test_workers_sign_only_for_what_they_received_in_full(bureau):
    case = make.determined(bureau)
    a, b = case.claims.order_by("row")
    make.pay(bureau, case, {a.pk: a.claimed})
    with pytest.raises(Refused, match="尚未足额付清"):
        sign(bureau, case, a, b)
    sign(bureau, case, a)
    a.refresh_from_db()
    assert a.settlement is Settlement.SIGNED


@pytest.mark.parametrize(
    ("given", "settled"),
    [
        (Confirmation(TODAY, SignOff.FINGERPRINT), Settlement.SIGNED),
        (Confirmation(TODAY, SignOff.REFUSED, "称少付五百元"), Settlement.PAID),
    ],
)
def test_a_worker_may_press_a_finger_or_refuse(bureau, given, settled):
    case = make.determined(bureau)
    line = first_line(case)
    make.pay(bureau, case, {line.pk: line.claimed})
    sign(bureau, case, line, given=given)
    line.refresh_from_db()
    assert line.settlement is settled
    assert (line.sign_off, line.sign_off_note) == (given.kind.value, given.note)


def test_a_refusal_to_sign_is_explained_and_no_signature_is_dated_ahead(bureau):
    case = make.determined(bureau)
    line = first_line(case)
    make.pay(bureau, case, {line.pk: line.claimed})
    with pytest.raises(Refused, match="须注明情况"):
        sign(bureau, case, line, given=Confirmation(TODAY, SignOff.REFUSED, " "))
    with pytest.raises(Refused, match="不得晚于今天"):
        sign(bureau, case, line, given=Confirmation(TODAY + timedelta(days=1)))


def test_who_is_owed_again_has_not_signed(bureau):
    case = make.determined(bureau)
    make.pay_all(bureau, case)
    payment = Payment.objects.order_by("pk")[0]
    payments.reverse_payment(payment.pk, reason="银行退票", actor=bureau.lead, at=LODGED)
    payment.claim.refresh_from_db()
    assert (payment.claim.sign_off, payment.claim.signed_on) == ("", None)


def test_who_pays_in_the_employers_stead_is_named(bureau):
    case = make.determined(bureau)
    amounts = {first_line(case).pk: Decimal("1.00")}
    unnamed = make.means(payer=Payer.GENERAL_CONTRACTOR)
    with pytest.raises(Refused, match="付款单位的名称"):
        payments.record_payments(
            case.pk, amounts, unnamed, token=uuid4(), actor=bureau.lead, at=LODGED
        )
    named = make.means(payer=Payer.GENERAL_CONTRACTOR, payer_name="江城建工集团有限公司")
    act = payments.record_payments(
        case.pk, amounts, named, token=uuid4(), actor=bureau.lead, at=LODGED
    )
    assert act.payer_name == "江城建工集团有限公司"


# ---------------------------------------------------------------- what the database refuses


def test_the_database_refuses_a_case_whose_sums_differ_from_its_lines(bureau):
    case = make.determined(bureau)
    refused_by_database(lambda: Case.objects.filter(pk=case.pk).update(claimed=Decimal("1.00")))
    refused_by_database(lambda: Case.objects.filter(pk=case.pk).update(workers=9))
    line = first_line(case)
    refused_by_database(
        lambda: WageClaim.objects.filter(pk=line.pk).update(determined=Decimal("1.00"))
    )


def test_the_database_refuses_a_line_whose_paid_amount_is_not_its_payments(
    bureau,
):
    case = make.determined(bureau)
    line = first_line(case)

    def slip_in() -> None:
        WageClaim.objects.filter(pk=line.pk).update(paid=Decimal("10.00"))
        Case.objects.filter(pk=case.pk).update(paid=Decimal("10.00"))

    refused_by_database(slip_in)


def test_the_database_refuses_more_paid_than_determined(bureau):
    line = first_line(make.determined(bureau))
    refused_by_database(lambda: WageClaim.objects.filter(pk=line.pk).update(paid=line.claimed + 1))


def test_what_was_claimed_and_what_was_paid_cannot_be_rewritten(bureau):
    case = make.determined(bureau)
    make.pay_all(bureau, case)
    for change in (
        lambda: WageClaim.objects.filter(case=case).update(claimed=Decimal("1.00")),
        lambda: WageClaim.objects.filter(case=case).delete(),
        lambda: Payment.objects.update(amount=Decimal("1.00")),
        lambda: Payment.objects.all().delete(),
        lambda: Disbursement.objects.update(paid_on=date(2026, 1, 1)),
    ):
        refused_by_database(change)


# ---------------------------------------------------------------- invariants


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_however_money_is_paid_and_reversed_the_sums_agree(bureau, data):
    case = make.determined(bureau, workers=3)
    lines = list(case.claims.values_list("pk", flat=True))
    for _ in range(data.draw(st.integers(1, 6))):
        if data.draw(st.booleans()):
            amount = Decimal(data.draw(st.integers(1, 600_000))) / 100
            _try_to_pay(bureau, case, data.draw(st.sampled_from(lines)), amount)
        else:
            standing = Payment.objects.standing().filter(claim__case=case).first()
            if standing:
                payments.reverse_payment(standing.pk, reason="退票", actor=bureau.lead, at=LODGED)
        connection.check_constraints()
    sums = case.claims.totals()
    assert make.fresh(case).totals == sums
    assert sums.paid == sum(
        (p.amount for p in Payment.objects.filter(claim__case=case)), Decimal("0.00")
    )
    assert Decimal("0.00") <= sums.paid <= sums.determined


def _try_to_pay(bureau: Bureau, case: Case, line: int, amount: Decimal) -> None:
    owed = payments.outstanding(case.pk).get(line, Decimal("0.00"))
    if amount <= owed:
        make.pay(bureau, case, {line: amount})
    else:
        with pytest.raises(Refused):
            make.pay(bureau, case, {line: amount})


def test_the_number_of_queries_does_not_grow_with_the_roster(bureau, django_assert_max_num_queries):
    counts = []
    for workers in (3, 30):
        case = make.filed(bureau, workers)
        with django_assert_max_num_queries(66) as asked:  # type: ignore[operator]
            make.determine_as_claimed(bureau, case)
            make.pay_all(bureau, case)
        counts.append(len(asked))
    assert counts[0] == counts[1]
