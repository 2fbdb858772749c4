import pytest

from app.services.drawings.metrics import text_width
from app.services.drawings.scene import About, DimensionLine, Frame, Label, Polygon, Rect, Scene, overlap
from app.services.drawings.sheet import Sheet, fixed, micrometres, millimetres, spread


def test_the_uppermost_shape_that_says_something_answers_for_a_point():
    shapes = (
        Rect(0, 0, 10, 10, "pouch-film", "pouch"),
        Polygon(((2, 2), (8, 2), (5, 8)), "lithium", "anode"),
        Rect(4, 3, 1, 1, "copper"),
    )
    scene = Scene(10, 10, shapes, {"pouch": About("Pouch"), "anode": About("Anode")})
    assert scene.tag_at(1, 9) == "pouch"
    assert scene.tag_at(4.5, 3.5) == "anode", "a shape without a tag does not stand in the way"
    assert scene.tag_at(20, 20) == ""


def test_a_dimension_that_is_long_enough_carries_its_text_between_its_arrows():
    line = DimensionLine((0, 0), (40, 0), 10, "58.91", 2.8)
    assert line.fits
    assert line.label.x == 20


def test_a_short_dimension_writes_its_text_beyond_its_end():
    assert DimensionLine((0, 0), (4, 0), 10, "58.91", 2.8).label.box[0] > 4
    assert DimensionLine((0, 0), (4, 0), 10, "58.91", 2.8, before=True).label.box[2] < 0


def test_texts_are_as_wide_as_the_typeface_says():
    assert text_width("iii", 10) < text_width("MMM", 10)
    assert text_width("00", 10) == pytest.approx(text_width("17", 10)), "figures have one width"
    assert text_width("厚度", 10) == pytest.approx(20, rel=0.05)


def test_a_text_that_would_lie_on_another_is_left_out():
    sheet = Sheet(Frame(100, 100, 3), "")
    assert sheet.write(10, 10, "first")
    assert not sheet.write(12, 10, "second")
    assert sheet.write(10, 20, "third")
    assert not sheet.write(98, 50, "beyond the edge")
    assert [label.text for label in sheet.scene().labels] == ["first", "third"]


def test_spread_moves_only_what_is_too_close():
    assert spread([10, 50], [4, 4], 0, 100) == [10, 50]
    assert spread([10, 11, 12], [4, 4, 4], 0, 100) == [7, 11, 15]
    assert spread([0, 100], [4, 4], 0, 100) == [2, 98]


def test_dimensions_have_hundredths_at_most_and_no_zeros_behind():
    assert millimetres(58.912) == "58.91"
    assert millimetres(101.0) == "101"
    assert millimetres(0.0) == "0"
    assert millimetres(float("nan")) == "—"
    assert micrometres(203.618) == "203.6\u202fµm"
    assert fixed(5.1, "0.001") == "5.100"


def test_turned_text_takes_its_room_upwards():
    left, top, right, bottom = Label(10, 50, "2.068 mm", 3, "left", turned=True).box
    assert bottom == 50
    assert bottom - top == pytest.approx(text_width("2.068 mm", 3))
    assert right - left < bottom - top
    assert not overlap((left, top, right, bottom), (right, top, right + 5, bottom))
