"""The public site: its first page, and whether a paper somebody holds is one of ours."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from documents.services import Verified, verify_file
from documents.services import verify as verify_code
from grids.services import duty_notice
from grids.services.duty_notice import DutyNotice
from portal import places
from portal.doors import public
from portal.public_forms import PaperForm
from portal.views.turning import posted


@public("GET", "HEAD")
def home(request: HttpRequest) -> HttpResponse:
    """门户首页."""
    return render(request, "portal/home.html", {"bureau": places.bureau()})


@public("GET", "HEAD", "POST")
def verify_form(request: HttpRequest) -> HttpResponse:
    """文书验真: type the code that is printed on the paper, or hand in the file itself."""
    form = PaperForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["code"]:
            return redirect("portal:verify", form.cleaned_data["code"])
        return _told(request, verify_file(form.cleaned_data["file"].chunks()), by_file=True)
    return render(request, "portal/verify_form.html", {"form": form})


@public("GET", "HEAD")
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """The page behind the QR code of a paper; what it says is public, whoever scans it."""
    paper = verify_code(code)
    inspection = duty_notice.told(code) if paper else None
    return _told(request, paper, by_file=False, inspection=inspection)


def _told(
    request: HttpRequest,
    paper: Verified | None,
    *,
    by_file: bool,
    inspection: DutyNotice | None = None,
) -> HttpResponse:
    context = {
        "paper": paper,
        "by_file": by_file,
        "bureau": places.bureau(),
        "inspection": inspection,
    }
    return render(request, "portal/verify.html", context, status=200 if paper else 404)
