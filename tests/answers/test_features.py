"""Features and the vectors made of them."""

from __future__ import annotations

import numpy as np
import pytest

from answers.features import BLOCK_WEIGHTS, FeatureSpace, features_of, hashed
from answers.understand import Understanding


def space_of(*documents: list[str], width: int = 1024) -> FeatureSpace:
    return FeatureSpace.of([hashed(names) for names in documents], width)


MESSAGE = Understanding(("who", "designed", "it"), ("who", "<design>", "it"), {})


def test_features_of_a_message() -> None:
    assert sorted(features_of(MESSAGE)) == sorted(
        [
            *("wwho", "wdesigned", "wit"),
            *("tdesi", "tdesign"),
            *("cwho", "c<design>", "cit"),
            *("b^ who", "bwho <design>", "b<design> it", "bit $"),
            *("s^ who", "swho <design>", "s<design> $"),
            "u<design> who",
        ]
    )


def test_the_message_before_adds_its_concepts() -> None:
    before = Understanding(("the", "bridge"), ("the", "<bridge>"), {})
    assert set(features_of(MESSAGE, before)) - set(features_of(MESSAGE)) == {"pthe", "p<bridge>"}


def test_every_block_has_a_weight() -> None:
    assert {name[0] for name in features_of(MESSAGE, MESSAGE)} == set(BLOCK_WEIGHTS)


def test_a_ramble_pairs_a_limited_number_of_concepts() -> None:
    words = tuple(f"word{number}" for number in range(1000))
    pairs = [name for name in features_of(Understanding(words, words, {})) if name.startswith("u")]
    assert len(pairs) == 14 * 13 // 2


@pytest.mark.parametrize(
    ("documents", "kept"),
    [pytest.param(2, {"wonce", "ba b", "wtwice"}, id="few documents"), pytest.param(1_000, {"wtwice"}, id="many")],
)
def test_what_stands_in_one_of_many_documents_is_not_kept(documents: int, kept: set[str]) -> None:
    space = space_of(["wonce", "ba b", "wtwice"], ["wtwice"], *([] for _ in range(documents - 2)), width=64)
    assert len(space.hashes) == len(kept)
    assert np.all(np.diff(space.hashes.astype(np.int64)) > 0)
    assert len(space.vector(hashed(["wonce", "ba b"])).at) == len(kept - {"wtwice"})


def test_rare_features_weigh_more() -> None:
    space = space_of(["wcommon", "wrare"], ["wcommon"], ["wcommon"])
    common, rare = (abs(float(space.vector(hashed(["wcommon", "wrare"])).value[place])) for place in _order(space, "wcommon", "wrare"))
    assert rare > common


def _order(space: FeatureSpace, *names: str) -> list[int]:
    both = space.vector(hashed(names)).at.tolist()
    return [both.index(int(space.vector(hashed([name])).at[0])) for name in names]


@pytest.mark.parametrize("block", BLOCK_WEIGHTS)
def test_each_block_has_a_fixed_length(block: str) -> None:
    names = [block + name for name in ("one", "two", "three")]
    space = space_of(names, names, width=2**20)
    for some in (names, names[:1]):
        assert float(np.linalg.norm(space.vector(hashed(some)).value)) == pytest.approx(BLOCK_WEIGHTS[block])


def test_places_are_ascending_and_within_the_width() -> None:
    names = [f"w{number}" for number in range(200)]
    vector = space_of(names, width=16).vector(hashed(names))
    assert vector.at.tolist() == sorted(set(vector.at.tolist()))
    assert set(vector.at.tolist()) <= set(range(16))
    assert len(vector.value) == len(vector.at)


@pytest.mark.parametrize("features", [[], ["wunheard", "cunheard"]], ids=["none", "unknown ones"])
def test_nothing_known_gives_an_empty_vector(features: list[str]) -> None:
    vector = space_of(["wknown"], width=16).vector(hashed(features))
    assert (len(vector.at), len(vector.value)) == (0, 0)


def test_a_feature_counts_once() -> None:
    space = space_of(["wa", "wb"])
    once, twice = space.vector(hashed(["wa", "wb"])), space.vector(hashed(["wa", "wa", "wb"]))
    assert once.at.tolist() == twice.at.tolist()
    assert once.value.tolist() == twice.value.tolist()
