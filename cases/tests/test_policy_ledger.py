"""Three amounts that are never mixed, and sums that agree to the fen."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.policy.allocation import allocate
from cases.policy.ledger import (
    Line,
    Settlement,
    Totals,
    refuse_determination,
    refuse_payment,
    settlement,
    totals,
)
from statutes.refusal import Refused


def yuan(text: str) -> Decimal:
    return Decimal(text)


def line(claimed: str, determined: str | None, paid: str = "0.00", *, signed: bool = False) -> Line:
    known = None if determined is None else Decimal(determined)
    return Line("王建国", Decimal(claimed), known, Decimal(paid), signed)


fen = st.integers(min_value=0, max_value=10_000_000).map(lambda n: Decimal(n) / 100)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (line("14800.00", None), Settlement.UNDETERMINED),
        (line("14800.00", "0.00"), Settlement.UNFOUNDED),
        (line("14800.00", "14200.00"), Settlement.UNPAID),
        (line("14800.00", "14200.00", "6000.00"), Settlement.PARTIAL),
        (line("14800.00", "14200.00", "14200.00"), Settlement.PAID),
        (line("14800.00", "14200.00", "14200.00", signed=True), Settlement.SIGNED),
    ],
)
def test_a_line_says_how_far_it_is_settled(row, expected):
    assert settlement(row) is expected


def test_totals_keep_claimed_determined_and_paid_apart():
    rows = [line("100.00", "80.00", "30.00"), line("50.50", None)]
    assert totals(rows) == Totals(2, 1, yuan("150.50"), yuan("80.00"), yuan("30.00"))
    assert totals(rows).outstanding == yuan("50.00")
    assert totals([]) == Totals()


def test_nothing_determined_is_not_the_same_as_determined_at_nothing():
    assert totals([line("10.00", "0.00")]).undetermined == 0
    assert totals([line("10.00", None)]).undetermined == 1


@pytest.mark.parametrize(
    ("row", "amount", "note", "why"),
    [
        (line("100.00", None), "100.00", "", None),
        (line("100.00", None), "90.00", "考勤少三天", None),
        (line("100.00", None), "120.00", "加班工资漏报", None),
        (line("100.00", None), "0.00", "已提前结清", None),
        (line("100.00", None), "90.00", " ", "王建国：核定金额与诉求不一致，须写明核定依据。"),
        (line("100.00", None), "-1.00", "x", "王建国：核定金额须为不小于零、精确到分的数额。"),
        (line("100.00", None), "0.001", "x", "王建国：核定金额须为不小于零、精确到分的数额。"),
        (line("100.00", None), "NaN", "x", "王建国：核定金额须为不小于零、精确到分的数额。"),
        (
            line("100.00", "90.00", "50.00"),
            "49.99",
            "x",
            "王建国：核定金额不得少于已经支付的50.00元。",
        ),
    ],
)
def test_an_amount_is_determined_with_its_reason(row, amount, note, why):
    refusal = refuse_determination(row, Decimal(amount), note)
    assert (None if refusal is None else str(refusal)) == why


@pytest.mark.parametrize(
    ("row", "amount", "why"),
    [
        (line("100.00", "90.00"), "90.00", None),
        (line("100.00", "90.00", "40.00"), "50.00", None),
        (line("100.00", None), "1.00", "王建国：尚未核定，不能登记付款。"),
        (line("100.00", "90.00"), "0.00", "王建国：付款金额须大于零并精确到分。"),
        (line("100.00", "90.00"), "Infinity", "王建国：付款金额须大于零并精确到分。"),
        (
            line("100.00", "90.00", "40.00"),
            "50.01",
            "王建国：本次付款50.01元超过尚欠的50.00元，请核对。",
        ),
    ],
)
def test_a_payment_never_exceeds_what_is_owed(row, amount, why):
    refusal = refuse_payment(row, Decimal(amount))
    assert (None if refusal is None else str(refusal)) == why


def test_a_lump_sum_is_shared_in_proportion_to_the_last_fen():
    owed = {"a": yuan("100.00"), "b": yuan("100.00"), "c": yuan("100.00")}
    assert allocate(yuan("100.00"), owed) == {
        "a": yuan("33.34"),
        "b": yuan("33.33"),
        "c": yuan("33.33"),
    }
    assert allocate(yuan("300.00"), owed) == owed


@pytest.mark.parametrize("amount", ["0.00", "-1.00", "300.01", "0.001"])
def test_a_lump_sum_that_does_not_fit_is_refused(amount):
    with pytest.raises(Refused, match="尚欠总额300.00元"):
        allocate(Decimal(amount), {"a": yuan("300.00")})


@given(owed=st.dictionaries(st.integers(), fen, min_size=1, max_size=60), data=st.data())
def test_shares_add_up_to_the_sum_and_nobody_gets_more_than_is_owed(owed, data):
    total = sum(owed.values(), Decimal("0.00"))
    if not total:
        return
    amount = Decimal(data.draw(st.integers(1, int(total * 100)))) / 100
    shares = allocate(amount, owed)
    assert sum(shares.values()) == amount
    assert all(0 < share <= owed[key] for key, share in shares.items())
    assert shares == allocate(amount, owed)


lines = st.builds(
    lambda claimed, determined, part: Line(
        "某",
        claimed,
        determined,
        Decimal("0.00")
        if determined is None
        else (determined * part).quantize(Decimal("0.01"), rounding="ROUND_DOWN"),
    ),
    fen,
    st.none() | fen,
    st.decimals(0, 1, places=2),
)


@given(rows=st.lists(lines, max_size=80))
def test_the_sum_of_what_is_outstanding_is_determined_less_paid(rows):
    sums = totals(rows)
    assert sums.outstanding == sum((r.outstanding for r in rows), Decimal("0.00"))
    assert sums.outstanding >= 0
    assert sums.workers == len(rows)


@given(rows=st.lists(lines, min_size=1, max_size=40))
def test_settling_every_line_leaves_nothing_outstanding(rows):
    owed = {n: row.outstanding for n, row in enumerate(rows) if row.outstanding}
    for n, amount in owed.items():
        assert refuse_payment(rows[n], amount) is None
        assert refuse_payment(rows[n], amount + Decimal("0.01")) is not None
