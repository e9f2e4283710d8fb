import re
from pathlib import Path

import pytest
from faker.generator import Generator
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.recipes.names import Gender, People, generation_of, name_book
from scenarios.recipes.places import gazetteer
from scenarios.recipes.provider import VietnamProvider, vietnam_faker
from scenarios.streams import Stream, world_stream

GOLDEN = Path(__file__).parent / "golden" / "names.txt"
PEOPLES = name_book().peoples
SEEDS = st.integers(0, 10**6)


def stream_of(*names: object) -> Stream:
    return world_stream("names", 1).branch(*names)


def drawn_for_the_golden_list() -> list[str]:
    lines = []
    for people in PEOPLES:
        faker = vietnam_faker(stream_of(people.id))
        humans = [faker.human(born=1955 + 9 * n, peoples={people.id: 1}) for n in range(6)]
        lines.append(f"{people.id}: {', '.join(human.full_name for human in humans)}")
    faker = vietnam_faker(stream_of("addresses"))
    lines.append(faker.street_address("phường Hoài Khê", "Hoài Giang"))
    lines += [faker.phone_number(), faker.citizen_number(), faker.position_title()]
    return lines


def test_the_same_stream_gives_the_names_it_always_gave():
    assert drawn_for_the_golden_list() == GOLDEN.read_text(encoding="utf-8").splitlines()


class OnlyReals:
    """Randomness that knows one method: whatever else Faker might ask for is an error."""

    def __init__(self, stream: Stream) -> None:
        self.random = stream.real


def test_draws_ask_for_nothing_but_numbers_between_nought_and_one():
    generator = Generator()
    generator.random = OnlyReals(stream_of("only reals"))
    generator.add_provider(VietnamProvider)
    for people in PEOPLES:
        assert generator.human(born=1980, peoples={people.id: 1}).people == people.id
    assert generator.street_address("xã Khe Hạc", "Vân Nguyên")
    assert generator.phone_number()
    assert generator.citizen_number()
    assert generator.position_title()


@pytest.mark.parametrize("people", PEOPLES, ids=lambda people: people.id)
@pytest.mark.parametrize("gender", list(Gender))
@settings(max_examples=20)
@given(seed=SEEDS, born=st.integers(1940, 2004))
def test_the_parts_of_a_name_stand_in_the_order_of_its_people(
    people: People, gender: Gender, seed: int, born: int
):
    faker = vietnam_faker(stream_of(seed))
    name = faker.human(born=born, peoples={people.id: 1}, gender=gender).full_name
    assert any(
        re.fullmatch(expected(people, pattern.parts, gender, born), name)
        for pattern in people.patterns
        if pattern.gender in {None, gender}
    )


def expected(people: People, parts: list[str], gender: Gender, born: int) -> str:
    givens = people.givens[gender]
    given_names = givens[generation_of(born)] if isinstance(givens, dict) else givens
    choices = {
        "surname": list(people.surnames),
        "middle": list(people.middles.get(gender, {}).get(generation_of(born), {})),
        "clan": list(people.clans),
        "given": given_names,
        "h-given": [f"H’{name}" for name in given_names],
        "k-given": [f"K’{name}" for name in given_names],
    }
    known = [choices.get(part, [part.strip("'")]) for part in parts]
    return " ".join(f"({'|'.join(map(re.escape, some))})" for some in known)


@given(seed=SEEDS, born=st.integers(1940, 2004))
def test_names_of_the_majority_begin_with_a_surname(seed: int, born: int):
    faker = vietnam_faker(stream_of(seed))
    syllables = faker.human(born=born, peoples={"kinh": 1}).full_name.split()
    assert syllables[0] in next(one for one in PEOPLES if one.id == "kinh").surnames
    assert len(syllables) >= 3


def test_no_name_repeats_a_syllable_or_belongs_to_somebody_well_known():
    faker = vietnam_faker(stream_of("many"))
    shares = {people.id: 10.0 if people.id == "kinh" else 1.0 for people in PEOPLES}
    for number in range(4_000):
        name = faker.human(born=1940 + number % 65, peoples=shares).full_name
        syllables = name.split()
        assert len(set(syllables)) == len(syllables), name
        assert name not in name_book().avoided


def test_men_and_women_of_one_generation_are_named_differently():
    faker = vietnam_faker(stream_of("genders"))
    women = {
        faker.human(born=1960, peoples={"kinh": 1}, gender=Gender.FEMALE).full_name.split()[-1]
        for _ in range(300)
    }
    men = {
        faker.human(born=1960, peoples={"kinh": 1}, gender=Gender.MALE).full_name.split()[-1]
        for _ in range(300)
    }
    assert len(women & men) < min(len(women), len(men)) / 2


def test_every_people_of_a_province_is_met_about_as_often_as_its_share():
    province = gazetteer().provinces[0]
    faker = vietnam_faker(stream_of("shares"))
    met = [faker.human(born=1980, peoples=province.peoples).people for _ in range(3000)]
    whole = sum(province.peoples.values())
    for people, share in province.peoples.items():
        assert met.count(people) / 3000 == pytest.approx(share / whole, abs=0.04)
        assert people in met


def test_peoples_of_provinces_are_in_the_name_book():
    known = {people.id for people in PEOPLES}
    for province in gazetteer().provinces:
        assert set(province.peoples) <= known
    assert set().union(*(province.peoples for province in gazetteer().provinces)) == known


@given(seed=SEEDS)
def test_numbers_and_addresses_can_belong_to_nobody(seed: int):
    faker = vietnam_faker(stream_of(seed))
    assert re.fullmatch(r"000 \d{3} \d{4}", faker.phone_number())
    assert re.fullmatch(r"000\d{9}", faker.citizen_number())
    assert re.fullmatch(
        r"số [1-9]\d* đường .+, xã Khe Hạc, tỉnh Vân Nguyên",
        faker.street_address("xã Khe Hạc", "Vân Nguyên"),
    )
    human = faker.human(born=1990, peoples={people.id: 1 for people in PEOPLES})
    address = faker.email(human.full_name, "so-noi-vu.van-nguyen")
    assert re.fullmatch(r"[a-z]+@so-noi-vu\.van-nguyen\.example", address)
    assert faker.position_title() in name_book().positions


def test_weights_are_called_illustrative_where_they_stand():
    from scenarios.recipes import names

    data = (names.DATA / "names.yaml").read_text(encoding="utf-8")
    assert "illustrative" in data.splitlines()[0]
