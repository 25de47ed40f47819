"""What the record says of an act beside its name: which piece, by what way, how much, with what
result. Read from the event's payload, which names things and people only by reference.
"""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext

from accounts.wording import translate
from cases.models import Defence
from cases.policy.court import ANSWER_LABELS
from cases.policy.decision import KINDS
from cases.policy.delivery import MODES
from cases.policy.performance import ITEM_LABELS
from cases.policy.remedy import KIND_LABELS, RESULT_LABELS
from statutes.money import yuan
from statutes.wording import say
from workflow.models import Event

WAYS = {mode.value: rule.label for mode, rule in MODES.items()}
# The word of the payload that says it, and its vocabulary.
WORDS: dict[str, tuple[str, Mapping[str, str]]] = {
    "record_court_answer": ("answer", {k.value: v for k, v in ANSWER_LABELS.items()}),
    "answer_defence": ("answer", {k.value: str(k.label) for k in Defence.Answer}),
    "conclude_investigation": ("kind", {k.value: rule.label for k, rule in KINDS.items()}),
    "record_remedy": ("kind", {k.value: v for k, v in KIND_LABELS.items()}),
    "record_remedy_result": ("result", {k.value: v for k, v in RESULT_LABELS.items()}),
    "record_fine": ("of", {k.value: v for k, v in ITEM_LABELS.items()}),
}
SUMS = {
    "issue_order": "amount",
    "issue_demand": "amount",
    "record_fine": "amount",
    "penalise_on_the_spot": "fine",
    "determine_wages": "determined",
}


def told(event: Event) -> str:
    """The words in the reader's language; "" where the act's name says it all."""
    return " ".join(filter(None, (_piece(event), _word(event), _sum(event))))


def _piece(event: Event) -> str:
    return str(event.payload.get("evidence", ""))


def _word(event: Event) -> str:
    name, labels = WORDS.get(event.act, ("mode", WAYS))
    label = labels.get(str(event.payload.get(name, "")), "")
    return gettext(label) if label else ""


def _sum(event: Event) -> str:
    found = event.payload.get(SUMS.get(event.act, ""))
    return translate(say("%(sum)s元", sum=yuan(Decimal(str(found))))) if found else ""
