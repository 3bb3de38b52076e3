"""Zip packages (.docx), read part by part with a limit on what each may inflate to.

What a part says of its size is not believed: reading stops at the limit whatever is declared.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from egqa.errors import NoText, UnsupportedFile

#: The most that one part may inflate to, and how many parts a package may hold.
MAX_PART = 64_000_000
MAX_PARTS = 20_000

_HINT = "Open it in Word or LibreOffice, save it anew as .docx or PDF, and add that."


class Package:
    """The parts of the zip file `name`, by their paths.

    Raises:
        UnsupportedFile: it is damaged, or holds more parts than any document does.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        if data.count(b"PK\x01\x02") > MAX_PARTS:
            raise UnsupportedFile(f"{name} holds too many parts to be a document.", hint=_HINT)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
            raise UnsupportedFile(
                f"{name} is a damaged Word file or zip archive: it is not whole.", hint=_HINT
            ) from error
        self._names = {one.filename.lower(): one for one in self._zip.infolist()}

    def read(self, path: str, *, limit: int = MAX_PART) -> bytes:
        """The bytes of the part at `path`; empty where there is none.

        Raises:
            UnsupportedFile: it is damaged or inflates to more than `limit`.
            NoText: it is encrypted.
        """
        part = self._names.get(path.lstrip("/").lower())
        if part is None:
            return b""
        if part.flag_bits & 0x1:
            raise NoText(
                f"{self.name} is encrypted with a password.",
                hint="Save it without the password, and add that.",
            )
        too_large = UnsupportedFile(
            f"{self.name} inflates to more than a document's size ({limit // 1_000_000} MB in "
            f"{part.filename}).",
            hint=_HINT,
        )
        if part.file_size > limit:
            raise too_large
        try:
            with self._zip.open(part) as opened:
                data = opened.read(limit + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise UnsupportedFile(f"{self.name} is damaged: {error}.", hint=_HINT) from error
        if len(data) > limit:
            raise too_large
        return data
