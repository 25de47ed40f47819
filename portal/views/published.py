"""信息公开: what is public, entry by entry; what has ended is told by an opaque number only."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import condition

from documents import services as documents
from portal.doors import public
from publications import feed, shown
from publications.models import Gazette, Publication
from publications.models.publications import PublicationQuerySet
from publications.policy.kinds import KIND_LABELS, Kind
from workflow.clock import today

PAGE, LONGEST_QUERY, LATEST_GAZETTES = 50, 60, 20
# Anyone may keep it, and asks each time whether it still stands.
ASKED_AGAIN = "public, no-cache"


@public("GET", "HEAD")
def published(request: HttpRequest) -> HttpResponse:
    """Every kind, the newest announcements, and a search in all of it."""
    query = _query(request)
    rows = Publication.objects.public(today())
    gazettes = Gazette.objects.printed().select_related("office").order_by("-pk")
    context = {
        "kinds": shown.kinds(),
        "query": query,
        "gazettes": gazettes[:LATEST_GAZETTES],
        **(_page(request, rows.mentioning(query), {"q": query}) if query else {}),
    }
    return render(request, "portal/published.html", context)


@public("GET", "HEAD")
def published_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind, newest first; major violations by the quarter as well."""
    label = _label(kind)
    query, quarter = _query(request), request.GET.get("quarter", "")
    rows = Publication.objects.public(today()).of_kind(kind)
    quarters = _quarters(rows) if kind == Kind.MAJOR_VIOLATION else []
    chosen = quarter if quarter in quarters else ""
    if chosen:
        rows = rows.in_quarter(chosen)
    if query:
        rows = rows.mentioning(query)
    context = {
        "kind": kind,
        "label": label,
        "query": query,
        "quarter": chosen,
        "quarters": quarters,
        **_page(request, rows, {"q": query, "quarter": chosen}),
    }
    return render(request, "portal/published_kind.html", context)


@public("GET", "HEAD")
def published_entry(request: HttpRequest, public_id: str) -> HttpResponse:
    """One entry; where it has ended, that it has, without its name."""
    entry = Publication.objects.once_public().filter(public_id=public_id).first()
    if entry is None:
        raise Http404
    if not entry.is_public(today()):
        context = {"public_id": public_id, "removed_on": feed.removed_on(entry)}
        return render(request, "portal/published_gone.html", context, status=410)
    lines = shown.lines(entry, without=frozenset({"name", "title", "figures"}))
    context = {"entry": entry, "lines": lines, "figures": shown.figures(entry)}
    return render(request, "portal/published_entry.html", context)


@public("GET", "HEAD")
def published_gazette(request: HttpRequest, public_id: str) -> HttpResponse:
    """What of an announcement still stands; its file only while all of it does."""
    gazette = _gazette(public_id)
    rows = gazette.still_public(today())
    context = {
        "gazette": gazette,
        "is_whole": Gazette.objects.whole(today()).filter(pk=gazette.pk).exists(),
        "announced": gazette.entries.count(),
        **_page(request, rows.order_by(), {}),
    }
    return render(request, "portal/published_gazette.html", context)


@public("GET", "HEAD")
def published_gazette_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The printed announcement, once it is printed and as long as each of its entries stands."""
    gazette = _gazette(public_id)
    if not Gazette.objects.whole(today()).filter(pk=gazette.pk).exists():
        return render(request, "portal/published_gone.html", {"public_id": public_id}, status=410)
    paper = gazette.paper
    if paper is None or not paper.file:
        return redirect("portal:published_gazette", public_id)
    answer = HttpResponse(documents.read_file(paper), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, f"{gazette.title}.pdf") or ""
    return answer


def _tag(request: HttpRequest) -> str:
    return feed.state(today()).tag(_place(request))


def _changed_at(request: HttpRequest) -> datetime | None:
    return feed.state(today()).revised_at


@public("GET", "HEAD", kept=ASKED_AGAIN)
@condition(etag_func=_tag, last_modified_func=_changed_at)
def publications_feed(request: HttpRequest) -> HttpResponse:
    """The machine-readable feed (docs/open-data.md)."""
    return JsonResponse(
        feed.page(_place(request), today()), json_dumps_params={"ensure_ascii": False}
    )


def _place(request: HttpRequest) -> feed.Place:
    """An address that asks for nothing sensible is told so by a page that does not exist."""
    after, kind = request.GET.get("after", "0"), request.GET.get("kind", "")
    is_number = after.isascii() and after.isdecimal() and len(after) <= 18
    if not is_number or (kind and kind not in KIND_LABELS):
        raise Http404
    return feed.Place(int(after), kind)


def _gazette(public_id: str) -> Gazette:
    rows = Gazette.objects.printed().filter(public_id=public_id)
    gazette = rows.select_related("office", "paper").first()
    if gazette is None:
        raise Http404
    return gazette


def _label(kind: str) -> str:
    try:
        return gettext(KIND_LABELS[Kind(kind)])
    except ValueError:
        raise Http404 from None


def _query(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]


def _quarters(rows: PublicationQuerySet) -> list[str]:
    found = rows.order_by("-quarter").values_list("quarter", flat=True)
    return list(found.distinct())


def _page(request: HttpRequest, rows: PublicationQuerySet, kept: dict[str, str]) -> dict[str, Any]:
    """One page by key; the extra row tells that there is another."""
    kept, before = {name: value for name, value in kept.items() if value}, _before(request)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related("office").order_by("-pk")[: PAGE + 1])
    more = urlencode({**kept, "before": found[PAGE - 1].pk}) if len(found) > PAGE else ""
    return {
        "rows": found[:PAGE],
        "next_url": f"?{more}" if more else "",
        "first_url": f"?{urlencode(kept)}" if before else "",
    }


def _before(request: HttpRequest) -> int:
    given = request.GET.get("before", "")
    return int(given[:18]) if given.isascii() and given.isdecimal() else 0
