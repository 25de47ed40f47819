"""阳光检查: who inspects here, with which certificate, and how those inspected were drawn."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from grids import open_desk
from grids.models import RandomDraw
from portal.doors import public
from workflow.clock import today

SHOWN = 100


@public("GET", "HEAD")
def officers(request: HttpRequest) -> HttpResponse:
    """持证挂牌: names, certificates and duties of those who inspect, grid by grid."""
    return render(request, "portal/officers.html", open_desk.people(today()))


@public("GET", "HEAD")
def draws(request: HttpRequest) -> HttpResponse:
    """Every draw, newest first."""
    rows = RandomDraw.objects.published().select_related("plan__office")
    return render(request, "portal/draws.html", {"draws": rows.order_by("-drawn_at")[:SHOWN]})


@public("GET", "HEAD")
def draw(request: HttpRequest, digest: str, sequence: int) -> HttpResponse:
    """One draw: seed, digest, list, and how anyone draws it again."""
    found = _draw(digest, sequence)
    rows = found.rows.select_related("lead", "partner")
    context = {"draw": found, "rows": rows, "script": open_desk.script()}
    return render(request, "portal/draw.html", context)


@public("GET", "HEAD")
def draw_inputs(request: HttpRequest, digest: str, sequence: int) -> HttpResponse:
    """The very text that was hashed."""
    found = _draw(digest, sequence)
    answer = HttpResponse(found.inputs.encode(), content_type="text/plain; charset=utf-8")
    name = f"draw-{found.digest[:12]}.txt"
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def _draw(digest: str, sequence: int) -> RandomDraw:
    rows = RandomDraw.objects.published().filter(digest=digest, sequence=sequence)
    found = rows.select_related("plan__office", "drawn_by").order_by("pk").first()
    if found is None:
        raise Http404
    return found
