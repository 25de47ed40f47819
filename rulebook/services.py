"""What the dated law says on a day: the working calendar."""

from statutes.workdays import Calendar, published_calendar


def calendar() -> Calendar:
    """The published working-day calendar."""
    return published_calendar()
