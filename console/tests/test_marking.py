"""Marks on a draft: made beside the form, kept with the draft, read where it is written anew."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from cases.models import Case
from cases.procedure.states import State
from cases.tests import factories as cases
from console.tests.desk import Desk, act_url, fresh
from documents.models import ReturnedSheet

pytestmark = pytest.mark.django_db
QUOTE, NOTE = "建议立案。", "写明符合哪一条的立案条件。"
ANEW = {"cause": "wage_arrears", "summary": "补充考勤记录。"}


@pytest.fixture
def proposed(desk: Desk) -> Case:
    return cases.propose(desk.bureau, cases.lodge())


def marked(*marks: tuple[str, str], decision: str = "return", opinion: str = "") -> dict[str, Any]:
    """The form of a head who marked the paper."""
    rows = {
        f"marks-{row}-{name}": value
        for row, (quote, note) in enumerate(marks)
        for name, value in (("quote", quote), ("note", note), ("nth", "0"))
    }
    counts = {"marks-TOTAL_FORMS": "10", "marks-INITIAL_FORMS": "0"}
    return {"decision": decision, "opinion": opinion, **counts, **rows}


def test_a_draft_is_sent_back_with_its_marks_and_needs_no_further_words(
    desk: Desk, proposed: Case
) -> None:
    desk.head.take(proposed, "decide-filing", **marked((QUOTE, NOTE)))
    assert fresh(proposed).state == State.FILING_RETURNED
    sheet = ReturnedSheet.objects.of(proposed.subject(None)).get()
    assert [(mark.quote, mark.note) for mark in sheet.remarks] == [(QUOTE, NOTE)]
    page = desk.lead.html(reverse("console:returned_sheet", args=[sheet.pk]))
    assert f'<mark class="remark">{QUOTE}</mark>' in page and NOTE in page
    approvals = desk.lead.open(proposed.get_absolute_url() + "?tab=approvals")
    assert "1处批注" in approvals and "详见文书上的批注" in approvals


def test_the_officer_reads_the_marks_beside_the_form_and_sees_which_words_have_gone(
    desk: Desk, proposed: Case
) -> None:
    desk.head.take(proposed, "decide-filing", **marked((QUOTE, NOTE), opinion="退回修改。"))
    page = desk.lead.open(act_url(proposed, "resubmit-filing"))
    assert NOTE in page and "原文已改" in page  # the new opinion is still to be written
    as_before = desk.lead.preview(proposed, "resubmit-filing", opinion=QUOTE, **ANEW)
    assert QUOTE in as_before


def test_marks_are_gone_from_the_form_once_it_is_laid_before_the_head_again(
    desk: Desk, proposed: Case, at_noon: time_machine.Traveller
) -> None:
    desk.head.take(proposed, "decide-filing", **marked((QUOTE, NOTE), opinion="退回修改。"))
    at_noon.shift(timedelta(minutes=5))
    desk.lead.take(proposed, "resubmit-filing", opinion="依据若干规定第十八条，建议立案。", **ANEW)
    desk.head.take(proposed, "decide-filing", decision="return", opinion="再改。")
    assert NOTE not in desk.lead.open(act_url(proposed, "resubmit-filing"))


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (marked(("文书中没有的话", NOTE)), "请照文书原文选取"),
        (marked((QUOTE, "")), "原文和批注都要填写"),
        (marked((QUOTE, NOTE), decision="approve", opinion="同意。"), "清空批注后再同意"),
    ],
)
def test_a_mark_that_cannot_stand_is_refused_and_nothing_is_decided(
    desk: Desk, proposed: Case, form: dict[str, Any], said: str
) -> None:
    assert said in desk.head.refused(proposed, "decide-filing", **form)
    assert fresh(proposed).state == State.FILING_REVIEW
    assert not ReturnedSheet.objects.exists()


def test_what_was_marked_stays_on_a_refused_form_and_on_the_paper_beside_it(
    desk: Desk, proposed: Case
) -> None:
    form = marked((QUOTE, NOTE), decision="approve")
    response = desk.head.client.post(act_url(proposed, "decide-filing"), form)
    page = response.content.decode()
    assert f'value="{NOTE}"' in page and f'<mark class="remark">{QUOTE}</mark>' in page
