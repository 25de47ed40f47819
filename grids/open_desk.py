"""What the public may see of the grids: who works in them, and the script that draws again."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.models import RoleMembership, User
from accounts.models.people import in_force_on
from accounts.policy.roles import OFFICER_ROLES
from grids.models import GridStaff, RandomDraw

EXPLAINED = Path("docs") / "draw.md"


def people(on: date) -> dict[str, Any]:
    """Certified officers by name with certificate and grids; assistants by grid."""
    roles = {role.value for role in OFFICER_ROLES}
    serving = User.objects.active().filter(memberships__in=_memberships(on).filter(role__in=roles))
    posted = GridStaff.objects.on_duty(on).filter(grid__closed_on=None, user__is_active=True)
    posts: dict[int, list[GridStaff]] = {}
    for row in posted.select_related("grid", "user").order_by("grid__code", "pk"):
        posts.setdefault(row.user_id, []).append(row)
    officers = [
        {"user": user, "certificate": certificate, "posts": posts.get(user.pk, [])}
        for user in serving.distinct()
        .select_related("office")
        .prefetch_related("certificates")
        .order_by("office__name", "pk")
        if (certificate := user.certificate_on(on))
    ]
    shown = {entry["user"].pk for entry in officers}
    assistants = [row for pk, rows in posts.items() if pk not in shown for row in rows]
    return {"officers": officers, "assistants": sorted(assistants, key=lambda x: x.grid.code)}


def _memberships(on: date) -> Any:
    return RoleMembership.objects.filter(in_force_on(on))


def results(draw: RandomDraw) -> str:
    """What a re-run prints, line by line: the digest, then each object and its two officers."""
    rows = list(draw.rows.order_by("sequence").values_list("name", "lead_id", "partner_id"))
    users = {pk for _name, *pair in rows for pk in pair}
    on, codes = timezone.localdate(draw.drawn_at), dict[int, str]()
    for user in User.objects.filter(pk__in=users).prefetch_related("certificates"):
        certificate = user.certificate_on(on)
        codes[user.pk] = "".join(certificate.number.split()) if certificate else user.name
    lines = [f"{name} {codes[lead]} {codes[partner]}" for name, lead, partner in rows]
    return "\n".join([draw.digest, *lines]) + "\n"


@cache
def script() -> str:
    """The lines of docs/draw.md that anyone runs: the page shows what the document says."""
    text = (Path(settings.BASE_DIR) / EXPLAINED).read_text("utf-8")
    return text.split("```python\n", 1)[1].split("```", 1)[0].strip()
