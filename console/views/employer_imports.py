"""批量导入: hand in a table, see what it would do, take it in, fetch what was wrong with it."""

import csv
from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import StaffRequest, staff
from accounts.policy.roles import OFFICER_ROLES
from accounts.wording import add_refusal, translate, translate_all
from console.ledger_export import neutral
from employers import jobs
from employers.models import ImportRun
from employers.policy.columns import COLUMNS, LABELS
from employers.services import import_runs
from statutes.refusal import Refused
from statutes.wording import Sentence
from workflow.clock import now

SHOWN = 50  # wrong cells on the page; the file holds all
SECONDS = 3  # between two looks at a running job


class TableForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("单位表（.xlsx 或 .csv）"),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*OFFICER_ROLES)
def employer_imports(request: StaffRequest) -> HttpResponse:
    """One's own tables, and the form that hands in another."""
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = import_runs.submit(form.cleaned_data["file"], actor=request.user, at=now())
        except Refused as refused:
            add_refusal(form, refused, "file")
        else:
            jobs.carry_out_on_commit(run.pk)
            return redirect(run)
    mine = ImportRun.objects.visible_to(request.user).select_related("file")
    heads = [(column.name, gettext(column.label), column.required) for column in COLUMNS]
    context = {"form": form, "runs": mine.defer("rejected")[:SHOWN], "columns": heads}
    return render(request, "console/employer_imports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*OFFICER_ROLES)
def employer_import(request: StaffRequest, pk: int) -> HttpResponse:
    """How far it is, what it would do; POST takes the readable rows in."""
    run = get_object_or_404(ImportRun.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        try:
            import_runs.confirm(run.pk, actor=request.user)
        except Refused as refused:
            for sentence in translate_all(refused):
                messages.warning(request, sentence)
        else:
            jobs.carry_out_on_commit(run.pk)
        return redirect(run)
    context = {
        "run": run,
        "refusals": [translate(Sentence.of_data(line)) for line in run.refusal],
        "wrong": list(_wrong(run, SHOWN)),
        "more_wrong": max(0, len(run.rejected) - SHOWN),
    }
    response = render(request, "console/employer_import.html", context)
    if run.is_running:
        response["Refresh"] = str(SECONDS)
    return response


@require_safe
@staff(*OFFICER_ROLES)
def employer_import_errors(request: StaffRequest, pk: int) -> StreamingHttpResponse:
    """Every wrong cell with its remedy, as a table that spreadsheets open."""
    run = get_object_or_404(ImportRun.objects.visible_to(request.user), pk=pk)
    answer = StreamingHttpResponse(_table(run), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="errors-{run.pk}.csv"'
    return answer


class Echo:
    """A file that gives back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _table(run: ImportRun) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield "\ufeff"
    yield writer.writerow([gettext("行"), gettext("列"), gettext("问题和改法")])
    for row, column, message in _wrong(run, len(run.rejected)):
        yield writer.writerow([row, column, neutral(message)])


def _wrong(run: ImportRun, most: int) -> Iterator[tuple[int, str, str]]:
    for line in run.rejected[:most]:
        column = gettext(LABELS[line["column"]]) if line["column"] else ""
        yield line["row"], column, translate(Sentence.of_data(line))
