"""Object stores as places for files: whatever fsspec knows by the scheme of a URL."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from supplygen.errors import FilesUnavailableError, SupplygenError, UsageError
from supplygen.sinks.files.place import PROBE

PART_BYTES = 16 << 20
"""What of a file is held until it is sent; S3 takes 10,000 parts of a file."""
SECRETS = re.compile(r"(?<=//)[^/@\s]*@|\?[^\s\"']*")
"""Users with passwords, and parameters with signatures, in URLs that a library may speak of."""


class ObjectStore:
    """A prefix in an object store; options and credentials are those of the environment."""

    def __init__(self, url: str) -> None:
        """Find out who knows the scheme of `url`; nothing is asked yet."""
        self._url = SECRETS.sub("", url)
        self.prefix = f"{self._url.rstrip('/')}/"
        if urlsplit(url).password is not None:
            raise UsageError(f"{self} is enough: credentials belong in the environment, such as AWS_SECRET_ACCESS_KEY")
        self._files, self._path = _file_system(self._url)
        if not self._path.strip("/"):
            raise UsageError(f"{self} names no bucket")

    def __str__(self) -> str:
        return self._url

    def child(self, name: str) -> ObjectStore:
        """Return what begins with a longer prefix."""
        return ObjectStore(f"{self.prefix}{name}")

    def prepare(self, known: Collection[str] = ()) -> None:
        """Make sure that nothing but what is `known` has the prefix, and that it takes a file; no bucket is made."""
        with self.writing():
            found = self._files.find(self._path, maxdepth=1, withdirs=True)
            if any(path.rpartition("/")[2] not in known for path in found):
                raise UsageError(f"{self} is not empty: name a prefix that nothing has")
            probe = self._open(PROBE)
            probe.write(b"\0")
            probe.close()
            probe.discard()

    def read(self, name: str) -> str | None:
        """Return the text of a file, if it is there."""
        with suppress(FileNotFoundError), self.writing(but=FileNotFoundError):
            return str(self._files.cat_file(self._place(name)).decode())
        return None

    def create(self, name: str) -> Upload:
        """Begin a file."""
        with self.writing():
            return Upload(self, self._open(name))

    def _open(self, name: str) -> Any:  # noqa: ANN401 - what fsspec opens has no type
        return self._files.open(self._place(name), "wb", block_size=PART_BYTES, autocommit=False)

    def _place(self, name: str) -> str:
        return f"{self._path.rstrip('/')}/{name}"

    @contextmanager
    def writing(self, but: type[Exception] = SupplygenError) -> Iterator[None]:
        """Say in one line what went wrong, `but` for some exceptions; each library has some of its own."""
        try:
            yield
        except (SupplygenError, but):
            raise
        except Exception as error:
            text = " ".join(str(error).split())
            told = SECRETS.sub("", text)
            # A traceback would show what is left out.
            cause = error if told == text else None
            raise FilesUnavailableError(f"{self} cannot be written: {told or type(error).__name__}") from cause


class Upload:
    """A file that is sent in parts, which the store puts together at the end."""

    def __init__(self, store: ObjectStore, file: Any) -> None:  # noqa: ANN401
        """Fill what `store` has opened."""
        self._store = store
        self._file = file

    def write(self, data: memoryview) -> None:
        """Append bytes."""
        with self._store.writing():
            self._file.write(data)

    def commit(self) -> None:
        """Send the last part, and have them put together."""
        with self._store.writing():
            self._file.close()
            self._file.commit()

    def discard(self) -> None:
        """Have the parts thrown away."""
        with self._store.writing():
            self._file.discard()
            # Where it is let go of while it is open, it would send the rest.
            self._file.closed = True


def _file_system(url: str) -> tuple[Any, str]:
    """Return what knows the scheme of a URL, and the path that it knows the URL by."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise UsageError(f"{url} needs fsspec: for S3, install it with `pip install 'supplygen[s3]'`") from error
    try:
        files, path = url_to_fs(url)
    except (ImportError, ValueError) as error:  # a package is missing, or the scheme is unknown
        raise UsageError(f"{url} cannot be written: {error}") from error
    return files, path
