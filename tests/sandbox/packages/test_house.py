"""The room keeps its manners: cheap to name, every finding said in both languages."""

import re
import subprocess
import sys
from pathlib import Path

import sandbox.packages as room
from base.language import catalogue, knows, placeholders

HERE = Path(room.__file__).parent
FAMILIES = (
    "attribute|bag|conditions|declared|duplicate|field|fixity|format|harm|header|inventory|links|"
    "names|premis|reception|references|structure|submission|totals|tree|unpack|xml"
)


def test_naming_the_package_loads_none_of_its_libraries():
    code = (
        "import sys, time, base.language\n"
        "start = time.perf_counter()\n"
        "import sandbox.packages\n"
        "print(time.perf_counter() - start)\n"
        "print(sorted({'lxml', 'bagit', 'pygfried', 'pikepdf'} & set(sys.modules)))\n"
        "import sandbox.packages.validate, sandbox.packages.build, sandbox.packages.intake\n"
        "print(sorted({'lxml', 'bagit', 'pygfried', 'pikepdf', 'sqlalchemy'} & set(sys.modules)))\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert float(told[0]) < 0.05
    assert told[1:] == ["[]", "[]"]


def test_every_name_of_the_table_of_contents_opens():
    assert all(getattr(room, name) is not None for name in room.__all__)
    assert sorted(name for names in room._ROOMS.values() for name in names) == sorted(room.__all__)


def test_every_finding_has_its_sentence_in_both_languages():
    source = "".join(path.read_text() for path in HERE.rglob("*.py"))
    codes = set(re.findall(rf'"((?:{FAMILIES})\.[a-z_]+)"', source))
    assert len(codes) > 120
    assert not [code for code in codes if not knows(f"package.{code}")]
    refused = set(re.findall(r'Refused\("([a-z_.]+)"', source))
    assert not [code for code in refused if not knows(f"refused.{code}")]


def test_both_languages_ask_for_the_same_facts():
    vi, en = catalogue("vi"), catalogue("en")
    ours = [key for key in vi if key.startswith(("package", "refused.package."))]
    assert len(ours) > 200
    assert not [key for key in ours if placeholders(vi[key]) != placeholders(en[key])]
