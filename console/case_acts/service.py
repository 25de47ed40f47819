"""送达: one form for the service of every paper, whatever the paper sets in motion."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case
from cases.policy.delivery import MODES, Mode
from cases.services import serving
from cases.services.deliveries import Handing
from console.acts import Act, ActForm, Data, Run
from console.fields import day, proof_of
from documents.models import Paper

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ServeForm(ActForm):
    mode = forms.TypedChoiceField(
        label=_("送达方式"),
        choices=[(m.value, _(rule.label)) for m, rule in MODES.items()],
        coerce=Mode,
    )
    handed_on = day(
        _("送达日期"),
        help_text=_("直接送达填签收日期，留置填留置日期，邮寄填回执日期，公告填发出日期。"),
    )
    place = forms.CharField(label=_("送达地点"), max_length=200)
    receiver = forms.CharField(label=_("收件人"), max_length=60, required=False)
    refusal = forms.CharField(
        label=_("拒收事由、公告原因"),
        max_length=200,
        required=False,
        help_text=_("留置送达填拒收事由；公告送达填其他方式无法送达的原因和经过。"),
    )
    witness = forms.CharField(label=_("见证人"), max_length=60, required=False)
    has_consent = forms.BooleanField(label=_("受送达人已书面同意电子送达"), required=False)
    proof = forms.FileField(
        label=_("送达凭证"), required=False, help_text=_("签收照片、邮寄回执或留置录像截图。")
    )

    def prepare(self) -> None:
        party, today = self.subject.employer, timezone.localdate(self.at)
        self.start_with(
            mode=Mode.DIRECT.value,
            place=party.address,
            receiver=party.legal_representative,
            handed_on=today,
        )


def served_by(service: Callable[..., object]) -> Run:
    """The service that records how a paper of the case was served; its proof is stored first."""

    @transaction.atomic
    def run(case: Case, data: Data, actor: User, at: datetime) -> object:
        proof = proof_of(data.pop("proof", None), case, actor, at)
        apart = {"paper": data.pop("paper")} if "paper" in data else {}
        return service(case.pk, Handing(**data, proof=proof), **apart, actor=actor, at=at)

    return run


class ServePaperForm(ServeForm):
    paper = forms.ModelChoiceField(label=_("文书"), queryset=Paper.objects.none())
    field_order = ("paper",)

    def prepare(self) -> None:
        super().prepare()
        waiting = serving.others_to_serve(self.subject)
        self.offer("paper", waiting)
        self.start_with(paper=waiting.first())


def _serve(title: "StrOrPromise", step: str, service: Callable[..., object]) -> Act:
    """One paper whose service is a step of its own."""
    return Act(
        title=title, steps=(step,), form=ServeForm, run=served_by(service), button=_("登记送达")
    )


ACTS: dict[str, Act] = {
    "serve-decision": _serve(_("送达决定书"), "serve_decision", serving.serve_decision),
    "serve-demand": _serve(_("送达催告书"), "serve_demand", serving.serve_demand),
    "serve-paper": Act(
        title=_("送达其他文书"),
        steps=("serve_paper",),
        form=ServePaperForm,
        run=served_by(serving.serve_paper),
        button=_("登记送达"),
    ),
}
