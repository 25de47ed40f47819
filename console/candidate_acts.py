"""What a person may do about somebody whom a rule set would list, one row an act."""

from django.utils.translation import gettext_lazy as _

from blacklist.services import opening, proposing
from console.acts import Act, ReasonForm, verb
from console.listing_forms import BasisWarningForm, WordsForm

ACTS: dict[str, Act] = {
    "forward": Act(
        title=_("核实后提请列入"),
        steps=("forward",),
        form=WordsForm,
        run=verb(proposing.forward),
        button=_("提请"),
    ),
    "take-up": Act(
        title=_("启动列入程序"),
        steps=("take_up",),
        form=BasisWarningForm,
        run=verb(opening.take_up),
        button=_("启动"),
        hint=_("启动后由监察员事先告知，5个工作日异议期满后由您决定是否列入。"),
    ),
    "set-aside": Act(
        title=_("决定不列入"),
        steps=("set_aside",),
        form=ReasonForm,
        run=verb(proposing.set_aside),
        is_grave=True,
    ),
}
