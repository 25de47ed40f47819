"""Money into the workers' hands on screen: the roster at once or line by line, once, reversed."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from cases.models import Case, Disbursement, Payment
from cases.tests import factories as cases
from console.tests.desk import NOON, Desk, Screen, errors, fresh, pdf
from documents.models import StoredFile

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture
def case(desk: Desk) -> Case:
    """Served; two workers are owed 5,000.00 each."""
    return cases.served(desk.bureau)


def url(case: Case) -> str:
    return reverse("console:payment", args=[case.pk])


def means(**changes: Any) -> dict[str, Any]:
    return {
        "token": uuid4(),
        "paid_on": TODAY,
        "method": "bank",
        "payer": "employer",
        "proof_note": "银行回单 2026-11-23",
        **changes,
    }


def lines(case: Case, *amounts: str) -> dict[str, str]:
    claims = case.claims.order_by("row")
    return {f"pay-{c.pk}": amount for c, amount in zip(claims, amounts, strict=True)}


def pay(screen: Screen, case: Case, sent: dict[str, Any]) -> None:
    response = screen.client.post(url(case), sent)
    assert response.status_code == 302, errors(response)


def reversal_url(payment: Payment) -> str:
    return reverse("console:reversal", args=[payment.pk])


def test_the_form_shows_who_is_still_owed(desk: Desk, case: Case) -> None:
    first, second = case.claims.order_by("row")
    cases.pay(desk.bureau, case, {first.pk: Decimal("5000.00")})
    page = desk.lead.open(url(case))
    assert second.identity_mask in page
    assert f"pay-{first.pk}" not in desk.lead.html(url(case))


def test_nobody_owed_is_said(desk: Desk, case: Case) -> None:
    cases.pay_all(desk.bureau, case)
    assert "没有尚欠的明细" in desk.lead.open(url(case))


# -- the roster at once --


def test_a_whole_roster_is_paid_and_signed_with_its_proof(desk: Desk, case: Case) -> None:
    pay(desk.lead, case, means(whole_roster="on", is_signed="on", proof=pdf(), proof_note=""))
    paid = fresh(case)
    assert (paid.paid, paid.determined) == (Decimal("10000.00"), Decimal("10000.00"))
    assert set(case.claims.values_list("signed_on", flat=True)) == {TODAY}
    tab = f"{case.get_absolute_url()}?tab=workers"
    assert "已签收" in desk.lead.open(tab)
    proof = reverse("documents:stored_file", args=[StoredFile.objects.get().pk])
    assert proof in desk.head.html(tab)
    assert desk.head.client.get(proof).status_code == 200, "the head reads what the officer sent"


def test_the_roster_is_not_paid_at_once_and_line_by_line(desk: Desk, case: Case) -> None:
    sent = means(whole_roster="on") | lines(case, "100", "")
    assert "不能同时选" in desk.lead.refused_at(url(case), **sent)
    assert not Disbursement.objects.exists()


# -- line by line --


def test_lines_are_paid_as_typed_and_empty_ones_are_not(desk: Desk, case: Case) -> None:
    pay(desk.lead, case, means() | lines(case, "1,234.56", ""))
    assert list(case.claims.order_by("row").values_list("paid", flat=True)) == [
        Decimal("1234.56"),
        Decimal("0.00"),
    ]
    assert "1,234.56" in desk.lead.open(f"{case.get_absolute_url()}?tab=workers")


def test_a_wrong_amount_names_the_worker_and_pays_nobody(desk: Desk, case: Case) -> None:
    first, second = case.claims.order_by("row")
    said = desk.lead.refused_at(url(case), **means() | lines(case, "100", "一百%s"))
    assert f"{second.worker}：“一百%s”不是金额" in said
    said = desk.lead.refused_at(url(case), **means() | lines(case, "5000.01", "100"))
    assert first.worker in said
    assert "没有填写付款金额" in desk.lead.refused_at(url(case), **means() | lines(case, "", "0"))
    assert fresh(case).paid == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"paid_on": TODAY + timedelta(days=1)}, "不得晚于今天"),
        ({"proof_note": " "}, "须上传付款凭证"),
        ({"method": "barter"}, "有效"),
        ({"payer": ""}, "必填"),
        ({"paid_on": "2026-13-01"}, "日期"),
        ({"token": "again"}, "UUID"),
        ({"proof_note": "长" * 201}, "200"),
    ],
)
def test_a_payment_is_refused_in_a_sentence(
    desk: Desk, case: Case, change: dict[str, Any], said: str
) -> None:
    sent = means(whole_roster="on") | change
    assert said in desk.lead.refused_at(url(case), **sent)
    assert not Disbursement.objects.exists()


def test_a_proof_that_cannot_be_read_is_named_and_nothing_is_kept(desk: Desk, case: Case) -> None:
    assert desk.lead.refused_at(url(case), **means(whole_roster="on", proof=pdf("回单.png")))
    late = means(whole_roster="on", paid_on=TODAY + timedelta(days=1), proof=pdf())
    assert desk.lead.refused_at(url(case), **late)
    assert not StoredFile.objects.exists()
    assert not Disbursement.objects.exists()


def test_a_refused_form_keeps_its_token_and_what_was_typed(desk: Desk, case: Case) -> None:
    sent = means(proof_note="") | lines(case, "77.70", "")
    html = desk.lead.client.post(url(case), sent).content.decode()
    assert str(sent["token"]) in html
    assert 'value="77.70"' in html


# -- once --


def test_the_same_form_sent_twice_is_one_payment(desk: Desk, case: Case) -> None:
    sent = means() | lines(case, "100", "200")
    for _ in range(2):
        pay(desk.lead, case, sent | {"proof": pdf()})
    assert StoredFile.objects.count() == 1
    assert Disbursement.objects.get().amount == Decimal("300.00")
    assert fresh(case).paid == Decimal("300.00")


def test_the_whole_roster_sent_twice_is_one_payment(desk: Desk, case: Case) -> None:
    sent = means(whole_roster="on")
    for _ in range(2):
        pay(desk.lead, case, sent)
    assert Disbursement.objects.count() == 1


def test_each_opened_form_carries_a_token_of_its_own(desk: Desk, case: Case) -> None:
    tokens = {desk.lead.client.get(url(case)).context["form"]["token"].value() for _ in range(2)}
    assert len(tokens) == 2


# -- 冲正 --


def test_a_payment_is_reversed_by_a_row_of_its_own(desk: Desk, case: Case) -> None:
    cases.pay_all(desk.bureau, case)
    payment = case.claims.order_by("row")[0].payments.get()
    assert "5,000.00" in desk.lead.open(reversal_url(payment))
    assert "必填" in desk.lead.refused_at(reversal_url(payment), reason=" ")
    response = desk.lead.client.post(reversal_url(payment), {"reason": "银行退票。"})
    assert response.status_code == 302
    assert fresh(case).paid == Decimal("5000.00")
    page = desk.lead.open(f"{case.get_absolute_url()}?tab=workers")
    assert "-5,000.00" in page and "银行退票。" in page


def test_a_payment_is_reversed_once(desk: Desk, case: Case) -> None:
    cases.pay_all(desk.bureau, case)
    payment = case.claims.order_by("row")[0].payments.get()
    desk.lead.client.post(reversal_url(payment), {"reason": "银行退票。"})
    assert "已经冲正" in desk.lead.refused_at(reversal_url(payment), reason="再冲一次。")
    undone = Payment.objects.get(reverses=payment)
    assert "已经冲正" in desk.lead.refused_at(reversal_url(undone), reason="冲正的冲正。")
    assert fresh(case).paid == Decimal("5000.00")


def test_a_payment_that_was_reversed_is_not_offered_for_it_again(desk: Desk, case: Case) -> None:
    cases.pay_all(desk.bureau, case)
    payment = case.claims.order_by("row")[0].payments.get()
    desk.lead.client.post(reversal_url(payment), {"reason": "银行退票。"})
    assert reversal_url(payment) not in desk.lead.html(f"{case.get_absolute_url()}?tab=workers")
