"""Ordering a case file (案卷): its list is frozen at once, a job binds it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.subjects import Subject
from documents import tasks
from documents.binding import steps_of
from documents.freezing import plain
from documents.models import Bundle, Paper, StoredFile
from statutes.refusal import Refused
from statutes.wording import Sentence, say


@transaction.atomic
def order(
    subject: Subject,
    manifest: Mapping[str, Any],
    *,
    fingerprint: str,
    actor: User,
    at: datetime,
) -> Bundle:
    """Have a case file bound; refused while a paper of it is not printed or a file not checked."""
    if lacks := tuple(_lacks(manifest)):
        raise Refused(*lacks)
    if Bundle.objects.of(subject).unbound().exists():
        raise Refused(say("案卷正在生成，请稍候。"))
    bundle = Bundle.objects.create(
        **subject.as_fields(),
        manifest=plain(manifest),
        fingerprint=fingerprint,
        total=steps_of(manifest),
        ordered_by=actor,
        ordered_at=at,
    )
    tasks.bind_on_commit(bundle.pk)
    return bundle


def _lacks(manifest: Mapping[str, Any]) -> Iterator[Sentence]:
    """What is not ready to be bound in, each named."""
    sources = [
        source
        for volume in manifest["volumes"]
        for entry in volume["entries"]
        for source in entry["sources"]
    ]
    papers = Paper.objects.unrendered().filter(pk__in=[s["paper"] for s in sources if "paper" in s])
    for paper in papers.order_by("pk"):
        yield say("《%(title)s》尚未打印完成，请稍后再生成案卷。", title=str(paper))
    files = StoredFile.objects.quarantined().filter(
        pk__in=[s["file"] for s in sources if "file" in s]
    )
    for stored in files.order_by("pk"):
        yield say("文件“%(name)s”尚未检查完毕，请稍后再生成案卷。", name=stored.name)
