"""What is printed when the program runs, to the letter."""

from __future__ import annotations

from webapp.serving.addresses import Addresses
from webapp.serving.banner import banner
from webapp.serving.database import SignIn
from webapp.serving.ports import Ports

PORTS = Ports(8000, 8443)
WITHOUT_NETWORK = Addresses(lan=(), host="depot")
PEOPLE = (
    SignIn("worker", "scan-it", "worker", "B-1", "1234"),
    SignIn("head", "see-it-all", "supervisor", "B-22", "5678"),
)


def test_without_a_network_it_says_that_phones_cannot_reach_it() -> None:
    assert banner(WITHOUT_NETWORK, PORTS, (), colour=False) == (
        "Lotwise is running. On this computer: http://localhost:8000\n"
        "\n"
        "No local network was found, so phones cannot reach it. Connect, then start again.\n"
        "\n"
        "Ctrl-C stops it.\n"
    )


def test_the_demo_people_stand_in_columns_and_the_sheet_below() -> None:
    assert banner(WITHOUT_NETWORK, PORTS, PEOPLE, colour=False).split("\n\n")[2:4] == [
        "Demo sign-ins:\n"
        "  Name    Password    Role        Badge  PIN\n"
        "  worker  scan-it     worker      B-1    1234\n"
        "  head    see-it-all  supervisor  B-22   5678",
        "Demo barcode sheet, to scan from: http://localhost:8000/sheet",
    ]


def test_every_address_of_the_network_is_offered_for_both_ways() -> None:
    addresses = Addresses(lan=("192.168.1.20", "10.0.0.7"), host="depot")
    text = banner(addresses, PORTS, (), colour=False)
    assert text.split("\n\n")[1].splitlines() == [
        "On phones and handhelds of the local network:",
        "  https://192.168.1.20:8443   with camera, once the phone trusts it",
        "  http://192.168.1.20:8000    for hand scanners",
        "  https://10.0.0.7:8443   with camera, once the phone trusts it",
        "  http://10.0.0.7:8000    for hand scanners",
    ]
    assert "How a phone trusts it: http://192.168.1.20:8000/trust" in text


def test_the_code_is_dark_on_light_whatever_the_terminal() -> None:
    addresses = Addresses(lan=("192.168.1.20",), host="depot")
    rows = [line for line in banner(addresses, PORTS, (), colour=True).splitlines() if "█" in line]
    assert all(row.startswith("\033[97;40m") and row.endswith("\033[0m") for row in rows)
    assert len(rows) > 10


def test_without_libzbar_it_says_which_reader_is_left_and_what_to_type():
    text = banner(
        WITHOUT_NETWORK, PORTS, (), colour=False, install_zbar="sudo apt-get install libzbar0"
    )
    assert (
        "Photos are read with zxing-cpp alone: the library zbar was not found. It reads a few"
        " blurred codes more: sudo apt-get install libzbar0"
    ) in text
    assert "zbar" not in banner(WITHOUT_NETWORK, PORTS, (), colour=False)
