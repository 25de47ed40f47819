"""Merge a duplicate into the file that goes on; nothing of either history is rewritten."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from employers import perms
from employers.models import Employer, EmployerUser, Method, Source
from employers.services.register import DERIVED, update_facts
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow

# What a file lacks it takes from the duplicate; these say something of the file itself.
OWN = DERIVED | {
    "id", "name", "kind", "form", "status", "division", "office", "merged_into", "verified_on",
    "credit_grade", "credit_year", "listed_on", "listed_until", "warning_level",
}  # fmt: skip
LEVELS = ("", "yellow", "orange", "red")


@transaction.atomic
def merge(duplicate_id: int, *, into_id: int, reason: str, actor: User, at: datetime) -> Employer:
    """并档: the duplicate keeps its rows and points here; every list follows it from now on."""
    files = {e.pk: e for e in _locked(duplicate_id, into_id)}
    if len(files) < 2:
        raise Refused(say("请选择另一份档案"))
    duplicate, target = files[duplicate_id], files[into_id]
    _check(duplicate, target, actor, timezone.localdate(at))
    lacking = _lacking(target, duplicate)
    _give_up(duplicate, target)
    merged = update_facts(
        target, lacking, source=Source.REGISTER, method=Method.DOCUMENT, actor=actor, at=at
    )
    _carry_flags(merged, duplicate)
    for employer, act, label in (
        (duplicate, "merge_away", "并入另一档案"),
        (merged, "merge_in", "并入重复档案"),
    ):
        workflow.record(
            replace(employer.subject, office_id=actor.office_id or 0),
            act=act,
            label=label,
            actor=actor,
            at=at,
            note=reason,
            payload={"duplicate": duplicate.pk, "into": merged.pk},
        )
    return merged


def _locked(*ids: int) -> list[Employer]:
    """In the order of their ids, so that two officers cannot wait for each other."""
    rows = Employer.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    return list(rows.order_by("pk"))


def _check(duplicate: Employer, target: Employer, actor: User, on: date) -> None:
    reasons = [perms.why_not_decided(actor, employer, on) for employer in (duplicate, target)]
    if told := list(dict.fromkeys(reason for reason in reasons if reason)):
        raise Refused(*told)
    if duplicate.kind != target.kind:
        raise Refused(say("单位和个人不能并为一份档案"))
    if duplicate.uscc and target.uscc and duplicate.uscc != target.uscc:
        raise Refused(
            say("两份档案的统一社会信用代码不同，是两个主体，不能合并；有关联的请登记关联关系")
        )


def _lacking(target: Employer, duplicate: Employer) -> dict[str, object]:
    fields = [f.name for f in Employer._meta.concrete_fields if f.name not in OWN]
    known = {field: getattr(duplicate, field) for field in fields}
    return {
        field: value
        for field, value in known.items()
        if value not in ("", None) and getattr(target, field) in ("", None)
    }


def _give_up(duplicate: Employer, target: Employer) -> None:
    """Its code, its own duplicates and its clerks go over; papers and cases stay where they are."""
    Employer.objects.filter(merged_into=duplicate).update(merged_into=target)
    EmployerUser.objects.filter(employer=duplicate).update(employer=target)
    duplicate.merged_into, duplicate.uscc = target, None
    duplicate.save(update_fields=["merged_into", "uscc"])


def _carry_flags(target: Employer, duplicate: Employer) -> None:
    """Whoever is listed or warned of stays so, whichever file said it."""
    if (duplicate.listed_until or date.min) > (target.listed_until or date.min):
        target.listed_on, target.listed_until = duplicate.listed_on, duplicate.listed_until
    if (duplicate.credit_year or 0) > (target.credit_year or 0):
        target.credit_grade, target.credit_year = duplicate.credit_grade, duplicate.credit_year
    target.warning_level = max(target.warning_level, duplicate.warning_level, key=LEVELS.index)
    target.save(
        update_fields=["listed_on", "listed_until", "credit_grade", "credit_year", "warning_level"]
    )
