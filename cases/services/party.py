"""补充当事人信息: what the investigation learns of the employer goes into its file."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import User
from cases.models import Case
from cases.services import gate
from employers.models import Source
from employers.services import register
from statutes.refusal import Refused
from statutes.wording import say

# The facts of the employer's file that papers print; its name stays as the case was filed.
FACTS = (
    "uscc",
    "address",
    "legal_representative",
    "legal_representative_phone",
    "manager",
    "manager_position",
    "manager_phone",
    "phone",
    "industry",
)


@transaction.atomic
def update_party(case_id: int, *, actor: User, at: datetime, **facts: str) -> Case:
    """Write what is now known of the party; the register keeps who learnt it in which case."""
    case = gate.lock(case_id)
    news = changes(case, facts)
    if not news:
        raise Refused(say("没有改动任何信息。"))
    payload = {"fields": sorted(news)}
    gate.take(case, "update_party", actor=actor, at=at, payload=payload)
    register.update_facts(case.employer, news, source=Source.CASE, actor=actor, at=at)
    return case


def changes(case: Case, facts: Mapping[str, str]) -> dict[str, str]:
    """Those facts that differ from the file; an emptied one counts."""
    told = {name: facts[name].strip() for name in FACTS if name in facts}
    return {name: value for name, value in told.items() if value != known(case, name)}


def known(case: Case, name: str) -> str:
    return getattr(case.employer, name) or ""
