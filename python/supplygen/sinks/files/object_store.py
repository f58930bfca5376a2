"""Object stores as places for files: whatever fsspec knows by the scheme of a URL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
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

    def prepare(self) -> None:
        """Make sure that nothing has the prefix, and that it takes a file; a bucket is never made."""
        with self.writing():
            if self._files.find(self._path, maxdepth=1, withdirs=True):
                raise UsageError(f"{self} is not empty: name a prefix that nothing has")
            probe = self._open(PROBE)
            probe.write(b"\0")
            probe.close()
            probe.discard()

    def create(self, name: str) -> Upload:
        """Begin a file."""
        with self.writing():
            return Upload(self, self._open(name))

    def _open(self, name: str) -> Any:  # noqa: ANN401 - what fsspec opens has no type
        return self._files.open(f"{self._path.rstrip('/')}/{name}", "wb", block_size=PART_BYTES, autocommit=False)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Say in one line what went wrong; each library has exceptions of its own."""
        try:
            yield
        except SupplygenError:
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
