"""Drawings on the screen: what the pointer and the keys find in them, and how their lines are painted."""

import math
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication, QToolButton

from app.services import templates
from app.services.design import Design
from app.services.drawings.cross_section import cross_section
from app.services.drawings.mass_bar import mass_bar
from app.services.drawings.palette import colours
from app.services.drawings.plan_view import plan_view
from app.services.drawings.scene import Frame, Polygon, Polyline, Primitive, Rect
from app.services.drawings.stacking import stacking_picture
from app.services.drawings.unrolled import unrolled
from tests.app.services.drawings.designs import design
from ui import theme
from ui.drawings.view import DrawingView, ScenePainter
from ui.panels.drawings import DrawingsPanel

# A tool tip is a window of its own, which the offscreen platform cannot raise.
pytestmark = pytest.mark.qt_log_ignore(r"does not support raise")


@pytest.fixture
def cell():
    return Design(templates.template("li-s-1.6Ah-ers"))


@pytest.fixture
def view(qtbot, themed):
    shown = DrawingView()
    qtbot.addWidget(shown)
    shown.resize(800, 400)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def _middle(view, tag):
    """Where, in pixels, a rectangle with this tag is hit."""
    scene = view.scene()
    for shape in scene.shapes:
        if shape.tag == tag and hasattr(shape, "height"):
            x, y = shape.x + 0.3 * shape.width, shape.y + shape.height / 2
            if scene.tag_at(x, y) == tag:
                return QPoint(round(x) + 8, round(y) + 8)
    raise AssertionError(tag)


def test_a_drawing_lays_itself_out_again_in_every_size(view, cell):
    view.show_drawing(partial(cross_section, cell))
    assert view.scene().width == 784
    view.resize(500, 300)
    assert (view.scene().width, view.scene().height) == (484, 284)
    assert {label.size for label in view.scene().labels} == {12}, "texts keep their size"


def test_a_finished_scene_is_shown_whole(view, cell):
    view.show_scene(mass_bar(cell))
    view.resize(300, 400)
    assert view.scene().width == 180
    assert not view.grab().isNull()


@pytest.mark.parametrize("draw", [cross_section, plan_view, mass_bar, stacking_picture])
@pytest.mark.parametrize("template", templates.ids())
def test_every_template_paints_something(view, template, draw):
    view.show_drawing(partial(draw, Design(templates.template(template))))
    image = view.grab().toImage()
    colours = {image.pixel(x, y) for x in range(0, 800, 5) for y in range(0, 400, 5)}
    assert len(colours) > 5


def test_light_and_dark_differ_and_follow_the_palette(view, cell):
    view.show_drawing(partial(cross_section, cell))
    was = view.palette()
    view.setPalette(theme.palette(theme.LIGHT))
    light = view.grab().toImage().pixelColor(6, 390)
    view.setPalette(theme.palette(theme.DARK))
    dark = view.grab().toImage().pixelColor(6, 390)
    view.setPalette(was)
    assert light.lightness() > 200
    assert dark.lightness() < 50


def test_pointing_at_a_layer_marks_it(view, cell, qtbot):
    view.show_drawing(partial(cross_section, cell))
    qtbot.mouseMove(view, _middle(view, "layer-4"))
    assert view.tag() == "layer-4"
    assert view.cursor().shape() == Qt.CursorShape.PointingHandCursor
    qtbot.mouseMove(view, QPoint(2, 398))
    assert view.tag() == ""


def test_a_click_gives_the_inputs_behind_a_layer(view, cell, qtbot):
    view.show_drawing(partial(cross_section, cell))
    with qtbot.waitSignal(view.keys_clicked) as clicked:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=_middle(view, "layer-4"))
    assert clicked.args[0][0] == "cathode_loading"


def test_the_keys_go_through_the_layers(view, cell, qtbot):
    view.show_drawing(partial(mass_bar, cell))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.tag() == "cathode_coating_mass"
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.tag() == "cathode_foil_mass"
    qtbot.keyClick(view, Qt.Key.Key_Left)
    with qtbot.waitSignal(view.keys_clicked) as clicked:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert "cathode_loading" in clicked.args[0]
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.tag() == ""


def test_the_mark_outlives_an_edit_but_not_its_layer(view, cell):
    view.show_drawing(partial(cross_section, cell))
    view.select("layer-4")
    view.show_drawing(partial(cross_section, cell))
    assert view.tag() == "layer-4"
    view.show_drawing(partial(mass_bar, cell))
    assert view.tag() == ""


def test_the_picture_goes_to_the_clipboard_light_and_large(view, cell):
    view.show_drawing(partial(cross_section, cell))
    view.copy()
    image = QGuiApplication.clipboard().image()
    assert image.width() == 2400
    assert image.pixelColor(1, 1).lightness() > 250


def test_the_context_menu_copies(view, cell):
    view.show_drawing(partial(cross_section, cell))
    QGuiApplication.clipboard().clear()
    (action,) = view.menu().actions()
    assert action.text() == "Copy picture"
    action.trigger()
    assert not QGuiApplication.clipboard().image().isNull()


def test_a_screen_reader_hears_what_is_drawn(view, cell):
    view.show_drawing(partial(cross_section, cell))
    assert view.accessibleName() == "Cross-section"
    assert "4 cathodes, 5 anode layers, 10 separator layers" in view.accessibleDescription()
    view.clear()
    assert view.accessibleName() == ""
    assert not view.grab().isNull()


@pytest.mark.parametrize("draw", [cross_section, plan_view, mass_bar])
@pytest.mark.parametrize("typed", [{"cathode_loading": "5.81"}, {"pouch_film_thickness": "115"}, {"tab_pitch": "24"}])
def test_painting_only_what_changed_gives_the_whole_picture(themed, draw, typed):
    frame = Frame(640, 340, 12)
    before, after = draw(design("li-s-1.6Ah-ers"), frame), draw(design("li-s-1.6Ah-ers", **typed), frame)
    painter = ScenePainter(colours("light"), 1.0, QPointF(8, 8))
    patched, whole = QImage(660, 360, QImage.Format.Format_RGB32), QImage(660, 360, QImage.Format.Format_RGB32)
    for image, scene in ((patched, before), (whole, after)):
        image.fill(Qt.GlobalColor.white)
        painting = QPainter(image)
        painter.paint(painting, scene.primitives)
        painting.end()
    changed = after.changed_from(before)
    if changed is not None:
        area = painter.area(changed)
        painting = QPainter(patched)
        painting.setClipRect(area)
        painting.fillRect(area, Qt.GlobalColor.white)
        painter.paint(painting, after.primitives, area)
        painting.end()
    assert patched == whole


def test_an_edit_lays_out_only_the_drawings_that_read_what_changed(qtbot, session, monkeypatch):
    panel = DrawingsPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitExposed(panel)
    drawn = []
    for name in ("section", "plan", "masses"):
        show = getattr(panel, name).follow

        def spy(draw, name=name, show=show):
            drawn.append(name)
            show(draw)

        monkeypatch.setattr(getattr(panel, name), "follow", spy)
    session.edit("rated_capacity", "1.7")
    assert drawn == []
    session.edit("tab_protrusion", "9")
    assert drawn == ["plan"]
    session.edit("cathode_loading", "5.9")
    assert drawn == ["plan", "section", "masses"]


def test_a_drawing_that_was_hidden_shows_the_design_as_it_is_now(qtbot, session):
    panel = DrawingsPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitExposed(panel)
    before = panel.plan.scene()
    panel.hide()
    session.edit("tab_protrusion", "9")
    panel.show()
    after = panel.plan.scene()
    assert before is not None
    assert after is not None
    assert after.shapes != before.shapes


def test_the_stack_is_shown_in_section_drawn_apart_and_as_strips(qtbot, session):
    panel = DrawingsPanel(session)
    qtbot.addWidget(panel)
    panel.resize(900, 700)
    panel.show()
    qtbot.waitExposed(panel)

    def title():
        scene = panel.section.scene()
        assert scene is not None
        return scene.title

    titles = {"section": "Cross-section", "exploded": "Stacking order", "strips": "Strips, unrolled"}
    for name in ("exploded", "strips", "section"):
        (button,) = panel.findChildren(QToolButton, name)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert title() == titles[name]
        assert button.isChecked()
        session.edit("cathode_sheets", "5" if name == "exploded" else "4")
        QApplication.processEvents()
        assert title() == titles[name]


def test_a_click_on_a_strip_or_a_layer_drawn_apart_leads_to_its_fields(view, cell, qtbot):
    for draw, tag, key in (
        (unrolled, "layer-4", "cathode_loading"),
        (unrolled, "anode-strip", "lithium_thickness"),
        (stacking_picture, "layer-4", "cathode_loading"),
    ):
        view.show_drawing(partial(draw, cell))
        with qtbot.waitSignal(view.keys_clicked) as clicked:
            qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=_middle(view, tag))
        assert clicked.args[0][0] == key


# Lines on fine screens ------------------------------------------------------------------------------------------------


def painted(shapes: list[Primitive], ratio: float) -> QImage:
    """The shapes on a screen with so many device pixels to the logical one."""
    image = QImage(round(40 * ratio), round(40 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    ScenePainter(colours("light"), 1.0, QPointF(0, 0), ratio).paint(painter, shapes)
    painter.end()
    return image


def across(image: QImage, x: int) -> list[str]:
    """The colours down a column of device pixels."""
    return [image.pixelColor(x, y).name() for y in range(image.height())]


@pytest.mark.parametrize(("ratio", "wide"), [(1.0, 1), (1.25, 1), (1.5, 2), (2.0, 2), (3.0, 3)])
@pytest.mark.parametrize("y", [12.0, 12.3, 12.5, 12.77])
def test_a_level_line_is_one_logical_pixel_wide_and_sharp(ratio: float, wide: int, y: float) -> None:
    ink = QColor(colours("light").stroke("text")).name()
    seen = across(painted([Polyline(((2.0, y), (38.0, y)), "text")], ratio), round(20 * ratio))
    assert seen.count(ink) == wide
    assert set(seen) == {ink, "#ffffff"}
    middle = (seen.index(ink) + wide / 2) / ratio
    assert abs(middle - y) <= 1.0


@pytest.mark.parametrize(("ratio", "wide"), [(1.0, 1), (1.25, 1), (1.5, 2), (2.0, 2), (3.0, 3)])
def test_the_edge_of_an_area_is_one_logical_pixel_wide_inside_it(ratio: float, wide: int) -> None:
    ink = QColor(colours("light").stroke("cathode-coating")).name()
    seen = across(painted([Rect(4, 10, 30, 20, "cathode-coating")], ratio), round(20 * ratio))
    top, bottom = round(10 * ratio), round(30 * ratio)
    inked = [at for at, colour in enumerate(seen) if colour == ink]
    assert inked == [*range(top, top + wide), *range(bottom - wide, bottom)]
    assert set(seen[:top]) == set(seen[bottom:]) == {"#ffffff"}


@pytest.mark.parametrize("height", [0.2, 1.0, 1.5])
def test_an_area_thinner_than_its_edges_is_all_edge(height: float) -> None:
    ink = QColor(colours("light").stroke("cathode-coating")).name()
    seen = across(painted([Rect(4, 10, 30, height, "cathode-coating")], 2.0), 40)
    assert seen.count(ink) == max(round(2 * height), 1)


@pytest.mark.parametrize("ratio", [1.0, 2.0, 3.0])
def test_a_slanted_line_has_the_ink_of_its_scale(ratio: float) -> None:
    image = painted([Polyline(((2.0, 4.0), (38.0, 34.0)), "text")], ratio)
    ink = QColor(colours("light").stroke("text")).lightness()
    for x in range(round(12 * ratio), round(28 * ratio)):
        dark = sum(255 - image.pixelColor(x, y).lightness() for y in range(image.height())) / (255 - ink)
        upright = ratio * math.hypot(36, 30) / 36
        assert dark == pytest.approx(upright, rel=0.3)


def test_a_copied_picture_has_smooth_bends_and_lines_that_can_be_seen(view: DrawingView) -> None:
    cell = Design(templates.template("li-s-1.6Ah-ers"))
    view.show_drawing(partial(cross_section, cell))
    shown, copied = view.scene(), view._copied()
    assert shown is not None
    assert copied is not None
    corners = [
        max(len(shape.points) for shape in scene.primitives if isinstance(shape, Polygon)) for scene in (shown, copied)
    ]
    assert corners[1] > 2 * corners[0]
    ink, image = QColor(colours("light").stroke("extension")), view.image()
    line = next(shape for shape in copied.primitives if isinstance(shape, Polyline) and shape.part == "extension")
    scale = image.width() / copied.width
    column = across(image, round((line.points[0][0] + line.points[1][0]) / 2 * scale))
    near = column[round((line.points[0][1] - 2) * scale) : round((line.points[0][1] + 2) * scale)]
    assert near.count(ink.name()) == round(scale)
