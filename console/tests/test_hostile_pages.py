"""The desk's own pages, sent what nobody means: a sentence each time, and nothing changed."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from cases.models import Case, WageClaim
from cases.tests import after_decision as after
from cases.tests import factories as cases
from console.models import Draft, SavedView
from console.tests.desk import Desk, errors, fresh
from workflow.models import Event

pytestmark = pytest.mark.django_db
HUGE = "9" * 5000
AMOUNTS = (
    "-1",
    "0.001",
    "NaN",
    "1e9",
    "999999999999.99",
    "99999999999999999",
    "9万亿",
    HUGE,
    "１２x",
)
DAYS = ("0001-01-01", "9999-12-31", "2026-13-01", "a\x00b", HUGE)
WORDS = ("a\x00b", "长" * 100_000)


@pytest.fixture
def case(desk: Desk) -> Case:
    return cases.served(desk.bureau)


def lines(case: Case) -> list[WageClaim]:
    return list(case.claims.order_by("row"))


def at(name: str, *args: Any) -> str:
    return reverse(f"console:{name}", args=args)


def ledger(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    url, version = at("ledger", case.pk), fresh(case).ledger_version
    mine, other = lines(case)
    for amount in AMOUNTS:
        note = {f"determined-{line.pk}": amount for line in (mine, other)}
        why = {f"note-{line.pk}": "按考勤" for line in (mine, other)}
        yield url, {"version": version, **note, **why}
    for word in WORDS[1:]:
        yield url, {"version": version, f"basis-{mine.pk}": word, f"evidence-{mine.pk}": word}
    yield url, {"version": HUGE}


def months(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    line = lines(case)[0]
    start = {"version": fresh(case).ledger_version, "rows": "2", "month-0": "2026-07"}
    for amount in AMOUNTS:
        yield at("wage_line", line.pk), {**start, "agreed-0": amount, "paid-0": "0"}
    for day in ("0001-01", "9999-12", "2099-01", HUGE):
        yield at("wage_line", line.pk), {**start, "month-0": day, "agreed-0": "1"}
    for count in (HUGE, "-1", "99999"):
        yield at("wage_line", line.pk), {**start, "rows": count, "agreed-0": "x"}


def payments(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    url, line = at("payment", case.pk), lines(case)[0]
    start = {
        "token": "5f0c2b6e-5d5b-4a53-9b1a-0c5a6f0f7a11",
        "paid_on": "2026-11-23",
        "method": "bank",
        "payer": "employer",
        "proof_note": "回单",
    }
    for amount in AMOUNTS:
        yield url, {**start, f"pay-{line.pk}": amount}
    for day in DAYS:
        yield url, {**start, "paid_on": day, f"pay-{line.pk}": "1"}
    for name in ("token", "method", "payer"):
        yield url, {**start, name: "x\x00", f"pay-{line.pk}": "1"}
    yield url, {**start, "seen": HUGE, f"pay-{line.pk}": "0"}


def plans(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    start = {"promised_by": "周海", "agreed_on": "2026-11-23", "proof_note": "承诺书"}
    for day in DAYS:
        yield at("payment_plan", case.pk), {**start, "due-0": day, "part-0": "1"}
        yield at("payment_plan", case.pk), {**start, "agreed_on": day}
    for amount in AMOUNTS:
        yield at("payment_plan", case.pk), {**start, "due-0": "2026-11-27", "part-0": amount}


def workers(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    for day in DAYS:
        yield at("add_workers", case.pk), {"worker": "吴", "period_from": day, "period_to": day}
    for word in WORDS:
        yield at("add_workers", case.pk), {"worker": word}
        yield at("add_workers", case.pk), {"worker": "吴", "identity": word}


@pytest.mark.parametrize("page", [ledger, months, payments, plans, workers])
def test_no_page_of_the_ledger_breaks_on_what_is_typed(desk: Desk, case: Case, page: Any) -> None:
    written = Event.objects.count()
    for url, typed in page(case):
        response = desk.lead.client.post(url, typed)
        assert response.status_code == 200, (url, typed)
        assert errors(response), (url, typed)
    assert Event.objects.count() == written


def test_a_line_of_another_case_is_not_paid_from_this_one(desk: Desk, case: Case) -> None:
    foreign = lines(cases.served(desk.bureau))[0]
    start = {"token": "5f0c2b6e-5d5b-4a53-9b1a-0c5a6f0f7a11", "paid_on": "2026-11-23"}
    start |= {"method": "bank", "payer": "employer", "proof_note": "回单"}
    url = at("payment", case.pk)
    assert "没有填写付款金额" in desk.lead.refused_at(url, **start, **{f"pay-{foreign.pk}": "1"})


def test_a_form_of_another_case_pays_nothing_here(desk: Desk, case: Case) -> None:
    paid = cases.pay_all(desk.bureau, cases.served(desk.bureau))
    line = lines(case)[0]
    typed = {"token": paid.token, "paid_on": "2026-11-23", "method": "bank", "payer": "employer"}
    typed |= {"proof_note": "回单", f"pay-{line.pk}": "1"}
    assert "重新打开" in desk.lead.refused_at(at("payment", case.pk), **typed)


def test_a_form_of_another_decision_pays_nothing_here(desk: Desk) -> None:
    one, other = after.served(desk.bureau), after.served(desk.bureau)
    paid = after.pay_fine(desk.bureau, one, "100.00", cases.LODGED)
    typed = {"token": paid.token, "item": "fine", "amount": "1.00", "paid_on": "2026-11-23"}
    said = desk.lead.refused(other, "fine", **typed, receipt_number="非税1")
    assert "重新打开" in said


def test_a_new_matter_is_looked_for_and_opened_without_a_fault(desk: Desk) -> None:
    for find in ({"find": "1"}, {}):
        for query in ("a\x00b", "长" * 100_000, "%_\\", HUGE):
            typed = {**find, "query": query, "chosen": HUGE, "division": "a\x00b", "lead": "x"}
            for page in ("new_case", "spot_case"):
                assert desk.lead.client.post(at(page), typed).status_code == 200
    assert not Case.objects.exists()


def test_drafts_and_views_hold_what_the_database_can(desk: Desk) -> None:
    url = at("draft", "case-1-interview", "transcript")
    assert desk.lead.client.post(url, {"text": "问\x00：" + "长" * 50_000}).status_code == 204
    assert Draft.objects.get().text == "问：" + "长" * 50_000
    assert desk.lead.client.post(url, {"text": "长" * 100_000}).status_code == 413
    views = at("keep_view", "cases")
    for act in ("save", "change", "delete"):
        for name in (*WORDS, "\x00", "<b>"):
            typed = {"act": act, "name": name, "new_name": name, "state": "a\x00b"}
            assert desk.lead.client.post(views, typed).status_code == 302
    assert set(SavedView.objects.values_list("name", flat=True)) <= {"ab", "<b>"}
    for page in ("cases", "home", "accountability"):
        for query in ("a\x00b", HUGE, "-1", "9999-12-31T23:59:59-12:00~" + HUGE):
            answer = desk.head.client.get(
                at(page), {"before": query, "after": query, "lens": query}
            )
            assert answer.status_code == 200, (page, query[:20])


def test_a_handover_names_only_what_it_may(desk: Desk, case: Case) -> None:
    people = {"giver": desk.bureau.lead.pk, "taker": desk.bureau.assistant.pk, "reason": "调岗"}
    for wrong in ({"giver": HUGE}, {"taker": "a\x00b"}, {"scope": "x"}, {"reason": "a\x00b"}):
        answer = desk.head.client.post(at("handover"), {"scope": "all", **people, **wrong})
        assert answer.status_code == 200, wrong
    chosen = {"scope": "chosen", "line": ["case-999999", "a\x00b", HUGE]}
    assert desk.head.client.post(at("handover"), {**people, **chosen}).status_code == 200
    assert case.officers.serving().get(is_lead=True).user == desk.bureau.lead
