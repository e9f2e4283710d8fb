"""What leaders are granted with their posts, what is signed by order, what is delegated."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from base.clock import vietnam
from sandbox.authority_register import collective_of, in_office
from sandbox.entities import Authority, Organisation, Post, Signing, Standing, Unit
from sandbox.planter import Planter
from scenarios.recipes.bodies import COMMITTEE
from scenarios.recipes.charts import Rank
from scenarios.recipes.mandates import Regulation, mandates, number_on
from scenarios.recipes.staffing import Held
from scenarios.streams import Stream


class Registrar:
    """Writes the grants of one agency."""

    def __init__(
        self, planter: Planter, regulations: Mapping[str, Sequence[Regulation]], stream: Stream
    ) -> None:
        """Keep what mandates rest on.

        Args:
            planter: the world.
            regulations: ref of an organisation → its own through time; signing by order (TL.)
                needs one (Đ13K4).
            stream: of this register alone.
        """
        self._planter = planter
        self._regulations = regulations
        self._stream = stream

    def grant_all(self, held: Sequence[Held]) -> None:
        """Grant every leader what goes with the post."""
        for one in held:
            if one.seat.rank is Rank.HEAD:
                self._grant(one.post, *self._of_head(one))
            elif one.seat.rank is Rank.DEPUTY:
                self._grant(one.post, Signing.KT, self._of_deputy(one))
            elif one.seat.rank is Rank.UNIT_HEAD and one.post.unit is not None:
                self._by_order(one)

    def _of_head(self, one: Held) -> tuple[Signing, str]:
        body, organisation = one.era.body, one.era.organisation
        collective = bool(collective_of(organisation))
        form = Signing.TM if collective else Signing.DIRECT
        if organisation.standing is Standing.OTHER and COMMITTEE not in organisation.organ_name:
            return form, mandates().charter.format(name=organisation.organ_name)
        above = self._planter.find(Organisation, organisation.parent)
        template = mandates().elected if collective else mandates().head
        if one.acting:
            form, template = Signing.Q, mandates().acting
        day = one.post.valid_from - timedelta(days=self._drawn(one).integer(3, 20))
        return form, template.format(
            number=number_on(day, self._drawn(one)),
            day=f"{day:%d/%m/%Y}",
            above=above.abbreviation if above else body.abbreviation,
            title=one.post.title,
        )

    def _of_deputy(self, one: Held) -> str:
        day = one.post.valid_from
        units = list(one.era.units)
        share = units[int(one.seat.key != "deputy") :: 2]
        names = [self._planter.get(Unit, one.era.units[unit]).unit_name for unit in share]
        template = mandates().deputy if names else mandates().deputy_plain
        return template.format(
            number=number_on(day, self._drawn(one)),
            day=f"{day:%d/%m/%Y}",
            abbreviation=one.era.body.abbreviation,
            field=", ".join(names),
        )

    def _by_order(self, one: Held) -> None:
        """Grant what the regulation lets heads of unit sign, from the day it stands."""
        last = one.post.valid_to or date.max
        own = self._regulations.get(one.post.organisation, ())
        issued = [regulation for regulation in own if regulation.day <= last]
        standing = [regulation for regulation in issued if regulation.day <= one.post.valid_from]
        if not issued:
            return
        rests_on = standing[-1] if standing else issued[0]
        copies = mandates().copy_types if one.seat.key == "chief" else []
        self._grant(
            one.post,
            Signing.TL,
            rests_on.worded(mandates().by_order),
            type_names=[*mandates().order_types, *copies],
            first=max(one.post.valid_from, rests_on.day),
        )

    def delegate(self, held: Sequence[Held]) -> Post:
        """Let the head delegate twice in writing: once in the past, once around the present."""
        today = vietnam(self._planter.now).date()
        heads = [one for one in held if one.seat.rank is Rank.UNIT_HEAD and one.post.unit]
        now = [one for one in heads if in_office(one.post, today)]
        preferred = [one for one in now if one.seat.key not in {"chief", "unit_head"}] or now
        chosen = self._stream.branch("delegate").choice(preferred)
        self._delegate(chosen, today, self._stream.branch("delegation", "present"))
        past = today - timedelta(days=self._stream.branch("past").integer(240, 700))
        former = [one for one in heads if in_office(one.post, past) and one is not chosen]
        if former:
            stream = self._stream.branch("delegation", "past")
            self._delegate(stream.choice(former), past, stream)
        return chosen.post

    def _delegate(self, one: Held, day: date, stream: Stream) -> None:
        what = stream.choice(mandates().delegations)
        first = max(one.post.valid_from, day - timedelta(days=stream.integer(14, 50)))
        last = min(one.post.valid_to or date.max, day + timedelta(days=stream.integer(45, 110)))
        mandate = mandates().delegated.format(
            number=stream.integer(2, 24),
            abbreviation=one.era.body.abbreviation,
            day=f"{first:%d/%m/%Y}",
            scope=what.scope,
            first=f"{first:%d/%m/%Y}",
            last=f"{last:%d/%m/%Y}",
        )
        self._grant(
            one.post, Signing.TUQ, mandate, type_names=what.type_names, first=first, last=last
        )

    def _drawn(self, one: Held) -> Stream:
        return self._stream.branch(one.era.body.key, one.seat.key, one.post.valid_from.isoformat())

    def _grant(
        self,
        post: Post,
        form: Signing,
        mandate: str,
        *,
        type_names: Sequence[str] = (),
        first: date | None = None,
        last: date | None = None,
    ) -> None:
        self._planter.add(
            Authority(
                ref=self._planter.next_ref(Authority),
                post=post.ref,
                form=form,
                type_names=list(type_names),
                mandate=mandate,
                valid_from=first or post.valid_from,
                valid_to=last or post.valid_to,
            )
        )
