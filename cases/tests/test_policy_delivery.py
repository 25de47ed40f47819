"""How a paper is served, what each mode must prove and which day counts."""

from datetime import date

import pytest

from cases.policy.delivery import MODES, Handover, Mode, refuse_handover, served_on
from cases.policy.order_period import Bounds, refuse_period

ISSUED, TODAY = date(2026, 11, 18), date(2026, 11, 20)


def handover(mode: Mode, on: date = ISSUED, **details: object) -> Handover:
    return Handover(mode=mode, on=on, issued_on=ISSUED, today=TODAY, **details)  # type: ignore[arg-type]


def said(given: Handover) -> list[str]:
    return [str(sentence) for sentence in refuse_handover(given)]


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (handover(Mode.DIRECT, receiver="张伟"), []),
        (handover(Mode.DIRECT), ["直接送达须填写签收人。"]),
        (handover(Mode.LEFT, refusal="拒绝签字", witness="社区居委会 刘芳"), []),
        (handover(Mode.LEFT, refusal="拒绝签字", has_proof=True), []),
        (handover(Mode.LEFT, witness="刘芳"), ["留置送达须记明拒收事由。"]),
        (
            handover(Mode.LEFT, refusal="拒绝签字"),
            ["留置送达须有见证人签名，或者有照片、录像记录送达过程。"],
        ),
        (handover(Mode.MAIL, has_proof=True), []),
        (
            handover(Mode.MAIL),
            ["须上传送达凭证（邮寄回执、受托机关回证、系统到达记录或者公告原件）。"],
        ),
        (handover(Mode.ENTRUSTED, has_proof=True), ["委托送达须填写受托机关和签收人。"]),
        (handover(Mode.ENTRUSTED, has_proof=True, receiver="开封市人社局转张伟"), []),
        (handover(Mode.ELECTRONIC, has_proof=True, has_consent=True), []),
        (handover(Mode.ELECTRONIC, has_proof=True), ["电子送达须有受送达人签署的送达地址确认书。"]),
        (
            handover(Mode.PUBLIC_NOTICE, date(2026, 10, 20), has_proof=True),
            [
                "送达日期不得早于文书制作日期2026-11-18。",
                "公告送达须记明其他方式无法送达的原因和经过。",
            ],
        ),
        (
            handover(Mode.PUBLIC_NOTICE, has_proof=True, refusal="住所地无人，邮件退回"),
            ["公告未满三十日，尚未送达。"],
        ),
    ],
)
def test_each_mode_of_service_proves_itself(given, missing):
    assert said(given) == missing


def test_nothing_is_served_before_it_was_issued_or_in_the_future():
    early = handover(Mode.DIRECT, date(2026, 11, 17), receiver="张伟")
    late = handover(Mode.DIRECT, date(2026, 11, 21), receiver="张伟")
    assert said(early) == ["送达日期不得早于文书制作日期2026-11-18。"]
    assert said(late) == ["送达日期不得晚于今天。"]


def test_a_public_notice_counts_as_served_thirty_days_later():
    assert served_on(handover(Mode.PUBLIC_NOTICE)) == date(2026, 12, 18)
    assert served_on(handover(Mode.DIRECT)) == ISSUED


def test_every_mode_has_a_name_an_article_and_the_meaning_of_its_day():
    assert set(MODES) == set(Mode)
    assert all(rule.label and rule.day for rule in MODES.values())


@pytest.mark.parametrize(("days", "is_refused"), [(0, True), (1, False), (30, False), (31, True)])
def test_an_order_gives_a_period_within_the_habit_of_the_office(days, is_refused):
    refusal = refuse_period(days, Bounds(usual=5, shortest=1, longest=30))
    assert (refusal is not None) is is_refused
