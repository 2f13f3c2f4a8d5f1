"""`valley encrypt`, `decrypt`, `passphrase`, `lock`: the whole journal under one passphrase."""

import typer

from valley.cli.options import Yes
from valley.cli.output import Output, run_of
from valley.errors import DamagedJournal, InvalidInput, ValleyError, WrongPassphrase
from valley.session import Session
from valley.ui import encryption as ui
from valley.ui.sentences import things

app = typer.Typer()

NEEDS_YES = "nobody is here to be asked; if you want that, give --yes"


@app.command(
    epilog="valley encrypt; unattended: VALLEY_PASSPHRASE='four or more words' valley encrypt"
)
def encrypt(ctx: typer.Context, yes: Yes = False) -> None:
    """Put the whole journal under a passphrase; nobody can reset it."""
    session, out = run_of(ctx)
    clear = session.journal.encryption.left_clear()
    if session.journal.is_encrypted:
        _put_right(session, out, yes=yes)
        return
    out.tell(ui.BEFORE)
    if clear:
        out.tell(ui.stays_clear(clear))
    if session.settings.away or session.settings.chosen:
        out.tell(ui.SETTINGS_STAY)
    if not out.goes_on("Encrypt it?", yes=yes):
        return
    chosen = _new_passphrase(session, out)
    with out.waiting(ui.ENCRYPTING, sealed=False):
        count = session.journal.encryption.encrypt(chosen)
    out.tell(f"Encrypted: {things(count, 'file', 'files')}. {ui.AFTER}")


@app.command(epilog="valley decrypt; unattended: VALLEY_PASSPHRASE=… valley decrypt")
def decrypt(ctx: typer.Context, yes: Yes = False) -> None:
    """Bring the whole journal back to files that anybody can read."""
    session, out = run_of(ctx)
    upkeep = session.journal.encryption.inspect(to_decrypt=True)
    if upkeep.is_needed:
        raise DamagedJournal(f"{ui.upkeep(upkeep)} Nothing was decrypted; first: valley encrypt")
    if not out.goes_on("Decrypt it? Whoever reads the disk can then read it.", yes=yes):
        return
    with out.waiting(ui.DECRYPTING, sealed=True):
        count, left_sealed = session.journal.encryption.decrypt()
    out.tell(f"Decrypted: {things(count, 'file', 'files')}.")
    if left_sealed:
        out.tell(ui.left_sealed(left_sealed))


@app.command(
    epilog="valley passphrase; unattended: VALLEY_PASSPHRASE=… VALLEY_NEW_PASSPHRASE=… valley passphrase"
)
def passphrase(ctx: typer.Context) -> None:
    """Change the passphrase."""
    session, out = run_of(ctx)
    unlocker = session.unlocker(keyring=False)

    def new() -> str:
        told = "There is no new passphrase; set VALLEY_NEW_PASSPHRASE, or run it in a terminal."
        return unlocker.given_new() or _asked_twice(session, out, InvalidInput(told))

    session.journal.encryption.change_passphrase(unlocker, new)
    out.tell(ui.CHANGED)


@app.command(epilog="valley lock; the next command asks for the passphrase again")
def lock(ctx: typer.Context) -> None:
    """Let the keyring of this machine forget the key."""
    session, out = run_of(ctx)
    known = session.journal.encryption.forget_key()
    out.tell("Forgotten by the keyring." if known else "The keyring knew nothing of it.")
    if session.unlocker().is_automatic():
        out.tell("VALLEY_PASSPHRASE or passphrase_command still open it.")


def _put_right(session: Session, out: Output, *, yes: bool) -> None:
    """Seal what lies in clear in an encrypted journal, and accept volumes put there by hand."""
    upkeep = session.journal.encryption.inspect()
    if not upkeep.is_needed:
        out.tell("The journal is encrypted, and all of it is sealed.")
        return
    out.tell(ui.upkeep(upkeep))
    if not yes and not session.is_terminal:
        raise InvalidInput(f"Nothing was changed: {NEEDS_YES}.")
    if not out.goes_on(ui.PUT_RIGHT, yes=yes):
        return
    session.journal.encryption.put_right()
    out.tell("Done: all of it is sealed, and the volumes are taken as they are.")


def _new_passphrase(session: Session, out: Output) -> str:
    """Get the passphrase for a journal that has none yet.

    Raises:
        WrongPassphrase: There is none at hand, and nobody to ask.
    """
    unlocker = session.unlocker()
    if given := unlocker.given():
        return given[1]
    told = (
        "There is no passphrase at hand, so nothing was changed; set VALLEY_PASSPHRASE,"
        " or the setting passphrase_command, or run it in a terminal."
    )
    return unlocker.given_new() or _asked_twice(session, out, WrongPassphrase(told))


def _asked_twice(session: Session, out: Output, missing: ValleyError) -> str:
    """Ask for a new passphrase until it is long enough and was typed twice alike.

    Raises:
        ValleyError: The one that is given: nobody is here to be asked.
    """
    if not session.is_terminal:
        raise missing
    check_new = session.journal.encryption.check_new
    while True:
        try:
            first = check_new(session.ask_secret("New passphrase:"))
        except InvalidInput as error:
            out.tell(str(error))
            continue
        if session.ask_secret("The same again:") == first:
            return first
        out.tell("The two are not the same; once more.")
