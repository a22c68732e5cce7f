"""What nobody has told of: roles, introductions, partners over borders, weight."""

from __future__ import annotations

import re

from django.urls import reverse

from seutukuva.web.kit.audit.models import AuditEvent
from seutukuva.web.network import actions
from seutukuva.web.network.models import Actor, SetAside
from seutukuva.web.programmes.selectors import default_ecosystem
from tests.web.network.made import CITY, COLLEGE, TOWN, WORKS, add, make_network
from tests.web.threads import signed_in
from tests.web.world import World


def page(world: World, who: str = "coordinator", language: str = "fi") -> str:
    address = reverse("town_gaps", args=TOWN).replace("/fi/", f"/{language}/", 1)
    return signed_in(world, who).get(address).content.decode()


def whole(world: World, who: str = "analyst") -> str:
    return signed_in(world, who).get(reverse("network_gaps", args=["suljettu"])).content.decode()


def test_without_actors_the_pages_offer_the_next_step(world: World) -> None:
    content = page(world)
    assert "Toimijoita ei vielä ole, joten puuttuvasta ei voi sanoa mitään." in content
    assert reverse("actor_new", args=TOWN) in content
    assert "ei kerrottu" not in content
    assert "Missään kaupungissa ei ole vielä toimijoita." in whole(world)


def test_a_role_is_told_of_here_elsewhere_or_nowhere(world: World) -> None:
    made = make_network(world)
    add(world, "Rahasto", "financier", world.mantysalmi, ("financier",))
    content = page(world, "analyst")
    row = re.search(r"Orkestroija</th><td>(.*?)</td>", content)
    assert row
    assert reverse("actor", args=[*TOWN, made["city"].pk]) in row[1]
    assert re.search(r"Rahoittaja</th><td><strong>ei kerrottu</strong></td><td>Mäntysalmi 1</td>", content)
    table = whole(world)
    assert f">{CITY}</a>" in table
    assert ">Rahasto</a>" in table
    assert "ei kerrottu" in table
    # A coordinator of one town is not told of the other.
    assert "Mäntysalmi 1" not in page(world)
    assert "Rahasto" not in whole(world, "coordinator")


def test_an_introduction_has_its_reason_and_leads_to_the_tie(world: World) -> None:
    made = make_network(world)
    actions.change_roles(
        actor=world.people["administrator"],
        ecosystem=default_ecosystem(world.kuusilahti),
        row=made["college"],
        roles=["rdi_provider"],
    )
    content = page(world)
    assert f"Yhteiset kontaktit: {CITY}." in content
    assert f"Rooli ”TKI-osaamisen tuoja”: {COLLEGE} on sellainen." in content
    link = re.search(r'href="([^"]*ties/new/\?actor=\d+&amp;other=\d+)"', content)
    assert link
    form = signed_in(world, "coordinator").get(link[1].replace("&amp;", "&")).content.decode()
    assert form.count('value="') > 2
    assert f'value="{COLLEGE}"' in form
    assert "Lisää tämä yhteys" not in page(world, "viewer")
    assert "Gemensamma kontakter" in page(world, language="sv")


def test_what_is_not_interesting_stays_away_until_it_is_asked_for_again(world: World) -> None:
    made = make_network(world)
    client, (works, lab) = signed_in(world, "coordinator"), (made["works"], made["lab"])
    ends = {"one": lab.pk, "other": works.pk}
    content = client.post(reverse("introduction_aside", args=TOWN), ends, follow=True).content.decode()
    assert "Ehdotus pantiin sivuun." in content
    assert "1 sivuun pantu ehdotus" in content
    assert f"{works.pk}&amp;other={lab.pk}" not in content
    row = SetAside.objects.get()
    twin = add(world, "Mittauslaboratorio ry")
    home, admin = default_ecosystem(world.kuusilahti), world.people["administrator"]
    actions.merge_actors(actor=admin, ecosystem=home, keep=twin, other=lab)
    assert f"{works.pk}&amp;other={twin.pk}" not in page(world), "what was set aside holds of who stands for it"
    actions.undo_merge(actor=admin, ecosystem=home, other=lab)
    assert row.made_by == world.people["coordinator"]
    assert AuditEvent.objects.filter(action__endswith=".set_aside").exists()
    assert signed_in(world, "viewer").post(reverse("introduction_aside", args=TOWN), ends).status_code in {403, 404}
    content = client.post(reverse("introduction_again", args=[*TOWN, row.pk]), follow=True).content.decode()
    assert "Paria voidaan ehdottaa uudelleen." in content
    assert f"{works.pk}&amp;other={lab.pk}" in content
    same = client.post(reverse("introduction_aside", args=TOWN), {"one": lab.pk, "other": lab.pk}, follow=True)
    assert "ei voi panna sivuun parina" in same.content.decode()
    assert not SetAside.objects.exists()


def test_towns_that_complement_each_other_are_partners(world: World) -> None:
    for name in ("Konepaja", "Valimo"):
        add(world, name, roles=("grower",))
    add(world, "Opisto", "vocational_college", world.mantysalmi, ("educator",))
    content = whole(world)
    assert "Kuusilahti voi tuoda: kasvuyritys." in content
    assert "Konepaja" in content


def test_pairs_over_a_border_are_introduced_by_the_one_in_both_towns(world: World) -> None:
    make_network(world)
    joined = add(world, COLLEGE, "university_of_applied_sciences", world.mantysalmi)
    saw = add(world, "Saha Oy", "company", world.mantysalmi)
    actions.add_tie(
        actor=world.people["administrator"],
        ecosystem=default_ecosystem(world.mantysalmi),
        source=saw,
        target=joined,
        kind="project",
    )
    content = whole(world)
    assert "Yhteys ylittäisi kuntarajan" in content
    assert "Saha Oy" in content
    assert f"{CITY} – Saha Oy" in content or f"Saha Oy – {CITY}" in content


def test_weight_says_of_how_many_the_size_is_known(world: World) -> None:
    make_network(world)
    Actor.objects.filter(name=WORKS).update(size="medium")
    content = page(world)
    assert "50–249" in content
    assert "koko tiedossa: 1 toimijaa, kaikkiaan 4" in content
    Actor.objects.filter(name=WORKS).update(size="large")
    assert "vähintään 250" in page(world)
