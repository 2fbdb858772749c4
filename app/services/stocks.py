"""Label sheets and rolls. To add one, add a `Stock`.

Sizes are the makers' published ones; hold a printed sheet against the labels before you print many.
"""

from dataclasses import dataclass
from typing import Final

from app.services.i18n import N_


@dataclass(frozen=True, slots=True)
class Stock:
    """A label sheet, or a roll when it has no paper. Lengths in mm; `name` is marked with N_.

    `pitch`: from one label's edge to the next one's. The labels of a sheet stand in its middle; on a roll each label
    is a page.
    """

    id: str
    name: str
    size: tuple[float, float]
    paper: str = ""
    columns: int = 1
    rows: int = 1
    pitch: tuple[float, float] = (0.0, 0.0)

    @property
    def count(self) -> int:
        """Labels on a page."""
        return self.columns * self.rows

    def corner(self, place: int, page: tuple[float, float]) -> tuple[float, float]:
        """The lower left corner, in mm, of label `place` (from 0, row by row from the top) on a page of that size."""
        row, column = divmod(place, self.columns)
        left = (page[0] - (self.columns - 1) * self.pitch[0] - self.size[0]) / 2
        top = (page[1] + (self.rows - 1) * self.pitch[1] + self.size[1]) / 2
        return left + column * self.pitch[0], top - row * self.pitch[1] - self.size[1]


STOCKS: Final = (
    Stock("l7160", N_("Avery L7160"), (63.5, 38.1), "a4", 3, 7, (66.04, 38.1)),
    Stock("l7163", N_("Avery L7163"), (99.1, 38.1), "a4", 2, 7, (101.6, 38.1)),
    Stock("l7651", N_("Avery L7651"), (38.1, 21.2), "a4", 5, 13, (40.6, 21.2)),
    Stock("l4731", N_("Avery L4731"), (25.4, 10.0), "a4", 7, 27, (27.9, 10.0)),
    Stock("5160", N_("Avery 5160"), (66.675, 25.4), "letter", 3, 10, (69.85, 25.4)),
    Stock("5163", N_("Avery 5163"), (101.6, 50.8), "letter", 2, 5, (106.3625, 50.8)),
    Stock("5167", N_("Avery 5167"), (44.45, 12.7), "letter", 4, 20, (52.07, 12.7)),
    Stock("roll-12", N_("Roll, 12 mm"), (40.0, 12.0)),
    Stock("roll-24", N_("Roll, 24 mm"), (60.0, 24.0)),
    Stock("roll-29", N_("Roll, 29 mm"), (62.0, 29.0)),
    Stock("roll-62", N_("Roll, 62 mm"), (90.0, 62.0)),
)
