"""What the browser's camera sees: a file of raw frames that chromium reads over and over.

Frames of one size lie at one place, so a picture is held up by writing over it: the stream goes on
and sees it with its next frame, as a phone does when somebody holds a label before it.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image

SIZE = (1280, 720)
PAPER = 225
HEADER = f"YUV4MPEG2 W{SIZE[0]} H{SIZE[1]} F15:1 Ip A1:1 C420\n".encode()


class Feed:
    """The file before the lens."""

    def __init__(self, path: Path) -> None:
        self.path = path
        grey = bytes([PAPER]) * (SIZE[0] * SIZE[1])
        colourless = bytes([128]) * (SIZE[0] * SIZE[1] // 2)
        path.write_bytes(HEADER + b"FRAME\n" + grey + colourless)

    def show(self, picture: Image.Image) -> None:
        """Hold the picture up, as it is; it must be as large as a frame."""
        assert picture.size == SIZE
        self.write(picture.convert("L").tobytes())

    def clear(self) -> None:
        """Nothing but paper."""
        self.write(bytes([PAPER]) * (SIZE[0] * SIZE[1]))

    def write(self, luma: bytes) -> None:
        """The light of the one frame; its colours stay grey."""
        with self.path.open("r+b") as file:
            file.seek(len(HEADER) + len(b"FRAME\n"))
            file.write(luma)
