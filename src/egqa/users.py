"""The user file: one `name:hash` a line, hashes by scrypt; standard library only.

A line is made by `egqa user NAME`. Blank lines and lines that begin with `#` are left out. What is
in the file is enough to check a password, never to recover it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from egqa.errors import BadUsers

_HINT = "Each line is NAME:HASH, as `egqa user NAME` prints it."
#: What OWASP advises where memory is short: 16 MB and a third of a second a guess.
_COST, _BLOCK, _PARALLEL = 2**14, 8, 5
_MAX_COST, _MAX_PARALLEL = 2**17, 16
_MIN_PASSWORD = 8


@dataclass(frozen=True, slots=True)
class Hash:
    """A password's scrypt hash with what it was made with."""

    cost: int
    block: int
    parallel: int
    salt: bytes
    digest: bytes

    def __str__(self) -> str:
        numbers = f"{self.cost}${self.block}${self.parallel}"
        return f"scrypt${numbers}${_encode(self.salt)}${_encode(self.digest)}"


def hash_password(password: str) -> Hash:
    """The hash of `password` under a salt of its own."""
    salt = secrets.token_bytes(16)
    return Hash(
        _COST, _BLOCK, _PARALLEL, salt, _digest(password, _COST, _BLOCK, _PARALLEL, salt, 32)
    )


def is_password(password: str, hashed: Hash) -> bool:
    """Whether `hashed` was made of `password`; takes as long where it was not."""
    made = _digest(
        password, hashed.cost, hashed.block, hashed.parallel, hashed.salt, len(hashed.digest)
    )
    return hmac.compare_digest(made, hashed.digest)


def check_user(users: Mapping[str, Hash], name: str, password: str) -> bool:
    """Whether `users` has one of that name and password; a name it has not takes as long."""
    known = users.get(name)
    return is_password(password, known or _NOBODY) and known is not None


def write_line(name: str, password: str) -> str:
    """The line of the user file for `name`.

    Raises:
        BadUsers: a name that cannot be one, or a password too short.
    """
    if not _is_name(name):
        raise BadUsers(
            f"{name!r} cannot be a user's name.",
            hint="A name has 1 to 64 characters, no colon, no line break, no space at its ends.",
        )
    if len(password) < _MIN_PASSWORD:
        raise BadUsers(
            "The password is too short.", hint=f"It must have {_MIN_PASSWORD} characters or more."
        )
    return f"{name}:{hash_password(password)}"


def read_users(path: str | Path) -> dict[str, Hash]:
    """The users in the file at `path`.

    Raises:
        BadUsers: it cannot be read, a line in it is not one, or it names nobody.
    """
    try:
        lines = Path(path).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise BadUsers(
            f"The user file {path} cannot be read: {reason}.",
            hint="Make one: egqa user NAME > users.txt; then set EGQA_AUTH=users.txt.",
        ) from error
    users: dict[str, Hash] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, written = line.partition(":")
        hashed = _read_hash(written.strip()) if colon and _is_name(name) else None
        if hashed is None:  # the line itself is not shown: it may hold a password
            raise BadUsers(f"Line {number} of the user file {path} is no user.", hint=_HINT)
        if name in users:
            raise BadUsers(
                f"Line {number} of the user file {path} names a user a second time.",
                hint="Delete one of the two lines.",
            )
        users[name] = hashed
    if not users:
        raise BadUsers(f"The user file {path} names nobody.", hint=_HINT)
    return users


def _is_name(name: str) -> bool:
    return 0 < len(name) <= 64 and name == name.strip() and ":" not in name and name.isprintable()


def _read_hash(written: str) -> Hash | None:
    """The hash that `str(hash)` wrote; costs beyond reason are refused, they would stop us."""
    kind, *rest = written.split("$")
    if kind != "scrypt" or len(rest) != 5:
        return None
    try:
        cost, block, parallel = map(int, rest[:3])
        salt, digest = map(_decode, rest[3:])
    except (ValueError, binascii.Error):
        return None
    right = (
        2**10 <= cost <= _MAX_COST
        and cost.bit_count() == 1
        and 1 <= block <= 16
        and 1 <= parallel <= _MAX_PARALLEL
    )
    return Hash(cost, block, parallel, salt, digest) if right and salt and digest else None


def _digest(password: str, cost: int, block: int, parallel: int, salt: bytes, length: int) -> bytes:
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"),
        salt=salt,
        n=cost,
        r=block,
        p=parallel,
        dklen=length,
        maxmem=2 * 128 * cost * block + 128 * block * parallel,
    )


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


_NOBODY = Hash(_COST, _BLOCK, _PARALLEL, b"nobody's salt", bytes(32))
