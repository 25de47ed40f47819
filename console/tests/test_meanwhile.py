"""Two officers before one form: the second is told who did what, and loses no word."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from cases.models import Case
from cases.services import ledger, supervision
from cases.tests import factories as cases
from complaints.services import supplements
from complaints.tests import factories as complaints
from console.tests.desk import NOON, Desk, Screen, act_url, errors, fresh
from statutes.money import parse_yuan
from workflow.models import Approval, Event

pytestmark = pytest.mark.django_db
SEEN = re.compile(r'name="seen" value="(\d+)"')
Opened = tuple[Case, str, dict[str, object]]
Page = Callable[[Desk], Opened]
WORDS = "涉及三层分包，需调取银行流水。"


@pytest.fixture
def filed(desk: Desk) -> Case:
    return cases.filed(desk.bureau)


def opened(screen: Screen, url: str) -> str:
    """The number that the open form carries."""
    found = SEEN.search(screen.html(url))
    assert found, "the form carries no number"
    return found[1]


def change_officers(desk: Desk, case: Case) -> None:
    new, old = desk.bureau.assistant, desk.bureau.lead
    head = desk.bureau.head
    supervision.assign_officers(case.pk, lead=new, assistants=[old], actor=head, at=NOON)


def test_the_second_officer_is_told_who_did_what_and_when(desk: Desk, filed: Case) -> None:
    url = act_url(filed, "extension")
    seen = opened(desk.lead, url)
    change_officers(desk, filed)
    response = desk.lead.client.post(url, {"opinion": WORDS, "seen": seen})
    said = errors(response)
    assert "王建华于11-23 12:00办理了“指定监察员”" in said
    assert "再提交一次" in said
    assert WORDS in response.content.decode()
    assert not Approval.objects.of(filed.subject(None)).pending().exists()


def test_a_second_press_goes_through(desk: Desk, filed: Case) -> None:
    url = act_url(filed, "extension")
    seen = opened(desk.lead, url)
    change_officers(desk, filed)
    response = desk.lead.client.post(url, {"opinion": WORDS, "seen": seen})
    newer = SEEN.search(response.content.decode())
    assert newer and int(newer[1]) > int(seen)
    desk.lead.take(filed, "extension", opinion=WORDS, seen=newer[1])


def test_what_i_did_myself_does_not_stop_me(desk: Desk, filed: Case) -> None:
    url = act_url(filed, "officers")
    seen = opened(desk.head, url)
    change_officers(desk, filed)
    people = {"lead": desk.bureau.lead.pk, "assistants": [desk.bureau.assistant.pk]}
    desk.head.take(filed, "officers", seen=seen, **people)


def test_a_form_with_a_mistake_still_carries_the_number_with_which_it_was_opened(
    desk: Desk, filed: Case
) -> None:
    url = act_url(filed, "extension")
    seen = opened(desk.lead, url)
    change_officers(desk, filed)
    response = desk.lead.client.post(url, {"opinion": " ", "seen": seen})
    carried = SEEN.search(response.content.decode())
    assert carried and carried[1] == seen


def test_the_first_five_are_named_and_the_rest_counted_upon(desk: Desk, filed: Case) -> None:
    seen = opened(desk.lead, act_url(filed, "extension"))
    for _ in range(6):
        change_officers(desk, filed)
    said = desk.lead.refused(filed, "extension", opinion=WORDS, seen=seen)
    assert said.count("办理了“指定监察员”") == 5
    assert "此后还有其他办理" in said


def test_the_loser_of_two_heads_learns_who_was_first(desk: Desk) -> None:
    case = cases.propose(desk.bureau, cases.lodge())
    seen = opened(desk.head, act_url(case, "decide-filing"))
    desk.bureau_head.user.memberships.create(
        role="unit_head", office=desk.bureau.office, valid_from=NOON.date()
    )
    second = Screen(type(desk.bureau.head).objects.get(pk=desk.bureau.bureau_head.pk))
    second.take(case, "decide-filing", decision="approve", opinion="同意。")
    said = desk.head.refused(
        case, "decide-filing", decision="return", opinion="不同意。", seen=seen
    )
    assert "赵立新" in said and "批准立案" in said
    assert fresh(case).filed_on == NOON.date()


def test_a_complaint_tells_it_too(desk: Desk) -> None:
    complaint = complaints.make_complaint()
    seen = opened(desk.lead, act_url(complaint, "withdraw"))
    supplements.request_supplement(
        complaint.pk,
        items=["考勤记录"],
        due_on=(NOON + timedelta(days=5)).date(),
        actor=desk.bureau.assistant,
        at=NOON,
    )
    said = desk.lead.refused(complaint, "withdraw", note="电话撤回。", seen=seen)
    assert "李敏" in said and "补正" in said


@pytest.mark.parametrize("seen", ["", "abc", "99999999999999999999"])
def test_a_form_without_a_readable_number_is_taken_as_just_opened(
    desk: Desk, filed: Case, seen: str
) -> None:
    change_officers(desk, filed)
    desk.lead.take(filed, "extension", opinion=WORDS, seen=seen)


# -- the ledger: who changed which lines --


def determine(case: Case, actor: User, amounts: dict[int, str]) -> None:
    """A colleague determines these lines, by row."""
    claims = {claim.row: claim for claim in case.claims.all()}
    entries = {
        claims[row].pk: ledger.Entry(parse_yuan(text), note="按考勤核定。")
        for row, text in amounts.items()
    }
    version = fresh(case).ledger_version
    ledger.determine(case.pk, entries, version=version, actor=actor, at=NOON)


def grid(screen: Screen, case: Case, typed: dict[int, str], version: str) -> str:
    cells = {
        f"{column}-{claim.pk}": text
        for claim in case.claims.all()
        if (amount := typed.get(claim.row))
        for column, text in (("determined", amount), ("note", "按银行流水核定。"))
    }
    response = screen.client.post(
        reverse("console:ledger", args=[case.pk]), {**cells, "version": version}
    )
    return "" if response.status_code == 302 else response.content.decode()


def version_on(screen: Screen, case: Case) -> str:
    page = screen.html(reverse("console:ledger", args=[case.pk]))
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found[1]


def test_the_ledger_says_who_changed_which_lines_and_what_stands_there_now(desk: Desk) -> None:
    case = cases.filed(desk.bureau, workers=3)
    opened_at = version_on(desk.lead, case)
    determine(case, desk.bureau.assistant, {1: "4000.00", 3: "3000.00"})
    page = grid(desk.lead, case, {1: "4500.00", 2: "5000.00"}, opened_at)
    assert "李敏于11-23 12:00办理“核定工资”，改动了第1、3行。" in page
    assert "现为：4,000.00" in page and 'value="4500.00"' in page and 'value="5000.00"' in page
    assert case.claims.get(row=1).determined == parse_yuan("4000.00")
    newer = re.search(r'name="version" value="(\d+)"', page)
    assert newer and grid(desk.lead, case, {1: "4500.00", 2: "5000.00"}, newer[1]) == ""
    assert case.claims.get(row=1).determined == parse_yuan("4500.00")


def test_only_lines_that_really_changed_are_named(desk: Desk) -> None:
    case = cases.filed(desk.bureau, workers=3)
    determine(case, desk.bureau.assistant, {1: "4000.00", 2: "4000.00", 3: "4000.00"})
    opened_at = version_on(desk.lead, case)
    determine(case, desk.bureau.assistant, {1: "4000.00", 2: "4100.00", 3: "4000.00"})
    page = grid(desk.lead, case, {3: "4200.00"}, opened_at)
    assert "改动了第2行" in page


# ---------------------------------------------------------------- pages of the ledger


def served(desk: Desk) -> Case:
    return cases.served(desk.bureau)


def payment_form(case: Case) -> dict[str, object]:
    claim = case.claims.order_by("row")[0]
    return {
        "token": "5f0c2b6e-5d5b-4a53-9b1a-0c5a6f0f7a11",
        "paid_on": "2026-11-23",
        "method": "bank",
        "payer": "employer",
        "proof_note": "银行回单",
        f"pay-{claim.pk}": "100.00",
    }


def payment_page(desk: Desk) -> Opened:
    case = served(desk)
    return case, reverse("console:payment", args=[case.pk]), payment_form(case)


def reversal_page(desk: Desk) -> Opened:
    case = served(desk)
    paid = cases.pay_all(desk.bureau, case).payments.order_by("pk")[0]
    return case, reverse("console:reversal", args=[paid.pk]), {"reason": "记错了人。"}


def workers_page(desk: Desk) -> Opened:
    case = cases.filed(desk.bureau)
    return case, reverse("console:add_workers", args=[case.pk]), {"worker": "吴小明"}


def plan_page(desk: Desk) -> Opened:
    case = served(desk)
    owed = sum(claim.line.outstanding for claim in case.claims.all())
    words: dict[str, object] = {
        "promised_by": "周海",
        "agreed_on": "2026-11-23",
        "proof_note": "承诺书",
        "due-0": "2026-11-27",
        "part-0": str(owed),
    }
    return case, reverse("console:payment_plan", args=[case.pk]), words


def sign_off_page(desk: Desk) -> Opened:
    case = served(desk)
    cases.pay(desk.bureau, case, {c.pk: c.line.outstanding for c in case.claims.all()})
    claim = case.claims.order_by("row")[0]
    words: dict[str, object] = {"signed_on": "2026-11-23", "kind": "signed", "note": "当面签字"}
    return case, reverse("console:sign_off", args=[claim.pk]), words


@pytest.mark.parametrize(
    "page", [payment_page, reversal_page, workers_page, plan_page, sign_off_page]
)
def test_on_the_pages_of_the_ledger_the_second_is_told_as_well(desk: Desk, page: Page) -> None:
    case, url, typed = page(desk)
    seen = opened(desk.lead, url.replace("sign-off/", ""))
    change_officers(desk, case)
    written = Event.objects.count()
    response = desk.lead.client.post(url, {**typed, "seen": seen})
    assert "王建华于11-23 12:00办理了“指定监察员”" in " ".join(everything_said(response))
    assert Event.objects.count() == written
    newer = SEEN.search(response.content.decode())
    assert newer and int(newer[1]) > int(seen)
    response = desk.lead.client.post(url, {**typed, "seen": newer[1]})
    assert response.status_code == 302, everything_said(response)
    assert Event.objects.count() > written


def test_a_payment_sent_twice_is_one_payment_whatever_happened_between(desk: Desk) -> None:
    case, url, typed = payment_page(desk)
    seen = opened(desk.lead, url)
    assert desk.lead.client.post(url, {**typed, "seen": seen}).status_code == 302
    change_officers(desk, case)
    assert desk.lead.client.post(url, {**typed, "seen": seen}).status_code == 302
    assert case.disbursements.count() == 1


def everything_said(response: Any) -> list[str]:
    said = list(response.context.get("errors") or ())
    for name in ("form", "sign_off"):
        if (form := response.context.get(name)) is not None:
            said += [error for field in form.errors.values() for error in field]
    return said
