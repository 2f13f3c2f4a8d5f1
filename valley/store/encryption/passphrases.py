"""Where the passphrase of an encrypted journal comes from, and the keyring that spares it.

In this order: `VALLEY_PASSPHRASE`, the setting `passphrase_command`, the keyring of the operating
system (the extra `keyring`; it holds the data key, not the passphrase), a prompt in a terminal.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from valley.errors import WrongPassphrase
from valley.store.encryption.key_file import KeyFile
from valley.store.encryption.sealed_file import KEY_BYTES, Key

VARIABLE = "VALLEY_PASSPHRASE"
NEW_VARIABLE = "VALLEY_NEW_PASSPHRASE"
SERVICE = "valley"
TRIES = 3
PATIENCE = 10.0  # seconds for a keyring that hangs; a person may be asked to unlock it

Ask = Callable[[str], str]
Tell = Callable[[str], None]


class Unlocker:
    """Opens key files by whatever passphrase is at hand.

    Args:
        command: Gives the setting `passphrase_command`; it is looked up only when needed.
        ask: Asks for a passphrase in a terminal; None where nobody is there.
        tell: Says something to the person.
        keyring: Whether to look into the keyring, and to keep the key there.
    """

    def __init__(
        self,
        *,
        command: Callable[[], str] = str,
        ask: Ask | None = None,
        tell: Tell | None = None,
        keyring: bool = True,
    ) -> None:
        self._command = command
        self._ask = ask
        self._tell: Tell = tell or (lambda _: None)
        self._keyring = keyring

    def __call__(self, root: Path, key_file: KeyFile) -> Key:
        """Open the key file of a journal.

        Raises:
            WrongPassphrase: There is no passphrase, or it does not open the journal.
        """
        if given := self.given():
            source, passphrase = given
            try:
                return key_file.unwrap(passphrase)
            except WrongPassphrase as error:
                raise WrongPassphrase(
                    f"The passphrase from {source} does not open the journal in {root};"
                    " nothing was changed."
                ) from error
        if self._keyring and (key := recall(key_file.key_id)):
            return key
        if self._ask is None:
            raise WrongPassphrase(
                f"The journal in {root} is encrypted and there is no passphrase at hand;"
                f" set {VARIABLE}, or the setting passphrase_command, or run it in a terminal."
            )
        return self._asked(self._ask, root, key_file)

    def given(self) -> tuple[str, str] | None:
        """Return the passphrase that needs nobody to type it, and where it comes from."""
        if passphrase := os.environ.get(VARIABLE):
            return VARIABLE, passphrase
        if command := self._command().strip():
            passphrase = self._printed_by(command)
            return ("passphrase_command", passphrase) if passphrase else None
        return None

    def given_new(self) -> str | None:
        """Return the new passphrase that needs nobody to type it."""
        return os.environ.get(NEW_VARIABLE) or None

    def is_automatic(self) -> bool:
        """Return whether the journal is opened without anybody typing, keyring aside."""
        return bool(os.environ.get(VARIABLE) or self._command().strip())

    def _asked(self, ask: Ask, root: Path, key_file: KeyFile) -> Key:
        for left in reversed(range(TRIES)):
            try:
                key = key_file.unwrap(ask(f"Passphrase of the journal in {root}:"))
            except WrongPassphrase:
                if left:
                    self._tell("That is not it; try again.")
                continue
            if self._keyring and keep(key):
                self._tell("The keyring of this machine keeps the key; valley lock forgets it.")
            return key
        raise WrongPassphrase(
            f"The passphrase does not open the journal in {root}; nothing was changed."
        )

    def _printed_by(self, command: str) -> str:
        """Run the command and return the first line it prints; none where it fails."""
        # 8 ms that only an encrypted journal pays
        from valley.store.encryption.passphrase_command import CommandFailed, first_line

        try:
            return first_line(command).decode("utf-8", "surrogateescape")
        except CommandFailed as error:
            self._tell(f"passphrase_command {error}.")
            return ""


def recall(key_id: str) -> Key | None:
    """Return the key that the keyring keeps; none where it has none, or fails, or hangs."""
    kept = _with_keyring(lambda ring: ring.get_password(SERVICE, key_id))
    with suppress(ValueError, TypeError):
        key = Key(bytes.fromhex(kept))
        if len(key.secret) == KEY_BYTES and key.id == key_id:
            return key
    return None


def keep(key: Key) -> bool:
    """Put a key in the keyring; return whether it is there now."""

    def put(ring: Any) -> bool:
        ring.set_password(SERVICE, key.id, key.secret.hex())
        return bool(ring.get_password(SERVICE, key.id) == key.secret.hex())

    return bool(_with_keyring(put))


def forget(key_id: str) -> bool:
    """Take a key out of the keyring; return whether it was there."""

    def drop(ring: Any) -> bool:
        if ring.get_password(SERVICE, key_id) is None:
            return False
        ring.delete_password(SERVICE, key_id)
        return True

    return bool(_with_keyring(drop))


def _with_keyring(do: Callable[[Any], Any]) -> Any:
    """Do something with the keyring; None where there is none, or it fails, or it hangs.

    It runs beside, so that a service that never answers holds nobody up for long.
    """
    from threading import Thread

    done: list[Any] = []

    def run() -> None:
        try:
            import keyring  # 60 to 200 ms; only for an encrypted journal without a passphrase

            done.append(do(keyring))
        except Exception:  # noqa: BLE001  # back ends raise whatever they like; the prompt comes
            return

    beside = Thread(target=run, daemon=True)
    beside.start()
    beside.join(PATIENCE)
    return done[0] if done else None
