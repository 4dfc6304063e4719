"""One source's files into the archive of a practice, at one instant.

Takes an opened source and decides what of it is new; bytes first, then what is told of them, and
only then what settings want done at the source. A source that fails is noted and costs its own
files. Refuses a list of dates that is meant for other files.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.practice import Practice, RemoteSource
from pipeline.resources.archived_bytes import lock_in_place
from pipeline.resources.landing_report import LandingReport
from pipeline.resources.picking_up import Copy, Fetched, clear, fetch_all, tidy
from pipeline.resources.reaching import Reaching
from pipeline.resources.received import Received
from pipeline.resources.settling import Judge, Settling, TakesAll, key_of
from pipeline.resources.sidecars import Sidecars, delivery_of, pick_up
from pipeline.resources.source_looks import is_first_look, look_of, note_first_look, note_look
from pipeline.resources.source_problems import SourceError
from pipeline.resources.sources import SourceFile, Store, opened
from pipeline.resources.whole_files import put_in_place, replace_texts, sync_folder

ARRIVING = ".arriving"


class Collection:
    """Files of one practice on their way into the archive, at one instant."""

    def __init__(
        self,
        root: Path,
        practice: Practice,
        sidecars: Sidecars,
        now: dt.datetime,
        received: Received,
        reaching: Reaching,
    ) -> None:
        """Start with what was picked up so far; ``root`` is the practice's archive."""
        self._root, self._practice, self._sidecars = root, practice, sidecars
        self._now, self._received, self._reaching = now, received, reaching
        self._known = sidecars.pick_ups()
        self._turned_away: set[SourceFile] = set()

    def from_source(self, source: RemoteSource, settling: Settling) -> LandingReport:
        """Collect from one source, and note what the look came to.

        A first look that broke off or found a folder closed is none: what it left has piled up
        too. Nor is one that found an empty inbox: its history may still come. It goes on while
        files are left because somebody still writes them.
        """
        is_first = is_first_look(self._root, settling.source, self._now)
        if is_first:
            self._received = replace(self._received, basis="history")
        told, code, count = LandingReport(), "", 0
        try:
            with opened(source, self._practice.folder, self._reaching) as store:
                listing = self._reaching.attempt(store.listed)
                count = len(listing.files)
                self.assert_dates_are_of(listing.files)
                told, fetched = self.take(store, listing.files, settling)
                for copy in fetched.copies:
                    settling.noted.pop(key_of(copy.file), None)
                code = _code(fetched)
                if not fetched.problem:
                    # Before anything goes there: emptied, it looks as if nothing ever came.
                    if is_first and not listing.closed:
                        self._note_first(settling.source, told)
                    told, code = self._tidied(store, listing.files, told, fetched)
                    code = "folder_refused" if listing.closed else code
        except SourceError as error:
            code = error.code
        look = replace(
            look_of(self._practice, source, self._now, code),
            file_count=count,
            new_count=told.new_count + told.repeat_count,
            waiting_count=told.under_way_count,
        )
        note_look(self._root, look)
        return replace(told, source_count=1, failed_source_count=int(bool(code)))

    def _note_first(self, source: str, told: LandingReport) -> None:
        here = told.new_count + told.repeat_count + told.seen_count
        note_first_look(self._root, source, self._now, here, told.under_way_count)

    def take(
        self, store: Store, files: Sequence[SourceFile], judge: Judge
    ) -> tuple[LandingReport, Fetched]:
        """Land what is new among a source's files."""
        whole = [file for file in files if file.is_whole]
        fresh = self._fresh(whole)
        ready = [file for file in fresh if judge.may_fetch(store, file)]
        fetched = self._fetched(store, ready, judge)
        new_bytes, turned_away = self._keep(fetched.copies)
        clear(self._root / ARRIVING)
        waiting = len(files) - len(whole) + len(fresh) - len(ready) + fetched.changed
        report = LandingReport(
            new_count=len(new_bytes),
            repeat_count=len(fetched.copies) - len(new_bytes) - turned_away,
            seen_count=len(whole) - len(fresh) + turned_away,
            under_way_count=waiting,
            opened_count=fetched.opened_count,
            byte_count=sum(new_bytes),
        )
        return report, fetched

    def assert_dates_are_of(self, files: Sequence[SourceFile]) -> None:
        """Refuse a list of dates that names none of the files to bring in."""
        fresh = self._fresh([file for file in files if file.is_whole])
        self._received.assert_names_some_of([(file.url, file.name) for file in fresh])

    def _fresh(self, files: Sequence[SourceFile]) -> list[SourceFile]:
        return [file for file in files if pick_up(self._practice, file) not in self._known]

    def _fetched(self, store: Store, files: Sequence[SourceFile], judge: Judge) -> Fetched:
        if not files:
            return Fetched()
        arriving = self._root / ARRIVING
        clear(arriving)
        arriving.mkdir(mode=0o700, parents=True)
        return fetch_all(store, files, arriving, judge, self._reaching)

    def _keep(self, copies: Sequence[Copy]) -> tuple[list[int], int]:
        """Put copies into the archive with what is told of each.

        Returns:
            The sizes of new ones, and how many were turned away: they were forgotten before.
        """
        if not copies:
            return [], 0
        sizes = {copy.path: copy.path.stat().st_size for copy in copies}
        halves = self._archived(copies)
        new_bytes, touched, turned_away = list[int](), set[Path](), 0
        for copy in copies:
            path = halves[copy.path]
            if self._sidecars.forgotten.turns_away(path, pick_up(self._practice, copy.file)):
                turned_away += 1
                self._turned_away.add(copy.file)
                continue
            sidecar = path.with_name(f"{path.name}.json")
            told = delivery_of(self._practice, copy, self._now, self._received)
            if self._sidecars.add(sidecar, sizes[copy.path], told):
                new_bytes.append(sizes[copy.path])
            touched.add(sidecar)
        # After the bytes: what a crash leaves without a sidecar is landed again.
        replace_texts({path: self._sidecars.text(path) for path in touched})
        if turned_away:
            self._sidecars.forgotten.save()
        self._known |= {pick_up(self._practice, copy.file) for copy in copies}
        return new_bytes, turned_away

    def _archived(self, copies: Sequence[Copy]) -> dict[Path, Path]:
        """Move copies, locked where there is a key, to the places their hashes give them."""
        halves = {copy.path: _place(self._root, copy.path) for copy in copies}
        for path, target in halves.items():
            lock_in_place(path, self._sidecars.lock_key)
            path.chmod(0o400)
            target.parent.mkdir(mode=0o700, exist_ok=True)
        put_in_place(halves)
        # The folders themselves are new too: their names must be as durable as what lies in them.
        sync_folder(self._root)
        return halves

    def _tidied(
        self, store: Store, files: Sequence[SourceFile], told: LandingReport, fetched: Fetched
    ) -> tuple[LandingReport, str]:
        """Do at the source what settings say with what is safely here; return what is wrong.

        What was picked up by an earlier run and is still there is compared byte by byte first: a
        new file may have the name, the size and the second of an old one.
        """
        code = _code(fetched)
        if store.source.after_pickup == "keep":
            return told, code
        here = {copy.file for copy in fetched.copies}
        left = [
            file
            for file in files
            if file.is_whole and file not in here and pick_up(self._practice, file) in self._known
        ]
        again = self._fetched(store, left, TakesAll())
        other = [copy for copy in again.copies if not self._is_here(copy)]
        new_bytes, _ = self._keep(other)
        clear(self._root / ARRIVING)
        told += LandingReport(new_count=len(new_bytes), byte_count=sum(new_bytes))
        # What was forgotten is not here, so it is not ours to delete.
        here = (here | {copy.file for copy in again.copies}) - self._turned_away
        code = code or _code(again)
        return told, "not_tidied" if tidy(store, sorted(here, key=_by_name)) else code

    def _is_here(self, copy: Copy) -> bool:
        target = _place(self._root, copy.path)
        return target.exists() and target.with_name(f"{target.name}.json") in self._sidecars.notes


def _code(fetched: Fetched) -> str:
    if fetched.problem:
        return fetched.problem.code
    return "file_refused" if fetched.refused else ""


def _by_name(file: SourceFile) -> str:
    return file.name


def _place(root: Path, copy: Path) -> Path:
    with copy.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return root / sha256[:2] / sha256
