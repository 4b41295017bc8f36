"""No page takes files, so none is written to the disk."""

from __future__ import annotations

from typing import Any, NoReturn

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class RefuseFiles(FileUploadHandler):
    """Refuse a form at its first file: files are not counted in DATA_UPLOAD_MAX_MEMORY_SIZE."""

    def new_file(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise RequestDataTooBig("no page takes files")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> NoReturn:
        raise RequestDataTooBig("no page takes files")

    def file_complete(self, file_size: int) -> None:
        return None
