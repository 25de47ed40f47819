"""What the pages of a yearly rating and of one grade show."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from console import history, marking
from console.badges import badge
from console.next_steps import MOST_STEPS, Next
from console.rating_acts import RATING_ACTS, RUN_ACTS
from credit_rating import perms
from credit_rating.models import Rating, RatingRun
from credit_rating.policy.conduct import GRADE_LABELS, Grade
from credit_rating.policy.judgement import kept_json
from credit_rating.policy.rulesets import RULES
from credit_rating.services.ordering import what_if
from credit_rating.services.overview import SIZES
from credit_rating.services.rating import how_far
from credit_rating.shown import shown_findings
from documents.models import Paper
from rulebook import services as rulebook
from statutes.rulesets import RULE_SETS
from workflow.models import Clock

RUN_TABS = {
    "overview": _("分布"),
    "sample": _("抽查样本"),
    "grades": _("B级和C级"),
    "approvals": _("审批"),
    "history": _("办理经过"),
}
RATING_TABS = {"overview": _("依据"), "papers": _("文书"), "history": _("办理经过")}
TAGS = {"A": "tag-green", "B": "tag-amber", "C": "tag-seal"}
PAGE = 50


def run_header(run: RatingRun) -> dict[str, Any]:
    done, whole = how_far(run.pk) if run.rated_at is None else (run.employers, run.employers)
    shares = [
        (grade, _(GRADE_LABELS[Grade(grade)]), count, TAGS[grade])
        for grade, count in run.counts.items()
    ]
    return {"run": run, "done": done, "whole": whole, "shares": shares}


def run_steps(run: RatingRun, user: User, now: datetime) -> dict[str, list[Next]]:
    found: dict[str, Next] = {}
    screens = {step: key for key, act in RUN_ACTS.items() for step in act.steps}
    for offer in perms.steps(run, user, timezone.localdate(now)):
        if key := screens.get(offer.step.name):
            url = reverse("console:rating_run_act", args=[run.pk, key])
            found.setdefault(key, Next(gettext(str(RUN_ACTS[key].title)), url, offer))
    rows = list(found.values())
    return {"first_steps": rows[:MOST_STEPS], "other_steps": rows[MOST_STEPS:]}


def run_tab(run: RatingRun, name: str, user: User, now: datetime, before: str) -> dict[str, Any]:
    """The rows of one tab; the other tabs are not read."""
    match name:
        case "sample":
            return _sample(run, user, now)
        case "grades":
            return _below_a(run, before)
        case "approvals":
            return {"approvals": marking.approvals(run.subject)}
        case "history":
            return history.shown(run.subject)
    return {"tables": _tables(run), "moves": _moves(run)}


def _sample(run: RatingRun, user: User, now: datetime) -> dict[str, Any]:
    rows = run.sample.select_related("rating__employer", "checked_by").order_by("pk")
    names = {o.step.name for o in perms.steps(run, user, timezone.localdate(now))}
    return {
        "sample": [(row, TAGS[row.rating.grade]) for row in rows],
        "may_check": "check_sample" in names,
    }


def _below_a(run: RatingRun, before: str) -> dict[str, Any]:
    rows = Rating.objects.below_a().filter(run=run).select_related("employer__division")
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before[:18]))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return {
        "grades": [(row, TAGS[row.standing]) for row in found[:PAGE]],
        "next_url": f"?tab=grades&before={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "first_url": "?tab=grades" if before else "",
    }


def _tables(run: RatingRun) -> list[tuple[str, list[dict[str, Any]]]]:
    kept = run.distribution
    if not kept:
        return []
    places = {f"{code}000000" for code in kept["district"]}
    names = dict(Division.objects.filter(pk__in=places).values_list("pk", "name"))
    return [
        (
            gettext("按区县"),
            [_line(names.get(f"{k}000000", k), v) for k, v in kept["district"].items()],
        ),
        (
            gettext("按行业"),
            [_line(k or gettext("未登记"), v) for k, v in kept["industry"].items()],
        ),
        (gettext("按规模（从业人员）"), [_line(_size(k), v) for k, v in kept["size"].items()]),
    ]


def _line(label: str, counts: dict[str, int]) -> dict[str, Any]:
    return {"label": label, "counts": counts, "whole": sum(counts.values())}


def _size(bucket: str) -> str:
    if not bucket or bucket == "0":
        return gettext("未登记")
    place = int(bucket)
    least = SIZES[place - 1]
    if place == len(SIZES):
        return gettext("%(least)s人以上") % {"least": least}
    return gettext("%(least)s至%(most)s人") % {"least": least, "most": SIZES[place] - 1}


def _moves(run: RatingRun) -> dict[str, Any]:
    """Of the year before: a table from grade to grade, each cell with its share of the largest."""
    moved = run.distribution.get("moved") or {}
    if not moved:
        return {}
    letters = [grade.value for grade in Grade]
    largest = max(moved.values())
    return {
        "letters": letters,
        "largest": largest,
        "rows": [(old, [moved.get(old + new, 0) for new in letters]) for old in letters],
    }


def rating_header(rating: Rating, now: datetime) -> dict[str, Any]:
    clocks = Clock.objects.of(rating.subject).open().by_urgency()
    calendar = rulebook.calendar()
    return {
        "rating": rating,
        "grade_tag": TAGS[rating.standing],
        "grade_label": _(GRADE_LABELS[Grade(rating.standing)]),
        "clocks": [(clock, badge(clock, now, calendar)) for clock in clocks],
    }


def rating_steps(rating: Rating, user: User, now: datetime) -> dict[str, list[Next]]:
    screens = {step: key for key, act in RATING_ACTS.items() for step in act.steps}
    rows = [
        Next(
            gettext(str(RATING_ACTS[screens[offer.step.name]].title)),
            reverse("console:credit_rating_act", args=[rating.pk, screens[offer.step.name]]),
            offer,
        )
        for offer in perms.rating_steps(rating, user, timezone.localdate(now))
    ]
    return {"first_steps": rows[:MOST_STEPS], "other_steps": rows[MOST_STEPS:]}


def rating_tab(rating: Rating, name: str) -> dict[str, Any]:
    match name:
        case "papers":
            return {"papers": Paper.objects.of(rating.subject).order_by("-pk")}
        case "history":
            return history.shown(rating.subject)
    return {
        "findings": shown_findings(rating.current_findings()),
        "changes": rating.changes.select_related("changed_by"),
        "objections": rating.objections.select_related("recorded_by", "decided_by"),
    }


def other_set(rating: Rating, now: datetime) -> dict[str, Any]:
    """What another rule set makes of the same year as it is known now; it decides nothing."""
    other = next(code for code in RULES if code != rating.run.ruleset)
    found = what_if(rating.employer, year=rating.run.year, ruleset=other, at=now)
    judgement = found.judgement
    findings = [
        kept_json(reason) | {"item": None if reason.item is None else found.facts[reason.item]}
        for reason in judgement.kept
    ]
    return {
        "label": _(RULE_SETS[other].label),
        "grade": judgement.grade.value,
        "points": judgement.points,
        "tag": TAGS[judgement.grade.value],
        "findings": shown_findings(findings),
    }
