"""Evidence kept where it is: asked for, decided by the head, settled within seven working days."""

from datetime import datetime

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case, Preservation
from cases.papers.preservation import (
    PRESERVATION_APPROVAL,
    PRESERVATION_SETTLEMENT,
    PreservationDraft,
    Thing,
)
from cases.policy.preservation import GROUND_LABELS, OUTCOME_LABELS
from cases.procedure.states import PRESERVATION
from cases.services import preservations
from console.act_rows import RowsForm
from console.acts import Act, ActForm, Data, OpinionForm, Sheet, verb
from console.case_acts.decisions import decision_sheet
from console.fields import choice, text, words


class ThingForm(forms.Form):
    name = words(_("品名"))
    specification = words(_("规格"), required=False)
    quantity = words(_("数量"), 60)
    condition = words(_("性状"), required=False)


class PreservationForm(RowsForm):
    ground = choice(_("事由"), GROUND_LABELS)
    holder = words(_("证据持有人"))
    place = words(_("保存地点"))
    keeper = words(_("保管人"), 100)
    opinion = text(_("监察员意见"), rows=3)
    autosaved = ("opinion",)
    row_form, rows_title, spare = ThingForm, _("登记保存的物品"), 4

    def prepare(self) -> None:
        self.start_with(
            holder=self.subject.subject_name,
            place=self.subject.employer.address,
            keeper=self.subject.employer.legal_representative,
        )


def _draft(data: Data) -> PreservationDraft:
    return PreservationDraft(
        ground=data.get("ground"),
        holder=data.get("holder", ""),
        place=data.get("place", ""),
        keeper=data.get("keeper", ""),
        items=tuple(Thing(**row) for row in data.get("rows", ())),
    )


def _propose(case: Case, data: Data, actor: User, at: datetime) -> object:
    draft, opinion = _draft(data), data["opinion"]
    return preservations.propose_preservation(case.pk, draft, opinion=opinion, actor=actor, at=at)


def _proposal_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet:
    opinion, on = data.get("opinion", ""), timezone.localdate(at)
    context = preservations.form_context(case, _draft(data), opinion=opinion, actor=actor, on=on)
    return PRESERVATION_APPROVAL, context


def _decision_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet | None:
    return decision_sheet(case, PRESERVATION, PRESERVATION_APPROVAL, data, actor, at)


class Kept(forms.ModelChoiceField):
    def label_from_instance(self, kept: Preservation) -> str:  # type: ignore[override]
        number = kept.paper.number if kept.paper else ""
        return f"{number} {kept.holder}"


class SettlementForm(ActForm):
    preservation = Kept(label=_("先行登记保存"), queryset=Preservation.objects.none())
    outcome = choice(_("处理"), OUTCOME_LABELS)
    note = text(_("说明"), rows=3, max_length=500, required=False)
    autosaved = ("note",)

    def prepare(self) -> None:
        kept = unsettled(self.subject)
        self.offer("preservation", kept)
        self.start_with(preservation=kept.first())


def unsettled(case: Case) -> QuerySet[Preservation]:
    kept = case.preservations.filter(approved_at__isnull=False, settled_on__isnull=True)
    return kept.select_related("paper").prefetch_related("items")


def _settlement_sheet(case: Case, data: Data, actor: User, at: datetime) -> Sheet | None:
    kept = data.get("preservation") or unsettled(case).first()
    if kept is None:
        return None
    outcome, note = data.get("outcome"), data.get("note", "")
    on = timezone.localdate(at)
    context = preservations.settlement_context(case, kept, outcome, note, on=on)
    return PRESERVATION_SETTLEMENT, context


ACTS: dict[str, Act] = {
    "preservation": Act(
        title=_("申请证据先行登记保存"),
        steps=("propose_preservation",),
        form=PreservationForm,
        run=_propose,
        sheet=_proposal_sheet,
        button=_("报批"),
    ),
    "decide-preservation": Act(
        title=_("证据先行登记保存审批"),
        steps=("approve_preservation", "refuse_preservation"),
        form=OpinionForm,
        run=verb(preservations.decide_preservation),
        sheet=_decision_sheet,
        is_decision=True,
    ),
    "settle-preservation": Act(
        title=_("处理先行登记保存的证据"),
        steps=("settle_preservation",),
        form=SettlementForm,
        run=verb(preservations.settle_preservation),
        sheet=_settlement_sheet,
        button=_("作出处理决定"),
    ),
}
