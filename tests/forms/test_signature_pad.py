"""What is drawn on the pad keeps its shape, in a narrow window and in a wide one."""

import math

import pytest

from forms.drawn_signature import is_drawn


@pytest.mark.browser
@pytest.mark.parametrize(("width", "radius"), [(390, 30), (1280, 60)])
def test_a_circle_stays_one_and_a_dot_is_there(browse, by_link, cast, width, radius):
    viewport = {"width": width, "height": 900}
    page = browse(by_link, f"visits/{cast.soon.pk}/forms/", viewport=viewport)
    pad = page.locator(".signature-pad").first
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    turns = [turn * math.tau / 40 for turn in range(41)]
    round_it = [(middle[0] + radius * math.cos(turn), middle[1] + radius * math.sin(turn)) for turn in turns]
    page.mouse.move(*round_it[0])
    page.mouse.down()
    for point in round_it[1:]:
        page.mouse.move(*point)
    page.mouse.up()
    page.mouse.click(*middle)

    path = page.locator("[data-signature] input[type=hidden]").first.input_value()
    circle, dot = path.removeprefix("M").split("M")
    across, down = zip(*[map(int, point.split()) for point in circle.split("L")], strict=True)
    assert max(across) - min(across) == pytest.approx(max(down) - min(down), abs=3)
    assert is_drawn(path)
    assert len(dot.split("L")) == 2
