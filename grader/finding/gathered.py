"""Every claim on a name, from what is stated plainly down to what is only surmised: each step fills what the ones before it left open."""

from collections.abc import Callable, Collection, Iterable, Sequence

from grader.answer import Doubt
from grader.finding.by_order import by_order
from grader.finding.candidates import Candidate, candidates, in_passing
from grader.finding.claims import Claim, fits
from grader.finding.colours import by_channel
from grader.finding.confidence import AT_MOST
from grader.finding.hearsay import by_surmise, in_sentences, recounted
from grader.finding.slices import sliced
from grader.finding.unnamed import by_shape
from grader.finding.voices import voices
from grader.page.prose import words_in
from grader.page.scene import Scene
from grader.page.wanted import Wanted
from grader.sentences.naming import LOSSES
from grader.sentences.scopes import of_parts_and_wholes
from grader.sentences.told import sentences
from grader.text.numerals import Kind
from grader.text.phrases import phrase

ACCURACY = phrase("accuracy")


def gathered(scenes: Sequence[Scene], wanted: Sequence[Wanted]) -> tuple[list[Claim], set[str]]:
    """The claims, and the names of which something is said that may have been taken for another one's."""
    stated = stated_plainly(scenes, wanted)
    rumoured = {claim.candidate.name for claim in stated} | spoken_of(scenes, wanted)
    claims = [claim for voice in voices(stated) for claim in by_order(voice, wanted)]
    claims, retold = with_sentences(scenes, wanted, claims)
    return with_parts(scenes, wanted, with_surmised(scenes, wanted, claims, retold)), rumoured


def of_each(scenes: Sequence[Scene], found_in: Callable[[Scene], Iterable[Candidate]]) -> list[Claim]:
    """What is found in each file, with the file."""
    return [Claim(number, one) for number, scene in enumerate(scenes) for one in found_in(scene)]


def stated_plainly(scenes: Sequence[Scene], wanted: Sequence[Wanted]) -> list[Claim]:
    """Values that equations, tables and outputs state, and those inside a calculation that are stated nowhere else."""
    claims = without_losses(of_each(scenes, lambda scene: candidates(scene, wanted)), wanted)
    stated = {claim.candidate.name for claim in claims if not claim.answer.place.printed}
    passing = of_each(scenes, lambda scene: in_passing(scene, wanted, stated))
    return claims + [claim for claim in passing if not claim.answer.place.printed]


def with_sentences(scenes: Sequence[Scene], wanted: Sequence[Wanted], claims: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """The same with what sentences tell; and of that what whole texts tell of several names one after the other."""
    known = {claim.candidate.name for claim in claims}
    heard = of_each(scenes, lambda scene: in_sentences(scene, wanted, known))
    claims = [*claims, *(claim for claim in heard if Doubt.PROSE not in claim.answer.doubts)]  # `test` beside `shifted` in a table
    plain = {claim.candidate.name for claim in claims if Doubt.PROSE not in claim.answer.doubts}
    retold = of_each(scenes, lambda scene: recounted(scene, wanted, plain))
    claims = [*without(retold, claims), *retold]
    known = {claim.candidate.name for claim in claims}
    return claims + without(retold, [claim for claim in heard if claim.candidate.name not in known]), retold


def with_surmised(scenes: Sequence[Scene], wanted: Sequence[Wanted], claims: Sequence[Claim], retold: Sequence[Claim]) -> list[Claim]:
    """The same with numbers that may be meant by names of which nothing of the right shape is known."""
    known = fitting([claim for claim in claims if not claim.candidate.denied], wanted)
    guessed = of_each(scenes, lambda scene: by_surmise(scene, wanted, known))
    misfits = {claim.candidate.name for claim in guessed}
    claims = [claim for claim in claims if claim.candidate.name not in misfits]
    plainly = {(claim.file, claim.candidate.at) for claim in claims if claim.answer.confidence > AT_MOST}
    return claims + [claim for claim in without(retold, guessed) if (claim.file, claim.candidate.at) not in plainly]


def with_parts(scenes: Sequence[Scene], wanted: Sequence[Wanted], claims: Sequence[Claim]) -> list[Claim]:
    """The same with matrices that are told by their entries, or stand there without a name."""
    known = fitting(claims, wanted)
    built = of_each(scenes, lambda scene: of_parts(scene, wanted, known))
    misfits = {claim.candidate.name for claim in built}
    return [*(claim for claim in claims if claim.candidate.name not in misfits), *built]


def fitting(claims: Sequence[Claim], wanted: Sequence[Wanted]) -> set[str]:
    """The names on which some claim has the right shape."""
    sizes = {w.name: w.wish.shape for w in wanted}
    return {claim.candidate.name for claim in claims if fits(claim, sizes[claim.candidate.name])}


def of_parts(scene: Scene, wanted: Sequence[Wanted], known: Collection[str]) -> Iterable[Candidate]:
    """Matrices and tensors that are told by their entries, or stand there without a name, for names of which nothing else is known."""
    late = 3 * len(scene.statements)
    told = list(sliced(scene, late, wanted, known))
    told += by_channel(scene, late, wanted, known)
    return [*told, *by_shape(scene, late, wanted, {*known, *(one.name for one in told)})]


def without_losses(claims: Sequence[Claim], wanted: Sequence[Wanted]) -> list[Claim]:
    """The claims without what is called a loss, for the names of shares of which something else is called an accuracy."""
    shares = {w.name for w in wanted if w.wish.kind is Kind.SHARE}
    called = [phrase(claim.answer.label) if claim.candidate.name in shares else frozenset() for claim in claims]
    accurate = {claim.candidate.name for claim, words in zip(claims, called, strict=True) if words & ACCURACY}
    return [
        claim
        for claim, words in zip(claims, called, strict=True)
        if claim.candidate.name not in accurate or words & ACCURACY or not words & LOSSES
    ]


def without(retold: Sequence[Claim], claims: Sequence[Claim]) -> list[Claim]:
    """What else sentences say, without the names and the numbers that the whole of a text is known to tell of."""
    names, taken = {claim.candidate.name for claim in retold}, {(claim.file, claim.candidate.at) for claim in retold}
    return [
        claim
        for claim in claims
        if Doubt.PROSE not in claim.answer.doubts or (claim.candidate.name not in names and (claim.file, claim.candidate.at) not in taken)
    ]


def spoken_of(scenes: Sequence[Scene], wanted: Sequence[Wanted]) -> set[str]:
    """The names that the words of some statement with a value say, even where it was taken for another one's."""
    told = {phrase(" ".join(one.words)) for scene in scenes for one in scene.statements if one.words}
    open_to_doubt = of_parts_and_wholes(wanted)
    if open_to_doubt:  # `60806 (original C3)` of a whole network may be meant of the layer
        lines = {phrase(" ".join(words_in([item for _, item in line]))) for scene in scenes for _, line in sentences(scene)}
        beside = {w.name for w in open_to_doubt for words in lines if any(spelling.said_by(words) for spelling in w.spellings)}
        return beside | spoken_in(told, wanted)
    return spoken_in(told, wanted)


def spoken_in(told: Collection[frozenset[str]], wanted: Sequence[Wanted]) -> set[str]:
    """The names that some words say."""
    return {w.name for w in wanted for words in told if any(spelling.said_by(words) for spelling in w.spellings)}
