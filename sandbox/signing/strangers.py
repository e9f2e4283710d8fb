"""``python -m sandbox verify FILE…``: the same verdicts for files from anywhere."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final  # the answers are JSON

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from base.errors import Misconfigured, Sentence
from base.language import Language, say
from sandbox.signing.bounded import SECONDS, answers
from sandbox.signing.limits import MOST_BYTES
from sandbox.signing.report import SignatureReport, unclear
from sandbox.signing.trust import Trust
from sandbox.verdicts import Verdict

ALL_VALID: Final = 0
NOT_ALL_VALID: Final = 1
UNREADABLE: Final = 2
NO_VERDICT: Final = "unreadable"


def verify_files(
    paths: Sequence[Path],
    at: datetime,
    trust_pems: Sequence[Path | bytes] = (),
    *,
    seconds: float = SECONDS,
    language: Language = "vi",
) -> list[dict[str, Any]]:
    """Verify files and say for each what a command line or another program wants to know.

    Args:
        paths: the files.
        at: the moment of checking, aware.
        trust_pems: PEM texts, or where they lie: self-signed certificates are trusted as roots,
            others help to build chains, revocation lists are looked up. Nothing is fetched from a
            network.
        seconds: how long one file may take.
        language: of ``practice_note``.

    Returns:
        One entry a file: ``file`` (as given), ``verdict`` (valid, invalid, undetermined;
        unreadable when it cannot be opened), ``practice_note`` (“chữ ký thực hành” when a
        signature says that it is for training, else empty), ``findings`` (every remark, with its
        field; why it cannot be opened) and ``report``.

    Raises:
        Misconfigured: a PEM text that cannot be read.
    """
    trust = trust_in_pems(trust_pems)
    fit = [path for path in paths if _fault(path) is None]
    reports = dict(zip(fit, answers(fit, trust, at, seconds=seconds), strict=True))
    return [_entry(path, reports.get(path), language) for path in paths]


def exit_code(results: Sequence[dict[str, Any]]) -> int:
    """Return 0 when every file is valid, 2 when one cannot be read, else 1."""
    verdicts = [result["verdict"] for result in results]
    if NO_VERDICT in verdicts or not verdicts:
        return UNREADABLE
    return ALL_VALID if set(verdicts) == {Verdict.VALID.value} else NOT_ALL_VALID


def lines_of(result: dict[str, Any], language: Language) -> list[str]:
    """Say one result to a person, a line a thought."""
    if result["verdict"] == NO_VERDICT:
        why = f"@signature.{result['findings'][0]['code']}"
        return [say("signature.told.unreadable", language, file=result["file"], why=why)]
    report = SignatureReport.model_validate(result["report"])
    head = say(
        "signature.told.file",
        language,
        file=result["file"],
        verdict=f"@verdict.{report.verdict}",
    )
    lines = [head, *_said(report.remarks, language)]
    for check in report.signatures:
        key = "signature.told.practice" if check.practice else "signature.told.signature"
        lines.append(
            say(
                key,
                language,
                field=check.field,
                signer=check.signer or "?",
                unit=check.organisation_unit or "—",
                verdict=f"@verdict.{check.verdict}",
                level=check.level or "—",
            )
        )
        lines += _said(check.remarks, language)
    return lines + [f"  · {say(limit, language)}" for limit in report.limits]


def trust_in_pems(pems: Sequence[Path | bytes]) -> Trust:
    """Read PEM texts into what may be trusted.

    Raises:
        Misconfigured: ``signing.trust_pem``.
    """
    found: dict[str, list[bytes]] = {"other_roots": [], "certificates": [], "lists": []}
    for number, pem in enumerate(pems, start=1):
        name = str(pem) if isinstance(pem, Path) else str(number)
        try:
            _sort(_read(pem) if isinstance(pem, Path) else pem, found)
        except ValueError as error:
            why = "@signature.file.no_pem"
            raise Misconfigured("signing.trust_pem", pem=name, why=why) from error
    return Trust(**{name: tuple(dict.fromkeys(items)) for name, items in found.items()})


def _read(path: Path) -> bytes:
    """Read a PEM file; only a file that ends is opened."""
    fault = _fault(path)
    if fault is not None and fault != "too_large":
        raise Misconfigured("signing.trust_pem", pem=str(path), why=f"@signature.file.{fault}")
    return path.read_bytes()


def _sort(pem: bytes, found: dict[str, list[bytes]]) -> None:
    end = b"-----END X509 CRL-----"
    lists = pem.split(end)[:-1]
    for part in lists:
        crl = x509.load_pem_x509_crl(part[part.index(b"-----BEGIN X509 CRL-----") :] + end)
        found["lists"].append(crl.public_bytes(Encoding.DER))
    if b"-----BEGIN CERTIFICATE-----" not in pem:
        if not lists:
            message = "no certificate and no revocation list"
            raise ValueError(message)
        return
    for certificate in x509.load_pem_x509_certificates(pem):
        kind = "other_roots" if certificate.subject == certificate.issuer else "certificates"
        found[kind].append(certificate.public_bytes(Encoding.DER))


def _fault(path: Path) -> str | None:
    """Why a path is not handed to the child: nothing to read, or more than it would take."""
    try:
        if not path.is_file():
            return "folder" if path.is_dir() else "closed" if path.exists() else "missing"
        if path.stat().st_size > MOST_BYTES:
            return "too_large"
        with path.open("rb") as file:
            file.read(1)
    except OSError:
        return "closed"
    return None


def _entry(path: Path, report: SignatureReport | None, language: Language) -> dict[str, Any]:
    fault = _fault(path) if report is None else None
    if fault == "too_large":
        size = path.stat().st_size
        remark = unclear("file.too_large", bytes=size, limit=MOST_BYTES)
        report = SignatureReport(verdict=Verdict.UNDETERMINED, remarks=(remark,))
    if report is None:
        why = unclear(f"file.{fault or 'closed'}").model_dump(mode="json")
        found = [{"field": "", **why}]
        return {"file": str(path), "verdict": NO_VERDICT, "findings": found, "report": None}
    practice = any(check.practice for check in report.signatures)
    return {
        "file": str(path),
        "verdict": report.verdict.value,
        "practice_note": say("signature.practice", language) if practice else "",
        "findings": _findings(report),
        "report": report.model_dump(mode="json"),
    }


def _findings(report: SignatureReport) -> list[dict[str, Any]]:
    told = [("", remark) for remark in report.remarks]
    told += [(check.field, remark) for check in report.signatures for remark in check.remarks]
    return [{"field": field, **remark.model_dump(mode="json")} for field, remark in told]


def _said(remarks: Sequence[Any], language: Language) -> list[str]:
    return [
        f"  · {say(Sentence(code=f'signature.{remark.code}', facts=remark.facts), language)}"
        for remark in remarks
    ]
