"""Whatever a form takes, the record holds: the longest text of every field is kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.urls import reverse

from cases.models import Case
from cases.policy.remedy import Kind, Outcome, Result
from cases.services import filing, remedies, supervision
from cases.services.remedies import Application
from cases.tests import after_decision as after
from cases.tests import factories as cases
from cases.tests.factories import Bureau
from complaints.models import Complaint
from complaints.tests import factories as complaints
from console.case_acts.table import ACTS as CASE_ACTS
from console.complaint_acts import ACTS as COMPLAINT_ACTS
from console.tests.desk import NOON, Desk, Record, fresh

pytestmark = pytest.mark.django_db
Make = Callable[[Bureau], Record]


def proposed(bureau: Bureau) -> Case:
    return cases.propose(bureau, cases.lodge())


def returned(bureau: Bureau) -> Case:
    case = proposed(bureau)
    return filing.decide_filing(
        case.pk, approved=False, actor=bureau.head, opinion="请补充。", at=cases.LODGED
    )


def extension_asked(bureau: Bureau) -> Case:
    case = cases.filed(bureau)
    return supervision.propose_extension(
        case.pk, actor=bureau.lead, opinion="案情复杂。", at=cases.LODGED
    )


def closing_proposed(bureau: Bureau) -> Case:
    return cases.propose_closing(bureau, cases.verified(bureau))


def paid(bureau: Bureau) -> Case:
    case = cases.served(bureau)
    cases.pay_all(bureau, case)
    return fresh(case)


def fine_paid(bureau: Bureau) -> Case:
    case = after.served(bureau)
    after.pay_fine(bureau, case, "20000.00", cases.LODGED)
    return case


def annulled(bureau: Bureau) -> Case:
    case, reviewer = after.served(bureau), after.make_reviewer(bureau)
    given = Application(Kind.LITIGATION, "法院", "", NOON.date())
    remedy = remedies.record_remedy(case.pk, given, actor=reviewer, at=cases.LODGED)
    remedies.record_remedy_result(
        case.pk,
        remedy=remedy,
        outcome=Outcome(Result.ANNULLED, NOON.date()),
        note="",
        actor=reviewer,
        at=cases.LODGED,
    )
    return case


def received(bureau: Bureau) -> Complaint:
    return complaints.make_complaint()


PAID = {
    "token": "5f0c2b6e-5d5b-4a53-9b1a-0c5a6f0f7a11",
    "item": "fine",
    "amount": "1.00",
    "paid_on": NOON.date(),
}
# The act, who takes it, the record it is taken on, and the fields that are not free text.
ACTS: tuple[tuple[str, str, Make, dict[str, Any]], ...] = (
    ("decide-filing", "head", proposed, {"decision": "approve"}),
    ("resubmit-filing", "lead", returned, {"cause": "wage_arrears"}),
    ("withdraw-filing", "lead", proposed, {}),
    ("order", "lead", cases.determined, {"period_days": 5}),
    ("serve", "lead", cases.ordered, {"mode": "direct", "handed_on": NOON.date()}),
    ("withdraw-order", "head", cases.ordered, {}),
    ("verify", "lead", paid, {}),
    ("resume", "lead", cases.verified, {}),
    ("closing", "lead", cases.verified, {}),
    ("decide-closing", "head", closing_proposed, {"decision": "return"}),
    ("extension", "lead", cases.filed, {}),
    ("decide-extension", "bureau_head", extension_asked, {"decision": "return"}),
    ("serve-decision", "lead", after.decided, {"mode": "direct", "handed_on": NOON.date()}),
    ("fine", "lead", after.served, PAID),
    ("instalments", "lead", after.served, {"parts": "2027-01-29 20000"}),
    ("verify-performance", "lead", fine_paid, {}),
    ("decide-anew", "head", annulled, {}),
    ("employer", "lead", received, {"uscc": ""}),
    ("supplement", "lead", received, {"due_on": "2026-12-01"}),
    ("refusal", "lead", received, {"code": "in_arbitration"}),
    ("withdraw", "lead", received, {}),
)


@pytest.mark.parametrize(
    ("act", "person", "make", "chosen"), ACTS, ids=lambda x: x if isinstance(x, str) else ""
)
def test_the_longest_text_that_a_form_takes_is_kept(
    desk: Desk, act: str, person: str, make: Make, chosen: dict[str, Any]
) -> None:
    form = (CASE_ACTS | COMPLAINT_ACTS)[act].form
    texts = {
        name: "长" * field.max_length
        for name, field in form.base_fields.items()
        if type(field) is forms.CharField and field.max_length
    }
    getattr(desk, person).take(make(desk.bureau), act, **texts | chosen)


def test_the_longest_reason_to_merge_and_to_reverse_is_kept(desk: Desk) -> None:
    master, other = cases.lodge(), cases.lodge()
    desk.lead.take(other, "merge", master_id=master.pk, reason="长" * 5000)
    case = cases.served(desk.bureau)
    payment = cases.pay_all(desk.bureau, case).payments.all()[0]
    url = reverse("console:reversal", args=[payment.pk])
    assert "300" in desk.lead.refused_at(url, reason="长" * 301)
    assert desk.lead.client.post(url, {"reason": "长" * 300}).status_code == 302
