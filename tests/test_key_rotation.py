"""Keys rotate under the append-only tables too: only the sealed columns may be written again."""

import base64
from typing import Any

import pytest

from accounts.services.personal_data import encrypted_columns, rotate
from complaints.models import Claimant
from complaints.tests import factories


@pytest.mark.django_db
def test_a_claimants_sealed_numbers_follow_a_new_key(settings: Any) -> None:
    line = Claimant.objects.filter(complaint=factories.make_complaint()).get()
    new = base64.b64encode(b"n" * 32).decode()
    settings.PERSONAL_DATA_KEYS = f"new:{new},{settings.PERSONAL_DATA_KEYS}"
    rewritten = rotate()
    assert rewritten["complaints.Claimant.identity"] == 1
    settings.PERSONAL_DATA_KEYS = f"new:{new}"
    again = Claimant.objects.get(pk=line.pk)
    assert (again.identity, again.phone) == (line.identity, line.phone)


def test_rotation_reaches_the_columns_of_every_app() -> None:
    apps = {model._meta.app_label for model, _ in encrypted_columns()}
    assert {"accounts", "complaints", "employers"} <= apps
