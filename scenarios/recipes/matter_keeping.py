"""How told chains are kept: published, filed, and the truth about them set aside."""

from collections.abc import Sequence
from typing import Final, Literal

from base.clock import vietnam
from sandbox.entities import Direction, Document
from scenarios.garden import Garden
from scenarios.recipes.matter_chains import Chain
from scenarios.recipes.matter_files import Cabinet, Shelved, State, document_facts, set_aside
from scenarios.recipes.paperwork import registry_of
from scenarios.recipes.paperwork_prints import Bytes
from scenarios.recipes.paperwork_rows import Slip
from scenarios.recipes.stories_drafts import Draft
from scenarios.streams import Stream

_SAMPLE: Final = 0.15
"""How many documents a light world signs."""
_READING: Final = 0.15
"""How many documents of the current archive have a reading copy."""


class Keeping:
    """Publishes told chains and files them: shared by the recipes that tell matters."""

    def __init__(
        self,
        garden: Garden,
        state: State,
        filed: Literal["all", "none", "some"],
        post: str | None,
        stream: Stream,
        how: Bytes,
        *,
        opened: bool,
        digitised: float = 1,
    ) -> None:
        """Say how.

        Args:
            garden: where.
            state: of the files.
            filed: which documents lie in them.
            post: whose tray the others lie in; whoever does the work unless told.
            stream: of the recipe.
            how: what is printed and signed.
            opened: whether there are files at all.
            digitised: share of the paper originals that were scanned; the others lie on paper in
                the repository, and the archive knows their rows alone.
        """
        self.garden = garden
        self.registry = registry_of(garden)
        self._state: State = state
        self._filed = filed
        self._post = post
        self._stream = stream
        self._bytes: Bytes = how
        self._opened = opened
        self._digitised = digitised
        self._cabinet = Cabinet(garden, stream.branch("cabinet"))

    def keep(self, told: Sequence[Chain]) -> list[Shelved]:
        """Open files, publish documents, file them, set the truth aside.

        Files are opened in the order in which their work began: a code says nothing else.
        """
        order = sorted(told, key=lambda chain: (chain.drafts[0].at_hand, chain.told.key))
        shelved = [self._opened_for(chain) for chain in order]
        slips = [slip for one in shelved for slip in self._slips(one)]
        self.registry.publish(slips)
        return [self._closed(one) for one in shelved]

    def _opened_for(self, chain: Chain) -> Shelved:
        planned = self._cabinet.reserve(chain, self._post)
        file = None
        if self._opened:
            file = self._cabinet.open(chain, planned, state=self._state, post=self._post)
        return Shelved(chain, file, planned)

    def _slips(self, shelved: Shelved) -> list[Slip]:
        chain, file = shelved.chain, shelved.file
        lies_in = self._lies_in(chain) if file else frozenset()
        places = {key: place for place, key in enumerate(lies_in_order(chain, lies_in), start=1)}
        stream = self._stream.branch("slips", chain.told.key)
        found = []
        for draft in chain.drafts:
            drawn = stream.branch(draft.step.step)
            place = places.get(draft.key)
            found.append(
                Slip(
                    draft=draft,
                    bytes=self._bytes,
                    mode=chain.story.mode,
                    held_by=None if place else self._holder(chain, draft),
                    folder=f"{file.file_code}.{place:03d}" if file and place else "",
                    reading=self._state == "current" and drawn.chance(_READING),
                    signed=drawn.branch("sample").chance(_SAMPLE),
                    on_paper=draft.paper and self._only_paper(drawn),
                )
            )
        return found

    def _only_paper(self, drawn: Stream) -> bool:
        return self._digitised < 1 and not drawn.branch("digitised").chance(self._digitised)

    def _lies_in(self, chain: Chain) -> frozenset[str]:
        keys = [draft.key for draft in chain.drafts]
        match self._filed:
            case "all":
                return frozenset(keys)
            case "none":
                return frozenset()
            case _:
                drawn = self._stream.branch("some", chain.told.key)
                return frozenset(drawn.sample(keys, max(1, len(keys) // 2)))

    def _holder(self, chain: Chain, draft: Draft) -> str:
        if self._post:
            return self._post
        return chain.told.cast.desk(vietnam(draft.at_hand).date()).post.ref

    def _closed(self, shelved: Shelved) -> Shelved:
        chain, file = shelved.chain, shelved.file
        planter = self.garden.planter
        if file is not None:
            keys = lies_in_order(chain, self._lies_in(chain))
            documents = [planter.get(Document, self.registry.ref(key)) for key in keys]
            shelved = shelved._replace(file=self._cabinet.fill(file, documents, self._state))
        set_aside(self.garden, shelved, self._state)
        for draft in chain.drafts:
            ref = self.registry.ref(draft.key)
            facts = document_facts(self.registry, shelved, draft)
            self.garden.fact(ref, **facts)
            if draft.direction is not Direction.INTERNAL:
                self.garden.tag(ref, draft.direction.value)
        return shelved


def lies_in_order(chain: Chain, keys: frozenset[str]) -> list[str]:
    """Return keys in the order in which the work went."""
    drafts = sorted(chain.drafts, key=lambda draft: (draft.at_hand, draft.key))
    return [draft.key for draft in drafts if draft.key in keys]
