"""Keeping a page of the settings as an admin does."""


def keep(seat, path, form="form", to="", **changed):
    """With these fields changed, the others as the page itself shows them."""
    client = seat.client()
    shown = client.get(seat.at(f"settings/{path}")).context[form]
    values = {bound.name: bound.value() for bound in shown}
    said = {name: value for name, value in (values | changed).items() if name != "logo"}
    kept = {name: value for name, value in said.items() if value is not None and value is not False}
    answer = client.post(seat.at(f"settings/{to or path}"), kept)
    assert answer.status_code == 302, answer.context[form].errors
