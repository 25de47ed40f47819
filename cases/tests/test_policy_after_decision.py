"""What may be paid, put off, answered and concluded after a decision: the pure rules."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cases.policy import accountability, recusal
from cases.policy.court import Answer, CourtFacts, refuse_answer
from cases.policy.decision import Kind as Ending
from cases.policy.decision import Terms
from cases.policy.instalments import is_deferral, refuse_plan
from cases.policy.performance import Account, Item, Tender, refuse_tender
from cases.policy.remedy import (
    Kind,
    Ordered,
    Outcome,
    Result,
    next_way,
    refuse_outcome,
    refuse_repetition,
    refuse_suit,
)
from cases.policy.surcharge import Part, Surcharge
from statutes.limits import limit
from statutes.wording import say

TODAY, YESTERDAY, TOMORROW = date(2026, 3, 3), date(2026, 3, 2), date(2026, 3, 4)
NONE = Decimal("0.00")
LATE = Surcharge(Decimal("300.00"), 1, say("一日。"))
ACCOUNT = Account(on=TODAY, fine=Decimal("10000.00"), surcharge=LATE)


def said(refusals) -> list[str]:
    return [str(sentence) for sentence in refusals]


# -- 缴款 --


def test_what_is_owed_is_kept_apart_by_item():
    account = replace(
        ACCOUNT, compensation=Decimal("500.00"), wages_owed=Decimal("70.00"), fine_paid=NONE
    )
    assert [account.owed(item) for item in Item] == [
        Decimal("10000.00"), Decimal("300.00"), Decimal("500.00"),
    ]  # fmt: skip
    assert account.total_owed == Decimal("10870.00")
    assert not account.is_settled


def test_an_annulled_decision_owes_nothing_and_what_was_paid_goes_back():
    account = replace(ACCOUNT, fine_paid=Decimal("4000.00"), is_annulled=True)
    assert (account.total_owed, account.to_refund) == (NONE, Decimal("4000.00"))
    lighter = replace(ACCOUNT, fine=Decimal("3000.00"), surcharge=replace(LATE, amount=NONE))
    assert replace(lighter, fine_paid=Decimal("4000.00")).to_refund == Decimal("1000.00")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, None),
        ({"amount": Decimal("10000.01")}, "罚款尚欠10,000.00元，不得多收。"),
        ({"item": Item.SURCHARGE, "amount": Decimal("300.01")}, "加处罚款尚欠300.00元，不得多收。"),
        ({"item": Item.COMPENSATION}, "加付赔偿金尚欠0.00元，不得多收。"),
        ({"amount": NONE}, "金额须大于零。"),
        ({"receipt_number": " "}, "须填写票据号（缴款书、收据或者转账凭证号）。"),
        ({"paid_on": TOMORROW}, "缴款日期不得晚于今天。"),
        ({"paid_on": date(2026, 1, 1)}, "缴款日期不得早于决定日期2026-02-01。"),
    ],
)
def test_a_payment_is_never_more_than_is_owed_and_has_its_receipt(change, sentence):
    tender = replace(Tender(Item.FINE, Decimal("100.00"), TODAY, "财票1"), **change)
    refusals = refuse_tender(tender, ACCOUNT, decided_on=date(2026, 2, 1), today=TODAY)
    assert said(refusals) == ([sentence] if sentence else [])


# -- 延期、分期 --


def plan(*parts: tuple[date, str]) -> list[Part]:
    return [Part(on, Decimal(amount)) for on, amount in parts]


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (plan((TOMORROW, "100.00")), None),
        (plan((TOMORROW, "60.00"), (date(2026, 4, 1), "40.00")), None),
        ([], "至少填写一期。"),
        (plan((TODAY, "100.00")), "第一期的期限须在今天以后。"),
        (plan((TOMORROW, "50.00"), (TOMORROW, "50.00")), "各期的期限须依次在后。"),
        (plan((TOMORROW, "99.99")), "各期合计99.99元，应等于尚欠的罚款100.00元。"),
    ],
)
def test_a_plan_pays_the_rest_of_the_fine_to_the_fen(parts, sentence):
    refusals = refuse_plan(parts, owed=Decimal("100.00"), today=TODAY, is_granted_before=False)
    assert said(refusals) == ([sentence] if sentence else [])


def test_a_plan_is_granted_once_and_only_for_a_fine():
    parts = plan((TOMORROW, "100.00"))
    again = refuse_plan(parts, owed=Decimal("100.00"), today=TODAY, is_granted_before=True)
    assert said(again) == ["已经批准过延期（分期）缴纳，不得再次申请。"]
    nothing = refuse_plan(parts, owed=NONE, today=TODAY, is_granted_before=False)
    assert said(nothing) == ["没有尚未缴纳的罚款，无须延期或者分期。"]
    assert is_deferral(parts) and not is_deferral(parts * 2)


# -- 法院 --

APPLIED = CourtFacts(applied_on=YESTERDAY)


@pytest.mark.parametrize(
    ("answer", "court", "sentence"),
    [
        (Answer.ACCEPTED, APPLIED, None),
        (Answer.NOT_ACCEPTED, APPLIED, None),
        (Answer.GRANTED, APPLIED, "人民法院尚未受理，没有裁定。"),
        (Answer.GRANTED, replace(APPLIED, is_accepted=True), None),
        (Answer.REVIEW_ASKED, APPLIED, "没有不予受理或者不准予执行的裁定。"),
        (Answer.REVIEW_ASKED, replace(APPLIED, is_refused=True), None),
        (Answer.ACCEPTED, replace(APPLIED, is_refused=True), None),
        (Answer.ACCEPTED, replace(APPLIED, is_accepted=True), "人民法院已经受理。"),
        (
            Answer.REFUSED,
            replace(APPLIED, is_accepted=True, is_granted=True),
            "人民法院已经裁定准予执行。",
        ),
    ],
)
def test_the_court_answers_in_its_own_order(answer, court, sentence):
    refusal = refuse_answer(answer, court, on=TODAY, today=TODAY)
    assert (str(refusal) if refusal else None) == sentence


def test_an_answer_lies_between_the_application_and_today():
    early = refuse_answer(Answer.ACCEPTED, APPLIED, on=date(2026, 3, 1), today=TODAY)
    late = refuse_answer(Answer.ACCEPTED, APPLIED, on=TOMORROW, today=TODAY)
    assert (str(early), str(late)) == (
        "答复日期不得早于申请日期2026-03-02。",
        "答复日期不得晚于今天。",
    )


# -- 复议、诉讼 --

FINE = Decimal("10000.00")


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (Outcome(Result.UPHELD, TODAY), None),
        (Outcome(Result.CHANGED, TODAY, Decimal("5000.00")), None),
        (Outcome(Result.CHANGED, TODAY), "变更决定的，须填写变更后的罚款。"),
        (Outcome(Result.CHANGED, TODAY, Decimal("10000.01")), "变更后的罚款不得高于原数额。"),
        (Outcome(Result.UPHELD, TODAY, NONE), "只有变更决定的才填写变更后的罚款。"),
        (Outcome(Result.UPHELD, date(2026, 3, 1)), "结果日期不得早于收到日期。"),
        (Outcome(Result.UPHELD, TOMORROW), "结果日期不得晚于今天。"),
    ],
)
def test_a_party_is_never_worse_off_for_its_remedy(outcome, sentence):
    refusals = refuse_outcome(
        outcome, ordered=Ordered(fine=FINE), received_on=YESTERDAY, today=TODAY
    )
    assert said(refusals) == ([sentence] if sentence else [])


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (Decimal("4000.00"), None),
        (NONE, None),
        (None, "变更决定的，须填写变更后的加付赔偿金。"),
        (Decimal("5000.01"), "变更后的加付赔偿金不得高于原数额。"),
    ],
)
def test_compensation_may_be_made_less_as_a_fine_may(changed, sentence):
    outcome = Outcome(Result.CHANGED, TODAY, new_compensation=changed)
    ordered = Ordered(compensation=Decimal("5000.00"))
    refusals = refuse_outcome(outcome, ordered=ordered, received_on=YESTERDAY, today=TODAY)
    assert said(refusals) == ([sentence] if sentence else [])


@pytest.mark.parametrize(
    ("kind", "is_on_the_spot", "was_reconsidered", "note", "fits"),
    [
        (Kind.LITIGATION, False, False, "", True),
        (Kind.LITIGATION, True, False, "", False),
        (Kind.LITIGATION, True, False, "法院已受理。", True),
        (Kind.LITIGATION, True, True, "", True),
        (Kind.RECONSIDERATION, True, False, "", True),
    ],
)
def test_a_penalty_on_the_spot_is_reconsidered_before_any_suit(
    kind, is_on_the_spot, was_reconsidered, note, fits
):
    refusal = refuse_suit(
        kind, is_on_the_spot=is_on_the_spot, was_reconsidered=was_reconsidered, note=note
    )
    assert (refusal is None) is fits


@pytest.mark.parametrize(
    ("kind", "result", "is_first_suit", "way"),
    [
        (Kind.RECONSIDERATION, Result.UPHELD, True, "litigation_after_reconsideration"),
        (Kind.RECONSIDERATION, Result.CHANGED, True, "litigation_after_reconsideration"),
        (Kind.RECONSIDERATION, Result.REJECTED, True, "litigation_after_reconsideration"),
        (Kind.RECONSIDERATION, Result.WITHDRAWN, True, None),
        (Kind.RECONSIDERATION, Result.ANNULLED, True, None),
        (Kind.LITIGATION, Result.UPHELD, True, "litigation_appeal"),
        (Kind.LITIGATION, Result.UPHELD, False, None),  # the second court is the last
        (Kind.LITIGATION, Result.WITHDRAWN, True, None),
    ],
)
def test_a_decision_that_stands_is_final_only_after_the_next_way(kind, result, is_first_suit, way):
    assert next_way(kind, result, is_first_suit=is_first_suit) == way


@pytest.mark.parametrize(
    ("proposed", "has_new_evidence", "discretion", "fits"),
    [
        (Terms(Ending.PENALTY, FINE), False, "", False),
        (Terms(Ending.PENALTY, FINE), True, "", True),
        (Terms(Ending.PENALTY, FINE), False, "原决定因未听取申辩被撤销，现已补正。", True),
        (Terms(Ending.PENALTY, FINE / 2), False, "", True),
        (Terms(Ending.NO_PENALTY), False, "", True),
    ],
)
def test_what_fell_is_not_decided_once_more_as_it_was(proposed, has_new_evidence, discretion, fits):
    fallen = Terms(Ending.PENALTY, FINE)
    refusal = refuse_repetition(
        fallen, proposed, has_new_evidence=has_new_evidence, discretion=discretion
    )
    assert (refusal is None) is fits


# -- 回避、过错责任 --


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, None),
        ({"is_serving": False}, "申请回避的对象须是本案现任的监察员。"),
        ({"is_pending": True}, "对该监察员的回避申请正在等待决定。"),
        ({"received_on": TOMORROW}, "收到日期不得晚于今天。"),
    ],
)
def test_a_recusal_is_asked_of_an_officer_of_the_case_once(change, sentence):
    given = {"received_on": TODAY, "today": TODAY, "is_serving": True, "is_pending": False}
    refusal = recusal.refuse_request(**given | change)
    assert (str(refusal) if refusal else None) == sentence


@pytest.mark.parametrize(
    ("code", "is_answered"),
    [
        ("investigation", True),
        ("service", True),
        ("complaint_acceptance", True),
        ("payment", False),
        ("order_compliance", False),
        ("court_ruling", False),
        ("penalty_90_days", False),  # 条例 and 若干规定 set other limits (处罚法 第六十条)
        ("court_review", False),  # a right, not a duty
    ],
)
def test_officers_answer_for_the_authoritys_limits_alone(code, is_answered):
    assert accountability.is_answered_for(limit(code, on=TODAY)) is is_answered


def test_a_conclusion_names_its_cause_and_is_not_on_oneself():
    def refuse(cause="人手不足", *, is_concluded=False, is_own=False):
        found = accountability.refuse_conclusion(cause, is_concluded=is_concluded, is_own=is_own)
        return str(found) if found else None

    assert refuse() is None
    assert refuse(" ") == "须写明原因。"
    assert refuse(is_concluded=True) == "该项过错责任已经有结论。"
    assert refuse(is_own=True) == "不得对本人的过错责任作出结论。"
