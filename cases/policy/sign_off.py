"""How a worker confirms having received the money: by name, by fingerprint, or not at all."""

from enum import StrEnum

from statutes.wording import Sentence, say, term


class SignOff(StrEnum):
    SIGNED = "signed"
    FINGERPRINT = "fingerprint"
    REFUSED = "refused"


SIGN_OFF_LABELS: dict[SignOff, str] = {
    SignOff.SIGNED: term("本人签字"),
    SignOff.FINGERPRINT: term("按手印"),
    SignOff.REFUSED: term("拒绝签收"),
}
CONFIRMED = frozenset({SignOff.SIGNED, SignOff.FINGERPRINT})


def refuse_sign_off(kind: SignOff, note: str) -> Sentence | None:
    """A refusal to sign is on record only with what the worker said (拒签注明)."""
    if kind is SignOff.REFUSED and not note.strip():
        return say("劳动者拒绝签收的，须注明情况和理由。")
    return None
