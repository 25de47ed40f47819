"""The verbs of the register: find or register an employer, update what is known of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Division, User
from accounts.personal_data import keyed_hash
from employers.models import Employer, FactUpdate, Method, Source
from employers.policy.freshness import core_of, known_since
from employers.policy.names import name_key
from statutes.identity import check_uscc, normalize
from statutes.refusal import Refused
from statutes.wording import say

# Columns that follow from another and are not facts learnt from anyone.
DERIVED = frozenset(
    {"name_key", "initials", "search_pieces", "phone_keys", "identity_hash", "created_at"}
)
SEALED = frozenset({"identity"})


@dataclass(frozen=True, slots=True)
class Learnt:
    """Where, how, by whom and when something was learnt."""

    source: str
    method: str
    collector: User | None
    at: datetime


@transaction.atomic
def find_or_register(
    *,
    name: str,
    division: Division | str,
    actor: User | None,
    at: datetime,
    uscc: str = "",
    kind: str = Employer.Kind.UNIT,
    source: str = Source.COMPLAINT,
    method: str = Method.DOCUMENT,
    **facts: Any,
) -> Employer:
    """Return the employer of that credit code, else of that name in that city, else a new file.

    `facts` are further columns (address, legal_representative, phone…). An existing file keeps
    what it knows: only what it lacks is filled in.
    """
    code = _checked(uscc)
    if not name_key(name):
        raise Refused(say("请填写单位名称。"))
    division_id = division if isinstance(division, str) else division.pk
    _one_at_a_time(code or name_key(name))
    found = _find(code, name, division_id)
    if found is None:
        return _register(
            {"name": name.strip(), "uscc": code or None, "division_id": division_id, **facts},
            kind=kind,
            learnt=Learnt(source, method, actor, at),
        )
    news = {"uscc": code, **facts}
    known = {field: getattr(found, field) for field in news}
    lacking = {f: value for f, value in news.items() if value not in ("", None) and not known[f]}
    return update_facts(found, lacking, source=source, method=method, actor=actor, at=at)


@transaction.atomic
def update_facts(
    employer: Employer,
    facts: Mapping[str, Any],
    *,
    source: str,
    actor: User | None,
    at: datetime,
    method: str = Method.DOCUMENT,
    confirmed: Iterable[str] = (),
) -> Employer:
    """Change columns of the file, and remember what changed in one append-only line.

    `confirmed` names the facts that were seen again and found true: with them even a visit that
    changes nothing makes the file fresh for another half-year, once its core facts were all seen.
    """
    if "uscc" in facts:
        facts = {**facts, "uscc": _free_code(employer, facts["uscc"] or "")}
    locked = Employer.objects.select_for_update(of=("self",)).get(pk=employer.pk)
    changed = {f: (getattr(locked, f), v) for f, v in facts.items() if getattr(locked, f) != v}
    seen = sorted(set(confirmed) - set(changed))
    if not changed and not seen:
        return locked
    for field, (_, value) in changed.items():
        setattr(locked, field, value)
    _require_possible(locked, changed)
    _derive(locked)
    _remember(locked, changed, seen, Learnt(source, method, actor, at))
    _freshen(locked)
    locked.save()
    return locked


def _freshen(employer: Employer) -> None:
    """It counts as verified since the day from which all core facts were seen; never backwards."""
    before = employer.verified_on or date.min
    lines = employer.updates.filter(verified_on__gt=before).order_by()
    rows = lines.values_list("verified_on", "changes", "confirmed")
    core = core_of(is_unit=employer.kind == Employer.Kind.UNIT)
    since = known_since(((day, {*changes, *seen}) for day, changes, seen in rows), core)
    if since is not None:
        employer.verified_on = since


def _require_possible(employer: Employer, changed: Iterable[str]) -> None:
    """What a column cannot hold is refused with the column's own words."""
    kept = {field.name for field in Employer._meta.concrete_fields} - set(changed)
    try:
        employer.clean_fields(exclude=kept)
    except ValidationError as wrong:
        raise Refused(
            *(
                say(
                    "“%(label)s”不正确：%(why)s",
                    label=str(getattr(Employer._meta.get_field(name), "verbose_name", name)),
                    why="；".join(said),
                )
                for name, said in wrong.message_dict.items()
            )
        ) from None


def _checked(uscc: str) -> str:
    code = normalize(uscc)
    wrong = check_uscc(code) if code else None
    if wrong is not None:
        raise Refused(wrong)
    return code


def _free_code(employer: Employer, uscc: str) -> str | None:
    """The code as the register holds it; refused where it is another employer's."""
    code = _checked(uscc)
    other = Employer.objects.filter(uscc=code).exclude(pk=employer.pk).first() if code else None
    if other is not None:
        raise Refused(say("该信用代码已登记在“%(name)s”名下。", name=other.name))
    return code or None


def _one_at_a_time(key: str) -> None:
    """Two officers registering one employer at once get one file."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"employer:{key}"])


def _find(code: str, name: str, division_id: str) -> Employer | None:
    """By code; else the only file of that name in the city that no other code contradicts."""
    if code and (found := Employer.objects.filter(uscc=code).first()):
        return found
    same = (
        Employer.objects.current()
        .same_name(name)
        .filter(division__code__startswith=division_id[:4])
    )
    if code:
        same = same.filter(uscc__isnull=True)
    only = list(same[:2])
    return only[0] if len(only) == 1 else None


def _register(columns: Mapping[str, Any], *, kind: str, learnt: Learnt) -> Employer:
    at = learnt.at
    employer = Employer(**columns, kind=kind, created_at=at, verified_on=timezone.localdate(at))
    _derive(employer)
    employer.save(force_insert=True)
    known = {field: (None, value) for field, value in columns.items() if value not in ("", None)}
    _remember(employer, known, [], learnt)
    return employer


def _derive(employer: Employer) -> None:
    employer.fill_search_columns()
    employer.identity_hash = keyed_hash(employer.identity) if employer.identity else ""


def _remember(
    employer: Employer, changed: Mapping[str, tuple[Any, Any]], seen: list[str], learnt: Learnt
) -> None:
    FactUpdate.objects.create(
        employer=employer,
        changes={
            field.removesuffix("_id"): [_shown(field, before), _shown(field, after)]
            for field, (before, after) in changed.items()
            if field not in DERIVED
        },
        confirmed=seen,
        source=learnt.source,
        method=learnt.method,
        collector=learnt.collector,
        verified_on=timezone.localdate(learnt.at),
        recorded_at=learnt.at,
    )


def _shown(field: str, value: Any) -> str:
    """History holds no personal data: a changed identity number is shown by its hash."""
    if value in (None, ""):
        return ""
    return keyed_hash(value) if field in SEALED else str(value)
