"""Sixty phones on one board: no card is lost, none doubled, budgets kept, votes hidden until closed and then locked."""

from __future__ import annotations

import random
import re

from seutukuva.web.evidence.workshops.models import Card, Dot, Group, Guest, Opinion
from tests.web.evidence.workshops.made import Phone, Room

PHONES, CARDS = 60, 5


def test_sixty_phones_lose_no_card(room: Room) -> None:
    chance = random.Random(60)
    phones = [room.phone(chance.choice(("fi", "sv", "en"))) for _ in range(PHONES)]
    assert Guest.objects.count() == PHONES
    sent = {f"{n:016x}{m:016x}": (phone, f"Kortti {n}.{m}") for n, phone in enumerate(phones) for m in range(CARDS)}
    turns = [*sent, *chance.sample(sorted(sent), 60)]  # some answers are lost on their way: these come again
    chance.shuffle(turns)
    for key in turns:
        phone, text = sent[key]
        assert phone.card(text, key=key, question=chance.randrange(2)).status_code == 200
    assert Card.objects.count() == len(sent) == PHONES * CARDS
    assert set(Card.objects.values_list("text", flat=True)) == {text for _phone, text in sent.values()}
    room.go("reveal", "grouping")
    page = phones[-1].look()
    assert all(f">{text}<" in page for _phone, text in sent.values())
    cards = list(Card.objects.all())
    for n in range(10):
        chosen = [card.pk for card in cards[n::10]]
        room.leader.post(room.address("workshop_group"), {"card": chosen, "title": f"Ryhmä {n}"})
    room.go("voting")
    vote(room, phones, chance)
    room.go("rating")
    assert phones[0].vote({Group.objects.all()[0]: 1}).status_code == 400
    for phone in phones:
        for group in Group.objects.all()[:3]:
            assert phone.opine(group, chance.randrange(11), chance.randrange(11)).status_code == 200
    assert Opinion.objects.count() == PHONES * 3
    room.go("closed")
    assert f"{PHONES} on äänestänyt" in room.page()


def vote(room: Room, phones: list[Phone], chance: random.Random) -> None:
    """Let everybody vote, some twice and some for more than they have; nobody sees a result."""
    groups = list(Group.objects.all())
    assert len(groups) == 10
    for phone in phones:
        for _ in range(chance.choice((1, 2))):
            dots = dict.fromkeys(groups, 0)
            for group in chance.choices(groups, k=room.workshop.dots):
                dots[group] += 1
            assert phone.vote(dots).status_code == 200
        assert phone.vote({groups[0]: room.workshop.dots + 1}).status_code == 400
    assert sum(Dot.objects.values_list("number", flat=True)) == PHONES * room.workshop.dots
    for page in (room.page(), phones[0].look(), phones[0].client.get(phones[0].address("workshop_screen")).content):
        text = page if isinstance(page, str) else page.decode()
        assert not re.search(r'<th scope="row">Ryhmä', text)
