"""Last year rated, approved and told, one grade objected to; this year rated and waiting."""

from datetime import date, timedelta

from console.demo.people import Bureau
from credit_rating.models import Rating, RatingRun
from credit_rating.services import approving, changing, effects, overview
from credit_rating.services.ordering import order_run
from credit_rating.services.rating import rate
from rulebook import services as rulebook
from statutes.clocks import start_of

TEN = timedelta(hours=10)
APPROVED_BEFORE = 4  # working days: the window of objections is open


def build(bureau: Bureau, *, today: date) -> None:
    calendar = rulebook.calendar()
    day = calendar.add(today, -APPROVED_BEFORE)
    run = _rated(bureau, today.year - 1, day)
    _look_through(run, bureau, day)
    _approve(run, bureau, day)
    _object(run, bureau, calendar.add(today, -1))
    _rated(bureau, today.year, calendar.add(today, -1))


def _rated(bureau: Bureau, year: int, day: date) -> RatingRun:
    at = start_of(day) + TEN
    run = order_run(year=year, ruleset=None, division=None, actor=bureau.head, at=at, cut_off=day)
    run = rate(run.pk, at=at)
    overview.summarise(run)
    approving.draw_sample(run.pk)
    return run


def _look_through(run: RatingRun, bureau: Bureau, day: date) -> None:
    for check in run.sample.all():
        approving.check_sample(
            check.pk, is_right=True, note="", actor=bureau.inspectors[0], at=start_of(day) + TEN
        )


def _approve(run: RatingRun, bureau: Bureau, day: date) -> None:
    at = start_of(day) + TEN
    opinion = "抽查样本均与档案相符，按规则评定。"
    approving.propose(run.pk, opinion=opinion, actor=bureau.head, at=at)
    approving.decide(run.pk, approved=True, opinion="同意", actor=bureau.bureau_head, at=at)
    effects.carry_out(run.pk, at=at)


def _object(run: RatingRun, bureau: Bureau, day: date) -> None:
    """The first that was graded below A says that its debt was another's."""
    worst = Rating.objects.below_a().filter(run=run).order_by("-standing", "pk").first()
    if worst:
        changing.lodge_objection(
            worst.pk,
            reason="认定的欠薪发生在分包单位，我单位已经先行清偿，请求复核。",
            received_on=day,
            actor=bureau.inspectors[0],
            at=start_of(day) + TEN,
        )
