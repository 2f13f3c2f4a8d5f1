"""The reminder itself: on the desktop where there is one, else a line for the next shell."""

from pathlib import Path

from valley import files
from valley.remind.system import System

FILE = "reminder.txt"
TITLE = "valley"
APPLESCRIPT = (
    "on run argv",
    "display notification (item 2 of argv) with title (item 1 of argv)",
    "end run",
)
# The texts come by the environment: nothing of them is read as PowerShell.
TOAST = """
$kind = [Windows.UI.Notifications.ToastTemplateType, Windows.UI.Notifications, ContentType=WindowsRuntime]::ToastText02
$toast = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType=WindowsRuntime]::GetTemplateContent($kind)
$texts = $toast.GetElementsByTagName('text')
$texts.Item(0).AppendChild($toast.CreateTextNode($env:VALLEY_TITLE)) | Out-Null
$texts.Item(1).AppendChild($toast.CreateTextNode($env:VALLEY_TEXT)) | Out-Null
$id = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe'
[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($id).Show([Windows.UI.Notifications.ToastNotification]::new($toast))
"""


def notify(text: str, journal: Path, system: System) -> None:
    """Show the text on the desktop, or leave it for the next shell.

    Raises:
        CannotWrite: There is no desktop, and the line could not be left either.
    """
    if not _on_the_desktop(text, system):
        files.write_whole(journal / FILE, f"{text}\n".encode())


def forget(journal: Path) -> None:
    """Take back what was left for the next shell."""
    files.remove(journal / FILE)


def snippet(journal: Path) -> str:
    """Return the line for a shell's start-up file that shows what was left, once."""
    import shlex

    left = shlex.quote(str(journal / FILE))
    return f"[ -s {left} ] && cat {left} && rm -f {left}"


def _on_the_desktop(text: str, system: System) -> bool:
    env = dict(system.env) | {"VALLEY_TITLE": TITLE, "VALLEY_TEXT": text}
    if system.platform == "darwin":
        script = [word for line in APPLESCRIPT for word in ("-e", line)]
        command = ["osascript", *script, TITLE, text]
    elif system.platform == "win32":
        command = ["powershell", "-NoProfile", "-NonInteractive", "-Command", TOAST]
    else:
        command = ["notify-send", "--app-name=valley", TITLE, text]
    if not system.has(command[0]):
        return False
    code, _ = system.start(command, b"", env)
    return code == 0
