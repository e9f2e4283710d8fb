"""The rules in reading order, each with the clause of ISO 19005-2 it rests on."""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from sandbox.paper.pdfa_rules import (
    actions,
    annotations,
    attachments,
    colour,
    container,
    fonts,
    graphics,
    metadata,
)
from sandbox.paper.pdfa_rules.look import Fault, Look


class Rule(NamedTuple):
    """One rule: its code (the sentence stands under ``pdfa.<code>``), its clause, its test."""

    code: str
    clause: str
    test: Callable[[Look], Iterable[Fault]]


RULES: Final[tuple[Rule, ...]] = (
    Rule("header", "6.1.2", container.header),
    Rule("binary_mark", "6.1.2", container.binary_mark),
    Rule("trailer_id", "6.1.3", container.trailer_id),
    Rule("after_end", "6.1.3", container.after_end),
    Rule("structure", "6.1.4", container.structure),
    Rule("external_stream", "6.1.7.1", container.external_stream),
    Rule("lzw", "6.1.7.2", container.lzw),
    Rule("permissions", "6.1.12", container.permissions),
    Rule("page_boxes", "6.1.13", container.page_boxes),
    Rule("known_operators", "6.2.2", graphics.known_operators),
    Rule("resources", "6.2.2", graphics.resources),
    Rule("content_unread", "6.2.2", container.undecided_content),
    Rule("output_intent", "6.2.3", colour.output_intent),
    Rule("icc_profile", "6.2.4.2", colour.icc_profiles),
    Rule("device_colour", "6.2.4.3", colour.device_colour),
    Rule("graphics_state", "6.2.5", graphics.graphics_states),
    Rule("rendering_intent", "6.2.6", graphics.rendering_intent),
    Rule("image", "6.2.8", graphics.images),
    Rule("form_xobject", "6.2.9", graphics.form_xobjects),
    Rule("blend_mode", "6.2.10", graphics.blend_modes),
    Rule("transparency", "6.2.10", graphics.transparency),
    Rule("font_entries", "6.2.11.2", fonts.entries),
    Rule("font_cid_map", "6.2.11.3.2", fonts.cid_maps),
    Rule("font_encoding", "6.2.11.3.3", fonts.encodings),
    Rule("font_embedded", "6.2.11.4.1", fonts.embedded),
    Rule("annotation_kind", "6.3.1", annotations.kinds),
    Rule("annotation_flags", "6.3.2", annotations.flags),
    Rule("annotation_appearance", "6.3.3", annotations.appearances),
    Rule("field_actions", "6.4.1", annotations.field_actions),
    Rule("need_appearances", "6.4.1", annotations.need_appearances),
    Rule("xfa", "6.4.2", annotations.xfa),
    Rule("signature_range", "6.4.3", annotations.signatures),
    Rule("forbidden_action", "6.5.1", actions.forbidden),
    Rule("named_action", "6.5.1", actions.named),
    Rule("additional_actions", "6.5.2", actions.additional),
    Rule("scripts", "6.5.1", actions.scripts),
    Rule("xmp_present", "6.6.2.1", metadata.present),
    Rule("xmp_well_formed", "6.6.2.1", metadata.well_formed),
    Rule("xmp_packet", "6.6.2.1", metadata.packet_header),
    Rule("xmp_info", "6.6.3", metadata.same_as_info),
    Rule("identification", "6.6.4", metadata.identification),
    Rule("embedded_file", "6.8", attachments.embedded),
    Rule("file_specification", "6.8", attachments.specifications),
    Rule("associated_file", "6.8", attachments.associated),
    Rule("optional_content", "6.9", container.optional_content),
    Rule("requirements", "6.10", container.requirements),
)
"""Not among them: glyph widths and .notdef, XMP extension schemas (6.6.2.3), the parts of level A.

Encryption (6.1.3) is looked at before: an encrypted file has nothing else to look at.
"""
