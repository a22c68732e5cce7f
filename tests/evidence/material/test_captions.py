"""Captions become turns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seutukuva.evidence.material import Material, fixed, read_material

TEAMS = """WEBVTT

NOTE
Confidence: 0.9

0e9f0c1a-11d2/12-0
00:00:03.120 --> 00:00:06.480
<v Matti Meikäläinen>Hei, tervetuloa</v>

0e9f0c1a-11d2/12-1
00:00:06.480 --> 00:00:08.000
<v Matti Meikäläinen>haastatteluun.</v>

0e9f0c1a-11d2/13-0
00:00:08.500 --> 00:00:12.000 align:start position:0%
<v Östman, Åsa (Storsund)>Kiitos &amp; hei.
Mukava olla <i>täällä</i>.</v>
"""


def one(name: str, text: str) -> Material:
    (material,) = read_material(name, text.encode())
    return material


def test_teams_cues_of_one_speaker_are_joined() -> None:
    material = one("kokous.vtt", TEAMS)
    assert material.text == (
        "Matti Meikäläinen: Hei, tervetuloa haastatteluun.\n\nÖstman, Åsa (Storsund): Kiitos & hei. Mukava olla täällä."
    )
    assert material.speakers == ("Matti Meikäläinen", "Östman, Åsa (Storsund)")
    assert [turn.seconds for turn in material.turns] == [3.12, 8.5]


@pytest.mark.parametrize(
    "payload",
    [
        "<v Anna>Kuka johtaa?</v> <v Pekka>Kaupunki.</v>",
        "<v Anna>Kuka johtaa?\n<v Pekka>Kaupunki.",
        "<v.loud Anna>Kuka johtaa?</v><v.first.quiet Pekka>Kaupunki.</v>",
        "Anna: Kuka johtaa?\nPekka: Kaupunki.",
        "- Anna: Kuka johtaa?\n- Pekka: Kaupunki.",
        ">> Anna: Kuka johtaa?\n>> Pekka: Kaupunki.",
        "[Anna]: Kuka\njohtaa?\n[Pekka]: Kaupunki.",
    ],
)
def test_two_speakers_in_a_cue_are_two_turns(payload: str) -> None:
    material = one("a.vtt", f"WEBVTT\n\n00:01.000 --> 00:04.000\n{payload}\n")
    assert material.text == "Anna: Kuka johtaa?\n\nPekka: Kaupunki."
    assert [(turn.speaker, material.text[turn.start : turn.end]) for turn in material.turns] == [
        ("Anna", "Anna: Kuka johtaa?"),
        ("Pekka", "Pekka: Kaupunki."),
    ]


def test_two_speakers_on_one_line_are_told_apart_once_the_names_are_known() -> None:
    cues = ("Anna: Kuka johtaa? Pekka: Kaupunki.", "Pekka: Ja yritykset.", "Anna: Selvä: kiitos.")
    blocks = [f"{i}\n00:00:0{i},000 --> 00:00:0{i},900\n{cue}\n" for i, cue in enumerate(cues, 1)]
    assert one("a.srt", "\n".join(blocks)).text == (
        "Anna: Kuka johtaa?\n\nPekka: Kaupunki. Ja yritykset.\n\nAnna: Selvä: kiitos."
    )


def test_subrip_with_windows_lines_tags_and_an_empty_line_inside_a_cue() -> None:
    text = (
        '1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}<font color="#fff">Anna: Hei</font>\r\n\r\n'
        "2\r\n00:00:02,000 --> 00:00:03,000\r\nmaailma,\r\n\r\njatkuu\r\n\r\n"
        "3\r\n00:00:03,500 --> 00:00:05,000\r\nPekka: Niin on.\r\n"
    )
    assert one("a.srt", text).text == "Anna: Hei maailma, jatkuu\n\nPekka: Niin on."


def test_cues_without_an_empty_line_between_them_are_read() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nYksi\n2\n00:00:02,000 --> 00:00:03,000\nkaksi\n"
    assert one("a.srt", text).text == "Yksi kaksi"


def test_a_cue_without_words_is_passed() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n\n00:02.000 --> 00:03.000\n<v Anna>Hei</v>\n\n00:03.000 --> 00:04.000"
    assert one("a.vtt", text).text == "Anna: Hei"


def test_captions_without_names_are_cut_at_pauses_and_dashes() -> None:
    text = (
        "WEBVTT\n\nSTYLE\n::cue { color: red }\n\n00:01.000 --> 00:02.000\nYksi\n\n00:02.500 --> 00:03.000\nkaksi\n\n"
        "00:09.000 --> 00:10.000\nKolme\n\n00:10.000 --> 00:11.000\n- Neljä\n- Viisi\n"
    )
    material = one("a.vtt", text)
    assert material.text == "Yksi kaksi\n\nKolme\n\n- Neljä\n\n- Viisi"
    assert material.turns == ()


def test_words_outside_a_voice_belong_to_nobody() -> None:
    material = one(
        "a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n(musiikkia)\n\n00:02.000 --> 00:03.000\n<v Anna>Hei</v>"
    )
    assert material.text == "(musiikkia)\n\nAnna: Hei"
    assert material.speakers == ("Anna",)


def test_a_sentence_with_a_colon_is_no_speaker() -> None:
    text = "WEBVTT\n\n" + "\n\n".join(
        f"00:0{i}.000 --> 00:0{i}.900\n{words}"
        for i, words in enumerate(("Meillä on", "Tavoite: kasvu", "ja sitten", "vielä muuta", "<3 sitä"), 1)
    )
    material = one("a.vtt", text)
    assert material.text == "Meillä on Tavoite: kasvu ja sitten vielä muuta <3 sitä"
    assert material.speakers == ()


def test_captions_are_not_searched_for_speakers_again() -> None:
    cues = ("Pvm: 1.1.2020", "meillä", "on", "hyvä")
    text = "WEBVTT\n\n" + "\n\n".join(f"00:0{i}.000 --> 00:0{i}.900\n{cue}" for i, cue in enumerate(cues, 1))
    material = one("a.vtt", text)
    assert material.turns == ()
    assert "date" not in material.variables


names = st.sampled_from(["Anna", "Pekka Virtanen", "Åsa af Storsund", "Puhuja 1"])
words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"], exclude_characters="<>&-"), min_size=1
)


@given(st.lists(st.tuples(names, words.filter(lambda text: fixed(text).strip())), min_size=1, max_size=8))
def test_every_word_stays_with_its_speaker(said: list[tuple[str, str]]) -> None:
    cues = [f"00:{i:02}.000 --> 00:{i:02}.900\n<v {name}>{text}</v>" for i, (name, text) in enumerate(said)]
    material = one("a.vtt", "WEBVTT\n\n" + "\n\n".join(cues))
    assert material.text == fixed(material.text)
    heard = [
        (turn.speaker, word)
        for turn in material.turns
        for word in material.text[turn.start : turn.end].removeprefix(f"{turn.speaker}:").split()
    ]
    assert heard == [(name, word) for name, text in said for word in fixed(" ".join(text.split())).split()]
