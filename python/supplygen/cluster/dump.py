"""A dump whose parts the workers write, each into its own place, which all of them must see."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from supplygen.cluster.tasks import PartTasks
from supplygen.cluster.workers import ClusterWorkers
from supplygen.config import Settings
from supplygen.errors import FilesUnavailableError
from supplygen.load.dump import PartsDump
from supplygen.load.source import RowSource
from supplygen.progress import Reporter
from supplygen.sinks.files.formats import file_format
from supplygen.sinks.files.naming import FormatName
from supplygen.sinks.files.place import Directory
from supplygen.sinks.files.places import place_of
from supplygen.sinks.writer import unheard


@dataclass(frozen=True, slots=True)
class DumpJob:
    """Writes parts of a dump."""

    settings: Settings
    out: str
    """A place that is the same for all: an absolute path, or a URL."""
    form: FormatName

    def make(self, source: RowSource, number: int) -> None:
        """Write a part, unless it is whole there."""
        dumped = self.dump(number)
        if dumped.due():
            dumped.write(source, number, unheard)

    def dump(self, number: int | None = None) -> PartsDump:
        """Return the dump of a part, or of all."""
        return PartsDump(self.settings, place_of(self.out), file_format(self.form), number)


def dump_parts(workers: ClusterWorkers, source: RowSource, out: str, form: FormatName, progress: Reporter) -> int:
    """Have the parts written that are not there; return how many there are in all, which the rows say if nobody has."""
    is_directory = isinstance(place_of(out), Directory)
    job = DumpJob(workers.settings, str(Path(out).absolute()) if is_directory else out, form)
    if job.settings.parts and not job.dump().due():
        return job.settings.parts
    workers.prepare()
    source.prepare(progress)
    job = replace(job, settings=_cut(workers.cut(sum(source.row_counts.values()))))
    source.cut(job.settings.parts)
    due = job.dump().due()
    if is_directory:
        _insist_on_one_place(workers, job.out)
    rows = {number: sum(count or 0 for count in source.leaves([number]).values()) for number in due}
    made = PartTasks(workers.client, job, workers.count).run(due)
    with progress.phase("write", sum(rows.values())) as phase, closing(made):
        for number in made:
            if number is not None:
                phase.advance(rows[number])
    return job.settings.parts


def _cut(settings: Settings) -> Settings:
    """Only a dump of several parts has places in which one that was broken off is made again."""
    return replace(settings, parts=max(2, settings.parts))


def _insist_on_one_place(workers: ClusterWorkers, out: str) -> None:
    for worker, is_there in workers.client.run(os.path.isdir, out).items():
        if not is_there:
            raise FilesUnavailableError(f"worker {worker} does not see {out}: name a directory that all of them share")
