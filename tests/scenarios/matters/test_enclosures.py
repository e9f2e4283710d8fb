import email
import email.policy
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

from lxml import etree
from PIL import Image

from sandbox.paper import Column, Paragraph, Row, Table
from scenarios.recipes.paperwork_files import Mailbox, message, photograph, workbook
from scenarios.streams import world_stream

AT = datetime(2026, 3, 5, 2, 30, tzinfo=UTC)
TABLE = Table(
    columns=(Column(title="Nội dung"), Column(title="Số tiền")),
    rows=(Row(cells=("Điện, nước <tháng 3>", "1.254.000")), Row(cells=("Ghi chú", "01"))),
)


def test_a_workbook_is_a_sound_package_whose_numbers_are_numbers():
    with ZipFile(BytesIO(workbook("Biểu thanh toán", [TABLE]))) as book:
        assert book.testzip() is None
        assert "[Content_Types].xml" in book.namelist()
        for name in book.namelist():
            etree.fromstring(book.read(name))
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    cells = [("".join(cell.itertext()), cell.get("t")) for cell in sheet.iter() if cell.get("r")
             and cell.tag.endswith("}c")]  # fmt: skip
    assert cells[0] == ("Biểu thanh toán", "inlineStr")
    assert ("Điện, nước <tháng 3>", "inlineStr") in cells
    assert ("1254000", None) in cells
    assert ("01", "inlineStr") in cells


def test_the_same_facts_make_the_same_workbook_at_any_hour():
    assert workbook("Biểu", [TABLE]) == workbook("Biểu", [TABLE])


def test_a_message_is_read_by_any_program():
    sent = message(
        sender=Mailbox("Nguyễn Văn An", "an@doi-tac.example"),
        to=Mailbox("Sở Nội vụ", "vanthu@snv.example"),
        subject="Đề nghị bố trí buổi làm việc về công tác lưu trữ",
        blocks=[Paragraph(text="Kính gửi Sở Nội vụ,"), Paragraph(text="Trân trọng.")],
        at=AT,
    )
    read = email.message_from_bytes(sent, policy=email.policy.default)
    assert read["Subject"] == "Đề nghị bố trí buổi làm việc về công tác lưu trữ"
    assert read["From"].addresses[0].display_name == "Nguyễn Văn An"
    assert read["Date"].datetime == AT
    assert read.get_content().split() == ["Kính", "gửi", "Sở", "Nội", "vụ,", "Trân", "trọng."]
    assert not read.defects


def test_a_photograph_is_a_small_jpeg_and_says_that_it_is_for_practice():
    one = photograph("Ảnh lớp tập huấn", world_stream("photo", 1))
    again = photograph("Ảnh lớp tập huấn", world_stream("photo", 1))
    other = photograph("Ảnh lớp tập huấn", world_stream("photo", 2))
    assert one == again != other
    assert len(one) < 400_000
    with Image.open(BytesIO(one)) as picture:
        picture.load()
        assert (picture.format, picture.mode) == ("JPEG", "RGB")
        assert not picture.getexif()
