"""What the public site tidies up after people who left."""

from datetime import timedelta
from importlib import import_module

from celery import shared_task
from django.conf import settings

from portal import sealed_files
from workflow.clock import now

LEFT_FOR = timedelta(hours=1)  # twice as long as a session may rest


@shared_task
def clear_drafts() -> int:
    """Remove ended sessions and the sealed files of drafts that nobody can open any more."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return sealed_files.remove_older_than(now() - LEFT_FOR)
