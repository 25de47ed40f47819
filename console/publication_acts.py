"""The acts of a publication as screens, one row each; the address of an act is its key."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from console import publication_forms as forms
from console.acts import Act, ReasonForm, verb
from documents.files import store_upload
from documents.models import StoredFile
from publications.models import Publication
from publications.services import desk, publishing
from publications.services.gate import Destination
from publications.services.targets import Proof

Data = dict[str, Any]


def _revise(entry: Publication, data: Data, actor: User, at: datetime) -> object:
    content = forms.copy_in(data)
    return publishing.revise(entry.pk, content=content, **data, actor=actor, at=at)


def _release(entry: Publication, data: Data, actor: User, at: datetime) -> object:
    places = [Destination(means, name) for means, name in data.pop("sent_to")]
    return publishing.release(entry.pk, **data, targets=places, actor=actor, at=at)


def _correct(entry: Publication, data: Data, actor: User, at: datetime) -> object:
    content = forms.copy_in(data)
    return desk.correct(entry.pk, content=content, **data, actor=actor, at=at)


def _send(entry: Publication, data: Data, actor: User, at: datetime) -> object:
    place = Destination(data["means"], data["name"], data["address"])
    return desk.send(entry.pk, place, on=data["on"], actor=actor, at=at)


@transaction.atomic
def _receipt(entry: Publication, data: Data, actor: User, at: datetime) -> object:
    data["file"] = _kept(entry, data, actor, at)
    return desk.record_receipt(entry.pk, **data, actor=actor, at=at)


@transaction.atomic
def _takedown(entry: Publication, data: Data, actor: User, at: datetime) -> object:
    file = _kept(entry, data, actor, at)
    proof = Proof(data["confirmed_by"], data["on"], file=file, note=data["note"])
    return desk.record_takedown(entry.pk, target=data["target"], proof=proof, actor=actor, at=at)


def _kept(entry: Publication, data: Data, actor: User, at: datetime) -> StoredFile | None:
    upload = data.pop("file")
    if not upload:
        return None
    subject, kinds = entry.own_subject, ("pdf", "image")
    return store_upload(upload, actor=actor, at=at, kinds=kinds, subject=subject)


ACTS: dict[str, Act] = {
    "revise": Act(
        title=_("修改草稿"),
        steps=("revise",),
        form=forms.ReviseForm,
        run=_revise,
        button=_("保存"),
        hint=_("只有下列各项会公开。不得写入身份证号码、电话、银行卡号和劳动者的姓名。"),
    ),
    "release": Act(
        title=_("审定公开"),
        steps=("release",),
        form=forms.ReleaseForm,
        run=_release,
        button=_("同意公开"),
    ),
    "decline": Act(
        title=_("不予公开"),
        steps=("decline",),
        form=ReasonForm,
        run=verb(publishing.decline),
        is_grave=True,
    ),
    "correct": Act(
        title=_("更正公开信息"),
        steps=("correct",),
        form=forms.CorrectForm,
        run=_correct,
        button=_("更正"),
        hint=_("更正后原信息立即撤下，发送到的各处也须在期限内替换并登记撤下。"),
    ),
    "withdraw": Act(
        title=_("撤回公开信息"),
        steps=("withdraw",),
        form=forms.WithdrawForm,
        run=verb(desk.withdraw),
        button=_("撤回"),
        is_grave=True,
        hint=_("本机关门户网站立即撤下，不再提及名称；发送到的各处须在期限内撤下并登记证明。"),
    ),
    "send": Act(
        title=_("登记发送"),
        steps=("send",),
        form=forms.SendForm,
        run=_send,
    ),
    "receipt": Act(
        title=_("登记回执"),
        steps=("record_receipt",),
        form=forms.ReceiptForm,
        run=_receipt,
    ),
    "takedown": Act(
        title=_("登记撤下"),
        steps=("record_takedown",),
        form=forms.TakedownForm,
        run=_takedown,
    ),
}
