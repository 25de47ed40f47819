"""The headline flags of a file: what the apps above found, published where everyone reads it."""

from collections.abc import Mapping
from datetime import date

from django.db import connection

from employers.models import Employer


def set_credit_grade(employer_id: int, *, grade: str, year: int) -> None:
    """Publish the yearly grade (人社部规〔2016〕1号); the newest year stands."""
    set_credit_grades({employer_id: grade}, year=year)


def set_credit_grades(grades: Mapping[int, str], *, year: int) -> int:
    """Publish many grades in one statement; return how many files took them."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE employers_employer AS e SET credit_grade = g.grade, credit_year = %(year)s
            FROM unnest(%(ids)s::bigint[], %(grades)s::text[]) AS g(id, grade)
            WHERE e.id = g.id AND COALESCE(e.credit_year, 0) <= %(year)s
              AND (e.credit_grade, e.credit_year) IS DISTINCT FROM (g.grade, %(year)s)
            """,
            {"ids": list(grades), "grades": list(grades.values()), "year": year},
        )
        return int(cursor.rowcount)


def set_listing(employer_id: int, *, listed_on: date | None, listed_until: date | None) -> None:
    """Publish that the employer is on the list, until when; both empty once it is off."""
    Employer.objects.filter(pk=employer_id).update(listed_on=listed_on, listed_until=listed_until)


def set_warning_level(employer_id: int, level: str) -> None:
    """Publish the highest open warning: red, orange, yellow or nothing."""
    Employer.objects.filter(pk=employer_id).update(warning_level=level)
