"""What the product's pages are measured against: nobody could write less and do the job."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from benchmarks.models import Note
from employers.models import Employer
from workflow.models import Clock

COLUMNS = ("due_at", "label", "subject_label", "state", "code", "article", "division_id")
FACTS = ("id", "name", "uscc", "division_id", "phone", "headcount", "credit_grade", "verified_on")


class NoteForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ("name", "employer", "statement")


def fifty_rows(request: HttpRequest) -> HttpResponse:
    """Render 50 rows from one SELECT, to whoever is logged in."""
    rows = Clock.objects.order_by("pk").values(*COLUMNS)[:50]
    return render(request, "benchmarks/rows.html", {"rows": rows})


def fifty_firms(request: HttpRequest) -> HttpResponse:
    """Render 50 employers from one SELECT, to whoever is logged in."""
    rows = Employer.objects.order_by("pk").values(*FACTS)[:50]
    return render(request, "benchmarks/firms.html", {"rows": rows})


@login_not_required
def note(request: HttpRequest) -> HttpResponse:
    """A form that does one INSERT."""
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(request.path)
    return render(request, "benchmarks/form.html", {"form": form})
