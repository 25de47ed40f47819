"""Identity numbers, credit codes and telephone numbers; test people use sequence 000."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statutes import identity


def resident(first_17: str) -> str:
    return first_17 + identity.resident_id_check_character(first_17)


VALID = resident("41010219900307000")


def test_a_well_formed_number_passes_however_it_was_typed() -> None:
    assert identity.check_resident_id(VALID) is None
    assert identity.check_resident_id(f" {VALID[:6]} {VALID[6:14]} {VALID[14:]} ") is None
    ending_in_x = next(
        number
        for day in range(1, 29)
        if (number := resident(f"410102199003{day:02}000")).endswith("X")
    )
    assert identity.check_resident_id(ending_in_x.lower()) is None


def test_a_new_county_or_an_old_place_code_does_not_matter() -> None:
    assert identity.check_resident_id(resident("33011320010101000")) is None
    assert identity.check_resident_id(resident("81000019900101000")) is None


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("410102900307000", "15位"),
        ("41010219900307000", "18位"),
        ("4101021990030700012", "18位"),
        ("41010219900307O000", "18位"),
        ("01010219900307000X", "18位"),
        ("", "18位"),
        (resident("41010219901307000"), "出生日期"),
        (resident("41010219900230000"), "出生日期"),
        (resident("41010218990101000"), "出生日期"),
    ],
)
def test_a_faulty_number_is_refused_with_what_to_look_at(number: str, reason: str) -> None:
    assert reason in str(identity.check_resident_id(number))


def test_a_birth_date_after_the_day_of_the_record_is_refused() -> None:
    number = resident("41010220260801000")
    assert identity.check_resident_id(number) is None
    assert "出生日期" in str(identity.check_resident_id(number, on=date(2026, 7, 31)))
    assert identity.birth_date(number) == date(2026, 8, 1)


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_mistyped_digit_never_passes(position: int, shift: int) -> None:
    wrong = str((int(VALID[position]) + shift) % 10)
    mistyped = VALID[:position] + wrong + VALID[position + 1 :]
    assert identity.check_resident_id(mistyped) is not None


def test_a_birth_date_is_asked_only_of_a_checked_number() -> None:
    with pytest.raises(ValueError, match="checked"):
        identity.birth_date("41010219901307000X")


# -- unified social credit code --

CODES = ["9141010861967058JB", "9341010618552981GG", "9341018343420435W4", "91350100M000100Y43"]


@pytest.mark.parametrize("code", CODES)
def test_codes_in_use_pass_whatever_their_inner_digit(code: str) -> None:
    assert identity.check_uscc(code) is None
    assert identity.check_uscc(f" {code.lower()} ") is None


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("9141010861967058J", "现为17位"),
        ("9141010861967058JBB", "现为19位"),
        ("9141010861967058JI", "I"),
        ("9141010861967058OZ", "O、Z"),
        ("9141010861967058JC", "第18位"),
        ("9141010861967085JB", "第18位"),
    ],
)
def test_a_faulty_code_is_refused_with_what_to_look_at(code: str, reason: str) -> None:
    assert reason in str(identity.check_uscc(code))


def test_the_check_character_is_computed() -> None:
    assert all(identity.uscc_check_character(code[:17]) == code[17] for code in CODES)


# -- telephones and masks --


@pytest.mark.parametrize("number", ["13800138000", "+86 138-0013-8000", "１３８００１３８０００"])
def test_mobile_numbers_pass_however_typed(number: str) -> None:
    assert identity.check_mobile(number) is None
    assert identity.check_phone(number) is None
    assert identity.normalize_phone(number) == "13800138000"


@pytest.mark.parametrize("number", ["0371-65748250", "037165748250", "010－22345678"])
def test_landlines_pass_with_their_area_code(number: str) -> None:
    assert identity.check_phone(number) is None
    assert identity.check_mobile(number) is not None


@pytest.mark.parametrize("number", ["", "65748250", "010-12345678", "12800138000", "1380013800"])
def test_what_cannot_be_rung_is_refused(number: str) -> None:
    assert "手机号码" in str(identity.check_phone(number))


def test_masks_show_just_enough_to_recognise() -> None:
    assert identity.mask_resident_id("410102199003070019") == "····0019"
    assert identity.mask_phone("13812341234") == "138****1234"
    assert identity.mask_phone("0371-65748250") == "0371-****8250"
    assert identity.mask_phone("037165748250") == "****8250"
    assert identity.mask_name("张强斌") == "张**"
    assert identity.mask_name("李") == "李*"
    assert identity.mask_name(" ") == ""


@pytest.mark.parametrize(
    ("number", "on", "said"),
    [
        ("410102199003070000", date(2026, 3, 6), ("女", 35)),
        ("410102199003070010", date(2026, 3, 7), ("男", 36)),
    ],
)
def test_the_number_tells_sex_and_full_years(number: str, on: date, said: tuple[str, int]) -> None:
    assert (identity.sex(number), identity.age(number, on)) == said
