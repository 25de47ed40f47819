"""The tab 证据 of a case: what was gathered, asked, kept and filmed."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from console.case_acts.table import ACTS as SCREENS

# What may be done from here, in the order of an investigation.
ACTS = {
    "evidence": _("登记证据"),
    "interview": _("询问单位人员"),
    "interview-worker": _("询问劳动者"),
    "inspection": _("现场检查"),
    "interview-scan": _("补传签名件"),
    "inquiry": _("调查询问通知书"),
    "recording": _("登记音像记录"),
    "preservation": _("先行登记保存"),
    "exclude-evidence": _("排除证据"),
    "evidence-list": _("证据清单"),
}


def tab(case: Case) -> dict[str, Any]:
    """The rows of the tab; of its acts the page offers those whose step is open to the person."""
    pieces = case.evidence.select_related("original", "viewing", "collector", "second_collector")
    records = case.interviews.select_related("asker", "recorder", "paper")
    kept = case.preservations.select_related("paper", "settlement").prefetch_related("items")
    acts = [(SCREENS[name].steps[0], label, _url(case, name)) for name, label in ACTS.items()]
    return {
        "pieces": pieces,
        "interviews": records,
        "inquiries": case.inquiries.select_related("paper"),
        "preservations": kept,
        "recordings": case.recordings.select_related("recorder", "file"),
        "evidence_acts": acts,
    }


def _url(case: Case, act: str) -> str:
    return reverse("console:case_act", args=[case.pk, act])
