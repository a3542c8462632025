"""The icon set, drawn for RestartiX on a 24-unit square with a 1.75 stroke."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ICONS: dict[str, str] = {
    "alert": '<path d="M12 4a6 6 0 0 0-6 6v4l-2 3h16l-2-3v-4a6 6 0 0 0-6-6z"/><path d="M10 20h4"/>',
    "arrow": '<path d="M4.5 12h15M13.5 6l6 6-6 6"/>',
    "back": '<path d="M19.5 12h-15M10.5 6l-6 6 6 6"/>',
    "building": '<path d="M5 20.5v-16h9v16M14 9.5h5v11M3 20.5h18M8.5 8.5h2M8.5 12.5h2M8.5 16.5h2"/>',
    "calendar": '<rect x="3.5" y="5.5" width="17" height="15" rx="3"/>'
    '<path d="M3.5 10.5h17M8 3v4.5M16 3v4.5"/>',
    "camera": '<rect x="2.5" y="6.5" width="13" height="11" rx="3"/><path d="M15.5 13.5l6 3v-9l-6 3"/>',
    "camera-off": '<path d="M6 6.5h6.5a3 3 0 0 1 3 3v1l6-3v9l-3-1.5M15 17.2a3 3 0 0 1-1 .3H5.5a3 3 0 0 1'
    '-3-3v-5a3 3 0 0 1 .7-1.9M3 3.5l17.5 17"/>',
    "chat": '<path d="M4 5.5h16a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-8L7 21v-3.5H4A1.5 1.5 0 0 1 2.5 16V7A1.5'
    ' 1.5 0 0 1 4 5.5zM7.5 10h9M7.5 13.5h5.5"/>',
    "check": '<path d="M4.5 12.5l5 5 10-11"/>',
    "check-double": '<path d="M2 12.5l4.5 5L15 7M11.5 16l1.5 1.5L22 7"/>',
    "chevron-left": '<path d="M14.5 5.5L8 12l6.5 6.5"/>',
    "chevron-right": '<path d="M9.5 5.5L16 12l-6.5 6.5"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2.5"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "down": '<path d="M12 4.5v15M6 13.5l6 6 6-6"/>',
    "download": '<path d="M12 4v11M7 10.5l5 5 5-5M4.5 20h15"/>',
    "edit": '<path d="M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19zM14 6.5l3.5 3.5"/>',
    "error": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5v5.5M12 16.2v.1"/>',
    "expand": '<path d="M9 3.5H3.5V9M15 3.5h5.5V9M9 20.5H3.5V15M15 20.5h5.5V15"/>',
    "form": '<path d="M14 3.5H7.5a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2h9a2 2 0 0 0 2-2V8zM14 3.5V8h4.5M9 12.5h6'
    'M9 16.5h4"/>',
    "globe": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c3 2.5 3.5 5.5 3.5 8.5s-.5'
    ' 6-3.5 8.5c-3-2.5-3.5-5.5-3.5-8.5s.5-6 3.5-8.5z"/>',
    "grid": '<rect x="4" y="4" width="6.5" height="6.5" rx="1.5"/><rect x="13.5" y="4" width="6.5" '
    'height="6.5" rx="1.5"/><rect x="4" y="13.5" width="6.5" height="6.5" rx="1.5"/>'
    '<rect x="13.5" y="13.5" width="6.5" height="6.5" rx="1.5"/>',
    "heart": '<path d="M12 20C5 15.5 3.5 12 3.5 9a4.3 4.3 0 0 1 8.5-1.5A4.3 4.3 0 0 1 20.5 9c0 3-1.5'
    ' 6.5-8.5 11z"/>',
    "inbox": '<path d="M3.5 13.5L6.5 5h11l3 8.5v4a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2zM3.5 13.5h5l1.5'
    ' 2.5h4l1.5-2.5h5"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11.5v5M12 7.7v.1"/>',
    "keyboard": '<rect x="2.5" y="6" width="19" height="12" rx="2.5"/><path d="M6.5 10h.1M10 10h.1M14 10h.1M17.5 10h.1'
    'M8 14h8"/>',
    "leave": '<path d="M3 14.5c5-5.3 13-5.3 18 0l-2.2 2.7-4-1.7v-3a12 12 0 0 0-5.6 0v3l-4 1.7z"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="10" rx="2.5"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5'
    'M12 14.5v2"/>',
    "mail": '<rect x="3" y="5.5" width="18" height="13.5" rx="3"/><path d="M3.7 7.5L12 13.5l8.3-6"/>',
    "mic": '<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>',
    "mic-off": '<path d="M15 10V6a3 3 0 0 0-5.9-.7M9 9.5V11a3 3 0 0 0 4.5 2.6M5.5 11.5a6.5 6.5 0 0 0 10.3'
    ' 5.3M18.5 11.5a6.5 6.5 0 0 1-.4 2.2M12 18v3M3.5 3.5l17 17"/>',
    "minus": '<path d="M5 12h14"/>',
    "pen": '<path d="M3.5 17.5c2-4 4.5-8.5 6-8 2 .7-3 8-1 8.5s4-6 5.5-5.5-1 4.5.5 5 3-1.5 6-2"/>',
    "phone": '<path d="M5 4h3.5l1.7 4.5-2.2 1.7a12 12 0 0 0 5.8 5.8l1.7-2.2L20 15.5V19a1.5 1.5 0 0 1-1.5'
    ' 1.5C10.5 20.5 3.5 13.5 3.5 5.5A1.5 1.5 0 0 1 5 4z"/>',
    "pin": '<path d="M12 21c-4.5-4.5-6.5-7.7-6.5-11a6.5 6.5 0 0 1 13 0c0 3.3-2 6.5-6.5 11z"/>'
    '<circle cx="12" cy="10" r="2.3"/>',
    "play": '<circle cx="12" cy="12" r="8.5"/><path d="M10.2 8.7v6.6l5-3.3z" fill="currentColor"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "retry": '<path d="M19.5 12a7.5 7.5 0 1 1-2.5-5.6M17.5 2.5v4.5H13"/>',
    "screen": '<rect x="2.5" y="4.5" width="19" height="12.5" rx="2.5"/><path d="M8.5 20.5h7M12 13.5V8'
    'M9.5 10L12 7.7l2.5 2.3"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="M15 15l5 5"/>',
    "settings": '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
    "sign-out": '<path d="M13.5 4.5h-6a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h6M10.5 12h10M17 8.5l3.5 3.5-3.5 3.5"/>',
    "star": '<path d="M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9L12 16.9l-5.2 2.8 1-5.9L3.5 9.7l5.9-.8z"/>',
    "swap": '<path d="M4 8.5h14.5M14.5 4.5l4 4-4 4M20 15.5H5.5M9.5 11.5l-4 4 4 4"/>',
    "sun": '<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6L7 7M17 17l1.4 1.4'
    'M18.4 5.6L17 7M7 17l-1.4 1.4"/>',
    "sunrise": '<path d="M7.5 16a4.5 4.5 0 0 1 9 0M3 16h18M8 20h8M12 3.5v4.5M9.5 6L12 3.5 14.5 6M4.5 10.5'
    'l1.3 1M19.5 10.5l-1.3 1"/>',
    "moon": '<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z"/>',
    "up": '<path d="M12 19.5v-15M6 10.5l6-6 6 6"/>',
    "user": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.5-4 3.5-6.5 7.5-6.5s7 2.5 7.5 6.5"/>',
    "user-off": '<circle cx="10" cy="8" r="4"/><path d="M2.5 20.5c.5-4 3.5-6.5 7.5-6.5 1.5 0 2.8.3 4 .9'
    'M16.5 15.5l5 5M21.5 15.5l-5 5"/>',
    "users": '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 20c.3-3.7 2.8-6 6.5-6s6.2 2.3 6.5 6M15.5 5.3a3.5'
    ' 3.5 0 0 1 0 6.4M18 14.5c2 .8 3.2 2.7 3.5 5.5"/>',
    "warning": '<path d="M12 4L2.8 19.5h18.4zM12 10v4.5M12 17v.1"/>',
}
ICONS["video"] = ICONS["camera"]


@lru_cache(maxsize=512)
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """The named drawing, hidden from screen readers unless `label` says what it means. Raises KeyError."""
    meaning = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"'
        ' stroke-linecap="round" stroke-linejoin="round" focusable="false" {}>{}</svg>',
        f" icon-{size}" if size else "",
        meaning,
        mark_safe(ICONS[name]),
    )
