"""Evidence is put into a document's security store (ISO 32000-2 12.8.4.3), never twice."""

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from sandbox.signing.order import Evidence
from sandbox.signing.revisions import Revision, revision_of, written


def keep(pdf: bytes, evidence: Evidence) -> bytes:
    """Add a document security store with ``evidence`` (B-LT), or add to the one there."""
    revision = revision_of(pdf)
    return written(revision) if keep_in(revision, evidence) else pdf


def keep_in(revision: Revision, evidence: Evidence) -> bool:
    """Put into the store what it does not hold yet; say whether that was anything."""
    root = revision.root
    store = root["/DSS"] if "/DSS" in root else generic.DictionaryObject()
    added = [
        _add(revision, store, pdf_name(f"/{key}"), values)
        for key, values in zip(("Certs", "CRLs", "OCSPs"), evidence, strict=True)
    ]
    if not any(added):
        return False
    if "/DSS" not in root:
        root[pdf_name("/DSS")] = revision.add_object(store)
        revision.update_root()
    else:
        revision.update_container(store)
    return True


def _add(
    revision: Revision,
    store: generic.DictionaryObject,
    key: generic.NameObject,
    values: tuple[bytes, ...],
) -> bool:
    held = list(store[key]) if key in store else []
    known = {reference.get_object().data for reference in held}
    fresh = [value for value in dict.fromkeys(values) if value not in known]
    streams = [revision.add_object(generic.StreamObject(stream_data=value)) for value in fresh]
    if streams:
        store[key] = generic.ArrayObject([*held, *streams])
    return bool(streams)
