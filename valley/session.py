"""What a run knows: where it is, when, the settings, and the journal."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from valley import clock, dates, settings
from valley.errors import CannotWrite, NotFound, ValleyError
from valley.workdays import Workdays, local_day

if TYPE_CHECKING:
    from valley.accounts.book import Book
    from valley.due import Moment
    from valley.exchanged import Comment
    from valley.insight.days import Rules
    from valley.insight.streak import Standing
    from valley.journal import Journal
    from valley.model import Entry
    from valley.recognition import Recognition
    from valley.store.encryption.passphrases import Unlocker


SOME = 100  # entries that tell what is an account of a new one


def schema() -> int:
    """Return the schema of the volumes that this valley writes."""
    from valley.store.migrations import SCHEMA

    return SCHEMA


class Session:
    """What one run of valley knows: where, when, the settings, the journal. It has no output.

    Args:
        tell: Told what the person should know, as a setting that cannot be used.
        ask: Asks for what is not shown while it is typed.
        plain: Asked for on the command line; the environment and the settings ask too.
        silent: Nobody is to be asked.
    """

    def __init__(
        self,
        *,
        tell: Callable[[str], None],
        ask: Callable[[str], str],
        plain: bool = False,
        silent: bool = False,
    ) -> None:
        self.tell = tell
        self.ask_secret = ask
        self.may_ask = not silent  # for a passphrase, in a terminal or by a command
        self._plain = plain
        self._silent = silent

    @cached_property
    def home(self) -> Path:
        """The journal's folder.

        Raises:
            NotFound: Nothing tells where it is.
            CannotWrite: There cannot be one, or another user holds it.
        """
        chosen = os.environ.get("VALLEY_HOME")
        lost = NotFound("Nothing tells where your home is; set HOME, or VALLEY_HOME.")
        try:
            if chosen:
                return _usable(Path(chosen).expanduser(), "VALLEY_HOME")
            from platformdirs import user_data_path

            found = user_data_path("valley", appauthor=False)
        except RuntimeError as error:
            raise lost from error
        if not found.is_absolute():  # `~` stays as it is in other versions
            raise lost
        return _usable(found, "see VALLEY_HOME")

    @cached_property
    def settings(self) -> settings.Settings:
        """The settings; what is wrong in them is said once on stderr."""
        loaded = settings.load(self.home)
        for problem in loaded.problems:
            self.tell(problem)
        return loaded

    @cached_property
    def now(self) -> datetime:
        """The moment this run began."""
        return clock.now()

    @cached_property
    def today(self) -> date:
        """The day an entry written now belongs to."""
        return local_day(self.now, day_ends_at=self.settings.day_ends_at)

    @cached_property
    def workdays(self) -> Workdays:
        """The days that count; holidays that cannot be looked up are said once and left out."""
        chosen = self.settings
        try:
            return chosen.workdays()
        except ValleyError as error:
            self.tell(f"Public holidays are left out: {error}")
            return chosen.workdays(holidays=False)

    @property
    def moment(self) -> "Moment":
        """When a promise made now is made, which its day counts from."""
        from valley.due import Moment

        return Moment(self.now, self.today, self.workdays)

    @cached_property
    def journal(self) -> "Journal":
        """The journal, as of now."""
        from valley.journal import Journal

        return Journal(self.home, self.now, self.unlocker())

    @property
    def opened(self) -> "Journal | None":
        """The journal, where the run has looked into it."""
        return self.__dict__.get("journal")

    def unlocker(self, *, keyring: bool = True) -> "Unlocker":
        """Make what opens an encrypted journal."""
        from valley.store.encryption.passphrases import Unlocker

        return Unlocker(
            command=lambda: str(self.settings.values["passphrase_command"]) if self.may_ask else "",
            ask=self.ask_secret if self.may_ask and self.is_terminal else None,
            tell=self.tell,
            keyring=keyring,
        )

    @cached_property
    def recent(self) -> "list[Entry]":
        """The entries that guesses, examples and counts look at, newest first."""
        from valley.recognition import RECENT

        return list(self.journal.entries(first=self.today - RECENT))

    def start_afresh(self) -> None:
        """Forget what was read of the journal, which has changed since, and look at the clock."""
        for known in ("now", "recent", "recognition", "_commented"):
            self.__dict__.pop(known, None)
        self.journal.now = self.now

    @cached_property
    def recognition(self) -> "Recognition":
        """What reads reasons, knowing what this rep said and picked before."""
        from valley.recognition import Recognition

        return Recognition(self.journal, self.today)

    @cached_property
    def rules(self) -> "Rules":
        """Which days count, and when an entry is in time."""
        from valley.insight.days import Rules

        return Rules(self.workdays, self.settings.repair_days, self.settings.day_ends_at)

    def standing(self) -> "Standing":
        """Return where the streak stands, from as few years as settle it."""
        from valley.insight.streak import standing

        journal = self.journal
        return standing(journal.years(), journal.written, today=self.today, rules=self.rules)

    @property
    def derived(self) -> "Mapping[str, Callable[[Entry], Any]]":
        """What is shown of entries that does not stand in them, each by its name."""
        book = self.journal.book

        def accounts(entry: "Entry") -> list[str]:
            return [one.name for one in book.of(entry)]

        return {**self.rules.derived, "accounts": accounts}

    def record(self, entry: "Entry") -> dict[str, Any]:
        """Return an entry as its documented fields."""
        return next(self.records([entry]))

    def records(self, entries: "Iterable[Entry]") -> Iterator[dict[str, Any]]:
        """Yield entries as their documented fields."""
        from valley.insight.record import records

        return records(entries, {**self.derived, "comments": self._comments_of})

    def accounts_of(self, entry: "Entry") -> list[str]:
        """Return the accounts that an entry of these days is about, as the last ones tell."""
        from valley.accounts.book import texts_of

        return [one.name for one in self.book_of_days(texts_of(entry), entry.id).of(entry)]

    def book_of_days(
        self, said: list[str], place: str = "", entries: "Iterable[Entry]" = ()
    ) -> "Book":
        """Return the book of texts that are written now, of some entries, and of the last ones.

        That of the whole journal would cost a check-in more than it may.

        Args:
            said: The texts.
            place: The id of the entry they stand in, where it has one already.
            entries: Entries that may be older.
        """
        from valley.accounts.book import Book, texts_of
        from valley.kept import AccountName

        texts = {one.id: texts_of(one) for one in (*entries, *islice(self.recent, SOME))}
        return Book.of_texts((texts | {place: said}).items(), self.journal.kept(AccountName))

    def _comments_of(self, entry: "Entry") -> list[dict[str, Any]]:
        """Return what the mentor wrote of an entry, as JSON values."""
        from valley.insight.record import comments

        return comments(self._commented.get(entry.id, ()))

    @cached_property
    def _commented(self) -> "dict[str, list[Comment]]":
        """What the mentor wrote, by the id of the entry, the oldest first."""
        from valley.exchanged import Comment
        from valley.insight.mentor import by_entry

        return by_entry(self.journal.kept(Comment))

    def keep_setting(self, name: str, value: str, *, of_all_days: bool = False) -> None:
        """Set a setting from now on, or of all days.

        Raises:
            CannotWrite: The disk is full, or the folder is closed.
        """
        from valley import settings_file

        with self.journal.held():
            since = None if of_all_days else self.today
            settings_file.set_value(self.home, name, value, since)
        self.__dict__.pop("settings", None)

    def focus(self) -> str | None:
        """Return the focus of these days: this week's, from the last review, until the next one."""
        monday, _ = dates.week_of(self.today)
        for week in (self.today, monday - timedelta(days=1)):
            review = self.journal.review(dates.week_name(week))
            if review and review.focus:
                return review.focus
        return None

    @cached_property
    def plain(self) -> bool:
        """Whether to do without boxes, colour and redraw."""
        said = (os.environ.get(name, "").casefold() for name in ("VALLEY_PLAIN", "ACCESSIBLE"))
        asked = any(one not in {"", "0", "false", "no"} for one in said)
        if self._plain or asked or os.environ.get("TERM") == "dumb":
            return True
        try:
            return self.settings.plain
        except (ValleyError, OSError):  # pages of help are shown without a journal too
            return False

    @property
    def is_terminal(self) -> bool:
        """Whether somebody is there to answer."""
        return not self._silent and sys.stdin.isatty() and sys.stderr.isatty()


def _usable(home: Path, named: str) -> Path:
    """Return the folder of a journal, which need not be there yet.

    Raises:
        CannotWrite: It is none and cannot be, or may not be opened.
    """
    if not home.is_absolute():
        Path.cwd()  # which may be gone
    try:
        with suppress(FileNotFoundError), os.scandir(home):
            pass
    except OSError as error:
        why = f"The journal's folder {home} ({named}) cannot be used: {error.strerror}"
        if isinstance(error, PermissionError):
            why += f"; if a `sudo valley` made it, give it back: sudo chown -R $USER '{home}'"
        raise CannotWrite(f"{why}.") from error
    return home
