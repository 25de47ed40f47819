"""The acts of a warning as screens, one row each; the address of an act is its key."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from console import warning_forms as forms
from console.acts import Act, Sheet, verb
from console.complaint_forms import AssignForm
from early_warning import papers
from early_warning.models import Warning
from early_warning.services import handling

Data = dict[str, Any]


def _letter(warning: Warning, data: Data, actor: User, at: datetime) -> Sheet | None:
    return papers.WARNING_LETTER, papers.warning_letter(
        warning, answer_by=data.get("answer_by"), request=data.get("request", "")
    )


ACTS: dict[str, Act] = {
    "assign": Act(
        title=_("指定责任人"),
        steps=("make_lead", "order_visit"),
        form=AssignForm,
        run=verb(handling.assign),
        is_aside=True,
    ),
    "letter": Act(
        title=_("发出预警告知书"),
        steps=("send_letter",),
        form=forms.LetterForm,
        run=verb(handling.send_letter),
        sheet=_letter,
    ),
    "visit": Act(
        title=_("安排现场检查"),
        steps=("order_visit",),
        form=forms.VisitForm,
        run=verb(handling.order_visit),
        button=_("安排检查"),
        hint=_("核查人据此报批检查：审批、通知书和两名监察员，与其他检查一样。"),
    ),
    "finding": Act(
        title=_("登记核查情况"),
        steps=("record_visit",),
        form=forms.FindingForm,
        run=verb(handling.record_visit),
        button=_("登记"),
    ),
    "lead": Act(
        title=_("转为案件线索"),
        steps=("make_lead",),
        form=forms.LeadReasonForm,
        run=verb(handling.make_lead),
        button=_("转为线索"),
        hint=_("转为线索后，由监察员报请立案或者不予立案。"),
    ),
    "close": Act(
        title=_("了结预警"),
        steps=("close", "close_red"),
        form=forms.CloseForm,
        run=verb(handling.close),
        button=_("了结"),
    ),
}
