"""Which addresses phones are given."""

from __future__ import annotations

from ipaddress import IPv4Address

from webapp.serving.addresses import address_of, interfaces, of_this_machine
from webapp.serving.certificates import names_for


def test_this_machine_is_on_its_own_loopback() -> None:
    assert ("lo", "127.0.0.1") in interfaces()


def test_an_interface_that_is_not_there_has_no_address() -> None:
    assert address_of("no-such-if") is None


def test_no_address_is_offered_twice_and_none_that_only_this_machine_reaches() -> None:
    lan = of_this_machine().lan
    assert len(set(lan)) == len(lan)
    assert not any(IPv4Address(address).is_loopback for address in lan)


def test_the_certificate_names_this_machine_and_all_that_is_offered() -> None:
    here = of_this_machine()
    assert names_for(here).addresses == ("127.0.0.1", *here.lan)
    assert names_for(here).dns[0] == "localhost"
