"""月度数据导入: hand in a file, say which column means what, see what it would do, take it in."""

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import OFFICER_ROLES
from accounts.wording import add_refusal, translate, translate_all
from console.ledger_export import neutral
from console.views.employer_imports import SECONDS, SHOWN, Echo
from console.warning_forms import ColumnsForm, FactsForm
from early_warning import jobs
from early_warning.models import ColumnMap, FactsImport
from early_warning.policy.columns import Kind, labels
from early_warning.services import import_runs
from statutes.refusal import Refused
from statutes.wording import Sentence
from workflow.clock import now


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*OFFICER_ROLES)
def facts_imports(request: StaffRequest) -> HttpResponse:
    """The files of one's office, and the form that hands in another."""
    form = FactsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            run = import_runs.submit(data.pop("file"), **data, actor=request.user, at=now())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            jobs.carry_out_on_commit(run.pk)
            return redirect(run)
    seen = FactsImport.objects.visible_to(request.user).select_related("file", "requested_by")
    context = {
        "form": form,
        "runs": seen.defer("wrong", "passed_over")[:SHOWN],
        "sources": ColumnMap.objects.filter(office=request.user.office_id)
        .values_list("source", flat=True)
        .distinct(),
    }
    return render(request, "console/facts_imports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*OFFICER_ROLES)
def facts_import(request: StaffRequest, pk: int) -> HttpResponse:
    """How far it is; POST says the columns, or takes the facts in."""
    run = get_object_or_404(FactsImport.objects.visible_to(request.user), pk=pk)
    form = _columns(request, run)
    if request.method == "POST" and (form is None or form.is_valid()):
        if _carry_on(request, run, form):
            jobs.carry_out_on_commit(run.pk)
        return redirect(run)
    context = {
        "run": run,
        "form": form,
        "refusals": [translate(Sentence.of_data(line)) for line in run.refusal],
        "wrong": list(_named(run, run.wrong[:SHOWN])),
        "passed_over": list(_named(run, run.passed_over[:SHOWN])),
    }
    response = render(request, "console/facts_import.html", context)
    if run.is_running:
        response["Refresh"] = str(SECONDS)
    return response


def _columns(request: StaffRequest, run: FactsImport) -> ColumnsForm | None:
    """The map of columns, where it may still be told; not where the facts are being confirmed."""
    if not run.is_mappable or "confirm" in request.POST:
        return None
    known = run.columns or import_runs.proposed_columns(run)
    data = request.POST if request.method == "POST" else None
    return ColumnsForm(data, kind=Kind(run.kind), header=run.header, initial=known)


def _carry_on(request: StaffRequest, run: FactsImport, form: ColumnsForm | None) -> bool:
    try:
        if form is None:
            import_runs.confirm(run.pk, actor=request.user)
        else:
            import_runs.map_columns(run.pk, form.cleaned_data, actor=request.user, at=now())
    except Refused as refused:
        for sentence in translate_all(refused):
            messages.warning(request, sentence)
        return False
    return True


@require_safe
@staff(*OFFICER_ROLES)
def facts_import_errors(request: StaffRequest, pk: int) -> StreamingHttpResponse:
    """Every wrong cell and every row passed over that was kept, as a table."""
    run = get_object_or_404(FactsImport.objects.visible_to(request.user), pk=pk)
    answer = StreamingHttpResponse(_table(run), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="facts-{run.pk}.csv"'
    return answer


def _table(run: FactsImport) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield "\ufeff"
    yield writer.writerow([gettext("行"), gettext("列"), gettext("问题和改法")])
    for row, column, message in _named(run, [*run.wrong, *run.passed_over]):
        yield writer.writerow([row, column, neutral(message)])


def _named(run: FactsImport, lines: list[dict[str, Any]]) -> Iterator[tuple[int, str, str]]:
    known = labels(Kind(run.kind))
    for line in lines:
        column = gettext(known[line["column"]]) if line["column"] else ""
        yield line["row"], column, translate(Sentence.of_data(line))
