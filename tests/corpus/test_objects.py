"""Input and output in an object store: a local server that speaks S3."""

import json

import pytest
from stand_ins import CUES, StopsAfter, audit, content, rows, story, write_rows

pytest.importorskip("moto.server", reason="needs a local S3 server: pip install moto[server]")
pytestmark = pytest.mark.full

from auditor.corpus import layout  # noqa: E402
from auditor.corpus.inputs import check_inputs, measure  # noqa: E402
from auditor.corpus.objects import Objects, is_object  # noqa: E402
from auditor.corpus.run import refuse_output_inside  # noqa: E402
from auditor.errors import InputError, UsageError  # noqa: E402


@pytest.fixture(scope="module")
def server():
    from moto.server import ThreadedMotoServer

    made = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    made.start()
    yield "http://{}:{}".format(*made.get_host_and_port())
    made.stop()


@pytest.fixture
def bucket(server, monkeypatch, tmp_path):
    """An empty bucket's address."""
    for name, value in (
        ("AWS_ENDPOINT_URL", server), ("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b"),
        ("AWS_DEFAULT_REGION", "us-east-1"), ("AWS_EC2_METADATA_DISABLED", "true"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    from pyarrow import fs

    name = tmp_path.name.replace("_", "-").lower()[:60].strip("-")
    fs.S3FileSystem(endpoint_override=server, allow_bucket_creation=True).create_dir(name)
    return f"s3://{name}"


def upload(bucket, files):
    place = Objects(bucket)
    for name, data in files.items():
        place.write(name, data)


def fetched(place, target):
    """Copy what lies in the store to a folder, to be read as any other."""
    for folder in ("articles", "sentences", "sources", "findings", ""):
        for name in place.names(folder):
            inside = f"{folder}/{name}" if folder else name
            path = target / inside
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(place.read(inside))
    return target


def test_files_in_a_store_are_complete_or_absent(bucket):
    place = Objects(f"{bucket}/out")
    assert place.names("") == place.names("a") == []
    with pytest.raises(FileNotFoundError):
        place.read("a/x")
    place.write("a/x", b"one")
    place.write("a/x", iter([b"two ", b"parts"]))
    place.write("empty", iter([]))
    assert (place.read("a/x"), place.read("empty"), place.names("a"), place.names("")) == (
        b"two parts", b"", ["x"], ["empty"]
    )  # fmt: skip

    def fails():
        yield b"half"
        raise OSError("the source broke off")

    with pytest.raises(OSError, match="broke off"):
        place.write("a/x", fails())
    assert place.read("a/x") == b"two parts"
    place.delete("a/x")
    place.delete("a/x")
    assert place.names("a") == []


def test_a_corpus_from_a_store_into_a_store(bucket, tmp_path):
    """Tables, packed and plain, and pages; interrupted, it goes on; the content is that of folders."""
    import gzip

    lines = "".join(f"{json.dumps(row)}\n" for row in rows(20)).encode()
    inside = {"in/a.jsonl.gz": gzip.compress(lines), "in/b/c.txt": story(30).encode(), "in/.hidden.txt": b"x"}
    upload(bucket, inside)
    for name, data in inside.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    given, place = f"{bucket}/in", Objects(f"{bucket}/out")
    assert measure([given]) == measure([str(tmp_path / "in")])

    with pytest.raises(KeyboardInterrupt):
        audit([given], place, engine=StopsAfter(2), size=4)
    assert len(layout.read_done(place)) == 2
    totals = audit([given], place, size=4)
    assert (totals.articles, totals.audited, totals.rejected) == (21, 21, 0)

    audit([tmp_path / "in"], tmp_path / "local", size=4)
    local, stored = content(tmp_path / "local"), content(fetched(place, tmp_path / "stored"))
    assert stored["sentences"] == [
        {**row, "article_id": row["article_id"].replace(f"{tmp_path}", bucket)} for row in local["sentences"]
    ]


def test_parquet_from_a_store(bucket, tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(rows(100)), tmp_path / "a.parquet")
    upload(bucket, {"a.parquet": (tmp_path / "a.parquet").read_bytes()})
    assert audit([f"{bucket}/a.parquet"], tmp_path / "out").audited == 100


def test_a_store_that_fails_is_one_sentence(bucket, tmp_path):
    with pytest.raises(InputError, match=r"^s3://.*/none does not exist\.$"):
        check_inputs([f"{bucket}/none"])
    path = write_rows(tmp_path / "a.jsonl", rows(1))
    with pytest.raises(InputError, match="There is no bucket “no-such-bucket”"):
        audit([path], Objects("s3://no-such-bucket/out"), load=CUES)


def test_the_output_is_no_input(bucket):
    upload(bucket, {"in/a.txt": b"x"})
    with pytest.raises(UsageError, match="lies in the input"):
        refuse_output_inside([f"{bucket}/in"], f"{bucket}/in/out")
    refuse_output_inside([f"{bucket}/in"], f"{bucket}/in-out")


def test_what_is_an_object():
    assert is_object("s3://bucket/a") and is_object("gs://bucket")
    assert not any(map(is_object, ("s3:/bucket/a", "http://somewhere/a", "a/b", "s3://")))
