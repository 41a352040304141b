"""The application: which path does what, and the OpenAPI document of the interface."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, cast

from fastapi import Body, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from auditor import __version__
from auditor.labels import CODE_MEANING, CODES_OF, LABELS, MARGIN
from auditor.reporting.html_report import FOLDER as REPORT
from auditor.reporting.json_report import SCHEMA
from auditor.server.forms import AuditRequest, Health, Problem, ReportRequest
from auditor.server.gate import Gate
from auditor.server.refusal import FAULT, RefusalError
from auditor.server.shield import App, Shield
from auditor.server.work import KINDS, Desk

PAGE = Path(__file__).with_name("page")

_STATIC: Mapping[str, tuple[Path, str]] = {
    "report.css": (REPORT / "report.css", "text/css; charset=utf-8"),
    "report.js": (REPORT / "report.js", "text/javascript; charset=utf-8"),
    "page.css": (PAGE / "page.css", "text/css; charset=utf-8"),
    "page.js": (PAGE / "page.js", "text/javascript; charset=utf-8"),
    "icon.svg": (PAGE / "icon.svg", "image/svg+xml"),
}
_NOT_JSON = "The request is not valid JSON."
_DOCUMENT = "AuditDocument"
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": what}
    for status, what in (
        (403, "A page of another site asked."),
        (408, "The request took too long to arrive."),
        (413, "The request is too large."),
        (415, "The request is not JSON."),
        (421, "The server is not known under that host name."),
        (422, "The request cannot be served as it is: a mistake in it, no article in it, a page that cannot be read."),
        (503, "There is too much to do, or this took too long; Retry-After says when to ask again."),
    )
}


def create_app(desk: Desk, gate: Gate, *, names: frozenset[str], log: Callable[[str], None] = lambda line: None) -> App:
    """Return the application.

    Audits go through ``gate``; ``names`` are the host names that it answers to (as a Host header has them), ``log``
    takes a line a request.
    """
    api = FastAPI(
        title="Sourcing Auditor",
        version=__version__,
        description="On whose word does every sentence of a news article rest?  Nothing of an article is kept.",
        docs_url=None,  # it would load scripts from elsewhere
        redoc_url=None,
        openapi_url="/openapi.json",
    )
    page = _page(desk)
    static = {name: (path.read_bytes(), kind) for name, (path, kind) in _STATIC.items()}

    @api.get("/", include_in_schema=False)
    async def index() -> Response:
        return Response(page, media_type="text/html; charset=utf-8")

    @api.get("/static/{name}", include_in_schema=False)
    async def asset(name: str) -> Response:
        if name not in static:
            raise RefusalError(404, "There is nothing here.")
        content, kind = static[name]
        return Response(content, headers={"Content-Type": kind})

    @api.get("/health", summary="Does the server work?")
    async def health() -> Health:
        return Health(
            version=__version__,
            model=desk.classifier.name,
            profiles=list(desk.profiles),
            workers=gate.workers,
            inside=gate.inside,
        )

    @api.post(
        "/api/audit",
        summary="Audit a text, a page or a file",
        response_class=Response,
        responses={200: {"description": "As `auditor audit --format json`."}, **_PROBLEMS},
    )
    async def audit(asked: Annotated[AuditRequest, Body()]) -> Response:
        text = await gate.run(lambda: desk.audit(asked).encode("utf-8"))
        return Response(text, media_type="application/json")

    @api.post(
        "/api/report",
        summary="Another report on what was audited: profile, format, corrections",
        response_class=Response,
        responses={
            200: {"description": "The report, as a file.", "content": {kind: {} for kind in KINDS.values()}},
            **_PROBLEMS,
        },
    )
    async def report(asked: Annotated[ReportRequest, Body()]) -> Response:
        text = await gate.run(lambda: desk.report(asked).encode("utf-8", "replace"))
        headers = {
            "Content-Type": KINDS[asked.format],
            "Content-Disposition": f'attachment; filename="sourcing.{asked.format}"',
        }
        return Response(text, headers=headers)

    api.add_exception_handler(RefusalError, _say_refusal)
    api.add_exception_handler(RequestValidationError, _say_mistake)
    api.add_exception_handler(HTTPException, _say_status)
    api.add_exception_handler(Exception, _say_fault)  # and then it is raised again, to be logged
    api.openapi = lambda: _with_schema(FastAPI.openapi(api))  # type: ignore[method-assign]
    paths = frozenset({"/", "/health", "/openapi.json", "/api/audit", "/api/report", *(f"/static/{n}" for n in static)})
    return Shield(cast(App, api), names=names, limits=desk.limits, paths=paths, log=log)


def _page(desk: Desk) -> bytes:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(PAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    limits = desk.limits
    rendered = environment.get_template("page.html.j2").render(
        profiles=list(desk.profiles.values()),
        links=desk.links,
        groups=[(label, MARGIN[label], [(code, CODE_MEANING[code]) for code in CODES_OF[label]]) for label in LABELS],
        generator=f"sourcing-auditor {__version__}",
        model=desk.classifier.name,
        # Base64 makes four bytes of three.
        most_bytes=int(limits.body_bytes * 0.74),
        most_characters=limits.characters,
    )
    return rendered.encode("utf-8")


async def _say_refusal(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusalError)
    return Response(error.body(), error.status, headers=error.headers, media_type="application/json")


async def _say_mistake(_request: Request, error: Exception) -> Response:
    """Say what is wrong with a request's fields, without what stands in them."""
    assert isinstance(error, RequestValidationError)
    first: dict[str, Any] = next(iter(error.errors()), {})
    if first.get("type") == "json_invalid":
        return await _say_refusal(_request, RefusalError(400, _NOT_JSON))
    place = ".".join(str(part) for part in first.get("loc", ())[1:] if isinstance(part, int) or part.isidentifier())
    what = str(first.get("msg", "it cannot be read")).removeprefix("Value error, ").rstrip(".")
    where = f"The field {place[:100]} of the request" if place else "The request"
    refusal = RefusalError(422, f"{where} is wrong: {what[:1].lower()}{what[1:]}.")
    return await _say_refusal(_request, refusal)


async def _say_status(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = {404: "There is nothing here.", 405: "This is not what can be done here.", 400: _NOT_JSON}
    message = said.get(error.status_code, "The request cannot be served.")
    return await _say_refusal(_request, RefusalError(error.status_code, message, headers=error.headers))


async def _say_fault(_request: Request, _error: Exception) -> Response:
    return await _say_refusal(_request, RefusalError(500, FAULT))


def _with_schema(document: dict[str, Any]) -> dict[str, Any]:
    """Return the OpenAPI ``document`` with the published schema of the audit's JSON in it."""
    schemas = document["components"]["schemas"]
    if _DOCUMENT not in schemas:
        text = SCHEMA.read_text(encoding="utf-8").replace('"#/$defs/', f'"#/components/schemas/{_DOCUMENT}_')
        published = json.loads(text)
        schemas.update({f"{_DOCUMENT}_{name}": part for name, part in published.pop("$defs").items()})
        schemas[_DOCUMENT] = {key: value for key, value in published.items() if not key.startswith("$")}
        answer = document["paths"]["/api/audit"]["post"]["responses"]["200"]
        answer["content"] = {"application/json": {"schema": {"$ref": f"#/components/schemas/{_DOCUMENT}"}}}
    return document
