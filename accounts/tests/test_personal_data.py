import base64
import json
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.management import call_command
from django.db import connection

from accounts import personal_data
from accounts.models import User
from accounts.personal_data import UnreadableValue, decrypt, encrypt, keyed_hash
from accounts.tests import factories


def key(letter: str) -> str:
    return base64.b64encode(letter.encode() * 32).decode()


def stored_phone(user: User) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM accounts_user WHERE id = %s", [user.pk])
        return str(cursor.fetchone()[0])


def test_a_value_names_its_algorithm_and_key_and_never_looks_the_same_twice(settings: Any) -> None:
    settings.PERSONAL_DATA_KEYS = f"k2:{key('b')},k1:{key('a')}"
    first, second = encrypt("13800000000"), encrypt("13800000000")
    assert first.startswith("aes-256-gcm:k2:") and "13800000000" not in first
    assert first != second
    assert decrypt(first) == decrypt(second) == "13800000000"


def test_an_older_key_still_reads_and_a_retired_one_does_not(settings: Any) -> None:
    settings.PERSONAL_DATA_KEYS = f"k1:{key('a')}"
    old = encrypt("张三")
    settings.PERSONAL_DATA_KEYS = f"k2:{key('b')},k1:{key('a')}"
    assert decrypt(old) == "张三"
    settings.PERSONAL_DATA_KEYS = f"k2:{key('b')}"
    with pytest.raises(UnreadableValue) as refused:
        decrypt(old)
    assert "张三" not in str(refused.value) and old not in str(refused.value)


def test_an_altered_value_is_not_read(settings: Any) -> None:
    settings.PERSONAL_DATA_KEYS = f"k1:{key('a')},k2:{key('a')}"
    value = encrypt("410102200001010008")
    head, _, body = value.rpartition(":")
    raw = bytearray(base64.b64decode(body))
    raw[15] ^= 1
    for altered in (
        f"{head}:{base64.b64encode(bytes(raw)).decode()}",
        value.replace(":k1:", ":k2:"),  # the header is authenticated, even over the same key
        "plain text",
        "aes-256-gcm:k1:not base64!",
    ):
        with pytest.raises(UnreadableValue):
            decrypt(altered)


def test_national_algorithms_are_a_setting_and_old_values_stay_readable(settings: Any) -> None:
    old = encrypt("12333")
    settings.PERSONAL_DATA_ALGORITHM = "sm4-gcm"
    settings.PERSONAL_DATA_HASH = "hmac-sm3"
    value = encrypt("12333")
    assert value.startswith("sm4-gcm:")
    assert decrypt(value) == decrypt(old) == "12333"
    assert keyed_hash("12333").startswith("hmac-sm3:")
    settings.PERSONAL_DATA_ALGORITHM = "rot13"
    with pytest.raises(ImproperlyConfigured):
        encrypt("12333")


def test_a_number_is_found_however_it_is_written() -> None:
    written = ["41010220000101000X", "41010220000101000x", "４１０１０２２００００１０１０００Ｘ"]
    assert len({keyed_hash(number) for number in [*written, " 410102 20000101 000X "]}) == 1
    assert keyed_hash("138-0000-0000") == keyed_hash("13800000000") != keyed_hash("13800000001")
    assert "13800000000" not in keyed_hash("13800000000")


@pytest.mark.parametrize("wrong", ["", "k1:short", "k1:***", f"k1:{key('a')},k1:{key('b')}", ":x"])
def test_a_wrong_key_list_is_refused_at_once(wrong: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        personal_data.parse_keys(wrong)


@pytest.mark.django_db
def test_the_table_holds_no_plain_number_and_python_no_other() -> None:
    user = factories.make_user(phone="13800000000")
    assert "13800000000" not in stored_phone(user)
    assert User.objects.get(pk=user.pk).phone == "13800000000"
    assert stored_phone(factories.make_user(phone="")) == ""


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["phone", "phone__contains", "phone__in", "phone__startswith"])
def test_an_encrypted_column_cannot_be_searched(lookup: str) -> None:
    with pytest.raises(FieldError, match="encrypted"):
        list(User.objects.filter(**{lookup: "13800000000"}))
    assert not User.objects.filter(phone__isnull=True).exists()


@pytest.mark.django_db
def test_rotation_rewrites_old_values_in_batches_and_a_second_run_nothing(settings: Any) -> None:
    settings.PERSONAL_DATA_KEYS = f"k1:{key('a')}"
    users = [factories.make_user(role=None, phone=f"1380000000{n}") for n in range(5)]
    factories.make_user(role=None, phone="")
    settings.PERSONAL_DATA_KEYS = f"k2:{key('b')},k1:{key('a')}"
    factories.make_user(role=None, phone="13900000000")
    assert rotated() == 5
    assert rotated() == 0
    settings.PERSONAL_DATA_KEYS = f"k2:{key('b')}"
    assert [User.objects.get(pk=user.pk).phone for user in users] == [
        f"1380000000{n}" for n in range(5)
    ]


def rotated() -> int:
    out = StringIO()
    call_command("rotate_personal_data_keys", "--batch", "2", "--format", "json", stdout=out)
    return int(json.loads(out.getvalue())["rewritten"]["accounts.User.phone"])
