"""Import the Celery app so that web processes publish to the right broker."""

from labor_inspection.celery import app as celery_app

__all__ = ("celery_app",)
