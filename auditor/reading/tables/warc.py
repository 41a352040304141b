"""Web archives (WARC), by warcio (extra ``corpus``): the pages that were captured."""

from collections.abc import Iterator
from typing import Any

from auditor.errors import AuditorError, InputError
from auditor.reading.interface import MAX_FILE_BYTES, Content
from auditor.reading.names import printable, shortened
from auditor.reading.records import Broken, Page, Record
from auditor.reading.tables.interface import Columns, Opener, Table, Told
from auditor.reading.tables.streams import broken_off, needs, reason_of

_WEB = ("text/html", "application/xhtml+xml")
_PLAIN = "text/plain"


def read_warc(table: Table, open_file: Opener, columns: Columns, told: Told) -> Iterator[Record]:
    """Yield the web pages of an archive, plain or gzip; a page's id is its address.

    Whatever else an archive holds is passed over: requests, pictures, answers other than 200, further captures that
    only refer to an earlier one.  Texts taken from pages (WET) are read too.  ``columns`` and ``told`` are not
    used: the format is fixed.
    """
    try:
        needs("warcio", table.name)
        with open_file(table.path) as file:
            yield from _records(file, table)
    except (AuditorError, OSError) as error:
        yield Broken(table.id, table.shown, reason_of(error, table.name))


def _records(file: Any, table: Table) -> Iterator[Record]:
    from warcio.archiveiterator import ArchiveIterator

    archive = iter(ArchiveIterator(file, check_digests=False))
    number = 0
    while True:
        try:
            captured = next(archive, None)
            if captured is None or captured.format == "arc":  # which any line of words can be taken for
                break
            number += 1
            record = _record(captured, table, number)
            left = getattr(captured.raw_stream, "limit", 0)
        except Exception as error:  # warcio trips over damage in many ways
            reason = error if isinstance(error, OSError | EOFError) else ValueError()
            raise broken_off(table.name, f"record {number}", reason) from None
        if record is not None and left and not isinstance(record, Broken):
            raise broken_off(table.name, f"record {number}", EOFError())
        if record is not None:
            yield record
    if number == 0:
        raise InputError(f"{table.name} is not a web archive.")


def _record(captured: Any, table: Table, number: int) -> Page | Broken | None:
    headers = captured.http_headers or captured.rec_headers
    media_type, _, parameters = (headers.get_header("Content-Type") or "").partition(";")
    media_type = media_type.strip().lower()
    if captured.rec_type == "response":
        status = captured.http_headers.get_statuscode() if captured.http_headers else ""
        wanted = status == "200" and media_type in _WEB
    else:
        wanted = captured.rec_type in ("resource", "conversion") and media_type in (*_WEB, _PLAIN)
    if not wanted:
        return None
    url = captured.rec_headers.get_header("WARC-Target-URI") or ""
    url = printable(url.strip("<>"))
    id = url or f"{table.id}:{number}"
    name = f"{table.name}, {shortened(url) or f'record {number}'}"
    data = _read(captured.content_stream())
    if data is None:
        reason = f"{name} is too large: an input may have {MAX_FILE_BYTES // 1_000_000} MB."
        return Broken(id, table.shown, reason)
    return Page(id, table.shown, Content(data, name, "", media_type, _charset(parameters), url or None))


def _read(stream: Any) -> bytes | None:
    parts, left = [], MAX_FILE_BYTES + 1
    while left > 0 and (part := stream.read(min(left, 1 << 16))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts) if left > 0 else None


def _charset(parameters: str) -> str | None:
    for parameter in parameters.split(";"):
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None
