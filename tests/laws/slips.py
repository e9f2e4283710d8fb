"""Mistakes authors make in the skeleton: what is written, where it is told, with which word."""

from typing import NamedTuple

from base.strict_yaml import MAX_BYTES


class Slip(NamedTuple):
    """A mistake in one file: what is written in the place of what, and what the author is told."""

    file: str
    right: str
    wrong: str
    where: str
    "line and path, or what stands for them"
    told: str


SLIPS = {
    "a key that is missing": Slip("scenario", "desks:", "desk:", "(desks)", "“desks” is missing"),
    "a typo in a key": Slip(
        "scenario", "    points: 70", "    point: 70", "line 83 (criteria.0.point)", "“points”"),
    "a typo at the top": Slip("scenario", "desks:", "desk:", "line 57 (desk)", "“desks”"),
    "an unknown verb": Slip(
        "solution", "op: open-file", "op: open-fil", "line 9: steps.0.op", "“open-file”"),
    "an unknown verb in a step": Slip(
        "scenario", "[close-file]", "[close-fil]", "steps.1.verbs", "“close-file”"),
    "an unknown field": Slip(
        "solution", "planned: $planned", "planed: $planned", "steps.0.with", "“planned”"),
    "a field that takes something else": Slip(
        "solution", "{planned: $planned}", "{planned: [[x]]}", "steps.0.planned", "must be text"),
    "an unknown recipe": Slip(
        "scenario", "recipe: agency", "recipe: agnecy", "line 30 (world.recipes.0)", "“agency”"),
    "an unknown check": Slip(
        "scenario", "kind: set", "kind: sett", "line 76 (criteria.0.check)", "“set”"),
    "an unknown fact": Slip(
        "scenario", "fact: field,", "fact: feild,", "(criteria.1.check.facts.0)", "“field”"),
    "an unknown kind of record": Slip(
        "scenario", "kind: Filing, where: {document", "kind: Filling, where: {document",
        "criteria.2.check.records", "“Filing”"),
    "an unknown field of a record": Slip(
        "scenario", "{document: $twin}", "{documen: $twin}", "criteria.2.check", "“document”"),
    "an unknown label": Slip("scenario", "[$officer]", "[$oficer]", "desks", "“$officer”"),
    "an unknown label in a check": Slip(
        "scenario", "{planned: $planned}}\n      facts", "{planned: $planed}}\n      facts",
        "criteria.1.check.records.where.planned", "“$planned”"),
    "an unknown label in the solution": Slip(
        "solution", "file: $file,", "file: $fille,", "line 13: steps.1", "“$file”"),
    "an unknown tag in the solution": Slip(
        "solution", "tag: matter-case", "tag: matter-cas", "steps.1", "“matter-case”"),
    "an unknown rule": Slip(
        "scenario", "agency/qc.d22", "agency/qc.d222", "criteria.0.rules", "“agency/qc.d22”"),
    "an unknown fault": Slip(
        "scenario", "fault/D04", "fault/D4", "world.recipes.6", "“fault/D"),
    "an unknown criterion": Slip(
        "decoys", "loses: [closed]", "loses: [close]", "decoys.0.loses", "“closed”"),
    "an unknown step": Slip("decoys", "drop: close", "drop: cloze", "decoys.0", "“close”"),
    "no way to fall for a fault": Slip("decoys", "  twin:", "  twinn:", "falls", "“twin”"),
    "a month that does not exist": Slip(
        "scenario", "2026-03-02T08", "2026-13-02T08", "line 28 (world.now)", "no moment"),
    "a day that does not exist": Slip(
        "scenario", "2026-01-12\n      label", "2026-02-30\n      label",
        "(world.recipes.4.from)", "no day"),
    "a moment without a zone": Slip(
        "scenario", "T08:15:00+07:00", "T08:15:00", "line 28: world.now", "zone"),
    "text for a number": Slip(
        "scenario", "points: 70", "points: seventy", "(criteria.0.points)", "whole number"),
    "points that are not 100": Slip(
        "scenario", "points: 30", "points: 31", "line 73: criteria", "101"),
    "criteria that wait for each other": Slip(
        "scenario", "    points: 30\n", "    points: 30\n    requires: [closed]\n",
        "line 73: criteria.requires", "closed → closed"),
    "hints dearer than what they help": Slip(
        "scenario", "prices: [2, 4, 6]", "prices: [50, 30, 10]", "hints.0", "90"),
    "a misspelt label in a hint": Slip(
        "scenario", "dòng “$planned” của", "dòng “$planed” của", "hints.0.levels.2.vi",
        "“$planned”"),
    "a misspelt label in a hint's English": Slip(
        "scenario", "line “$planned” of", "line “$Planned” of", "hints.0.levels.2.en",
        "“$planned”"),
    "a hint that names a record in one language alone": Slip(
        "scenario", "line “$planned” of", "right line of", "hints.0.levels.2.en", "planned"),
    "a hint that names what is planted too early": Slip(
        "scenario", "A file tells", "A file such as $twin's tells", "hints.0.levels.0.en",
        "planted"),
    "a label where nobody turns it to a name": Slip(
        "scenario", "Một việc, một hồ sơ", "Một việc, $planned", "title.vi", "“$planned”"),
    "a key that stands twice": Slip(
        "scenario", "version: 1", "version: 1\nversion: 2", "line 10", "“version” stands twice"),
    "a tag of YAML": Slip(
        "scenario", "minutes: 15", "minutes: !!python/name:os.system 15", "line 19", "tag"),
    "no YAML at all": Slip("scenario", "minutes: 15", "minutes: [15", "line 20", "not valid"),
    "an alias bomb": Slip(
        "scenario", "minutes: 15",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\nminutes: 15",
        "line 19", "aliases"),
    "ten megabytes": Slip(
        "scenario", "minutes: 15", "minutes: 15\n" + "# and so on\n" * 850_000,
        "scenario.yaml", str(MAX_BYTES)),
    "an unknown unit": Slip(
        "scenario", "standing: department", "standing: departement",
        "line 30 (world.recipes.0.standing)", "“department”"),
    "an unknown kind of correspondent": Slip(
        "scenario", "count: 10}", "count: 10, kinds: [companny]}",
        "(world.recipes.1.kinds.0)", "“company”"),
    "an unknown row of the table": Slip(
        "scenario", "planned: term/agency.r15", "planned: term/agency.r199",
        "(world.recipes.2)", "term/agency.r19"),
    "an unknown story": Slip("scenario", "[voters]", "[votters]", "world.recipes.4", "“voters”"),
    "dates reversed": Slip(
        "scenario", "label: case\n", "to: 2026-01-01\n      label: case\n",
        "(world.recipes.4)", "reversed"),
    "fewer people than desks": Slip(
        "scenario", "staff: 16", "staff: 12", "line 30 (world.recipes.0)", "at least"),
    "a list of a year to come": Slip(
        "scenario", "years: [2026]", "years: [2030]", "(world.recipes.2)", "2030"),
    "more faults than records": Slip(
        "scenario", "fault: fault/D04\n      label: twin",
        "fault: fault/D07\n      label: twin\n      count: 40", "(world.recipes.6)", "fault/D07"),
}  # fmt: skip
