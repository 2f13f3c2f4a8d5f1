"""Files that are no journal, told by how they begin: what each is, and what to do with it."""

from zipfile import BadZipFile, ZipFile

from valley.errors import InvalidInput
from valley.exchange.source import Source

ZIP = b"PK"
MOST_NAMES = 1000  # of an archive that are looked at
AS_CSV = "open it and save it as CSV UTF-8, then import that file"
AS_TEXT = "save it as plain text, or its table as CSV, then import that file"
UNPACK = "unpack it, then import what is in it"
AN_EXCEL_WORKBOOK = f"is an Excel workbook: {AS_CSV}"

# How a file begins, after space; what it is and what to do.
BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", AN_EXCEL_WORKBOOK.replace("is an", "is an older")),
    (b"%PDF", f"is a PDF: {AS_TEXT}"),
    (b"{\\rtf", f"is a rich text document: {AS_TEXT}"),
    (b"<!doctype html", f"is a web page, as some programs save a table under .xls: {AS_CSV}"),
    (b"<html", f"is a web page, as some programs save a table under .xls: {AS_CSV}"),
    (b"<table", f"is a web page, as some programs save a table under .xls: {AS_CSV}"),
    (b"<?xml", "is XML: export the entries as CSV, JSON or Markdown instead"),
    (b"BEGIN:VCALENDAR", "is a calendar, which valley writes and does not read: export it as CSV"),
    (b"BEGIN:VCARD", "is a list of contacts; there are no entries in it"),
    (b"SQLite format 3\x00", "is a database: export its entries as CSV or JSON from its program"),
    (b"bplist00", "is a property list: export the entries as JSON or text from its program"),
    (b"\x1f\x8b", f"is packed by gzip: {UNPACK}"),
    (b"7z\xbc\xaf\x27\x1c", f"is a 7-Zip archive: {UNPACK}"),
    (b"Rar!\x1a\x07", f"is a RAR archive: {UNPACK}"),
    (b"BZh", f"is packed by bzip2: {UNPACK}"),
    (b"\xfd7zXZ\x00", f"is packed by xz: {UNPACK}"),
    (b"\x89PNG", "is a picture; there are no entries in it"),
    (b"\xff\xd8\xff", "is a picture; there are no entries in it"),
    (b"-----BEGIN PGP MESSAGE", "is encrypted by GnuPG: gpg --output journal.txt --decrypt FILE"),
    (b"\x85\x02", "is encrypted by GnuPG: gpg --output journal.txt --decrypt FILE"),
    (b"\x8c\x0d\x04", "is encrypted by GnuPG: gpg --output journal.txt --decrypt FILE"),
    (b"age-encryption.org/", "is encrypted by age: age --decrypt --output journal.txt FILE"),
    (b"-----BEGIN AGE", "is encrypted by age: age --decrypt --output journal.txt FILE"),
    (b"Salted__", "is encrypted by OpenSSL: openssl enc -d with the options it was made with"),
    (b"VimCrypt~", "is encrypted by Vim: open it there, and :set key= before you save it"),
    (b"$ANSIBLE_VAULT", "is encrypted by Ansible: ansible-vault decrypt FILE"),
    (b"valley-sealed ", "is sealed by valley: VALLEY_HOME=… valley export --format json FILE"),
)
# Members that show what an archive is.
MEMBERS: tuple[tuple[str, str], ...] = (
    ("xl/", AN_EXCEL_WORKBOOK),
    ("word/", f"is a Word document: {AS_TEXT}"),
    ("ppt/", f"is a presentation: {AS_TEXT}"),
    ("Index/Document.iwa", f"is a document of Apple's: {AS_CSV}"),
    ("Index.zip", f"is a document of Apple's: {AS_CSV}"),
)
OPEN_DOCUMENT = "mimetypeapplication/vnd.oasis.opendocument"
# A journal that jrnl has encrypted: a Fernet token.
FERNET = b"gAAAAA"
FERNET_LENGTH = 66


def refuse(source: Source) -> None:
    """Make sure that a file is none of those that are known to be something else.

    Raises:
        InvalidInput: It is one; the message says what to do.
    """
    begins = source.head.lstrip(b" \t\r\n\xef\xbb\xbf")
    what = next((says for sign, says in BEGINNINGS if _begins(begins, sign)), "")
    if _is_fernet(begins):
        what = "is encrypted by jrnl: jrnl --format json --file journal.json"
    if source.head.startswith(ZIP):
        what = _archive(source)
    if what:
        raise InvalidInput(
            f"{source.name} {what.replace('FILE', source.name)}. Nothing was imported."
        )


def _begins(data: bytes, sign: bytes) -> bool:
    """Return whether a file begins so; letters in any case where they are those of a web page."""
    return data[: len(sign)].lower() == sign if sign[:1] == b"<" else data.startswith(sign)


def _is_fernet(data: bytes) -> bool:
    token = data.split(maxsplit=1)[:1]
    return bool(token) and token[0].startswith(FERNET) and len(token[0]) >= FERNET_LENGTH


def _archive(source: Source) -> str:
    """Return what an archive is, where it is no export of Day One's."""
    try:
        names = [one.filename for one in ZipFile(source.file).infolist()[:MOST_NAMES]]
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return ""  # told when it is read
    if OPEN_DOCUMENT.encode() in source.head[:120]:
        return f"is an OpenDocument file: {AS_CSV}"
    return next((says for member, says in MEMBERS for name in names if name.startswith(member)), "")
