from functools import partial
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.services.drawings.cell_drawing import cell_drawing
from app.services.drawings.cross_section import cross_section
from app.services.drawings.mass_bar import mass_bar
from app.services.drawings.stacking import stacking_picture
from app.services.reports.drawing_flowable import DrawingFlowable
from tests.app.services.drawings.designs import TEMPLATES, design


def _page(drawing, *, black_and_white):
    file = BytesIO()
    canvas = Canvas(file, pagesize=(480, 320), invariant=1, pageCompression=0)
    flowable = DrawingFlowable(drawing, 480, 320, black_and_white=black_and_white)
    assert flowable.wrap(1000, 1000) == (480, 320)
    flowable.drawOn(canvas, 0, 0)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("draw", [cross_section, cell_drawing, mass_bar, stacking_picture])
@pytest.mark.parametrize("template", TEMPLATES)
def test_two_runs_give_the_same_page(template, draw):
    drawing = partial(draw, design(template))
    page = _page(drawing, black_and_white=False)
    assert page.startswith(b"%PDF")
    assert page == _page(drawing, black_and_white=False)
    assert len(page) < 2_000_000


def test_black_and_white_uses_no_colour():
    page = _page(partial(cross_section, design("li-s-1.6Ah-ers")), black_and_white=True)
    coloured = [
        line for line in page.split(b"\n") if line.endswith((b" rg", b" RG")) and len(set(line.split()[:3])) > 1
    ]
    assert coloured == []


def test_a_finished_scene_is_scaled_into_the_room():
    scene = mass_bar(design("li-s-1.6Ah-ers"))
    assert _page(scene, black_and_white=False).startswith(b"%PDF")
