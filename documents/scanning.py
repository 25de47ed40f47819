"""The installation's virus scanner, if any: bytes on standard input, verdict as exit code."""

import shlex
import subprocess

from django.conf import settings

from documents.models import StoredFile
from documents.procedure import FileStatus

CLEAN, INFECTED = 0, 1  # the convention of clamdscan


class ScannerFailed(OSError):
    """The scanner gave no verdict; the file stays in quarantine and the task is retried."""


def scan(pk: int) -> None:
    """Ask the scanner about one quarantined file; a second call finds the verdict given."""
    stored = StoredFile.objects.quarantined().filter(pk=pk).first()
    if stored is None:
        return
    status = FileStatus.CLEAN if _is_clean(stored) else FileStatus.REJECTED
    StoredFile.objects.quarantined().filter(pk=pk).update(status=status.value)


def _is_clean(stored: StoredFile) -> bool:
    with stored.file.open("rb") as file:
        content = file.read()
    command = shlex.split(settings.UPLOAD_SCANNER)
    done = subprocess.run(command, input=content, capture_output=True, timeout=300, check=False)
    if done.returncode not in (CLEAN, INFECTED):
        raise ScannerFailed(f"scanner answered {done.returncode}")
    return done.returncode == CLEAN
