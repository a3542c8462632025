"""A page as its reader has it: the links to open, what it asks for by itself, and the forms with their buttons."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

SILENT = {"button", "submit", "reset", "image"}


@dataclass
class Button:
    name: str = ""
    value: str = ""
    action: str = ""
    is_disabled: bool = False


@dataclass
class PageForm:
    """What a browser would send of it: `fields` as they stand, several of one name in a list."""

    action: str = ""
    method: str = "get"
    id: str = ""
    background: bool = False
    fields: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    buttons: list[Button] = field(default_factory=list)

    def add(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)


@dataclass
class Page:
    links: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    forms: list[PageForm] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""

    @property
    def posts(self) -> list[PageForm]:
        """A form for each place that it can be sent to: a button may name another than its form does."""
        found = []
        for form in self.forms:
            if form.method != "post":
                continue
            for place in dict.fromkeys([form.action, *(one.action for one in form.buttons if one.action)]):
                theirs = [one for one in form.buttons if (one.action or form.action) == place]
                if theirs or (place == form.action and not form.buttons):
                    found.append(replace(form, action=place, buttons=theirs))
        return found


class Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._form: PageForm | None = None
        self._by_id: dict[str, PageForm] = {}
        self._chooser: tuple[PageForm, str, bool] | None = None
        self._area: tuple[PageForm, str] | None = None
        self._late: list[tuple[str, str, dict[str, str]]] = []
        self._template = 0

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in given}
        if tag == "template":
            self._template += 1
        if self._template:
            return
        if "id" in about:
            self.page.ids.add(about["id"])
        if "hx-headers" in about:
            self.page.headers |= json.loads(about["hx-headers"])
        if tag in ("a", "area") and "href" in about:
            self.page.links.append(about["href"])
        if "hx-get" in about:
            self.page.asked.append(about["hx-get"])
        if tag == "form":
            self._begin(about)
        elif "hx-post" in about:
            self._on_its_own(about)
        handle = getattr(self, f"on_{tag}", None)
        if handle:
            handle(about)

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._template -= 1
        elif tag == "form":
            self._form = None
        elif tag == "select":
            self._chooser = None
        elif tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        self.page.text += data
        if self._area:
            form, name = self._area
            form.fields[name][-1] = (form.fields[name][-1] + data).strip()

    def close(self) -> None:
        """What stands outside its form names it by id, maybe before the form itself."""
        super().close()
        for tag, form, about in self._late:
            if form in self._by_id:
                self._form = self._by_id[form]
                getattr(self, f"on_{tag}")({name: value for name, value in about.items() if name != "form"})
        self._form = None

    def _begin(self, about: dict[str, str]) -> None:
        form = PageForm(about.get("action", ""), about.get("method", "get").lower(), about.get("id", ""))
        self.page.forms.append(form)
        self._form = form
        self._by_id[form.id] = form
        if "hx-post" in about and "hx-trigger" in about:
            self._on_its_own(about)

    def _on_its_own(self, about: dict[str, str]) -> None:
        """An element that asks in the background with what the form around it holds."""
        form = replace(self._form) if self._form else PageForm()
        form.action, form.method, form.background, form.buttons = about["hx-post"], "post", True, []
        self.page.forms.append(form)

    def _whose(self, tag: str, about: dict[str, str]) -> PageForm | None:
        if "form" in about:
            self._late.append((tag, about["form"], about))
            return None
        return self._form

    def on_input(self, about: dict[str, str]) -> None:
        form = self._whose("input", about)
        name, kind = about.get("name", ""), about.get("type", "text").lower()
        if form is None or "disabled" in about:
            return
        if kind in ("submit", "image"):
            form.buttons.append(Button(name, about.get("value", ""), about.get("formaction", "")))
            return
        if not name or kind in SILENT:
            return
        form.kinds[name] = "number" if about.get("inputmode") in ("decimal", "numeric") else kind
        if "required" in about:
            form.required.add(name)
        if kind == "file":
            return
        if kind in ("checkbox", "radio"):
            form.choices.setdefault(name, []).append(about.get("value", "on"))
            if "checked" not in about:
                return
        form.add(name, about.get("value", "on" if kind in ("checkbox", "radio") else ""))

    def on_button(self, about: dict[str, str]) -> None:
        form = self._whose("button", about)
        if form is not None and about.get("type", "submit") == "submit":
            pressed = Button(about.get("name", ""), about.get("value", ""), about.get("formaction", ""))
            pressed.is_disabled = "disabled" in about
            form.buttons.append(pressed)

    def on_select(self, about: dict[str, str]) -> None:
        form = self._whose("select", about)
        if form is not None and "name" in about and "disabled" not in about:
            name = about["name"]
            form.kinds[name] = "select"
            if "required" in about:
                form.required.add(name)
            self._chooser = (form, name, False)

    def on_option(self, about: dict[str, str]) -> None:
        if self._chooser:
            form, name, _chosen = self._chooser
            form.choices.setdefault(name, []).append(about.get("value", ""))
            if "selected" in about:
                form.fields[name] = [about.get("value", "")]
            else:
                form.fields.setdefault(name, [about.get("value", "")])

    def on_textarea(self, about: dict[str, str]) -> None:
        form = self._whose("textarea", about)
        if form is not None and "name" in about:
            form.kinds[about["name"]] = "textarea"
            if "required" in about:
                form.required.add(about["name"])
            form.add(about["name"], "")
            self._area = (form, about["name"])


def read_page(html: str) -> Page:
    reading = Reading()
    reading.feed(html)
    reading.close()
    return reading.page
