"""Sample inputs of an invented town, and a web server that answers for any host."""

import http.server
import socket
import threading
from collections.abc import Callable

from auditor.reading.url import Fetcher

PUBLIC = "203.0.114.7"

TITLE = "Harbour bridge shut after cracks found"
PARAGRAPHS = [
    "The old harbour bridge in Port Larkin was closed to all traffic on Monday after inspectors found "
    "cracks in "
    "two of its piers, and the ferry will run again from Tuesday.",
    "Mayor Odile Brandt said the council had no choice. “We could not let one more lorry cross,” she told "
    "reporters at the quay, where a queue of cars had formed before dawn.",
    "A person familiar with the inspection, who was not authorised to speak, said the damage had been "
    "known to "
    "the harbour office for more than a year.",
    "The harbour office said in a statement that it had followed the rules and that the repair would take six months.",
]
STORY = "\n\n".join([TITLE, *PARAGRAPHS])


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def article_page(title: str = TITLE, paragraphs: list[str] = PARAGRAPHS) -> str:
    """A page of an invented paper with the usual furniture round the article."""
    head = (
        f"<title>{title} | Port Larkin Herald</title><meta property='og:title' content='{title}'>"
        "<meta property='og:site_name' content='Port Larkin Herald'><meta name='author' content='Ines "
        "Calloway'>"
        "<meta property='article:published_time' content='2024-03-11T08:15:00Z'>"
        "<link rel='canonical' href='https://herald.example/news/bridge'>"
    )
    body = (
        "<header><nav><a href='/'>Home</a> <a href='/news'>News</a> <a href='/sport'>Sport</a></nav></header>"
        f"<article><h1>{title}</h1>" + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs) + "</article>"
        "<section class='comments'><h3>Comments</h3><p>First! Nobody ever listens to us at the "
        "quay.</p></section>"
        "<footer><a href='/privacy'>Privacy policy</a> <p>Copyright Port Larkin Herald</p></footer>"
    )
    return page(body, head)


def pdf_of(*pages: list[str], image: bool = False) -> bytes:
    """A small PDF by hand: each page a list of lines, or with ``image`` one grey dot and no text."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        if image:
            stream = "q 400 0 0 600 50 100 cm /I Do Q"
            resources = f"<< /XObject << /I {len(objects) + 3} 0 R >> >>"
        else:
            shown = " ".join(f"({line.replace('(', '[').replace(')', ']')}) Tj T*" for line in lines)
            stream = f"BT /F 11 Tf 14 TL 50 780 Td {shown} ET"
            resources = "<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {resources} "
            f"/Contents {len(objects) + 2} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        if image:
            objects.append(
                "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
                "/BitsPerComponent 8 /Length 1 >>\nstream\nz\nendstream"
            )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()


Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


class Site:
    """A web server on this machine that answers for every host and every port."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str | None, str]] = []
        self.lookups: list[str] = []
        self.connected: list[tuple[str, int]] = []
        self.addresses: dict[str, list[str]] = {}
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                self.close_connection = True
                site.asked.append((self.headers["Host"], self.path))
                site.headers = self.headers
                answer = site.answers.get(self.path)
                if answer is None:
                    self.send_error(404)
                else:
                    answer(self)

            def log_message(self, *args):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *args):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def resolve(self, host: str, port: int) -> list[str]:
        self.lookups.append(host)
        try:
            return self.addresses.get(host, [PUBLIC])
        except KeyError:
            raise OSError from None

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        self.connected.append((address, port))
        return socket.create_connection(self.server.server_address, timeout=seconds)

    def serve(self, path: str, body: str | bytes, content_type: str | None = "text/html", status=200, **headers):
        data = body.encode() if isinstance(body, str) else body

        def answer(handler):
            handler.send_response(status)
            if content_type:
                handler.send_header("Content-Type", content_type)
            for key, value in {"Content_Length": str(len(data)), **headers}.items():
                handler.send_header(key.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(data)

        self.answers[path] = answer

    def redirect(self, path: str, location: str, status=302):
        self.serve(path, "", status=status, Location=location)

    def fetcher(self, **options) -> Fetcher:
        return Fetcher(resolver=self.resolve, connect=self.connect, **options)

    @property
    def reading(self) -> dict:
        return {"resolver": self.resolve, "connect": self.connect}
