"""The acts on an employer's file: what each screen asks, who may, which service it calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from console import employer_forms as forms
from employers import perms
from employers.models import Employer, Source
from employers.policy.freshness import CORE, core_of
from employers.services import clerks, merging, proposals, register, ties
from statutes.refusal import Refused
from statutes.wording import Sentence, say

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FileAct:
    """One screen. `run(employer, data, actor, at)` calls the one service."""

    title: "StrOrPromise"
    form: type[forms.FileForm]
    run: Callable[[Employer, Data, User, datetime], object]
    why_not: Callable[[User, Employer, date], Sentence | None] = perms.why_not_kept
    is_decision: bool = False
    is_listed: bool = True  # offered beside the file; the others stand where they are needed


def _facts(employer: Employer, data: Data, actor: User, at: datetime) -> object:
    facts = {field: data[field] for field in forms.FACTS if data[field] != getattr(employer, field)}
    confirmed = _known(employer) if data["seen"] else ()
    if not (facts or confirmed):
        raise Refused(say("没有改动任何信息。"))
    return register.update_facts(
        employer, facts, source=Source.VISIT, method=data["method"], actor=actor, at=at,
        confirmed=confirmed,
    )  # fmt: skip


def _confirm(employer: Employer, data: Data, actor: User, at: datetime) -> object:
    if lacking := _lacking(employer):
        raise Refused(
            say("尚未采集%(facts)s，请用“更新信息”补齐。", facts="、".join(map(str, lacking)))
        )
    return register.update_facts(
        employer, {}, source=Source.VISIT, method=data["method"], actor=actor, at=at,
        confirmed=_known(employer),
    )  # fmt: skip


def _lacking(employer: Employer) -> "list[StrOrPromise]":
    """Core facts that nobody has collected: what is not known cannot be found true."""
    core = core_of(is_unit=employer.kind == Employer.Kind.UNIT)
    known = set(_known(employer))
    return [Employer._meta.get_field(f).verbose_name for f in CORE if f in core - known]  # type: ignore[union-attr]


def _known(employer: Employer) -> list[str]:
    return [f for f in forms.FACTS if getattr(employer, f) not in ("", None)]


def _relate(employer: Employer, data: Data, actor: User, at: datetime) -> object:
    told = {name: data[name] for name in ("kind", "note", "from_on")}
    return ties.add_relation(employer, other=data["chosen"], actor=actor, at=at, **told)


def _unrelate(_employer: Employer, data: Data, actor: User, at: datetime) -> object:
    return ties.end_relation(data["relation"].pk, to_on=data["to_on"], actor=actor, at=at)


def _project(employer: Employer, data: Data, actor: User, at: datetime) -> object:
    return ties.add_project(employer, actor=actor, at=at, **data)


def _party(_employer: Employer, data: Data, actor: User, at: datetime) -> object:
    told = {name: data[name] for name in ("role", "under", "scope", "from_on")}
    project = data["project"].pk
    return ties.add_party(project, employer=data["chosen"], actor=actor, at=at, **told)


def _merge(employer: Employer, data: Data, actor: User, at: datetime) -> object:
    other, reason = data["chosen"].pk, data["reason"]
    return merging.merge(other, into_id=employer.pk, reason=reason, actor=actor, at=at)


def _invite(employer: Employer, _data: Data, actor: User, at: datetime) -> object:
    return clerks.invite(employer.pk, actor=actor, at=at)


def _withdraw(_employer: Employer, data: Data, actor: User, at: datetime) -> object:
    return clerks.withdraw(data["invitation"].pk, actor=actor, at=at)


def _end_access(_employer: Employer, data: Data, actor: User, at: datetime) -> object:
    return clerks.end_access(data["clerk"].pk, reason=data["reason"], actor=actor, at=at)


def _decide(_employer: Employer, data: Data, actor: User, at: datetime) -> object:
    told = {"accepted": data["approved"], "opinion": data["opinion"]}
    return proposals.decide_facts(data["proposal"].pk, actor=actor, at=at, **told)


DECIDED = perms.why_not_decided
INVITE = "invite"
ACTS = {
    "facts": FileAct(_("更新信息"), forms.FactsForm, _facts),
    "confirm": FileAct(_("核对无误"), forms.ConfirmForm, _confirm),
    "relation": FileAct(_("登记关联关系"), forms.RelationForm, _relate),
    "end-relation": FileAct(_("终止关联关系"), forms.EndRelationForm, _unrelate, is_listed=False),
    "project": FileAct(_("登记工程项目"), forms.ProjectForm, _project),
    "party": FileAct(_("登记参建单位"), forms.PartyForm, _party),
    "merge": FileAct(_("并入重复档案"), forms.MergeForm, _merge, DECIDED),
    INVITE: FileAct(_("邀请单位经办人"), forms.InviteForm, _invite, DECIDED),
    "withdraw": FileAct(_("收回邀请码"), forms.WithdrawForm, _withdraw, DECIDED, is_listed=False),
    "end-access": FileAct(_("停用经办人账号"), forms.EndAccessForm, _end_access, DECIDED,
                          is_listed=False),
    "proposal": FileAct(_("核对单位申报"), forms.DecideForm, _decide, DECIDED, is_decision=True,
                        is_listed=False),
}  # fmt: skip
