"""The maturity model of a programme: read, downloaded, changed after a look at what it does, taken back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from seutukuva.judgement import Rating
from seutukuva.picture import cells, maturity_model
from seutukuva.picture.model_reading import stated_model
from seutukuva.web.evidence import actions as evidence
from seutukuva.web.kit.releases.actions import publish
from seutukuva.web.kit.thread.selectors import flagged
from seutukuva.web.picture import publishing
from seutukuva.web.picture.asking import asking
from seutukuva.web.picture.models import Finding, Kind
from seutukuva.web.picture.selectors import ecosystem_picture, judged
from seutukuva.web.picture.threads import cell_shown
from seutukuva.web.programmes.maturity import content_of, dimension_names, model_of, shipped_text
from seutukuva.web.programmes.maturity_actions import use_model
from seutukuva.web.programmes.selectors import default_ecosystem
from tests.web.threads import make_thread, signed_in
from tests.web.world import World

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

PAGE = ["suljettu"]
OPTIMIST = "[errors]\nprior = [1, 1, 1, 997]\n"


def errors_of(first: str) -> str:
    """Return the shipped model with an [errors] of its own that begins with `first`."""
    kinds = [f"[errors.kinds.{kind}]\nown = 3\nshared = 3\n" for kind in maturity_model().errors.kinds]
    return shipped_text() + "\n" + first + "".join(kinds)


def renamed(text: str) -> str:
    """Return a model without the dimension of education; one on tourism stands in its place."""
    return text.replace('id = "education"', 'id = "tourism"').replace('fi = "oppilaitosyhteistyö"', 'fi = "matkailu"')


def bring(client: Client, text: str) -> HttpResponse:
    """Bring a file to be looked at."""
    file = SimpleUploadedFile("oma.toml", text.encode(), "application/toml")
    return client.post(reverse("picture_model_change", args=PAGE), {"file": file})


def confirm(client: Client, page: HttpResponse, note: str = "Sovittu ohjausryhmässä.") -> str:
    """Take what a page shows into use as a browser does, and return the page that follows."""
    form = page.context["form"].initial
    sent = {"text": form["text"].replace("\n", "\r\n"), "seen": form["seen"], "note": note}
    return client.post(reverse("picture_model_use", args=PAGE), sent, follow=True).content.decode()


def test_a_finding_on_a_growth_area_is_not_taken_for_a_dimension_that_is_gone(world: World) -> None:
    home = default_ecosystem(world.kuusilahti)
    Finding.objects.create(ecosystem=home, dimension="growth.maritime", kind=Kind.GROWTH)
    page = signed_in(world, "viewer").get(reverse("picture_model", args=PAGE))
    assert page.context["beside"] == []


def test_a_reader_sees_the_model_and_downloads_it(world: World) -> None:
    client = signed_in(world, "viewer")
    assert reverse("picture_model", args=PAGE) in client.get(reverse("picture", args=PAGE)).content.decode()
    page = client.get(reverse("picture_model", args=PAGE)).content.decode()
    assert "Ohjelma käyttää mukana tulevaa mallia." in page
    assert "Oppilaitosyhteistyö" in page and "Yhteistyö on vierailuja, tapahtumia" in page
    assert "Ulottuvuuden ”orkestrointi ja pysyvät rakenteet” on oltava" in page
    assert "taso 2: raja 2\xa0%" in page, "a share is told as the picture tells it"
    assert "left_without_worst" not in page
    assert "Näytä, mikä muuttuisi" not in page, "a viewer changes nothing"
    file = client.get(reverse("picture_model_file", args=[*PAGE, 0]))
    assert file.content.decode() == shipped_text()
    assert client.get(reverse("picture_model_file", args=[*PAGE, 7])).status_code == 404


def test_the_levels_are_seen_under_another_prior_and_another_shared_error(world: World) -> None:
    made = make_thread(world)
    page = signed_in(world, "viewer").get(reverse("picture_model", args=PAGE), {"prior": "optimistic", "shared": "3"})
    assert "todennäköisin taso olisi toinen" in page.content.decode()
    assert model_of(world.closed) is maturity_model()
    wrong = signed_in(world, "viewer").get(reverse("picture_model", args=PAGE), {"prior": "x", "shared": "-1"})
    assert "todennäköisin taso olisi toinen" not in wrong.content.decode()
    assert judged([made.ecosystem.pk])[made.ecosystem.pk].model is maturity_model()


def test_every_fault_of_a_file_is_told_with_its_place_and_remedy(world: World) -> None:
    client = signed_in(world, "analyst")
    wrong = shipped_text().replace("share = 0.5", "share = 2").replace("at_least = 3", "at_last = 3")
    text = bring(client, wrong).content.decode()
    assert "stage.share" in text and "gates 1 (structures).at_last" in text
    five = bring(client, shipped_text().replace("number = 4", "number = 5")).content.decode()
    assert "levels 4.number" in five and "1–4" in five
    assert (
        "Tunnus ”Iso Nimi” ei kelpaa"
        in bring(client, shipped_text().replace('id = "education"', 'id = "Iso Nimi"')).content.decode()
    )
    bare = bring(
        client, shipped_text().split("[[readings]]")[0] + "\n[errors.kinds.interview]\nown = 1\nshared = 1\n"
    ).content.decode()
    assert "workshop" in bare and "document" in bare
    latin = SimpleUploadedFile("oma.toml", "ä".encode("latin-1"))
    page = client.post(reverse("picture_model_change", args=PAGE), {"file": latin}).content.decode()
    assert "Tallenna se UTF-8-muodossa." in page
    assert content_of(world.closed, 1) is None, "nothing was taken into use"


def test_what_a_model_would_do_is_seen_before_it_is_used_and_taken_back_after(world: World) -> None:
    made = make_thread(world)
    client, home = signed_in(world, "analyst"), made.ecosystem.pk
    before = judged([home])[home].cell("education").cell.mode
    assert before == 1
    page = bring(client, errors_of(OPTIMIST))
    text = page.content.decode()
    assert "Kuusilahti" in text and re.search(r">1 <small>.*>[234] <small>", text)
    assert "1 havainto merkittäisiin tarkistettavaksi" in text
    assert judged([home])[home].cell("education").cell.mode == before, "nothing has changed yet"
    done = confirm(client, page)
    assert "Mallin versio 1 on käytössä." in done and "Sovittu ohjausryhmässä." in done
    assert judged([home])[home].cell("education").cell.mode != before
    assert flagged([made.finding.urn]) == {made.finding.urn}
    late = confirm(client, page)
    assert "Mallista on jo otettu käyttöön versio 1" in late
    back = client.post(reverse("picture_model_change", args=PAGE), {"back": "0"})
    assert "Mallin versio 2 on käytössä." in confirm(client, back)
    assert judged([home])[home].cell("education").cell.mode == before
    assert not flagged([made.finding.urn]), "the level is again what the finding was written on"
    again = client.post(reverse("picture_model_change", args=PAGE), {"back": "1"})
    assert "Mallin versio 3 on käytössä." in confirm(client, again)
    assert client.get(reverse("picture_model_file", args=[*PAGE, 3])).content.decode() == errors_of(OPTIMIST)


def test_a_changed_condition_is_named_also_where_it_moves_nothing(world: World) -> None:
    make_thread(world)
    client = signed_in(world, "analyst")
    changed = shipped_text().replace("at_least = 3", "at_least = 4").replace("[0.020,", "[0.021,")
    changed = changed.replace('fi = "oppilaitosyhteistyö"', 'fi = "oppilaitokset mukana"')
    page = bring(client, changed)
    assert page.context["change"].conditions == [
        "Ulottuvuuden kuvaukset: oppilaitokset mukana",
        "Tason 3 ehto: orkestrointi ja pysyvät rakenteet",
        f"Luetaan tasoiksi: {page.context['change'].conditions[2].removeprefix('Luetaan tasoiksi: ')}",
    ]
    assert "Muuttuu, mutta ei siirrä yhtään tasoa eikä astetta" in page.content.decode()
    assert "Mikään ohjelman sivuilla ei muuttuisi." not in page.content.decode()
    same = bring(client, shipped_text())
    assert same.context["change"].conditions == [] and "Mikään ohjelman sivuilla ei" in same.content.decode()


def test_what_stands_on_a_dimension_that_goes_is_kept_and_named(world: World) -> None:
    made = make_thread(world)
    client, home = signed_in(world, "analyst"), made.ecosystem.pk
    page = bring(client, renamed(shipped_text()))
    assert re.search(r"Oppilaitosyhteistyö: arvioita \d+, havaintoja 1", page.content.decode())
    confirm(client, page)
    found = judged([home])[home]
    assert "education" in found.beside and "tourism" in found.dimensions
    model_page = client.get(reverse("picture_model", args=PAGE)).content.decode()
    assert "Oppilaitosyhteistyö: arvioita" in model_page
    town = client.get(reverse("town_picture", args=[*PAGE, "kuusilahti"])).content.decode()
    assert "Matkailu" in town and reverse("finding", args=[*PAGE, "kuusilahti", made.finding.pk]) in town
    rating = client.get(reverse("passage", args=[*PAGE, "kuusilahti", made.passage.pk])).content.decode()
    assert "Oppilaitosyhteistyö: taso" in rating, "a rating on it keeps its name"
    assert '<option value="tourism">Matkailu</option>' in rating
    assert client.get(reverse("dimension", args=[*PAGE, "kuusilahti", "education"])).status_code == 404
    assert client.get(reverse("dimension", args=[*PAGE, "kuusilahti", "tourism"])).status_code == 200
    thread = client.get(reverse("thread", args=[made.finding.urn])).content.decode()
    assert "Käytössä olevassa kypsyysmallissa ei ole tätä ulottuvuutta." in thread
    assert dimension_names([world.closed.pk])[world.closed.pk]["education"].fi == "oppilaitosyhteistyö"
    for name in ("situation_report", "picture_publish", "picture_ask"):
        assert client.get(reverse(name, args=[*PAGE, "kuusilahti"])).status_code == 200, name


def test_a_dimension_that_no_guide_knows_is_asked_of_every_sector(world: World) -> None:
    text = shipped_text()
    for id_ in (dimension.id for dimension in maturity_model().dimensions):
        text = text.replace(f'id = "{id_}"', f'id = "own-{id_}"').replace(
            f'dimension = "{id_}"', f'dimension = "own-{id_}"'
        )
    use_model(actor=world.people["analyst"], programme=world.closed, text=text, note="koe", seen=0)
    sectors = asking(default_ecosystem(world.kuusilahti)).sectors
    assert len(sectors) > 1
    assert all(row.bits > 0 and row.most for row in sectors)


def test_a_kind_of_source_of_the_models_own_is_told_as_it_is_written(world: World) -> None:
    made = make_thread(world)
    own = "\n[errors.kinds.podcast]\nown = 1.0\nshared = 0.5\n"
    use_model(actor=world.people["analyst"], programme=world.closed, text=stated_model() + own, note="koe", seen=0)
    town = ["suljettu", "kuusilahti"]
    answer = signed_in(world, "manager").get(reverse("situation_report", args=town))
    assert "Podcast" in answer.content.decode(), "among the sizes of error in the appendix"
    (cell, *_) = cells({"direction": [Rating(2, "podcast", "a")]}, model_of(world.closed))
    assert cell_shown(made.ecosystem.pk, cell).tags == ("podcast",)


def test_another_programme_and_what_is_published_keep_their_own_model(world: World) -> None:
    made = make_thread(world)
    analyst = world.people["analyst"]
    made_of = publishing.edition(publishing.matter_of(made.ecosystem), "fi", analyst)
    published = publish(
        actor=analyst,
        document=made_of.document,
        subject=made.ecosystem.urn,
        kind="picture",
        slug="suljettu-kuusilahti",
        programme_id=world.closed.pk,
        things=made_of.things,
    )
    address = reverse("release", args=[published.slug])
    before = signed_in(world, "viewer").get(address).content.decode()
    use_model(actor=analyst, programme=world.closed, text=errors_of(OPTIMIST), note="koe", seen=0)
    after = signed_in(world, "viewer").get(address).content.decode()
    assert levels(after) == levels(before) and levels(before)
    assert ecosystem_picture(made.ecosystem).rows[0].cell.model.errors.prior[3] > 0.9
    assert model_of(world.open) is maturity_model()


def levels(page: str) -> list[str]:
    """Return the cells of a page's level grid."""
    return re.findall(r'<td class="level[^>]*>.*?</td>', page, re.DOTALL)


def test_a_rating_on_a_dimension_of_ones_own_is_judged(world: World) -> None:
    made = make_thread(world)
    analyst = world.people["analyst"]
    use_model(actor=analyst, programme=world.closed, text=renamed(shipped_text()), note="koe", seen=0)
    evidence.rate(actor=analyst, passage=made.passage, dimension="tourism", level=3, confidence="high")
    assert judged([made.ecosystem.pk])[made.ecosystem.pk].cell("tourism").cell.mode == 3
