"""From bytes to text: UTF-8, UTF-16 and UTF-32 with their marks, and Windows-1252.

Every line break comes out as ``\\n``; offsets in an audit count code points of that normalised text.
"""

import codecs
import re
from itertools import pairwise

from auditor.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})""", re.IGNORECASE)
# Python also calls "idna" or "unicode_escape" encodings; a page must not choose those.
_PAGE_CODECS = re.compile(r"ascii|big5|cp\d|euc|gb|iso8859|koi8|mac|shift|utf-(?:8|16|32)")
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_WORD = re.compile(r"[^\W\d_]+")
_ONE_LETTER_WORDS = frozenset("ÀÁÂÄÅÆÈÉÊÍÓÖØÚÜàáâäåæèéêíóöøúüªµº")


def normalise(text: str) -> str:
    """Return ``text`` with ``\\n`` for every line break, without byte-order mark and lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text


def decode(data: bytes, name: str, charset: str | None = None) -> str:
    """Return the normalised text of ``data``, strictly.

    ``charset`` is a declared encoding, believed when the bytes fit it.  Raises ``InputError``, naming the
    input ``name``, for binary data and for bytes that are neither UTF-8 nor plausible Windows-1252.
    """
    text = _marked(data, name)
    if text is None:
        _refuse_binary(data, name)
        text = _declared(data, charset)
    if text is None:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            text = _western(data)
            if text is None:
                raise InputError(
                    f"{name} is not readable text: byte 0x{data[error.start]:02X} at offset {error.start} "
                    "fits neither UTF-8 nor Windows-1252."
                ) from None
    return _checked(text, name)


def decode_page(data: bytes, name: str, charset: str | None = None) -> str:
    """Return the normalised source of a web page, as leniently as browsers do.

    The encoding is a mark's, else ``charset`` (of the HTTP header), else the page's own declaration, else
    UTF-8 or Windows-1252; single bytes that do not fit are replaced by U+FFFD.  Raises ``InputError`` for
    binary data.
    """
    text = _marked(data, name)
    if text is None:
        _refuse_binary(data, name)
        meta = _META_CHARSET.search(data[:4096])
        declared = charset or (meta[1].decode("ascii") if meta else None)
        text = _declared(data, declared)
    if text is None:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = _western(data) or data.decode("utf-8", "replace")
    return _checked(text, name)


def _marked(data: bytes, name: str) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise InputError(
                    f"{name} is not readable text: it begins with a mark of {encoding.upper()}, "
                    f"but is not valid after byte {error.start}."
                ) from None
    return None


def _declared(data: bytes, charset: str | None) -> str | None:
    """Decode by a declared encoding, or return None where it is unknown or does not fit."""
    try:
        codec = codecs.lookup(charset or "").name
        if not _PAGE_CODECS.match(codec):
            return None
        # What calls itself Latin-1 or ASCII on the web is Windows-1252.
        return data.decode("cp1252" if codec in ("ascii", "iso8859-1") else codec)
    except (LookupError, UnicodeError, ValueError):
        return None


def _western(data: bytes) -> str | None:
    """Return ``data`` read as Windows-1252, or None where that makes no sense.

    The library judges how messy the reading looks; it is lenient on single bytes, so broken UTF-8 and words
    that no Western language writes are turned away here.
    """
    from charset_normalizer import from_bytes

    lenient = data.decode("utf-8", "surrogateescape")
    broken = sum("\udc80" <= c <= "\udcff" for c in lenient)
    if sum(c > "\x7f" for c in lenient) - broken > broken:
        return None
    best = from_bytes(data, cp_isolation=["cp1252"]).best()
    if best is None:
        return None
    text = data.decode("cp1252")
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return None if sum(map(_is_implausible, words)) * 5 > len(words) else text


def _is_implausible(word: str) -> bool:
    if not any(c.isascii() for c in word):
        return len(word) > 1 or word not in _ONE_LETTER_WORDS
    return any(a.islower() and b.isupper() and not b.isascii() for a, b in pairwise(word))


def _refuse_binary(data: bytes, name: str) -> None:
    if b"\0" in data:
        raise InputError(f"{name} is not text but binary data.")


def _checked(text: str, name: str) -> str:
    if "\0" in text or len(_CONTROLS.findall(text)) * 100 > len(text):
        raise InputError(f"{name} is not text but binary data.")
    return normalise(text)
