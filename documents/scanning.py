"""The installation's virus scanner, if any: bytes on standard input, verdict as exit code."""

import shlex
import shutil
import subprocess
import tempfile

from django.conf import settings

from documents import content_store
from documents.models import StoredFile
from documents.procedure import FileStatus

CLEAN, INFECTED = 0, 1  # the convention of clamdscan
PATIENCE = 300  # seconds


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
    """A film is handed over from disk to disk: no worker holds it in memory."""
    command = shlex.split(settings.UPLOAD_SCANNER)
    with tempfile.TemporaryFile() as copy, stored.file.open("rb") as file:
        shutil.copyfileobj(file, copy, content_store.CHUNK)
        copy.seek(0)
        try:
            done = subprocess.run(
                command, stdin=copy, capture_output=True, timeout=PATIENCE, check=False
            )
        except subprocess.TimeoutExpired as late:
            raise ScannerFailed(f"scanner gave no answer within {PATIENCE} s") from late
    if done.returncode not in (CLEAN, INFECTED):
        raise ScannerFailed(f"scanner answered {done.returncode}")
    return done.returncode == CLEAN
