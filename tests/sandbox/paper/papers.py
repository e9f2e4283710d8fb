"""Papers of an invented province, one of each kind, for the tests of this folder."""

from datetime import UTC, date, datetime

from sandbox.paper.blocks import (
    Article,
    Bullets,
    Clause,
    Clauses,
    Column,
    Heading,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Side,
    Signatures,
    Table,
)
from sandbox.paper.forms import (
    CouncilMinutes,
    DestructionHandover,
    DestructionMinutes,
    DisposableFile,
    DisposalDecision,
    DisposalExplanation,
    DisposalList,
    FileContents,
    FiledDocument,
    FileGroup,
    FileList,
    Finding,
    HandedFile,
    HandlingSlip,
    Handover,
    IncomingLine,
    Letterhead,
    ListedFile,
    Maker,
    Member,
    OutgoingLine,
    Party,
    Regulation,
    Representative,
    TermRow,
    TermSection,
    TransferInventory,
    council_minutes,
    destruction_handover,
    destruction_minutes,
    disposal_decision,
    disposal_explanation,
    disposal_list,
    file_contents,
    file_list,
    file_list_annex,
    handling_slip,
    handover_minutes,
    incoming_register,
    outgoing_register,
    regulation,
    transfer_inventory,
)
from sandbox.paper.sheet import Annex, Copying, Sheet, Signing

AT = datetime(2026, 11, 22, 2, 15, 30, tzinfo=UTC)
DAY = date(2026, 1, 5)

PARENT = "Ủy ban nhân dân tỉnh Thanh Bình"
AGENCY = "Sở Nội vụ"
HEAD = {"parent_name": PARENT, "agency_name": AGENCY, "place": "Thanh Bình"}
DIRECTOR = Signing(authority=("Giám đốc",), signer_name="Nguyễn Hữu Nghĩa")
DEPUTY = Signing(authority=("KT. Giám đốc", "Phó Giám đốc"), signer_name="Nguyễn Thị Diễm Phượng")
LAW = "Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024"
DECREE = (
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"
)
FUNCTIONS = (
    "Căn cứ Quyết định số 12/2025/QĐ-UBND ngày 28 tháng 6 năm 2025 của Ủy ban nhân dân tỉnh"
    " Thanh Bình quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Sở Nội vụ"
)
LETTERHEAD = Letterhead(**HEAD, notation="BB-SNV")
LIST_HEAD = Letterhead(parent_name="Sở Nội vụ", agency_name="Văn phòng")

GROUPS = (
    FileGroup(
        name="Tổng hợp",
        files=(
            ListedFile(
                notation="01.TH",
                title="Hồ sơ xây dựng, ban hành kế hoạch, báo cáo công tác năm 2026 của Sở",
                term="VV",
                keeper="Trần Quốc Bảo",
            ),
            ListedFile(
                notation="02.TH",
                title="Hồ sơ về việc trả lời chất vấn, kiến nghị của cử tri năm 2026",
                term="10",
                keeper="Trần Quốc Bảo",
            ),
        ),
    ),
    FileGroup(
        name="Tổ chức cán bộ",
        groups=(
            FileGroup(
                name="Tuyển dụng, bổ nhiệm",
                files=(
                    ListedFile(
                        notation="01.TCCB",
                        title="Hồ sơ về việc quy hoạch cán bộ lãnh đạo, quản lý giai đoạn"
                        " 2026 - 2031",
                        term="10",
                        keeper="Lò Văn Hải",
                    ),
                    ListedFile(
                        notation="02.TCCB",
                        title="Hồ sơ tuyển dụng công chức năm 2026",
                        term="5",
                        keeper="Vàng A Páo",
                        note="Kỳ thi tháng 9",
                    ),
                ),
            ),
            FileGroup(
                name="Bảo hộ lao động",
                files=(
                    ListedFile(
                        notation="03.TCCB",
                        title="Hồ sơ xây dựng chế độ bảo hộ, an toàn, vệ sinh lao động của Sở",
                        term="20",
                        keeper="H'Ngọc Niê",
                    ),
                ),
            ),
        ),
    ),
)
FILE_LIST = FileList(year=2026, groups=GROUPS)
MAKER = Maker(
    name="Sơn Thị Dara",
    position="Chuyên viên Văn phòng Sở",
    place="Thanh Bình",
    made=date(2026, 12, 2),
)
OWNER = Party(
    name="Văn phòng Sở Nội vụ",
    representatives=(Representative(name="Lò Văn Hải", position="Chánh Văn phòng"),),
    sealed=True,
)
CENTRE = Party(
    name="Trung tâm Lưu trữ lịch sử tỉnh Thanh Bình",
    representatives=(
        Representative(name="Phạm Minh Đức", position="Giám đốc"),
        Representative(name="Y Blô Êban", position="Lưu trữ viên"),
    ),
    sealed=True,
)
DISPOSAL_DECISION = (
    "Quyết định số 41/QĐ-SNV ngày 16 tháng 11 năm 2026 của Giám đốc Sở Nội vụ về việc hủy tài liệu"
    " hết thời hạn lưu trữ, trùng lặp"
)


def decision() -> Sheet:
    """A decision of one page with three articles."""
    return Sheet(
        **HEAD,
        type_name="QĐ",
        notation="QĐ-SNV",
        subject="Về việc ban hành Danh mục hồ sơ năm 2026 của Sở Nội vụ tỉnh Thanh Bình",
        enacting_authority="Giám đốc Sở Nội vụ",
        grounds=(LAW, DECREE, FUNCTIONS, "Theo đề nghị của Chánh Văn phòng Sở"),
        body=(
            Article(
                number=1,
                text="Ban hành kèm theo Quyết định này Danh mục hồ sơ năm 2026 của Sở Nội vụ tỉnh"
                " Thanh Bình gồm 86 hồ sơ, trong đó có 21 hồ sơ bảo quản vĩnh viễn và 65 hồ sơ bảo"
                " quản có thời hạn.",
            ),
            Article(
                number=2,
                text="Công chức được giao nhiệm vụ giải quyết công việc có trách nhiệm mở, lập hồ"
                " sơ theo Danh mục hồ sơ và nộp lưu vào lưu trữ hiện hành đúng thời hạn quy định.",
            ),
            Article(
                number=3,
                text="Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng, Trưởng các phòng,"
                " đơn vị thuộc Sở và công chức có liên quan chịu trách nhiệm thi hành Quyết định"
                " này.",
            ),
        ),
        signing=DEPUTY,
        recipients=(
            "Như Điều 3",
            "Ban Giám đốc Sở",
            "Trung tâm Lưu trữ lịch sử tỉnh",
            "Lưu: VT, VP (3)",
        ),
    )


def letter() -> Sheet:
    """A công văn: V/v, several addressees, urgency, drafter's mark, address."""
    return Sheet(
        parent_name=PARENT,
        agency_name="Sở Nông nghiệp và Môi trường",
        place="Thanh Bình",
        type_name="CV",
        notation="SNNMT-VP",
        subject="nộp lưu hồ sơ, tài liệu có giá trị bảo quản vĩnh viễn vào lưu trữ lịch sử",
        addressees=(
            "Trung tâm Lưu trữ lịch sử tỉnh Thanh Bình",
            "Các phòng, đơn vị trực thuộc Sở",
        ),
        body=(
            Paragraph(
                text="Thực hiện Luật Lưu trữ ngày 21 tháng 6 năm 2024 và Kế hoạch số 15/KH-SNNMT"
                " ngày 12 tháng 01 năm 2026 của Sở Nông nghiệp và Môi trường về công tác văn thư,"
                " lưu trữ năm 2026, Sở đề nghị Trung tâm Lưu trữ lịch sử tỉnh cho đăng ký nộp lưu"
                " tài liệu giai đoạn 2016 - 2020, cụ thể như sau:"
            ),
            Clauses(
                clauses=(
                    Clause(
                        text="Khối tài liệu gồm 145 hồ sơ có thời hạn lưu trữ vĩnh viễn, trong đó:",
                        points=("Tài liệu giấy: 112 hồ sơ;", "Tài liệu số: 33 hồ sơ."),
                    ),
                    Clause(text="Thời gian nộp lưu: trong tháng 3 năm 2027."),
                )
            ),
            Paragraph(
                text="Sở Nông nghiệp và Môi trường trân trọng đề nghị quý cơ quan xem xét, phối"
                " hợp thực hiện."
            ),
        ),
        signing=Signing(authority=("TL. Giám đốc", "Chánh Văn phòng"), signer_name="Lò Văn Hải"),
        recipients=("Như trên", "Giám đốc Sở (để b/c)", "Lưu: VT, VP (2)"),
        urgency="thuong-khan",
        drafter_mark="HVT.(12)",
        address=(
            "Số 00 đường Thử Nghiệm, phường Tân Minh, tỉnh Thanh Bình",
            "ĐT: 000.3000.000; Fax: 000.3000.001; Email: snnmt@thanhbinh.example",
        ),
    )


def report() -> Sheet:
    """A report of five pages with headings and a table of forty rows."""
    rows = tuple(
        Row(
            cells=(
                str(place),
                f"Ủy ban nhân dân xã Tân Minh {place}",
                f"{17 + place * 3}",
                f"{place * 2 + 5}",
                "Đã chỉnh lý, sắp xếp khoa học; bảo quản trong hộp, cặp" if place % 3 else "",
            )
        )
        for place in range(1, 41)
    )
    table = Table(
        columns=(
            Column(title="STT", width=6, align="center"),
            Column(title="Cơ quan, đơn vị", width=34),
            Column(title="Số hồ sơ", width=13, align="center"),
            Column(title="Mét giá", width=13, align="center"),
            Column(title="Tình trạng", width=34),
        ),
        rows=(*rows, Row(cells=("", "Tổng cộng", "3.140", "1.840", ""), style="total")),
    )
    told = (
        "Năm 2026, công tác văn thư, lưu trữ trên địa bàn tỉnh tiếp tục được quan tâm; việc lập hồ"
        " sơ điện tử và nộp lưu vào lưu trữ hiện hành từng bước đi vào nền nếp. Các cơ quan, đơn vị"
        " đã ban hành quy chế, danh mục hồ sơ và bố trí người làm văn thư, lưu trữ theo vị trí việc"
        " làm; kho lưu trữ được sửa chữa, bổ sung giá, hộp bảo quản tài liệu."
    )
    body = []
    for place, title in enumerate(
        ("Kết quả đạt được", "Tồn tại, hạn chế và nguyên nhân", "Phương hướng năm 2027"), 1
    ):
        body.append(Heading(level="roman", number=place, title=title))
        for minor in (1, 2):
            body.append(Heading(level="arabic", number=minor, title="Công tác lập hồ sơ"))
            body += [Paragraph(text=told), Bullets(lines=(f"- {told}".removeprefix("- "),))]
        if place == 1:
            body.append(table)
    return Sheet(
        **HEAD,
        type_name="BC",
        notation="BC-SNV",
        subject="Kết quả công tác văn thư, lưu trữ năm 2026 và phương hướng, nhiệm vụ năm 2027",
        addressees=("Ủy ban nhân dân tỉnh Thanh Bình",),
        body=tuple(body),
        signing=DIRECTOR,
        recipients=("Như trên", "Giám đốc, các Phó Giám đốc Sở", "Lưu: VT, VTLT (5)"),
    )


def commune_resolution() -> Sheet:
    """A collective: TM., three lines of authority, no parent agency."""
    return Sheet(
        agency_name="Ủy ban nhân dân\nxã Tân Minh",
        place="Tân Minh",
        type_name="NQ",
        notation="NQ-UBND",
        subject="Về việc thông qua Đề án số hóa tài liệu lưu trữ giai đoạn 2026 - 2030",
        enacting_authority="Ủy ban nhân dân xã Tân Minh",
        grounds=("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025", LAW),
        body=(
            Article(
                number=1,
                title="Thông qua Đề án số hóa tài liệu lưu trữ giai đoạn 2026 - 2030",
                clauses=(
                    Clause(
                        text="Mục tiêu:",
                        points=(
                            "Số hóa 100% tài liệu có thời hạn lưu trữ vĩnh viễn;",
                            "Xây dựng cơ sở dữ liệu tài liệu lưu trữ của xã;",
                            "Bảo đảm an toàn thông tin;",
                            "Đào tạo 100% công chức;",
                        ),
                    ),
                    Clause(text="Kinh phí thực hiện từ ngân sách xã."),
                ),
            ),
            Article(
                number=2,
                title="Tổ chức thực hiện",
                text="Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã chủ trì thực hiện Nghị"
                " quyết này.",
            ),
        ),
        signing=Signing(
            authority=("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"),
            signer_name="Ksor H'Điểm",
        ),
        recipients=("Như Điều 2", "Lưu: VT, VP (4)"),
    )


def telegram() -> Sheet:
    """A công điện: who wires to whom; express; secret; draft; circulation."""
    return Sheet(
        **HEAD,
        type_name="CĐ",
        notation="CĐ-SNV",
        subject="Về việc bảo vệ kho lưu trữ trong mùa mưa bão",
        addressing="Giám đốc Sở Nội vụ tỉnh Thanh Bình điện",
        addressees=(
            "Giám đốc Trung tâm Lưu trữ lịch sử tỉnh",
            "Chủ tịch Ủy ban nhân dân các xã, phường",
        ),
        body=(
            Paragraph(
                text="Để chủ động ứng phó với bão, yêu cầu các đơn vị kiểm tra mái kho, hệ thống"
                " thoát nước, di chuyển tài liệu ở tầng trệt lên cao và báo cáo trước 17 giờ 00"
                " ngày 06 tháng 01 năm 2026."
            ),
        ),
        signing=DIRECTOR,
        recipients=("Như trên", "Lưu: VT, VTLT (2)"),
        urgency="hoa-toc",
        secrecy="mat",
        circulation="Lưu hành nội bộ",
        draft=True,
    )


def invitation() -> Sheet:
    """A giấy mời: key–value lines."""
    return Sheet(
        **HEAD,
        type_name="GM",
        notation="GM-SNV",
        subject="Họp Hội đồng xét hủy tài liệu",
        body=(
            Pairs(
                pairs=(
                    Pair(label="Sở Nội vụ trân trọng kính mời", value="Ông Phạm Minh Đức"),
                    Pair(label="Tới dự", value="Họp Hội đồng xét hủy tài liệu năm 2026"),
                    Pair(label="Chủ trì", value="Giám đốc Sở"),
                    Pair(label="Thời gian", value="8 giờ 30 phút, ngày 12 tháng 11 năm 2026"),
                    Pair(label="Địa điểm", value="Phòng họp A, Sở Nội vụ"),
                )
            ),
            Paragraph(text="Rất mong Ông đến dự đúng thời gian và địa điểm nêu trên."),
        ),
        signing=DIRECTOR,
        recipients=("Như trên", "Lưu: VT, VP (2)"),
    )


def courtesy() -> Sheet:
    """A thư công: no number, no type printed."""
    return Sheet(
        **HEAD,
        type_name="TCg",
        subject="Thư cảm ơn",
        addressees=("Tập thể công chức Trung tâm Lưu trữ lịch sử tỉnh Thanh Bình",),
        body=(Paragraph(text="Sở Nội vụ trân trọng cảm ơn sự phối hợp của Trung tâm."),),
        signing=DIRECTOR,
    )


def with_annexes() -> Sheet:
    """A decision with two annexes, the second one lying."""
    terms = Table(
        columns=(Column(title="STT", width=1, align="center"), Column(title="Nội dung", width=9)),
        rows=tuple(Row(cells=(str(n), f"Nội dung công việc thứ {n}")) for n in range(1, 60)),
    )
    return decision().model_copy(
        update={
            "annexes": (
                Annex(title="Danh sách hồ sơ phải lập", blocks=(terms,)),
                Annex(title="Bảng phân công thực hiện", blocks=(terms,), landscape=True),
            )
        }
    )


def paper_copy() -> Sheet:
    """A decision copied on paper: sao y, with its block."""
    return decision().model_copy(
        update={
            "paper": True,
            "copying": Copying(
                form="SY",
                agency_name="Ủy ban nhân dân xã Tân Minh",
                number=7,
                notation="SY-UBND",
                place="Tân Minh",
                copied=date(2026, 2, 9),
                signing=Signing(
                    authority=("TL. Chủ tịch", "Chánh Văn phòng"), signer_name="Đinh Công Tráng"
                ),
                recipients=("Các thôn", "Lưu: VT"),
            ),
        }
    )


def three_sign() -> Sheet:
    """Minutes with three who sign side by side."""
    return Sheet(
        **HEAD,
        type_name="BB",
        notation="BB-SNV",
        subject="Kiểm tra kho lưu trữ",
        body=(
            Paragraph(text="Chúng tôi đã kiểm tra kho lưu trữ và thống nhất lập biên bản này."),
            Signatures(
                sides=(
                    Side(title=("Thư ký",), name="Hoàng Mai Anh"),
                    Side(title=("Đại diện kho",), name="Thái Văn Lực"),
                    Side(title=("Trưởng đoàn",), name="Lê Thị Hồng", agency="Sở Nội vụ"),
                )
            ),
        ),
    )


def handover() -> Sheet:
    return handover_minutes(
        LETTERHEAD,
        Handover(
            giver=OWNER,
            receiver=CENTRE,
            grounds=("Căn cứ Kế hoạch số 22/KH-SNV ngày 03 tháng 02 năm 2026 của Sở Nội vụ",),
            fonds="Phông Sở Nội vụ tỉnh Thanh Bình",
            period="2016 - 2020",
            boxes=14,
            paper_files=112,
            metres="1,8",
            electronic_files=33,
            components=412,
            condition="tài liệu đã chỉnh lý hoàn chỉnh, tình trạng vật lý tốt.",
        ),
    )


def inventory() -> Sheet:
    files = tuple(
        HandedFile(
            notation=f"{n:02d}.TCCB",
            title=f"Hồ sơ về việc nâng bậc lương đối với công chức Sở Nội vụ đợt {n} năm 2020",
            start=date(2020, 1, 6),
            end=date(2020, 12, 28),
            term="VV" if n % 2 else "20",
            extent=str(20 + n),
        )
        for n in range(1, 16)
    )
    return transfer_inventory(LIST_HEAD, TransferInventory(year=2020, files=files, maker=MAKER))


def contents() -> Sheet:
    documents = tuple(
        FiledDocument(
            code=f"{n:02d}/QĐ-SNV",
            issued=date(2020, n, 5),
            subject="Quyết định về việc nâng bậc lương thường xuyên đối với công chức",
            author="Sở Nội vụ",
            position=f"{n * 2 - 1}-{n * 2}",
        )
        for n in range(1, 9)
    )
    return file_contents(
        LIST_HEAD,
        FileContents(
            file_notation="01.TCCB",
            year=2020,
            title="Hồ sơ về việc nâng bậc lương đối với công chức Sở Nội vụ năm 2020",
            documents=documents,
        ),
    )


def disposal() -> Sheet:
    files = tuple(
        DisposableFile(
            bundle="01",
            volume=f"{n:02d}",
            title=f"Z99.64.33.2010.{n:02d}.TH\nTập lưu công văn trao đổi tháng {n} năm 2010",
            reason="Hết thời hạn lưu trữ" if n % 4 else "Trùng lặp với hồ sơ 05.TH",
        )
        for n in range(1, 13)
    )
    return disposal_list(
        Letterhead(parent_name=PARENT, agency_name=AGENCY),
        DisposalList(
            fonds="Phông Sở Nội vụ tỉnh Thanh Bình", period="2008 - 2012", files=files, maker=MAKER
        ),
    )


def explanation() -> Sheet:
    return disposal_explanation(
        Letterhead(parent_name=PARENT, agency_name=AGENCY, place="Thanh Bình"),
        DisposalExplanation(
            formation=("Khối tài liệu hình thành từ năm 2008 đến năm 2012, chỉnh lý năm 2026.",),
            amount="Tổng số tài liệu đưa ra xác định giá trị lại là 640 hồ sơ; đề nghị hủy 12 hồ"
            " sơ.",
            period="từ năm 2008 đến năm 2012.",
            expired="Tập lưu công văn trao đổi, giấy mời, lịch công tác đã hết thời hạn lưu trữ.",
            duplicate="Các bản sao của báo cáo năm đã có bản gốc trong hồ sơ 05.TH.",
            signing=DIRECTOR,
        ),
    )


def council() -> Sheet:
    return council_minutes(
        LETTERHEAD,
        CouncilMinutes(
            council_decision="Quyết định số 35/QĐ-SNV ngày 02 tháng 11 năm 2026 của Giám đốc Sở"
            " Nội vụ về việc thành lập Hội đồng xét hủy tài liệu",
            held="8 giờ 30 phút, ngày 12 tháng 11 năm 2026",
            place="Phòng họp A, Sở Nội vụ tỉnh Thanh Bình",
            members=(
                Member(name="Nguyễn Hữu Nghĩa", position="Giám đốc Sở", part="Chủ tịch"),
                Member(name="Sơn Thị Dara", position="Lưu trữ viên", part="Thư ký"),
                Member(name="Lò Văn Hải", position="Chánh Văn phòng", part="Ủy viên"),
            ),
            findings=(
                Finding(
                    file_code="Z99.64.33.2010.01.TH",
                    title="Tập lưu công văn trao đổi tháng 01 năm 2010",
                    opinion="3/3 đồng ý hủy",
                    conclusion="Đề nghị hủy",
                ),
                Finding(
                    file_code="Z99.64.33.2010.07.TH",
                    title="Hồ sơ giải quyết khiếu nại của công dân",
                    opinion="1/3 đồng ý hủy",
                    conclusion="Giữ lại",
                ),
            ),
            dissent=("Bà Sơn Thị Dara đề nghị xem xét thêm giá trị lịch sử của tập lưu.",),
            conclusion="Hội đồng nhất trí đề nghị Giám đốc Sở quyết định hủy 12 hồ sơ.",
            ended="11 giờ 00 phút cùng ngày",
            chair="Nguyễn Hữu Nghĩa",
            secretary="Sơn Thị Dara",
            agency_name=AGENCY,
        ),
    )


def destroy_decision() -> Sheet:
    return disposal_decision(
        Letterhead(**HEAD, notation="QĐ-SNV"),
        DisposalDecision(
            authority="Giám đốc Sở Nội vụ",
            grounds=(LAW, FUNCTIONS, "Theo đề nghị của Chánh Văn phòng Sở"),
            count=12,
            fonds="Phông Sở Nội vụ tỉnh Thanh Bình",
            unit="Văn phòng Sở",
            recipients=("Như Điều 3", "Lưu: VT, VP (5)"),
            signing=DIRECTOR,
        ),
    )


def hand_to_destroy() -> Sheet:
    return destruction_handover(
        LETTERHEAD,
        DestructionHandover(
            owner=OWNER,
            destroyer=Party(
                name="Công ty Giấy Thử Nghiệm",
                representatives=(Representative(name="Đỗ Văn Khang", position="Quản đốc"),),
                sealed=True,
            ),
            decision=DISPOSAL_DECISION,
            fonds="Phông Sở Nội vụ tỉnh Thanh Bình",
            files=12,
            extent="02 hộp; 0,3 mét giá",
            condition="tài liệu đóng trong hộp, còn nguyên niêm phong.",
        ),
    )


def destroyed() -> Sheet:
    return destruction_minutes(
        LETTERHEAD,
        DestructionMinutes(
            owner=OWNER,
            destroyer=CENTRE,
            decision=DISPOSAL_DECISION,
            fonds="Phông Sở Nội vụ tỉnh Thanh Bình",
            files=12,
            extent="02 hộp; 0,3 mét giá; 48 tệp tin",
            method="nghiền thành bột giấy; tệp tin được ghi đè và xóa ở mọi bản lưu.",
            held="14 giờ 00 phút, ngày 23 tháng 11 năm 2026, tại kho lưu trữ của Sở",
        ),
    )


def outgoing() -> Sheet:
    lines = tuple(
        OutgoingLine(
            number=n,
            notation="QĐ-SNV" if n % 2 else "SNV-VP",
            issued=date(2026, 1 + n // 4, 1 + n),
            subject="Quyết định về việc ban hành Danh mục hồ sơ năm 2026",
            signer="Nguyễn Hữu Nghĩa",
            recipients="Các phòng, đơn vị thuộc Sở",
            keeper="Văn thư Sở",
            copies=3,
            sent=date(2026, 1 + n // 4, 2 + n),
        )
        for n in range(1, 25)
    )
    head = Letterhead(parent_name=PARENT, agency_name=AGENCY)
    return outgoing_register(head, lines, year=2026)


def incoming() -> Sheet:
    lines = tuple(
        IncomingLine(
            arrived=date(2026, 1 + n // 4, 1 + n),
            number=n,
            author="Ủy ban nhân dân tỉnh Thanh Bình",
            code=f"{n * 3}/UBND-NC",
            issued=date(2026, 1 + n // 4, n),
            subject="V/v tăng cường công tác lưu trữ số",
            receiver="Phòng Văn thư - Lưu trữ",
            passed=date(2026, 1 + n // 4, 1 + n),
        )
        for n in range(1, 13)
    )
    head = Letterhead(parent_name=PARENT, agency_name=AGENCY)
    return incoming_register(head, lines, year=2026)


def slip() -> Sheet:
    return handling_slip(
        Letterhead(parent_name=PARENT, agency_name=AGENCY),
        HandlingSlip(
            document="Công văn số 36/UBND-NC ngày 12 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh"
            " Thanh Bình về tăng cường công tác lưu trữ số",
            arrived=date(2026, 3, 13),
            number=12,
            leader="Giao Văn phòng Sở chủ trì, tham mưu văn bản trả lời trước ngày 20 tháng 3 năm"
            " 2026.",
        ),
    )


def rules() -> Sheet:
    articles = (
        Heading(level="chapter", number=1, title="Quy định chung"),
        Article(
            number=1,
            title="Phạm vi điều chỉnh và đối tượng áp dụng",
            clauses=(
                Clause(text="Quy chế này quy định về công tác văn thư, lưu trữ của Sở Nội vụ."),
                Clause(text="Quy chế này áp dụng đối với các phòng, đơn vị thuộc Sở."),
            ),
        ),
        Heading(level="chapter", number=2, title="Công tác văn thư"),
        Heading(level="section", number=1, title="Soạn thảo, ký ban hành văn bản"),
        Article(
            number=2,
            title="Soạn thảo văn bản",
            text="Người được giao soạn thảo chịu trách nhiệm về thể thức, nội dung văn bản:",
            clauses=(
                Clause(
                    text="Xác định tên loại, nội dung và độ mật, mức độ khẩn của văn bản;",
                    points=("Thu thập, xử lý thông tin;", "Soạn thảo đúng thể thức;",
                            "Xin ý kiến (nếu cần);", "Trình duyệt;", "Hoàn thiện."),
                ),
                Clause(text="Trưởng phòng kiểm tra và chịu trách nhiệm về nội dung."),
            ),
        ),
        Article(number=3, title="Điều khoản thi hành", text="Quy chế có hiệu lực từ ngày ký."),
    )  # fmt: skip
    return regulation(
        Letterhead(**HEAD, notation="QĐ-SNV"),
        Regulation(
            authority="Giám đốc Sở Nội vụ",
            grounds=(LAW, DECREE, FUNCTIONS),
            title="Quy chế",
            subject="Công tác văn thư, lưu trữ của Sở Nội vụ tỉnh Thanh Bình",
            articles=articles,
            obliged="Chánh Văn phòng, Trưởng các phòng, đơn vị thuộc Sở",
            terms=(
                TermSection(
                    title="Tài liệu tổng hợp",
                    rows=(
                        TermRow(group="Kế hoạch, báo cáo công tác năm và nhiều năm", term="VV"),
                        TermRow(group="Công văn trao đổi", term="5"),
                    ),
                ),
                TermSection(
                    title="Tài liệu tổ chức, cán bộ",
                    rows=(
                        TermRow(group="Hồ sơ nâng bậc lương", term="20"),
                        TermRow(group="Tập văn bản gửi chung", term="until-expiry"),
                    ),
                ),
            ),
            signing=DIRECTOR,
            recipients=("Như Điều 3", "Lưu: VT, VP (6)"),
        ),
    )


def yearly_list() -> Sheet:
    return file_list(LETTERHEAD.model_copy(update={"notation": ""}), FILE_LIST, signing=DIRECTOR)


def decision_with_list() -> Sheet:
    head = Letterhead(**HEAD, notation="QĐ-SNV")
    return decision().model_copy(update={"annexes": (file_list_annex(head, FILE_LIST),)})


PAPERS = {
    made.__name__: made
    for made in (
        decision, letter, report, commune_resolution, telegram, invitation, courtesy, with_annexes,
        paper_copy, three_sign, handover, inventory, contents, disposal, explanation, council,
        destroy_decision, hand_to_destroy, destroyed, outgoing, incoming, slip, rules, yearly_list,
        decision_with_list,
    )
}  # fmt: skip
"""Every paper by its name."""
