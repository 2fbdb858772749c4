"""The company's logo as it stands on paper."""

import io
from typing import Final

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

LOGO_WIDTH: Final = 45 * mm
LOGO_HEIGHT: Final = 14 * mm


class Logo(Flowable):  # type: ignore[misc]
    """A picture as large as its place allows, at the right end of its column."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._picture = ImageReader(io.BytesIO(content))

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Take the width of the column; called by reportlab."""
        wide, high = self._picture.getSize()
        scale = min(LOGO_WIDTH / wide, LOGO_HEIGHT / high, available_width / wide)
        self._size = wide * scale, high * scale
        self.width, self.height = available_width, self._size[1]
        return self.width, self.height

    def draw(self) -> None:
        """Draw the picture; called by reportlab."""
        wide, high = self._size
        self.canv.drawImage(self._picture, self.width - wide, 0, wide, high, mask="auto")
