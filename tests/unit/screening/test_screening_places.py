"""Places: zones, sides, limbs, and whether a muscle lies there."""

from __future__ import annotations

from filiform.body.values import Side
from filiform.knowledge.screening import load_rules
from filiform.screening import Place, Target
from filiform.screening.places import Where, by_side, contains, everywhere, halves, resolve

RULES = load_rules()
LEFT, RIGHT = Side.LEFT, Side.RIGHT


def test_a_zone_of_muscles_keeps_its_side_and_midline_muscles_have_none() -> None:
    assert resolve([Place("pelvic_floor", LEFT)], RULES) == Where(
        muscles=(
            Target("coccygeus", LEFT),
            Target("levator_ani", LEFT),
            Target("obturator_internus", LEFT),
            Target("sphincter_ani_externus"),
            Target("superficial_perineal_muscles", LEFT),
        )
    )


def test_a_zone_of_regions_keeps_its_side() -> None:
    assert resolve([Place("upper_limb", RIGHT)], RULES) == Where(
        tuple(Place(region, RIGHT) for region in ("arm", "forearm", "hand", "shoulder_girdle"))
    )


def test_places_come_once_in_order_and_the_wider_one_stands() -> None:
    where = resolve([Place("hand", LEFT), Place("arm"), Place("arm", LEFT), Place("hand")], RULES)
    assert where == Where((Place("arm"), Place("hand")))


def test_a_limb_spreads_to_its_quadrant_and_the_neck_to_nothing() -> None:
    wide = resolve([Place("hand", LEFT), Place("neck_anterior")], RULES, spread=True)
    assert [place.region for place in wide.regions] == [
        "arm",
        "chest_wall",
        "forearm",
        "hand",
        "neck_anterior",
        "shoulder_girdle",
        "upper_back",
    ]
    assert {place.side for place in wide.regions if place.region != "neck_anterior"} == {LEFT}
    assert resolve([Place("hand", LEFT)], RULES) == Where((Place("hand", LEFT),))


def test_everywhere_is_every_region_group() -> None:
    assert [place.region for place in everywhere(RULES).regions] == list(RULES.places.regions)
    assert all(contains(everywhere(RULES), Target(muscle), RULES) for muscle in RULES.muscles)


def test_a_side_that_is_not_said_meets_both() -> None:
    left = Where((Place("arm", LEFT),), (Target("soleus", LEFT),))
    assert contains(left, Target("biceps_brachii", LEFT), RULES)
    assert contains(left, Target("biceps_brachii"), RULES)
    assert not contains(left, Target("biceps_brachii", RIGHT), RULES)
    assert contains(left, Target("soleus", LEFT), RULES)
    assert contains(left, Target("soleus"), RULES)
    assert not contains(left, Target("soleus", RIGHT), RULES)
    assert contains(Where((Place("arm"),)), Target("biceps_brachii", RIGHT), RULES)
    assert not contains(left, Target("gastrocnemius_medial", LEFT), RULES)


def test_sides_are_told_apart_but_for_the_midline() -> None:
    where = Where((Place("arm"),), (Target("soleus"), Target("sphincter_ani_externus")))
    assert by_side(where, RULES) == Where(
        (Place("arm", LEFT), Place("arm", RIGHT)),
        (Target("soleus", LEFT), Target("soleus", RIGHT), Target("sphincter_ani_externus")),
    )
    assert halves(Place("arm", RIGHT)) == (Place("arm", RIGHT),)
    one_side = Where((), (Target("soleus", RIGHT),))
    assert by_side(one_side, RULES) == one_side


def test_nowhere_is_false() -> None:
    assert not Where()
    assert Where((Place("arm"),))
    assert Where(muscles=(Target("soleus"),))
