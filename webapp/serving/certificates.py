"""A small authority of our own and the server certificate it signs.

Phones give the camera and the service worker to trusted pages only. A phone that has been told to
trust the authority once goes on trusting when the server's addresses change, because only the
server certificate is made anew. The authority may vouch for names of the local network alone
(RFC 5280, 4.2.1.10), so its key, should it leak, opens no other site.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from webapp.serving.addresses import Addresses

AUTHORITY_DAYS = 3650
# Apple's phones refuse server certificates that live longer than 825 days, and newer rules say 398.
SERVER_DAYS = 397
RENEWED_BEFORE = timedelta(days=30)
# A clock that runs a little late must not see a certificate of the future.
BACKDATED = timedelta(days=1)
LOCAL_NAMES = ("localhost", "local", "lan", "home", "internal", "home.arpa")


@dataclass(frozen=True, slots=True)
class Names:
    """What a browser may call the server: DNS names and IPv4 addresses."""

    dns: tuple[str, ...]
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """A certificate and the private key that belongs to it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Files:
    """Where the four files are; the phone is given `authority`, the server the other two."""

    folder: Path

    @property
    def authority(self) -> Path:
        """The authority's certificate, PEM."""
        return self.folder / "authority.crt"

    @property
    def certificate(self) -> Path:
        """The server's certificate, PEM."""
        return self.folder / "server.crt"

    @property
    def key(self) -> Path:
        """The server's private key, PEM."""
        return self.folder / "server.key"


def names_for(addresses: Addresses) -> Names:
    """This machine itself and every address under which a phone can reach it."""
    dns = ("localhost", addresses.host, f"{addresses.host}.local")
    return Names(tuple(dict.fromkeys(dns)), ("127.0.0.1", *addresses.lan))


def prepare(folder: Path, names: Names, *, now: datetime) -> Files:
    """Make or renew what is missing, near its end or wrong for `names`; `now` has a zone."""
    folder.mkdir(parents=True, exist_ok=True)
    files = Files(folder)
    authority = kept(files.authority, folder / "authority.key")
    if authority is None or ends_soon(authority, now + timedelta(days=SERVER_DAYS)):
        authority = keep(make_authority(names, now), files.authority, folder / "authority.key")
    server = kept(files.certificate, files.key)
    if server is None or ends_soon(server, now) or not fits(server, authority, names):
        keep(make_server(names, authority, now), files.certificate, files.key)
    return files


def kept(certificate: Path, key: Path) -> Signed | None:
    """What is on disk; None when a file is missing, unreadable or not the other's half."""
    try:
        signed = x509.load_pem_x509_certificate(certificate.read_bytes())
        private = serialization.load_pem_private_key(key.read_bytes(), password=None)
    except (OSError, ValueError):
        return None
    if not isinstance(private, ec.EllipticCurvePrivateKey):
        return None
    return Signed(signed, private) if private.public_key() == signed.public_key() else None


def keep(signed: Signed, certificate: Path, key: Path) -> Signed:
    """Write both files, the key readable by its owner alone."""
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    write(key, signed.key.private_bytes(serialization.Encoding.PEM, *form), mode=0o600)
    write(certificate, signed.certificate.public_bytes(serialization.Encoding.PEM), mode=0o644)
    return signed


def write(path: Path, content: bytes, *, mode: int) -> None:
    """Replace the file whole: a crash leaves the old one or the new one."""
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "wb") as file:
        file.write(content)
    beside.replace(path)


def ends_soon(signed: Signed, now: datetime) -> bool:
    """Whether less than a month of it is left at `now`."""
    return signed.certificate.not_valid_after_utc - now < RENEWED_BEFORE


def fits(server: Signed, authority: Signed, names: Names) -> bool:
    """Whether the authority signed it and it holds every one of the names."""
    try:
        server.certificate.verify_directly_issued_by(authority.certificate)
    except (InvalidSignature, ValueError, TypeError):
        return False
    held = server.certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    addresses = {str(address) for address in held.get_values_for_type(x509.IPAddress)}
    wanted = vouched_for(names, authority)
    return set(wanted.dns) <= set(held.get_values_for_type(x509.DNSName)) and (
        set(wanted.addresses) <= addresses
    )


def vouched_for(names: Names, authority: Signed) -> Names:
    """The names that this authority may sign: a machine that was renamed keeps its authority."""
    limits = authority.certificate.extensions.get_extension_for_class(x509.NameConstraints).value
    allowed = [
        tree.value for tree in limits.permitted_subtrees or () if isinstance(tree, x509.DNSName)
    ]
    within = [n for n in names.dns if any(n == a or n.endswith("." + a) for a in allowed)]
    return Names(tuple(within), names.addresses)


def make_authority(names: Names, now: datetime) -> Signed:
    """A new authority for local names; the machine's name tells two of them apart on a phone."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = called(f"Lotwise on {names.dns[1] if len(names.dns) > 1 else names.dns[0]}")
    permitted: list[x509.GeneralName] = [
        x509.DNSName(name) for name in dict.fromkeys((*LOCAL_NAMES, *names.dns))
    ]
    # Any IPv4 address, and that only: IPv6 is not served, and public sites are known by name.
    permitted.append(x509.IPAddress(IPv4Network("0.0.0.0/0")))
    builder = (
        builder_for(subject, subject, key, now, days=AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(usage(signs_certificates=True), critical=True)
    )
    return Signed(builder.sign(key, hashes.SHA256()), key)


def make_server(names: Names, authority: Signed, now: datetime) -> Signed:
    """A certificate for the server, signed by the authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    wanted = vouched_for(names, authority)
    alternatives: list[x509.GeneralName] = [x509.DNSName(name) for name in wanted.dns]
    alternatives += [x509.IPAddress(IPv4Address(address)) for address in wanted.addresses]
    issuer = authority.certificate.subject
    above = authority.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    builder = (
        builder_for(called("Lotwise"), issuer, key, now, days=SERVER_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(usage(signs_certificates=False), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(above.value),
            critical=False,
        )
    )
    return Signed(builder.sign(authority.key, hashes.SHA256()), key)


def builder_for(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    now: datetime,
    *,
    days: int,
) -> x509.CertificateBuilder:
    """What every certificate has."""
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def called(name: str) -> x509.Name:
    """A distinguished name with a common name (64 characters at most) and nothing else."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def usage(*, signs_certificates: bool) -> x509.KeyUsage:
    """An authority signs certificates, a server signs handshakes."""
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
