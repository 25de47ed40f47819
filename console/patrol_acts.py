"""The acts of a patrol as screens, one row each; the address of an act is its key."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from console import patrol_bases, patrol_cases
from console import patrol_forms as forms
from console.acts import Act, ActForm, OpinionForm, ReasonForm, Sheet, verb
from grids.models import Patrol
from grids.papers import patrols as papers
from grids.policy.results import Result
from grids.services import inspecting, patrols, serving
from grids.services.inspecting import Ending, Position
from grids.services.serving import Receipt

Data = dict[str, Any]


def _arrive(patrol: Patrol, data: Data, actor: User, at: datetime) -> object:
    position = Position(data.pop("latitude"), data.pop("longitude"))
    return inspecting.arrive(patrol.pk, **data, position=position, actor=actor, at=at)


def _deliver(patrol: Patrol, data: Data, actor: User, at: datetime) -> object:
    return serving.deliver(patrol.pk, Receipt(**data), actor=actor, at=at)


def _finish(patrol: Patrol, data: Data, actor: User, at: datetime) -> object:
    return inspecting.finish(patrol.pk, Ending(**data), actor=actor, at=at)


def _enter_evidence(patrol: Patrol, data: Data, actor: User, at: datetime) -> object:
    return patrol_cases.enter_evidence(patrol, actor, at)


def _notice(patrol: Patrol, data: Data, actor: User, at: datetime) -> Sheet:
    """What approval will issue."""
    return papers.NOTICE, papers.notice(patrol, on=timezone.localdate(at))


def _record(patrol: Patrol, data: Data, actor: User, at: datetime) -> Sheet:
    for name in (
        "ended_at", "present", "remarks", "recusal_asked", "refusal", "witness", "obstruction",
    ):  # fmt: skip
        setattr(patrol, name, data.get(name) or getattr(patrol, name))
    arrived_at = patrol.arrived_at or at
    return papers.RECORD, papers.record(patrol, on=timezone.localdate(arrived_at))


def _advice(patrol: Patrol, data: Data, actor: User, at: datetime) -> Sheet | None:
    """Only advice is a paper of this act; an order is issued in its case."""
    if data.get("result") != Result.ADVICE:
        return None
    written = {name: data.get(name, "") for name in ("findings", "requirement")}
    return papers.ADVICE, papers.advice(patrol, **written)


ACTS: dict[str, Act] = {
    "decide": Act(
        title=_("检查审批"),
        steps=("approve_patrol", "return_patrol"),
        form=OpinionForm,
        run=verb(patrols.decide),
        sheet=_notice,
        is_decision=True,
    ),
    "again": Act(
        title=_("重新报批检查"),
        steps=("propose_again",),
        form=forms.AgainForm,
        run=patrol_bases.propose_again,
        button=_("报批"),
    ),
    "replace": Act(
        title=_("更换检查人员"),
        steps=("replace_officer",),
        form=forms.ReplaceForm,
        run=verb(patrols.replace_officer),
        hint=_("原通知书收回，另发写明现任检查人员的通知书。"),
    ),
    "cancel": Act(
        title=_("取消检查"),
        steps=("cancel_patrol",),
        form=ReasonForm,
        run=verb(patrols.cancel),
        is_grave=True,
    ),
    "deliver": Act(
        title=_("登记通知书送达"),
        steps=("deliver_notice",),
        form=forms.DeliverForm,
        run=_deliver,
        button=_("登记送达"),
        hint=_("检查前送达的在这里登记；没有送达的，最迟到场时出示，在到场登记中写明。"),
    ),
    "arrive": Act(
        title=_("到场登记"),
        steps=("arrive",),
        form=forms.ArriveForm,
        run=_arrive,
        button=_("到场并锁定"),
        hint=_("先登记到场时间和人数，才能填写检查清单。"),
    ),
    "finish": Act(
        title=_("结束检查"),
        steps=("finish",),
        form=forms.FinishForm,
        run=_finish,
        sheet=_record,
        button=_("生成检查记录"),
    ),
    "obstructed": Act(
        title=_("记录未能检查"),
        steps=("finish_obstructed",),
        form=forms.ObstructedForm,
        run=_finish,
        sheet=_record,
        button=_("生成检查记录"),
        hint=_("单位拒绝、阻挠检查或者现场无人的，不填检查清单，写明经过。"),
    ),
    "conclude": Act(
        title=_("处理检查结果"),
        steps=("conclude",),
        form=forms.ConcludeForm,
        run=patrol_cases.conclude,
        sheet=_advice,
        hint=_("责令改正和立案查处：检查的事实转入案件报批，不必重新填写。"),
    ),
    # The case's own officers decide; the case refuses what its state does not allow.
    "evidence": Act(
        title=_("转为案件证据"),
        steps=("conclude",),
        form=ActForm,
        run=_enter_evidence,
        hint=_("检查记录和照片登记为案件的证据，原件封存。"),
        is_aside=True,
    ),
}
