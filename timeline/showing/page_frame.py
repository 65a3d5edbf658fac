"""What every page has around it: templates, style, scripts, and a policy that lets nothing else run."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from timeline.models import Interview
from timeline.showing import room
from timeline.showing.page_words import count, day, kinds

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_HERE = Path(__file__).parent
# Of the empty string: plotly.js makes an empty style element and fills it through the object model.
_EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
PLOTLY = "plotly-basic.min.js"


@cache
def environment() -> Environment:
    """Return the templates; everything that is put into them is escaped unless it is Markup."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from timeline.showing.bytecode import Bytecode

    env = Environment(
        bytecode_cache=Bytecode(_HERE / "templates", made_by=room.digest()),
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {"day": day, "kinds": kinds, "count": count, "dir": direction, "lang": language, "bdi": isolated}
    return env


@cache
def asset(name: str) -> str:
    """Return the text of a file in `assets`."""
    return (_HERE / "assets" / name).read_text(encoding="utf-8")


@cache
def lean(name: str) -> str:
    """Return a style sheet or script of ours without what only its authors need.

    Half of the weight of a small page would be comments, white space and long names else. What is returned is kept
    beside the source, `theme.min.js` for `theme.js`; `python -m tests.showing.minified` makes it.
    """
    stem, _, kind = name.rpartition(".")
    return asset(f"{stem}.min.{kind}")


# Hebrew, Arabic, Syriac, Thaana, N'Ko and their kin; the marks that set a direction.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def direction(text: str) -> Markup:
    """Return the attribute that lets a browser set a text from right to left, where the text has such letters.

    >>> direction("Да"), direction("مرحبا")
    (Markup(''), Markup(' dir="auto"'))
    """
    return Markup(' dir="auto"') if _RIGHT_TO_LEFT.search(text) else Markup()


def isolated(text: str) -> Markup:
    """Return a name so that its direction does not disturb the words around it."""
    return Markup("<bdi>{}</bdi>").format(text) if _RIGHT_TO_LEFT.search(text) else escape(text)


def language(interview: Interview) -> Markup:
    """Return the attribute that names an interview's language, where it is not the page's."""
    return Markup() if interview.language in ("", "en") else Markup(' lang="{}"').format(interview.language)


_QUOTED = re.compile(r'(?<==)"([A-Za-z0-9_.#:%,/-]*[A-Za-z0-9_.#:%,-])"(?=[ >])')


def unquoted(page: str) -> str:
    """Return a page's markup without the quotes that HTML does not need: a tenth of a large page.

    Text has none to lose: there, a quote is written as `&#34;`.

    >>> unquoted('<a class="q" href="a.html#b">say &#34;yes&#34;</a>')
    '<a class=q href=a.html#b>say &#34;yes&#34;</a>'
    """
    return _QUOTED.sub(itemgetter(1), page)


def embedded_json(data: Any) -> str:
    """Return `data` as JSON that can stand inside a script element.

    >>> embedded_json({"a": "</script>"})
    '{"a":"\\\\u003c/script>"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def fingerprint(text: str) -> str:
    """Return the hash by which a content security policy knows an inline script or style."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def plotly_fingerprint() -> str:
    """Return the hash of plotly.js as it is embedded."""
    return fingerprint(asset(PLOTLY))


def policy(*, style: str, scripts: list[str], files: bool = False) -> str:
    """Return the page's content security policy: nothing but the given style and scripts.

    No connection, frame, form, object or font. Images only from the page itself: that is how the chart is saved as
    PNG. Style attributes are allowed because plotly.js writes labels with them. With `files`, scripts may also come
    from files beside the page.
    """
    allowed = " ".join(scripts) + (" 'self'" if files else "")
    return (
        f"default-src 'none'; script-src {allowed}; style-src-elem {fingerprint(style)} {_EMPTY_STYLE}; "
        "style-src-attr 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


_NO_PARTS: Mapping[str, str] = {}
_PLACE = "<plotly>"  # stands in no script of ours, nor in JSON as it is embedded


def render(
    template: str, *, style: str, script: str, plotly: str = "", parts: Mapping[str, str] = _NO_PARTS, **values: Any
) -> str:
    """Return a page; its markup, but not its style and scripts, without needless quotes.

    `plotly`, the text of plotly.js, and `parts`, markup without needless quotes, are put in last: on its way through a
    template plotly.js would be copied five times.
    """
    values |= {"style": style, "script": script, "plotly": plotly and _PLACE, **_places(parts)}
    page = _template(template).render(values)
    start, end = page.index("<body"), page.index("<script")
    before, _, after = page[end:].rpartition(_PLACE) if plotly else (page[end:], "", "")
    return "".join([page[:start], _filled(unquoted(page[start:end]), parts), before, plotly, after])


def piece(template: str, *, parts: Mapping[str, str] = _NO_PARTS, **values: Any) -> str:
    """Return a piece of a page's markup without needless quotes: what the template's macro `piece` makes of `values`.

    `parts` as in `render`. A macro is called in a third of the time that a template takes to render.
    """
    made: str = _macro(template)(**values, **_places(parts))
    return _filled(unquoted(made.strip("\n")), parts)


@cache
def _template(name: str) -> Template:
    return environment().get_template(name)


@cache
def _macro(name: str) -> Callable[..., str]:
    macro: Callable[..., str] = vars(_template(name).module)["piece"]
    return macro


def _places(parts: Mapping[str, str]) -> dict[str, Markup]:
    """Return what holds the place of each part in a template; no text can hold it, as its signs are escaped there."""
    return {name: Markup(f"<{name}>") for name in parts}  # noqa: S704  names are ours


def _filled(markup: str, parts: Mapping[str, str]) -> str:
    for name, part in parts.items():
        markup = markup.replace(f"<{name}>", part)
    return markup
