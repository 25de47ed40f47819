"""更正 of an ended case: words only, both wordings kept; and closings of decided cases."""

import re

import pytest
from django.db import DatabaseError, transaction

from cases.models import Case, RecordCorrection
from cases.procedure.states import State
from cases.services import closing, performance, serving
from cases.services.record_correction import correct_record, present_words
from cases.services.review_sheet import sheet_of
from cases.tests import after_decision, deciding
from cases.tests import factories as make
from cases.tests.after_decision import pay_fine
from cases.tests.factories import LODGED, Bureau
from cases.tests.test_services_case_file import closed
from documents import rendering
from documents.models import Paper
from statutes.money import yuan
from statutes.refusal import Refused
from workflow.models import Event


def plain(html: str) -> str:
    return "".join(re.sub(r"<[^>]*>", "", html).split())


pytestmark = pytest.mark.django_db
SLIP = {"field": "closing_summary", "after": "经责令改正，单位已于11月23日足额支付。"}


@pytest.fixture
def bureau() -> Bureau:
    return make.make_bureau()


def correct(bureau: Bureau, case: Case, **changes: str) -> RecordCorrection:
    given = {**SLIP, "reason": "日期漏写。", **changes}
    return correct_record(case.pk, **given, actor=bureau.head, at=LODGED)


def test_a_correction_keeps_both_wordings_and_prints_a_paper(bureau):
    case = closed(bureau)
    made = correct(bureau, case)
    assert (made.before, made.after) == ("经责令改正，单位已足额支付。", SLIP["after"])
    assert make.fresh(case).closing_summary == made.before, "the record itself is not rewritten"
    assert present_words(case)["closing_summary"] == made.after
    event = Event.objects.of(case.subject(None)).get(act="correct_record")
    assert (event.note, event.payload) == ("日期漏写。", {"field": "closing_summary"})
    slip = Paper.objects.of(case.subject(None)).get(kind="record_correction")
    assert slip.context["matter"] == "调查处理和执行情况"
    assert (slip.context["before"], slip.context["by"]) == (made.before, "王建华")


def test_a_second_correction_starts_from_the_first(bureau):
    case = closed(bureau)
    correct(bureau, case)
    assert correct(bureau, case, after="再次更正。").before == SLIP["after"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"field": "paid"}, "该项内容不能更正"),
        ({"after": " "}, "须填写更正后的内容"),
        ({"after": "经责令改正，单位已足额支付。"}, "与现有内容相同"),
        ({"reason": ""}, "须写明更正的理由"),
        ({"field": "subject_name", "after": "名" * 201}, "超过200个字"),
    ],
)
def test_what_is_no_correction_is_refused(bureau, changes, why):
    case = closed(bureau)
    with pytest.raises(Refused, match=why):
        correct(bureau, case, **changes)
    assert not RecordCorrection.objects.exists()
    assert not Event.objects.filter(act="correct_record").exists()


def test_an_open_case_is_not_corrected_and_who_investigated_does_not_correct(bureau):
    with pytest.raises(Refused, match="当前状态不能办理"):
        correct(bureau, make.verified(bureau))
    case = closed(bureau)
    with pytest.raises(Refused):
        correct_record(case.pk, **SLIP, reason="漏写", actor=bureau.lead, at=LODGED)


def test_a_correction_stays_as_it_was_made(bureau):
    correct(bureau, closed(bureau))
    with pytest.raises(DatabaseError), transaction.atomic():
        RecordCorrection.objects.update(after="x")


# ---------------------------------------------------------------- closing after a decision


def performed(bureau: Bureau) -> Case:
    case = after_decision.served(bureau)
    pay_fine(bureau, case, "20000.00", LODGED)
    make.pay_all(bureau, case)
    performance.verify_performance(
        case.pk, note="罚款和工资均已到账。", actor=bureau.lead, at=LODGED
    )
    return make.fresh(case)


def test_a_decided_case_is_closed_with_what_was_decided_and_carried_out(bureau):
    case = performed(bureau)
    make.evidence(bureau, case)
    sheet = sheet_of(case, bureau.lead, LODGED)
    assert sheet.score.lacking >= {"record", "decision_form", "notice", "steps"}
    assert "必经程序没有缺漏" in sheet.score.vetoes, "this decision was made without its notice"


def carried_out(bureau: Bureau) -> Case:
    """A penalty told, decided, served and paid, each on its own day."""
    case, at = deciding.decided(bureau), deciding.at(11)
    serving.serve_decision(case.pk, make.handing(at.date()), actor=bureau.lead, at=at)
    fine = case.decisions.get().fine
    pay_fine(bureau, case, str(fine), at)
    make.pay_all(bureau, case, at)
    performance.verify_performance(case.pk, note="均已到账。", actor=bureau.lead, at=at)
    return make.fresh(case)


def test_a_penalty_that_went_the_lawful_way_is_returned_proposed_anew_and_closed(bureau):
    case, at = carried_out(bureau), deciding.at(12)
    sheet = sheet_of(case, bureau.lead, at)
    assert (sheet.score.vetoes, sheet.too_low) == ((), None)
    assert sheet.score.lacking <= {"record", "content", "signatures", "storage"}
    case = make.propose_closing(bureau, case, at, no_penalty_reason="")
    case = closing.decide_closing(
        case.pk, approved=False, actor=bureau.head, opinion="请补票据。", at=at
    )
    assert case.state == State.PERFORMED.value
    case = make.propose_closing(bureau, case, at, no_penalty_reason="")
    closing.decide_closing(case.pk, approved=True, actor=bureau.head, opinion="同意。", at=at)
    form = Paper.objects.of(case.subject(None)).get(kind="closing_approval")
    assert form.template_version == 2
    text = plain(rendering.sheet(form.template_name, form.context))
    made = case.decisions.select_related("paper").get()
    assert f"行政处罚决定书（{made.paper.number}）" in text
    assert f"已缴{yuan(made.fine)}元" in text and "履行完毕" in text
    assert f"{sheet.score.points}分" in text and "王建华" in text


def test_a_closing_form_of_the_first_version_still_reads_as_it_was(bureau):
    case = closed(bureau)
    form = Paper.objects.of(case.subject(None)).get(kind="closing_approval")
    first = {k: v for k, v in form.context.items() if k not in {"decision", "remedies", "review"}}
    assert "核查改正" in rendering.sheet("papers/closing_approval-1.html", first)
    # An approval that was asked for before the second version is printed on it too.
    assert "核查改正" in rendering.sheet(form.template_name, first)
