"""One door for both desks: the words of a form become a `Word` and the service that takes it."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from accounts.models import User
from referrals.models import Referral
from referrals.services import objecting, police
from referrals.services.gate import Word

VERBS: Mapping[str, Callable[..., Referral]] = {
    "sign_receipt": police.sign_receipt,
    "forward": police.forward,
    "confirm": police.confirm,
    "ask_supplement": police.ask_supplement,
    "take_longer": police.take_longer,
    "file": police.file,
    "refuse_filing": police.refuse_filing,
    "uphold_refusal": police.uphold_refusal,
    "explain": police.explain,
    "withdraw": police.withdraw,
    "conclude": police.conclude,
    "supply": objecting.supply,
    "record_demand": objecting.record_demand,
    "record_order_to_file": objecting.record_order_to_file,
}
OF_WORD = frozenset(field.name for field in fields(Word))


def speak(
    name: str, referral_id: int, said: Mapping[str, Any], *, actor: User, at: datetime
) -> Referral:
    """Take the step of that name with what was typed."""
    word = Word(**{key: value for key, value in said.items() if key in OF_WORD})
    others = {key: value for key, value in said.items() if key not in OF_WORD}
    return VERBS[name](referral_id, word=word, actor=actor, at=at, **others)
