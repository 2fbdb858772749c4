"""A bar too low for its table is a bar alone: a page sets the table beneath it."""

from app.services import templates
from app.services.design import Design
from app.services.drawings.mass_bar import mass_bar
from app.services.drawings.scene import Frame


def test_a_low_bar_has_no_letters_too_small_to_read():
    cell = Design(templates.template("li-s-1.6Ah-ers"))
    assert mass_bar(cell, Frame(170, 9, 2.8)).labels == ()
    assert mass_bar(cell, Frame(170, 40, 2.8)).labels != ()
