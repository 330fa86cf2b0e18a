"""The small authority and its server certificate: kept while they fit, made anew when not."""

from __future__ import annotations

import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from webapp.serving.addresses import Addresses
from webapp.serving.certificates import Files, Names, names_for, prepare

NOW = datetime.now(UTC)
NAMES = names_for(Addresses(lan=("192.168.1.20",), host="depot"))


def handshake(files: Files, called: str) -> None:
    """A browser that trusts the authority alone connects to the server under that name."""
    browser = ssl.create_default_context(cafile=str(files.authority))
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(files.certificate, files.key)
    wires = (ssl.MemoryBIO(), ssl.MemoryBIO())
    one = browser.wrap_bio(wires[0], wires[1], server_hostname=called)
    other = server.wrap_bio(wires[1], wires[0], server_side=True)
    undone = [one, other]
    while undone:
        undone = [side for side in undone if not shaken(side)]


def shaken(side: ssl.SSLObject) -> bool:
    """Whether this side has done its part."""
    try:
        side.do_handshake()
    except ssl.SSLWantReadError:
        return False
    return True


def contents(files: Files) -> tuple[bytes, bytes]:
    """The authority's and the server's certificate."""
    return files.authority.read_bytes(), files.certificate.read_bytes()


@pytest.mark.parametrize(
    "called", ["localhost", "127.0.0.1", "192.168.1.20", "depot", "depot.local"]
)
def test_a_browser_trusts_every_name_of_the_server(tmp_path: Path, called: str) -> None:
    handshake(prepare(tmp_path, NAMES, now=NOW), called)


@pytest.mark.parametrize("called", ["192.168.1.21", "example.com"])
def test_a_browser_trusts_no_other_name(tmp_path: Path, called: str) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        handshake(prepare(tmp_path, NAMES, now=NOW), called)


def test_the_authority_may_not_vouch_for_a_public_site(tmp_path: Path) -> None:
    prepare(tmp_path, NAMES, now=NOW)
    files = prepare(tmp_path, Names(("localhost", "example.com"), ("127.0.0.1",)), now=NOW)
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        handshake(files, "example.com")


def test_a_second_run_keeps_both(tmp_path: Path) -> None:
    first = contents(prepare(tmp_path, NAMES, now=NOW))
    assert contents(prepare(tmp_path, NAMES, now=NOW + timedelta(days=300))) == first


def test_a_new_address_renews_the_server_and_keeps_the_authority(tmp_path: Path) -> None:
    first = contents(prepare(tmp_path, NAMES, now=NOW))
    moved = names_for(Addresses(lan=("10.0.0.7",), host="depot"))
    files = prepare(tmp_path, moved, now=NOW)
    assert contents(files)[0] == first[0]
    assert contents(files)[1] != first[1]
    handshake(files, "10.0.0.7")


def test_a_renamed_machine_keeps_its_authority(tmp_path: Path) -> None:
    first = contents(prepare(tmp_path, NAMES, now=NOW))
    renamed = names_for(Addresses(lan=("192.168.1.20",), host="hall-2"))
    files = prepare(tmp_path, renamed, now=NOW)
    assert contents(files)[0] == first[0]
    handshake(files, "hall-2.local")


def test_a_server_certificate_near_its_end_is_renewed(tmp_path: Path) -> None:
    first = contents(prepare(tmp_path, NAMES, now=NOW))
    second = contents(prepare(tmp_path, NAMES, now=NOW + timedelta(days=368)))
    assert (second[0] == first[0], second[1] == first[1]) == (True, False)


def test_an_authority_that_would_end_first_is_renewed_with_its_server(tmp_path: Path) -> None:
    first = contents(prepare(tmp_path, NAMES, now=NOW - timedelta(days=3600)))
    files = prepare(tmp_path, NAMES, now=NOW)
    assert contents(files)[0] != first[0]
    handshake(files, "localhost")


@pytest.mark.parametrize("name", ["authority.crt", "authority.key", "server.crt", "server.key"])
@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_a_lost_or_broken_file_is_mended(tmp_path: Path, name: str, content: bytes | None) -> None:
    files = prepare(tmp_path, NAMES, now=NOW)
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(content)
    handshake(prepare(tmp_path, NAMES, now=NOW), "localhost")
    assert files == Files(tmp_path)


@pytest.mark.parametrize("name", ["authority.key", "server.key"])
def test_keys_are_readable_by_their_owner_alone(tmp_path: Path, name: str) -> None:
    prepare(tmp_path, NAMES, now=NOW)
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
