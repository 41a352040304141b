import contextlib
import gzip
import socket
import ssl
import time
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from reading_samples import PARAGRAPHS, PUBLIC, STORY, TITLE, article_page, pdf_of

from auditor.errors import InputError, RefusedError
from auditor.reading import Rejected, read, read_all
from auditor.reading.compression import TooLargeError, Unpacker

PAGE = "http://news.example/bridge"


def test_page_is_fetched_and_read(site):
    site.serve("/bridge", article_page())
    [article] = read(PAGE, **site.reading)
    assert article.text == "\n\n".join([TITLE, *PARAGRAPHS])
    assert (article.id, article.path, article.url) == ("news.example/bridge", PAGE, PAGE)
    assert article.outlet == "Port Larkin Herald"


def test_the_checked_address_is_connected_to_and_looked_up_once(site):
    site.serve("/bridge", article_page())
    read(PAGE, **site.reading)
    assert site.lookups == ["news.example"]
    assert site.connected == [(PUBLIC, 80)]
    assert site.asked == [("news.example", "/bridge")]


def test_a_look_up_that_changes_its_answer_gains_nothing(site):
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    site.serve("/bridge", article_page())
    assert read(PAGE, resolver=lambda host, port: next(answers), connect=site.connect)
    assert site.connected == [(PUBLIC, 80)]


def test_next_address_is_tried_when_the_first_is_dead(site):
    site.serve("/bridge", article_page())

    def connect(address, port, seconds):
        if address == "203.0.114.8":
            raise OSError(113, "No route to host")
        return site.connect(address, port, seconds)

    assert read(PAGE, resolver=lambda host, port: ["203.0.114.8", PUBLIC], connect=connect)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/plain; charset=utf-8", STORY),
        ("text/markdown", f"# {TITLE}\n\n" + "\n\n".join(PARAGRAPHS)),
        ("application/xhtml+xml", article_page()),
        ("application/octet-stream", article_page()),
        (None, article_page()),
        ("text/plain", article_page()),
        ("application/pdf", pdf_of([TITLE, "", *PARAGRAPHS[2:]])),
    ],
)
def test_kinds_of_content(site, content_type, body):
    site.serve("/bridge", body, content_type)
    assert read(PAGE, **site.reading)[0].text.startswith(TITLE)


def test_declared_encoding_is_used(site):
    text = "The café on the quay stays open – for now. “We’ll see,” Zoë Brandt said of the plan."
    site.serve("/bridge", text.encode("cp1252"), "text/plain; charset=windows-1252")
    assert read(PAGE, **site.reading)[0].text == text


@pytest.mark.parametrize("content_type", ["image/png", "application/json", "video/mp4", "text/css"])
def test_other_content_is_refused(site, content_type):
    site.serve("/bridge", STORY, content_type)
    with pytest.raises(InputError, match=f"{PAGE} is of the type {content_type}, which cannot be read"):
        read(PAGE, **site.reading)


def test_notice_is_refused_unless_forced(site):
    site.serve("/bridge", "<html><body><p>Please enable JavaScript to view this page.</p></body></html>")
    with pytest.raises(RefusedError, match=f"{PAGE} shows a request to enable JavaScript"):
        read(PAGE, **site.reading)
    assert "JavaScript" in read(PAGE, force=True, **site.reading)[0].text


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://news.example/a", "only http and https"),
        ("file:///etc/hostname", "only http and https"),
        ("gopher://news.example/", "only http and https"),
        ("http://news.example:8080/", "only the ports 80 and 443"),
        ("http://news.example:22/", "only the ports 80 and 443"),
        ("http://news.example:99999/", "not a valid web address"),
        ("http://user:secret@news.example/", "a user name or a password"),
        ("http://news.example\\@127.0.0.1/", "a user name or a password"),
        ("http:///path", "not a valid web address"),
        ("http://[::1/", "not a valid web address"),
        ("http://ne ws.example/", "not a valid web address"),
        ("http://" + "a" * 300 + "/", "not a valid web address"),
        ("http://127.0.0.1/", "127.0.0.1, which is not a public address"),
        ("http://[::1]/", "::1, which is not a public address"),
        ("http://[::ffff:169.254.169.254]/", "which is not a public address"),
        ("https://169.254.169.254/latest/meta-data/", "169.254.169.254, which is not a public address"),
    ],
)
def test_addresses_that_are_not_fetched(site, url, reason):
    with pytest.raises(InputError, match=reason) as caught:
        read(url, **site.reading)
    assert "secret" not in str(caught.value)
    assert site.connected == []


@pytest.mark.parametrize("force", [False, True])
def test_host_that_leads_to_a_private_address_is_not_fetched(site, force):
    site.addresses["intranet.example"] = ["10.0.0.5"]
    with pytest.raises(InputError, match=r"intranet\.example leads to 10\.0\.0\.5, which is not a public address"):
        read("http://intranet.example/", force=force, **site.reading)
    assert site.connected == []


def test_numbers_in_odd_notation_are_checked_after_the_look_up(site):
    for host in ("2130706433", "0x7f.1", "127.1"):
        site.addresses[host] = ["127.0.0.1"]
        with pytest.raises(InputError, match="not a public address"):
            read(f"http://{host}/", **site.reading)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_is_followed(site, status):
    site.redirect("/bridge", "/news/bridge#top", status)
    site.serve("/news/bridge", article_page())
    [article] = read(PAGE, **site.reading)
    assert article.url == "http://news.example/news/bridge"
    assert (article.id, article.path) == ("news.example/bridge", PAGE)


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://127.0.0.1/", "127.0.0.1, which is not a public address"),
        ("http://intranet.example/", "10.0.0.5, which is not a public address"),
        ("//169.254.169.254/", "169.254.169.254, which is not a public address"),
        ("file:///etc/hostname", "only http and https"),
        ("http://user:secret@other.example/", "a user name or a password"),
        ("http://other.example:8080/", "only the ports 80 and 443"),
    ],
)
def test_redirect_is_checked_again(site, location, reason):
    site.addresses["intranet.example"] = ["10.0.0.5"]
    site.redirect("/bridge", location)
    with pytest.raises(InputError, match=f"^{PAGE}, which redirects to .*{reason}") as caught:
        read(PAGE, **site.reading)
    assert "secret" not in str(caught.value)
    assert len(site.connected) == 1


def test_redirects_end(site):
    for number in range(6):
        site.redirect(f"/{number}", f"/{number + 1}")
    site.serve("/6", article_page())
    assert read("http://news.example/1", **site.reading)
    with pytest.raises(InputError, match="more than 5 redirects"):
        read("http://news.example/0", **site.reading)


def test_address_with_other_letters_is_encoded(site):
    site.serve("/caf%C3%A9?q=a%20b", article_page())
    assert read("http://bücher.example/café?q=a b", **site.reading)
    assert site.asked == [("xn--bcher-kva.example", "/caf%C3%A9?q=a%20b")]


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 500])
def test_http_error_is_named(site, status):
    site.serve("/bridge", "no", status=status)
    with pytest.raises(InputError, match=f"{PAGE} cannot be fetched: the answer is {status} "):
        read(PAGE, **site.reading)


def test_dead_host_is_one_sentence(site):
    def unknown(host, port):
        raise socket.gaierror(-2, "Name or service not known")

    def refuse(address, port, seconds):
        raise ConnectionRefusedError(111, "Connection refused")

    with pytest.raises(InputError, match=r"no host called news\.example is known"):
        read(PAGE, resolver=unknown)
    with pytest.raises(InputError, match=r"news\.example refused the connection"):
        read(PAGE, resolver=site.resolve, connect=refuse)


def test_slow_server_is_given_up(site):
    def drip(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Wait: ")
        with contextlib.suppress(OSError):
            while True:
                handler.wfile.write(b"a")
                time.sleep(0.02)

    site.answers["/bridge"] = drip
    with pytest.raises(InputError, match=r"news\.example did not answer in time"):
        site.fetcher(seconds=0.3).fetch(PAGE)


def test_body_that_never_ends_is_given_up(site):
    def silent(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nword")
        handler.wfile.flush()
        handler.rfile.read(1)

    site.answers["/bridge"] = silent
    with pytest.raises(InputError, match=r"news\.example did not answer in time"):
        site.fetcher(seconds=0.3).fetch(PAGE)


def test_large_page_is_refused_by_its_length_and_without_one(site):
    site.serve("/bridge", b"x" * 3000)
    with pytest.raises(InputError, match=r"is too large: a page may have 0\.002 MB"):
        site.fetcher(max_bytes=2000).fetch(PAGE)

    def endless(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 3000)

    site.answers["/bridge"] = endless
    with pytest.raises(InputError, match="is too large"):
        site.fetcher(max_bytes=2000).fetch(PAGE)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_bomb_is_refused(site, coding):
    pack = gzip.compress if coding == "gzip" else zlib.compress
    site.serve("/bridge", pack(b" " * 40_000_000), Content_Encoding=coding)
    with pytest.raises(InputError, match=f"{PAGE} is too large: a page may have 10 MB, unpacked 20 MB"):
        read(PAGE, **site.reading)


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", lambda data: gzip.compress(data[:500]) + gzip.compress(data[500:])),
        ("deflate", zlib.compress),
        ("deflate", raw_deflate),
        ("identity", bytes),
    ],
)
def test_compressed_page_is_unpacked(site, coding, pack):
    site.serve("/bridge", pack(article_page().encode()), Content_Encoding=coding)
    assert read(PAGE, **site.reading)[0].title == TITLE


@pytest.mark.parametrize(
    "headers",
    [{"Content_Encoding": "br"}, {"Content_Encoding": "gzip"}, {"Content_Encoding": "deflate"}],
)
def test_broken_compression_is_refused(site, headers):
    site.serve("/bridge", b"not compressed at all", **headers)
    with pytest.raises(InputError, match=r"the answer of news\.example is broken"):
        read(PAGE, **site.reading)


@pytest.mark.parametrize("cut", [lambda data: data[:-20], lambda data: data[: len(data) // 2]])
def test_page_that_breaks_off_is_refused(site, cut):
    whole = article_page().encode()
    site.serve("/bridge", cut(whole), Content_Length=str(len(whole)))
    with pytest.raises(InputError, match="is broken"):
        read(PAGE, **site.reading)
    site.serve("/bridge", cut(gzip.compress(whole)), Content_Encoding="gzip")
    with pytest.raises(InputError, match="is broken"):
        read(PAGE, **site.reading)


def test_chunked_page_is_read(site):
    def chunked(handler):
        body = article_page().encode()
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
        for start in range(0, len(body), 500):
            piece = body[start : start + 500]
            handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        handler.wfile.write(b"0\r\n\r\n")

    site.answers["/bridge"] = chunked
    assert read(PAGE, **site.reading)[0].title == TITLE


def test_answer_that_is_no_http_is_refused(site):
    site.answers["/bridge"] = lambda handler: handler.wfile.write(b"SSH-2.0-server\r\n")
    with pytest.raises(InputError, match=r"the answer of news\.example is broken"):
        read(PAGE, **site.reading)


def test_proxies_of_the_environment_are_not_used(site, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.serve("/bridge", article_page())
    assert read(PAGE, **site.reading)
    assert site.connected == [(PUBLIC, 80)]


def test_batch_with_a_dead_page_goes_on(site):
    site.serve("/bridge", article_page())
    results = list(read_all(["http://u:pw@news.example/x", PAGE, PAGE + "?page=2"], **site.reading))
    assert isinstance(results[0], Rejected) and results[0].path == "http://news.example/x"
    assert results[1].id == "news.example/bridge"
    assert isinstance(results[2], Rejected)


def test_equal_paths_get_their_query(site):
    site.serve("/story?id=1", article_page())
    site.serve("/story?id=2", article_page())
    urls = ["http://news.example/story?id=1", "http://news.example/story?id=2"]
    assert [article.id for article in read_all(urls, **site.reading)] == [
        "news.example/story?id=1",
        "news.example/story?id=2",
    ]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for news.example, with its key, that signs itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "news.example")])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("news.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + built.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def secure_site(site, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    site.names = []
    context.sni_callback = lambda sock, name, context: site.names.append(name)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    return site


def test_https_names_the_host_and_checks_its_certificate(secure_site, certificate):
    trusting = ssl.create_default_context(cafile=str(certificate))
    secure_site.serve("/bridge", article_page())
    content = secure_site.fetcher(tls=trusting).fetch("https://news.example/bridge")
    assert content.data == article_page().encode()
    assert secure_site.names == ["news.example"]
    assert secure_site.connected == [(PUBLIC, 443)]


def test_certificate_of_another_host_or_an_unknown_authority_is_refused(secure_site, certificate):
    trusting = ssl.create_default_context(cafile=str(certificate))
    with pytest.raises(InputError, match=r"the certificate of other\.example is not valid"):
        secure_site.fetcher(tls=trusting).fetch("https://other.example/bridge")
    with pytest.raises(InputError, match=r"the certificate of news\.example is not valid"):
        secure_site.fetcher().fetch("https://news.example/bridge")


def test_unpacker_never_holds_more_than_its_limit():
    unpacker = Unpacker("gzip", 1000)
    with pytest.raises(TooLargeError):
        unpacker.feed(gzip.compress(bytes(50_000_000)))
