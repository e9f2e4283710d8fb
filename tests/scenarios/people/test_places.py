import unicodedata

from scenarios.recipes.names import plain
from scenarios.recipes.places import (
    communes_of,
    every_invented_place,
    gazetteer,
    initials,
    province_of,
)


def test_there_are_six_provinces_and_more_than_sixty_communes():
    provinces = gazetteer().provinces
    assert len(provinces) == 6
    assert sum(len(communes_of(province)) for province in provinces) >= 60
    assert all(len(communes_of(province)) >= 10 for province in provinces)


def test_no_name_stands_twice_even_without_tone_marks():
    names = [plain(name) for name in every_invented_place()]
    assert len(names) == len(set(names))


def test_names_are_composed_unicode():
    for name in every_invented_place():
        assert unicodedata.is_normalized("NFC", name)
        assert name == name.strip()


def test_codes_leave_room_for_what_a_province_was_made_of():
    codes = [int(province.code) + step for province in gazetteer().provinces for step in (0, 1, 2)]
    assert len(codes) == len(set(codes))


def test_a_code_leads_back_to_its_province():
    for province in gazetteer().provinces:
        assert province_of(f"Z99.{province.code}.21") == province


def test_initials_are_those_of_the_syllables():
    assert initials("Đầm Lau") == "ĐL"
    assert initials("Kon Vối") == "KV"
