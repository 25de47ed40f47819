"""案卷: what stands in which volume and in which order.

正卷 is what the party and a court may see; 副卷 holds the bureau's own considerations, and whatever
would name a person who asked for secrecy (条例 第九条). The order is the usual one of enforcement
files: the decision first, then the procedure from filing to closing, then receipts and vouchers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from statutes.wording import term


class Volume(StrEnum):
    MAIN = "main"
    SECONDARY = "secondary"


VOLUME_LABELS: dict[Volume, str] = {Volume.MAIN: term("正卷"), Volume.SECONDARY: term("副卷")}

# What enters a file without being a paper of its own.
EVIDENCE = "evidence"
RECORD_SCAN = "record_scan"
WAIVER = "waiver"
DEFENCE_FILE = "defence_file"
DELIVERY_PROOF = "delivery_proof"
REMEDY_FILE = "remedy_file"
PAYMENT_PROOF = "payment_proof"
FINE_PROOF = "fine_proof"

MAIN: tuple[tuple[str, ...], ...] = (
    (
        "penalty_decision", "spot_decision", "handling_decision", "no_penalty_decision",
        "revocation_decision", "case_transfer",
    ),
    (
        "complaint_register", "supplement_notice", "acceptance_notice", "filing_approval",
        "recusal_decision",
    ),
    ("inquiry_notice",),
    ("interview_record", "interview_scan"),
    ("preservation_notice", "preservation_list", "preservation_settlement"),
    ("evidence_list",),
    (EVIDENCE,),
    ("inspection_record", "inspection_scan"),
    ("correction_order",),
    ("penalty_notice", "handling_notice", "hearing_rights", WAIVER),
    ("defence_record", DEFENCE_FILE),
    ("hearing_summons",),
    ("hearing_record",),
    ("instalment_notice", "demand"),
    ("service_receipt", DELIVERY_PROOF),
    ("court_application", REMEDY_FILE),
    (FINE_PROOF, PAYMENT_PROOF),
)  # fmt: skip
SECONDARY: tuple[tuple[str, ...], ...] = (
    ("report_register", "non_filing_approval", "non_filing_notice", "refusal_notice"),
    ("suspension_approval", "preservation_approval"),
    ("investigation_report",),
    ("handling_approval",),
    ("hearing_report",),
    ("legal_review",),
    ("deliberation_record",),
    ("instalment_approval",),
    ("closing_approval",),  # it tells what the bureau's own review found lacking
    ("record_correction",),
)


def _places(volume: Volume, groups: tuple[tuple[str, ...], ...]) -> dict[str, tuple[Volume, int]]:
    return {code: (volume, rank) for rank, group in enumerate(groups) for code in group}


PLACES: Mapping[str, tuple[Volume, int]] = _places(Volume.MAIN, MAIN) | _places(
    Volume.SECONDARY, SECONDARY
)
# A paper that nobody has placed is not shown to outsiders.
UNPLACED = (Volume.SECONDARY, len(SECONDARY))


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that belongs in the file: a paper, an uploaded file, a piece of evidence."""

    code: str
    pk: int
    title: str
    on: date
    number: str = ""
    author: str = ""
    note: str = ""
    is_secret: bool = False  # names somebody who asked not to be named
    paper: int | None = None
    files: tuple[int, ...] = ()

    @property
    def place(self) -> tuple[Volume, int]:
        volume, rank = PLACES.get(self.code, UNPLACED)
        return (
            (Volume.SECONDARY, -1) if self.is_secret and volume is Volume.MAIN else (volume, rank)
        )


def arranged(pieces: Iterable[Piece]) -> dict[Volume, list[Piece]]:
    """The pieces of each volume in the order in which they are bound."""
    volumes: dict[Volume, list[Piece]] = {volume: [] for volume in Volume}
    for piece in sorted(pieces, key=lambda piece: (piece.place[1], piece.on, piece.pk)):
        volumes[piece.place[0]].append(piece)
    return volumes


def fingerprint(pieces: Iterable[Piece], *facts: object) -> str:
    """One short text that changes when anything is added to the file or its cover."""
    lines = sorted(f"{p.code} {p.pk} {p.note} {p.is_secret} {p.paper} {p.files}" for p in pieces)
    return sha256("\n".join([*lines, *map(str, facts)]).encode()).hexdigest()
