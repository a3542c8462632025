"""A visit in the side panel: the same address and the same acts in another shape."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_panel_is_the_visits_page_in_another_shape(admin, cast):
    client, path = admin.client(), admin.at(f"appointments/{cast.soon.pk}/")

    panel = client.get(path, headers={"HX-Request": "true", "HX-Target": "panel-body"}).content.decode()

    assert "data-panel" in panel
    assert "<html" not in panel
    assert f"/appointments/{cast.soon.pk}/confirmation/" in panel
    assert "data-panel" not in client.get(path).content.decode()


def test_an_act_in_the_panel_answers_in_the_panel(admin, cast):
    client, headers = admin.client(), {"HX-Request": "true", "HX-Target": "panel-body"}

    early = client.post(admin.at(f"appointments/{cast.soon.pk}/noshow/"), headers=headers)
    done = client.post(
        admin.at(f"appointments/{cast.soon.pk}/confirmation/"), headers=headers, follow=True
    ).content.decode()

    assert early.status_code == 409
    assert "data-panel" in early.content.decode()
    assert "The visit has not begun yet." in early.content.decode()
    assert "data-panel" in done
    assert "Confirmed" in done
