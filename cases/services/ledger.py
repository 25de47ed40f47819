"""The lines of the wage ledger: taken over from the roster, added to, determined."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Case, WageClaim
from cases.policy.basis import Basis, refuse_basis
from cases.policy.evidence import number as evidence_number
from cases.policy.ledger import NOTHING, refuse_determination
from cases.policy.rows import read, written
from cases.services import gate, progress
from complaints.models import Claimant
from statutes.refusal import Refused
from statutes.wording import Sentence, say
from workflow.models import Event

Value = TypeVar("Value")
MOST_TOLD = 5
SIGN_OFF = ("sign_off", "signed_on", "sign_off_note", "sign_off_proof")
COLUMNS = (
    "determined", "determination_note", "basis_kind", "basis", "evidence", "dispute_note",
    *SIGN_OFF,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewLine:
    """A worker found during the investigation who had not complained."""

    worker: str
    identity_mask: str = ""
    identity_hash: str = ""
    trade: str = ""
    period_from: date | None = None
    period_to: date | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the grid says of one line. An amount of None leaves the line undetermined."""

    determined: Decimal | None
    note: str = ""
    basis: str = ""
    dispute: str = ""
    basis_kind: Basis | None = None
    evidence: int | None = None  # its number in the case: 4 is E-04


def take_over_roster(case: Case) -> int:
    """Make a line of every person behind the case who has none, as first stated by them."""
    known = set(case.claims.values_list("identity_hash", flat=True))
    people: dict[str, Claimant] = {}
    for claimant in progress.claimants_of(case):
        if claimant.identity_hash not in known:
            people.setdefault(claimant.identity_hash, claimant)
    WageClaim.objects.bulk_create(
        WageClaim(
            case=case,
            claimant=claimant,
            row=row,
            worker=claimant.name,
            identity_mask=claimant.identity_masked,
            identity_hash=claimant.identity_hash,
            trade=claimant.trade,
            period_from=claimant.period_from,
            period_to=claimant.period_to,
            agreed=claimant.agreed,
            received=claimant.paid,
            claimed=claimant.owed,
        )
        for row, claimant in enumerate(people.values(), _last_row(case) + 1)
    )
    changed(case)
    case.save()
    return len(people)


@transaction.atomic
def take_over_merged(case_id: int, *, actor: User, at: datetime) -> int:
    """Enter the people of complaints that were merged in after the case had been filed (并案)."""
    case = gate.lock(case_id)
    added = take_over_roster(case)
    if not added:
        raise Refused(say("没有尚未登记的投诉人。"))
    gate.take(case, "add_workers", actor=actor, at=at, payload={"workers": added})
    progress.report(case, at=at)
    return added


def _last_row(case: Case) -> int:
    return case.claims.order_by("-row").values_list("row", flat=True).first() or 0


@transaction.atomic
def add_workers(
    case_id: int, lines: Sequence[NewLine], *, actor: User, at: datetime
) -> list[WageClaim]:
    """Enter workers whom the investigation found; they claimed nothing, so claimed is nought."""
    case = gate.lock(case_id)
    _refuse_doubles(case, lines)
    added = WageClaim.objects.bulk_create(
        WageClaim(
            case=case,
            row=row,
            worker=line.worker,
            identity_mask=line.identity_mask,
            identity_hash=line.identity_hash,
            trade=line.trade,
            period_from=line.period_from,
            period_to=line.period_to,
            basis=line.basis,
        )
        for row, line in enumerate(lines, _last_row(case) + 1)
    )
    changed(case)
    gate.take(case, "add_workers", actor=actor, at=at, payload={"workers": len(added)})
    return added


def _refuse_doubles(case: Case, lines: Sequence[NewLine]) -> None:
    known = set(case.claims.exclude(identity_hash="").values_list("identity_hash", flat=True))
    doubles = []
    for line in lines:
        if line.identity_hash in known:
            doubles.append(say("%(worker)s已在工资明细中。", worker=line.worker))
        if line.identity_hash:
            known.add(line.identity_hash)
    if doubles or not lines:
        raise Refused(*(doubles or [say("没有填写劳动者。")]))


@transaction.atomic
def determine(
    case_id: int, entries: Mapping[int, Entry], *, version: int, actor: User, at: datetime
) -> Case:
    """Enter what the bureau determines (核定); all lines or none.

    `version` is the ledger's as the grid was opened: who edits an older one is told so instead of
    overwriting a colleague's work.
    """
    case = gate.lock(case_id)
    refuse_outdated(case, version)
    claims = lines_of(case, entries)
    refusals = [r for claim, entry in claims if (r := _refuse(claim, entry)) is not None]
    if refusals:
        raise Refused(*refusals)
    evidence = evidence_of(case, (entry.evidence for _, entry in claims))
    rows = [claim.row for claim, entry in claims if _write(claim, entry, evidence)]
    save_lines([claim for claim, _ in claims], COLUMNS)
    payload = {"lines": len(claims), "rows": written(rows), **changed(case)}
    gate.take(case, "determine_wages", actor=actor, at=at, payload=payload)
    progress.report_settlements(case, at=at)
    return case


class Outdated(Refused):
    """The ledger was changed since it was opened; `rows` are the lines, as far as acts say so."""

    rows: frozenset[int] = frozenset()


def refuse_outdated(case: Case, version: int) -> None:
    """Say who has changed which lines of a ledger that was opened at `version`."""
    if version == case.ledger_version:
        return
    since = Event.objects.of(case.subject(None)).filter(payload__version__gt=version)
    acts = list(since.order_by("sequence"))
    outdated = Outdated(
        say("工资明细已被他人修改，请刷新后核对再保存。"), *map(_told, acts[-MOST_TOLD:])
    )
    outdated.rows = frozenset().union(*(read(act.payload.get("rows", "")) for act in acts))
    raise outdated


def _told(act: Event) -> Sentence:
    facts: dict[str, object] = {
        "who": act.actor_label,
        "when": f"{timezone.localtime(act.recorded_at):%m-%d %H:%M}",
        "label": act.label,
    }
    if rows := act.payload.get("rows"):
        return say("%(who)s于%(when)s办理“%(label)s”，改动了第%(rows)s行。", rows=rows, **facts)
    return say("%(who)s于%(when)s办理了“%(label)s”。", **facts)


def evidence_of(case: Case, numbers: Iterable[int | None]) -> dict[int, int]:
    """The keys of the pieces of evidence that lines quote, by number; what stands only."""
    asked = {number for number in numbers if number is not None}
    if not asked:
        return {}
    standing = case.evidence.standing().filter(serial__in=asked)
    found = dict(standing.values_list("serial", "pk"))
    if missing := sorted(asked - found.keys()):
        quoted = "、".join(map(evidence_number, missing))
        raise Refused(say("本案没有证据%(numbers)s，或者已被排除。", numbers=quoted))
    return found


def _refuse(claim: WageClaim, entry: Entry) -> Sentence | None:
    basis = entry.basis.strip() or claim.basis
    if (reason := refuse_basis(claim.worker, entry.basis_kind, basis)) is not None:
        return reason
    if entry.determined is not None:
        return refuse_determination(claim.line, entry.determined, entry.note)
    if claim.paid > NOTHING:
        return say("%(worker)s：已有付款，核定金额不能清空。", worker=claim.worker)
    return None


def _write(claim: WageClaim, entry: Entry, evidence: Mapping[int, int]) -> bool:
    """Write what the grid says; whether that is anything new."""
    before = [claim.serializable_value(column) for column in COLUMNS]
    claim.determined = entry.determined
    claim.determination_note = entry.note.strip()
    basis = entry.basis.strip() or claim.basis
    write_basis(claim, entry.basis_kind, basis, entry.evidence, evidence)
    claim.dispute_note = entry.dispute.strip()
    unsign_if_unsettled(claim)
    return before != [claim.serializable_value(column) for column in COLUMNS]


def write_basis(
    claim: WageClaim,
    kind: Basis | None,
    detail: str,
    number: int | None,
    evidence: Mapping[int, int],
) -> None:
    claim.basis_kind = kind.value if kind else ""
    claim.basis = detail.strip()
    claim.evidence_id = evidence[number] if number is not None else None


def unsign_if_unsettled(claim: WageClaim) -> None:
    """Who is owed again has not signed for it."""
    if claim.paid != claim.determined:
        claim.sign_off, claim.signed_on = "", None
        claim.sign_off_note, claim.sign_off_proof = "", None


def save_lines(claims: Sequence[WageClaim], columns: Sequence[str]) -> None:
    """Write these columns of known lines by one statement.

    An upsert on the key: `bulk_update` writes a CASE a column, which takes seconds for a thousand.
    """
    WageClaim.objects.bulk_create(
        claims, update_conflicts=True, unique_fields=["id"], update_fields=columns
    )


def lines_of(case: Case, values: Mapping[int, Value]) -> list[tuple[WageClaim, Value]]:
    """The lines of this case that `values` names; a line of another case is refused."""
    claims = case.claims.in_bulk(values)
    if len(claims) < len(values):
        raise Refused(say("有的明细不属于本案，请刷新页面。"))
    return [(claims[pk], value) for pk, value in values.items()]


def changed(case: Case) -> dict[str, object]:
    """Bring the case's sums and version up to date; the step that follows saves them.

    Returns what an event says of them: figures only, never a worker's name, for the legal record
    carries no personal data.
    """
    totals = case.claims.totals()
    for name in ("workers", "undetermined", "claimed", "determined", "paid"):
        setattr(case, name, getattr(totals, name))
    case.ledger_version += 1
    sums = {name: str(getattr(case, name)) for name in ("claimed", "determined", "paid")}
    return {"version": case.ledger_version, **sums}
