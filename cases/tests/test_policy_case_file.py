"""案卷: which volume, in which order, and when it is out of date."""

from dataclasses import replace
from datetime import date

from cases.policy.case_file import (
    EVIDENCE,
    MAIN,
    PAYMENT_PROOF,
    SECONDARY,
    Piece,
    Volume,
    arranged,
    fingerprint,
)

DAY = date(2026, 11, 20)


def piece(code: str, pk: int = 1, on: date = DAY) -> Piece:
    return Piece(code, pk, code, on)


def codes(volume: Volume, *pieces: Piece) -> list[str]:
    return [p.code for p in arranged(pieces)[volume]]


def test_the_decision_opens_the_main_volume_and_the_vouchers_end_it():
    mixed = [
        PAYMENT_PROOF, "service_receipt", "penalty_notice",
        "correction_order", EVIDENCE, "interview_record", "filing_approval", "penalty_decision",
    ]  # fmt: skip
    assert codes(Volume.MAIN, *map(piece, mixed)) == list(reversed(mixed))


def test_what_the_bureau_thinks_among_itself_is_in_the_secondary_volume():
    inner = [
        "handling_approval", "legal_review", "deliberation_record", "closing_approval",
        "record_correction",
    ]  # fmt: skip
    assert codes(Volume.SECONDARY, *map(piece, inner)) == inner
    assert codes(Volume.MAIN, *map(piece, inner)) == []


def test_who_asked_for_secrecy_is_named_in_the_secondary_volume_only():
    register = replace(piece("complaint_register"), is_secret=True)
    assert codes(Volume.MAIN, register) == []
    both = codes(Volume.SECONDARY, piece("legal_review"), register)
    assert both == ["complaint_register", "legal_review"]


def test_a_paper_that_nobody_placed_is_kept_from_outsiders():
    assert codes(Volume.SECONDARY, piece("anything"), piece("legal_review")) == [
        "legal_review",
        "anything",
    ]


def test_papers_of_one_kind_stand_by_their_days():
    early, late = piece("service_receipt", 9, date(2026, 3, 1)), piece("service_receipt", 2)
    assert arranged([late, early])[Volume.MAIN] == [early, late]


def test_no_kind_is_placed_twice():
    placed = [code for group in (*MAIN, *SECONDARY) for code in group]
    assert len(placed) == len(set(placed))


def test_anything_added_or_changed_makes_another_fingerprint():
    one, two = piece("a"), piece("b", 2)
    before = fingerprint([one, two], None, "")
    assert fingerprint([two, one], None, "") == before
    for after in ([one], [one, replace(two, note="已撤回")], [one, two, piece("c", 3)]):
        assert fingerprint(after, None, "") != before
    assert fingerprint([one, two], DAY, "档1号") != before
