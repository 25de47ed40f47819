"""案情要素 of a case: what the rules of the wage list ask and no paper says."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.access import StaffRequest, staff
from accounts.policy.roles import Role
from accounts.wording import add_refusal
from cases.models import Case, Circumstances
from cases.perms.around import around
from cases.services import circumstances as services
from console import case_page, consequences
from console.fields import day, text
from statutes.refusal import Refused
from workflow.clock import now, today

ASKED = ("migrant", "refused", "mass_petition", "serious_impact", "promise")
ANSWERS = (("", gettext_lazy("尚未查明")), ("yes", gettext_lazy("是")), ("no", gettext_lazy("否")))
WORDS = {"yes": True, "no": False}


class CircumstancesForm(forms.Form):
    """Each question answered yes, no, or left open."""

    known_on = day(gettext_lazy("查明日期"))
    basis = text(gettext_lazy("依据"), max_length=300)

    def __init__(self, data: object, *, last: Circumstances | None) -> None:
        begun = {name: "" if last is None else _word(getattr(last, name)) for name in ASKED}
        super().__init__(data, initial={**begun, "known_on": today()})  # type: ignore[arg-type]
        for name in ASKED:
            label = Circumstances._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            self.fields[name] = forms.ChoiceField(label=label, choices=ANSWERS, required=False)
        self.order_fields([*ASKED, "known_on", "basis"])

    def answers(self) -> services.Answers:
        told = {name: WORDS.get(self.cleaned_data[name]) for name in ASKED}
        data = self.cleaned_data
        return services.Answers(**told, known_on=data["known_on"], basis=data["basis"])


def _word(answer: bool | None) -> str:
    return next((word for word, value in WORDS.items() if value is answer), "")


def _told(row: Circumstances) -> list[tuple[str, str]]:
    """What was answered; what stayed open is left out."""
    words = {True: _("是"), False: _("否")}
    return [
        (str(Circumstances._meta.get_field(name).verbose_name), words[answer])  # type: ignore[union-attr]
        for name in ASKED
        if (answer := getattr(row, name)) is not None
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.INSPECTOR)
def circumstances(request: StaffRequest, pk: int) -> HttpResponse:
    """What was found last, to be answered anew; every answer before it stays on record."""
    case = get_object_or_404(case_page.load(Case.objects.visible_to(request.user), pk))
    moment = now()
    rows = list(case.circumstances.select_related("recorded_by"))
    form = CircumstancesForm(request.POST or None, last=rows[0] if rows else None)
    if form.is_bound and form.is_valid():
        try:
            services.record(case.pk, form.answers(), actor=request.user, at=moment)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            consequences.follow(case)
            messages.success(request, _("案情要素已登记。"))
            return redirect(case)
    header = case_page.header(case, around(case), request.user, moment)
    context = {**header, "form": form, "rows": [(row, _told(row)) for row in rows]}
    return render(request, "console/circumstances.html", context)
