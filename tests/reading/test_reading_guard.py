import pytest

from auditor.errors import InputError
from auditor.reading.guard import is_public, public_addresses

PUBLIC = [
    "8.8.8.8", "203.0.114.7", "2606:4700::1111",
    "2a00:1450:4001::200e", "64:ff9b::808:808", "::ffff:8.8.8.8",
]  # fmt: skip
NOT_PUBLIC = [
    "127.0.0.1", "127.255.255.254", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1",
    "169.254.169.254",
    "169.254.0.1", "100.64.0.1", "100.100.100.200", "0.0.0.0", "0.1.2.3", "224.0.0.1", "239.255.255.250",
    "240.0.0.1", "255.255.255.255", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
    "192.88.99.1", "168.63.129.16",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1", "fe80::1",
    "fe80::1%lo",
    "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",
    "2002:7f00:1::", "2002:a9fe:a9fe::1", "2002:c0a8:1::", "2001::1", "2001:db8::1", "2001:10::1", "3fff::1",
    "100::1", "5f00::1", "4000::1",
    "localhost", "", "127.1", "0x7f000001",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address):
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_everything_else_does_not(address):
    assert not is_public(address)


def look_up(host: str, answer: list[str] | Exception, seconds: float = 5.0) -> list[str]:
    def resolver(host: str, port: int) -> list[str]:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return public_addresses(host, 80, resolver, "The page", seconds)


def test_all_public_addresses_are_returned():
    assert look_up("news.example", ["8.8.8.8", "2606:4700::1111"]) == ["8.8.8.8", "2606:4700::1111"]


def test_one_private_address_condemns_the_host():
    with pytest.raises(InputError, match=r"The page is not fetched, because news\.example leads to 10\.0\.0\.5"):
        look_up("news.example", ["8.8.8.8", "10.0.0.5"])


def test_an_address_is_not_looked_up_but_checked():
    assert look_up("8.8.8.8", OSError()) == ["8.8.8.8"]
    with pytest.raises(InputError, match="not a public address"):
        look_up("::1", ["8.8.8.8"])


@pytest.mark.parametrize("answer", [OSError(), UnicodeError(), []])
def test_unknown_host_is_one_sentence(answer):
    with pytest.raises(InputError, match=r"no host called news\.example is known\.$"):
        look_up("news.example", answer)


def test_look_up_without_an_answer_ends():
    import threading

    never = threading.Event()
    with pytest.raises(InputError, match=r"looking up news\.example took too long"):
        public_addresses("news.example", 80, lambda host, port: never.wait() and [], "The page", 0.01)
    never.set()
