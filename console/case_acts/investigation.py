"""How long an investigation takes."""

from django.utils.translation import gettext_lazy as _

from cases.services import supervision
from console.acts import Act, ActForm, OpinionForm, verb
from console.fields import text


class ExtensionForm(ActForm):
    opinion = text(_("案情复杂、需要延长的理由"))
    autosaved = ("opinion",)


ACTS: dict[str, Act] = {
    "extension": Act(
        title=_("申请延长调查期限"),
        steps=("propose_extension",),
        form=ExtensionForm,
        run=verb(supervision.propose_extension),
        button=_("报批"),
    ),
    "decide-extension": Act(
        title=_("延长调查期限审批"),
        steps=("approve_extension", "refuse_extension"),
        form=OpinionForm,
        run=verb(supervision.decide_extension),
        is_decision=True,
    ),
}
