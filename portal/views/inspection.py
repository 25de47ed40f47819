"""阳光检查: who inspects here, with which certificate, and how those inspected were drawn."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import etag

from grids import open_desk
from grids.models import RandomDraw
from portal.doors import public
from workflow.clock import today

PAGE = 50
TEXT = "text/plain; charset=utf-8"
ROWS = 100  # of one draw on a page: the whole list is a file
FOR_A_MINUTE = "private, max-age=60"
FOR_ANYONE = "public, max-age=3600"  # a draw never changes; the mark of the file tells it again


@public("GET", "HEAD")
def officers(request: HttpRequest) -> HttpResponse:
    """持证挂牌: names, certificates and duties of those who inspect, grid by grid."""
    return render(request, "portal/officers.html", open_desk.people(today()))


@public("GET", "HEAD", kept=FOR_A_MINUTE)
def draws(request: HttpRequest) -> HttpResponse:
    """Every run of every draw, newest first, a page by key; each says how often its plan ran."""
    rows = RandomDraw.objects.published().select_related("plan__office")
    last = _asked(request, "before")
    if last is not None:
        rows = rows.before(get_object_or_404(RandomDraw.objects.published(), pk=last))
    found = list(rows.counted().order_by("-drawn_at", "-pk")[: PAGE + 1])
    more = f"?before={found[PAGE - 1].pk}" if len(found) > PAGE else ""
    first = reverse("portal:draws") if last is not None else ""
    context = {"draws": found[:PAGE], "next_url": more, "first_url": first}
    return render(request, "portal/draws.html", context)


@public("GET", "HEAD", kept=FOR_A_MINUTE)
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """One draw: seed, nonce, digest, the other runs of its plan, a page of its list, the script."""
    found = _draw(pk)
    after = _asked(request, "after") or 0
    rows = list(found.rows.select_related("lead", "partner").filter(sequence__gt=after)[: ROWS + 1])
    context = {
        "draw": found,
        "runs": _runs(found),
        "rows": rows[:ROWS],
        "script": open_desk.script(),
        "next_url": f"?after={rows[ROWS - 1].sequence}" if len(rows) > ROWS else "",
        "first_url": reverse("portal:draw", args=[pk]) if after else "",
    }
    return render(request, "portal/draw.html", context)


def _mark(request: HttpRequest, pk: int) -> str | None:
    """What tells one draw's files from every other's; none where there is no such draw."""
    digests = RandomDraw.objects.published().filter(pk=pk).values_list("digest", flat=True)
    digest = digests.first()
    return f'"{pk}-{digest}"' if digest else None


@public("GET", "HEAD", kept=FOR_ANYONE)
@etag(_mark)
def draw_inputs(request: HttpRequest, pk: int) -> HttpResponse:
    """The very text that was hashed."""
    found = get_object_or_404(RandomDraw.objects.published().defer(None), pk=pk)
    answer = HttpResponse(found.inputs.encode(), content_type=TEXT)
    return _named(answer, f"draw-{found.digest[:12]}.txt")


@public("GET", "HEAD", kept=FOR_ANYONE)
@etag(_mark)
def draw_results(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole list in the very lines that the script prints."""
    found = _draw(pk)
    answer = HttpResponse(open_desk.results(found), content_type=TEXT)
    return _named(answer, f"draw-{found.digest[:12]}-results.txt")


def _named(answer: HttpResponse, name: str) -> HttpResponse:
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def _draw(pk: int) -> RandomDraw:
    rows = RandomDraw.objects.published().counted().select_related("plan__office", "drawn_by")
    return get_object_or_404(rows, pk=pk)


def _runs(draw: RandomDraw) -> list[RandomDraw]:
    """The newest runs of the same plan, this one among them or not."""
    rows = RandomDraw.objects.published().filter(plan=draw.plan_id)
    return list(rows.select_related("plan").order_by("-sequence")[:ROWS])


def _asked(request: HttpRequest, name: str) -> int | None:
    """A key of the address; nonsense asks for the beginning."""
    given = request.GET.get(name, "")
    return int(given[:9]) if given.isascii() and given.isdecimal() else None
