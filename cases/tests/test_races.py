"""Two officers in one moment, in real transactions: one act stands, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from cases.models import Case, Disbursement, Order
from cases.services import payments
from cases.tests import factories as make
from cases.tests import records
from cases.tests.factories import LODGED, Bureau
from statutes.refusal import Refused

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[], object]


def at_once(*acts: Act) -> tuple[int, list[str]]:
    """How many went through, and what the others were told; any other fault is one of ours."""
    gate = Barrier(len(acts))

    def run(act: Act) -> str:
        try:
            gate.wait(timeout=30)
            act()
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        said = list(pool.map(run, acts))
    return said.count(""), [sentence for sentence in said if sentence]


@pytest.fixture
def bureau() -> Bureau:
    return make.make_bureau()


def pay(bureau: Bureau, case: Case, amounts: dict[int, Decimal]) -> Act:
    given: dict[str, Any] = {"token": uuid4(), "actor": bureau.lead, "at": LODGED}
    return lambda: payments.record_payments(case.pk, amounts, make.means(), **given)


def test_two_payments_at_once_never_exceed_what_is_owed(bureau: Bureau) -> None:
    case = make.served(bureau)
    owed = payments.outstanding(case.pk)
    done, told = at_once(*(pay(bureau, case, owed) for _ in range(4)))
    assert (done, len(told)) == (1, 3)
    assert all("超过尚欠的0.00元" in sentence for sentence in told)
    assert make.fresh(case).paid == make.fresh(case).determined
    assert Disbursement.objects.count() == 1


def test_one_form_sent_four_times_at_once_is_one_payment(bureau: Bureau) -> None:
    case = make.served(bureau)
    once = pay(bureau, case, payments.outstanding(case.pk))
    assert at_once(*[once] * 4) == (4, [])
    assert Disbursement.objects.count() == 1


def test_a_payment_is_reversed_once(bureau: Bureau) -> None:
    case = make.served(bureau)
    row = make.pay_all(bureau, case).payments.order_by("pk")[0]
    given: dict[str, Any] = {"reason": "记错。", "actor": bureau.lead, "at": LODGED}
    done, told = at_once(*[lambda: payments.reverse_payment(row.pk, **given)] * 3)
    assert (done, {"已经冲正" in sentence for sentence in told}) == (1, {True})


def test_two_orders_at_once_are_one(bureau: Bureau) -> None:
    case = make.determined(bureau)
    done, _ = at_once(*[lambda: make.issue(bureau, case)] * 2)
    assert (done, Order.objects.count()) == (1, 1)


def test_evidence_entered_at_once_is_numbered_without_gap_or_double(bureau: Bureau) -> None:
    case = make.filed(bureau)
    uploads = [records.pdf(extra=str(n).encode()) for n in range(4)]
    acts = [lambda file=file: records.evidence(bureau, case, file) for file in uploads]
    assert at_once(*acts) == (4, [])
    assert sorted(case.evidence.values_list("serial", flat=True)) == [1, 2, 3, 4]
    with pytest.raises(Refused, match="不重复登记"):
        records.evidence(bureau, case, records.pdf(extra=b"0"))
