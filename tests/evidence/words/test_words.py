"""Words are found in every form and inside compounds, and whole words stay whole."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seutukuva.base import Language
from seutukuva.evidence.words import Reading, index_terms, lemmas, query_terms, read
from seutukuva.evidence.words import voikko as voikko_module
from seutukuva.evidence.words.analysis import _read as cached_reading
from seutukuva.evidence.words.lexicon import built, directory, lexicon

# query, language, word of a text: the query finds it
FOUND = """
yhteistyö      fi  oppilaitosyhteistyön
yhteistyötä    fi  Oppilaitosyhteistyö
oppilaitos     fi  oppilaitosyhteistyöstä
satama         fi  satamakaupungissa
kaupunki       fi  satamakaupungeista
yritys         fi  yritysten
yritykset      fi  pienyrityksille
seutukaupunki  fi  seutukaupunkiohjelmassa
ohjelma        fi  seutukaupunkiohjelman
työvoima       fi  työvoimapulaa
pula           fi  osaajapulasta
yhtiö          fi  elinkeinoyhtiöiden
kehittäminen   fi  kehittämisyhtiön
johtaja        fi  kaupunginjohtajalle
kaupunki       fi  kaupunginjohtajan
teollisuus     fi  metalliteollisuudessakin
sopimus        fi  innovaatioekosysteemisopimuksen
ekosysteemi    fi  innovaatioekosysteemisopimukseen
innovaatioekosysteemi fi innovaatioekosysteemisopimusta
raja           fi  kuntarajojen
ala            fi  puutuotealalla
toiminta       fi  TKI-toiminnan
tki            fi  TKI-toiminta
EU             fi  EU:n
palvelut       fi  palveluja
työ            fi  työtä
Kuusilahti     fi  Kuusilahdessa
Mäntysalmi     fi  Mäntysalmella
Ylikangas      fi  Ylikankaalla
Virtanen       fi  Virtaselle
käsi           fi  kädessä
hanke          fi  hankkeiden
yhteis*        fi  yhteistyöllä
samarbete      sv  läroanstaltssamarbetet
läroanstalt    sv  läroanstaltssamarbetets
hamn           sv  hamnstaden
hamn           sv  hamnen
stad           sv  städernas
bolag          sv  utvecklingsbolagets
utveckling     sv  utvecklingsbolag
arbetskraft    sv  arbetskraftsbristen
skola          sv  skolklasserna
kvinna         sv  kvinnoföretagare
industri       sv  varvsindustrin
förbund        sv  landskapsförbundet
company        en  companies
municipality   en  municipalities
town           en  town’s
rdi            en  RDI-related
"""
# not found: chance likenesses, and words of which the query is no part
NOT_FOUND = """
aja        fi  osaaja
osa        fi  osaaja
talo       fi  talous
us         fi  rahoitus
sinä       fi  työstä
teko       fi  tekoäly-ystävällinen
työ        fi  yhteistyö
laitos     fi  verkosto
ani        fi  kompanian
ala        fi  palaveri
kunta      fi  kuntoutus
oma        fi  diplomaatti
sota       fi  sotkea
hamna      fi  hamnan
rum        sv  forum
het        sv  verksamhet
tagare     sv  företagare
bil        sv  rehabilitering
dag        sv  uppdagas
and        sv  landskap
own        en  town
"""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(line.split()) for line in table.strip().splitlines()]


def finds(query: str, language: Language, word: str) -> bool:
    terms = index_terms(word, language)
    return all(
        any(term.startswith(r) if asked.prefix else term == r for r in asked.readings for term in terms)
        for asked in query_terms(query, language)
    )


@pytest.mark.parametrize(("query", "language", "word"), rows(FOUND))
def test_a_word_is_found_in_every_form_and_in_compounds(query: str, language: Language, word: str) -> None:
    assert finds(query, language, word), index_terms(word, language)


@pytest.mark.parametrize(("query", "language", "word"), rows(NOT_FOUND))
def test_a_chance_likeness_is_no_find(query: str, language: Language, word: str) -> None:
    assert not finds(query, language, word), index_terms(word, language)


WHOLE = """
fi osaaja opettaja verkosto talous kehitys rahoitus toimija johtaja ravintola investointi lukiolainen matkailu
fi teollisuus
fi yrittäjyys matkustaja paikallinen ihminen tutkimus koulutus sopimus strategia organisaatio yhteisö asukas kunnallinen
sv verksamhet leverantör kompetens finansiering företagare forskning utveckling samarbete kommun hållbarhet universitet
sv organisation intervju ekonomi region strategi investering företag
en cooperation partnership stakeholder
"""


@pytest.mark.parametrize(("language", "word"), [(row[0], word) for row in rows(WHOLE) for word in row[1:]])
def test_whole_words_stay_whole(language: Language, word: str) -> None:
    assert read(word, language).parts == ()


def test_a_text_is_read_word_by_word_where_the_words_stand() -> None:
    text = "Oppilaitosyhteistyöstä puhuttiin Raumalla."
    words = lemmas(text, "fi")
    assert [text[w.start : w.end] for w in words] == ["Oppilaitosyhteistyöstä", "puhuttiin", "Raumalla"]
    assert words[0].lemma == "Oppilaitosyhteistyö"
    assert words[0].parts == ("oppilaitos", "yhteistyö")
    assert [w.lemma for w in words[1:]] == ["puhua", "Rauma"]


def test_a_query_without_a_language_is_read_in_all_three() -> None:
    (term,) = query_terms("kommunernas")
    assert {"kommun", "kommunernas"} <= set(term.readings)


def test_a_query_of_signs_asks_for_nothing() -> None:
    assert query_terms("?! (”–") == []


def test_a_soft_hyphen_and_a_decomposed_letter_change_nothing() -> None:
    assert index_terms("oppilaitos\u00adyhteistyo\u0308n", "fi")[0] == "oppilaitosyhteistyö"


@given(st.text(max_size=80), st.sampled_from(["fi", "sv", "en"]))
def test_any_text_is_read_without_fault(text: str, language: Language) -> None:
    for word in lemmas(text, language):
        assert word.lemma
        assert 0 <= word.start < word.end <= len(text)
    query_terms(text, language)


@pytest.fixture
def clear() -> Iterator[None]:
    for kept in (voikko_module._voikko, cached_reading):
        kept.cache_clear()
    yield
    for kept in (voikko_module._voikko, cached_reading):
        kept.cache_clear()


class Refused(Exception):
    """As Voikko refuses when its dictionary is not there."""


Refused.__name__ = "VoikkoException"


def test_voikko_adds_its_words_where_it_is_installed(clear: None, monkeypatch: pytest.MonkeyPatch) -> None:
    class Voikko:
        def __init__(self, language: str) -> None:
            assert language == "fi"

        def analyze(self, word: str) -> list[dict[str, str]]:
            if word != "kaljaasilastin":
                return []
            return [{"BASEFORM": "kaljaasilasti", "WORDBASES": "+kaljaasi(kaljaasi)+lasti(lasti)+n(+n)"}]

    monkeypatch.setitem(sys.modules, "libvoikko", types.SimpleNamespace(Voikko=Voikko))
    assert {"kaljaasi", "lasti"} <= set(read("kaljaasilastin", "fi").parts)
    assert read("satama", "fi") == Reading(("satama",))


def test_a_voikko_without_its_dictionary_is_as_none(clear: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(language: str) -> None:
        raise Refused

    monkeypatch.setitem(sys.modules, "libvoikko", types.SimpleNamespace(Voikko=refuse))
    assert voikko_module.voikko_words("satama") == ((), ())


def test_the_lexicons_lie_in_the_working_directory_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SEUTUKUVA_WORDS", raising=False)
    assert directory().name == "words"


def test_a_dictionary_is_built_with_its_lemmas_as_forms() -> None:
    trie = built("en", {"towns": "town", "x9": "x9", "word.": "word."})
    assert sorted(trie.items()) == [("town", b"=town"), ("towns", b"=town")]


def test_heads_and_tails_are_read_off_a_finnish_dictionary() -> None:
    forms = {
        "kaupunki": "kaupunki kaupungin kaupungissa kaupunkien",
        "johtaja": "johtaja johtajan johtajassa",
        "kaupunginjohtaja": "kaupunginjohtaja kaupunginjohtajan kaupunginjohtajassa",
        "kehittäminen": "kehittäminen kehittämisen kehittämisessä",
        "kehittää": "kehittää kehittämän kehittämässä",
    }
    trie = built("fi", {form: lemma for lemma, line in forms.items() for form in line.split()})
    assert b"<kaupunki" in trie["kaupungin"]
    assert b"<kaupunki" in trie["kaupunkien"]
    assert trie["kehittämis"] == ["<kehittäminen".encode()]
    assert b">" in trie["johtaja"]
    assert b">" not in trie["kehittää"]  # a verb ends no compound


def test_heads_are_read_off_a_swedish_dictionary() -> None:
    forms = {
        "arbete": "arbete arbetet arbetets",
        "utveckling": "utveckling utvecklingen utvecklingens",
        "flickan": "flickan",
        "kyrkogata": "kyrkogata kyrkogatan kyrkogatans",
    }
    trie = built("sv", {form: lemma for lemma, line in forms.items() for form in line.split()})
    assert trie["utvecklings"] == [b"<utveckling"]
    assert trie["arbets"] == [b"<arbete"]
    assert trie["kyrkogatu"] == [b"<kyrkogata"]
    assert "flickans" not in trie


def test_a_lexicon_is_built_once_and_read_by_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEUTUKUVA_WORDS", str(tmp_path / "words"))
    first = lexicon.__wrapped__("en")
    assert first.lemmas("companies") == ("company",)
    (made,) = (tmp_path / "words").iterdir()
    stamp = made.stat().st_mtime_ns
    assert lexicon.__wrapped__("en").lemmas("towns") == ("town",)
    assert made.stat().st_mtime_ns == stamp
