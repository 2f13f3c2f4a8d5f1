"""`valley encrypt`, `decrypt`, `passphrase`, `lock`: the whole journal under one passphrase."""

import os
from typing import TYPE_CHECKING

import typer

from valley.cli.options import Yes
from valley.cli.output import Output, run_of
from valley.errors import DamagedJournal, InvalidInput, WrongPassphrase
from valley.session import Session
from valley.ui import privacy as ui
from valley.ui.sentences import things

if TYPE_CHECKING:
    from valley.store.folder import Folder
    from valley.store.private import Upkeep
    from valley.store.seal import Key

app = typer.Typer()

NEEDS_YES = "nobody is here to be asked; if you want that, give --yes"


@app.command(
    epilog="valley encrypt; unattended: VALLEY_PASSPHRASE='four or more words' valley encrypt"
)
def encrypt(ctx: typer.Context, yes: Yes = False) -> None:
    """Put the whole journal under a passphrase; nobody can reset it."""
    session, out = run_of(ctx)
    from valley.store import private, seal

    seal.require()
    folder = session.journal.folder
    if folder.safe.is_encrypted:
        _put_right(session, out, folder, yes=yes)
        return
    out.tell(ui.BEFORE)
    if clear := private.left_clear(folder):
        out.tell(ui.stays_clear(clear))
    if session.settings.away or session.settings.chosen:
        out.tell(ui.SETTINGS_STAY)
    if session.is_terminal and not yes and not out.confirm("Encrypt it?", default=False):
        out.tell("Nothing was changed.")
        return
    count = private.encrypt(folder, _new_passphrase(session, out))
    out.tell(f"Encrypted: {things(count, 'file', 'files')}. {ui.AFTER}")


@app.command(epilog="valley decrypt; unattended: VALLEY_PASSPHRASE=… valley decrypt")
def decrypt(ctx: typer.Context, yes: Yes = False) -> None:
    """Bring the whole journal back to files that anybody can read."""
    session, out = run_of(ctx)
    from valley.store import passphrases, private, turn

    folder = session.journal.folder
    if not turn.is_decrypt(folder.root):  # one that was cut off has been looked at before
        upkeep = private.inspect(folder)
        if upkeep.is_needed:
            raise DamagedJournal(
                f"{ui.upkeep(upkeep)} Nothing was decrypted; first: valley encrypt"
            )
    question = "Decrypt it? Whoever reads the disk can then read it."
    if session.is_terminal and not yes and not out.confirm(question, default=False):
        out.tell("Nothing was changed.")
        return
    done = private.decrypt(folder)
    passphrases.forget(done.key_id)
    out.tell(f"Decrypted: {things(done.count, 'file', 'files')}.")
    if done.left_sealed:
        out.tell(ui.left_sealed(done.left_sealed))


@app.command(
    epilog="valley passphrase; unattended: VALLEY_PASSPHRASE=… VALLEY_NEW_PASSPHRASE=… valley passphrase"
)
def passphrase(ctx: typer.Context) -> None:
    """Change the passphrase."""
    session, out = run_of(ctx)
    from valley.store import passphrases, private

    folder = session.journal.folder
    key = _key_by_passphrase(session, folder)
    new = os.environ.get(passphrases.NEW_VARIABLE) or None
    if new is None and not session.is_terminal:
        raise InvalidInput(
            f"There is no new passphrase; set {passphrases.NEW_VARIABLE}, or run it in a terminal."
        )
    private.change_passphrase(folder, key, new or _asked_twice(session, out))
    out.tell(ui.CHANGED)


@app.command(epilog="valley lock; the next command asks for the passphrase again")
def lock(ctx: typer.Context) -> None:
    """Let the keyring of this machine forget the key."""
    session, out = run_of(ctx)
    from valley.store import keyfile, passphrases

    folder = session.journal.folder
    if not folder.safe.is_encrypted:
        raise InvalidInput(f"The journal in {session.home} is not encrypted; see: valley encrypt")
    key_file = keyfile.parse(folder.raw(keyfile.FILE), folder.path(keyfile.FILE))
    known = passphrases.forget(key_file.key_id)
    out.tell("Forgotten by the keyring." if known else "The keyring knew nothing of it.")
    if os.environ.get(passphrases.VARIABLE) or session.settings.values["passphrase_command"]:
        out.tell(f"{passphrases.VARIABLE} or passphrase_command still open it.")


def _put_right(session: Session, out: Output, folder: "Folder", *, yes: bool) -> None:
    """Seal what lies in clear in an encrypted journal, and accept volumes put there by hand."""
    from valley.store import private

    upkeep: Upkeep = private.inspect(folder)
    if not upkeep.is_needed:
        out.tell("The journal is encrypted, and all of it is sealed.")
        return
    out.tell(ui.upkeep(upkeep))
    if not yes and not session.is_terminal:
        raise InvalidInput(f"Nothing was changed: {NEEDS_YES}.")
    if not yes and not out.confirm(ui.PUT_RIGHT, default=False):
        out.tell("Nothing was changed.")
        return
    private.put_right(folder)
    out.tell("Done: all of it is sealed, and the volumes are taken as they are.")


def _new_passphrase(session: Session, out: Output) -> str:
    """Get the passphrase for a journal that has none yet.

    Raises:
        WrongPassphrase: There is none at hand, and nobody to ask.
    """
    from valley.store import passphrases

    if given := session.unlocker().given():
        return given[1]
    if new := os.environ.get(passphrases.NEW_VARIABLE):
        return new
    if not session.is_terminal:
        raise WrongPassphrase(
            f"There is no passphrase at hand, so nothing was changed; set {passphrases.VARIABLE},"
            " or the setting passphrase_command, or run it in a terminal."
        )
    return _asked_twice(session, out)


def _asked_twice(session: Session, out: Output) -> str:
    """Ask for a new passphrase until it is long enough and was typed twice alike."""
    from valley.store import keyfile

    while True:
        try:
            first = keyfile.check_new(session.ask_secret("New passphrase:"))
        except InvalidInput as error:
            out.tell(str(error))
            continue
        if session.ask_secret("The same again:") == first:
            return first
        out.tell("The two are not the same; once more.")


def _key_by_passphrase(session: Session, folder: "Folder") -> "Key":
    """Open the journal by its passphrase: what the keyring knows is not enough to change it.

    Raises:
        InvalidInput: The journal is not encrypted.
        WrongPassphrase: There is no passphrase, or it does not open the journal.
    """
    from valley.store import keyfile

    if not folder.safe.is_encrypted:
        raise InvalidInput(f"The journal in {session.home} is not encrypted; see: valley encrypt")
    key_file = keyfile.parse(folder.raw(keyfile.FILE), folder.path(keyfile.FILE))
    key = session.unlocker(keyring=False)(session.home, key_file)
    folder.safe.trust(key)
    return key
