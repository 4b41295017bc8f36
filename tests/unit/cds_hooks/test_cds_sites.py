"""Which muscles, which technique, which orders: what `ServiceRequest` says and how it is read."""

from __future__ import annotations

from typing import Any

import pytest

from cds_requests import CPT, asked, muscle, needling, order_select, order_sign
from filiform.body.values import Side
from filiform.cds_hooks import Config, read_request
from filiform.cds_hooks.orders import Order, needling_orders
from filiform.errors import InvalidInput
from filiform.knowledge.screening import load_rules
from filiform.screening import Target, Technique

SNOMED = "http://snomed.info/sct"
LEFT = {"system": SNOMED, "code": "7771000", "display": "Left"}
Json = dict[str, Any]


def orders(*resources: Json, config: Config | None = None) -> tuple[Order, ...]:
    request = read_request("filiform-order-sign", order_sign(*resources))
    return needling_orders(request, config or Config(), load_rules())


def targets(*sites: Json) -> set[Target]:
    (order,) = orders(needling(*sites))
    return set(order.intended.targets)


@pytest.mark.parametrize(
    "site",
    [
        muscle("psoas_major:left"),
        {"coding": [*muscle("psoas_major")["coding"], LEFT]},
        {"coding": muscle("psoas_major")["coding"], "text": "on the left"},
        {"text": "Left psoas major"},
        {"text": "psoas major muscle, left side"},
        {"coding": [{"system": "urn:local", "code": "77", "display": "Psoas major (left)"}]},
    ],
)
def test_a_muscle_and_its_side_are_read(site: Json) -> None:
    assert targets(site) == {Target("psoas_major", Side.LEFT)}


def test_a_muscle_without_a_side_is_either() -> None:
    assert targets({"text": "psoas major"}) == {Target("psoas_major")}


def test_both_sides_are_one_target_without_a_side() -> None:
    both = {"system": SNOMED, "code": "51440002"}
    assert targets({"coding": [*muscle("psoas_major")["coding"], both]}) == {Target("psoas_major")}


def test_a_code_of_snomed_ct_means_every_part_that_has_it() -> None:
    assert targets({"coding": [{"system": SNOMED, "code": "256672008"}]}) == {
        Target("rectus_abdominis_upper"), Target("rectus_abdominis_lower"),
    }  # fmt: skip


def test_the_order_of_the_words_of_a_name_does_not_matter() -> None:
    assert targets({"text": "Upper trapezius"}) == targets({"text": "trapezius, upper"}) != set()


def test_a_region_means_all_of_its_muscles() -> None:
    found = targets({"text": "left calf"})
    assert Target("gastrocnemius_medial", Side.LEFT) in found
    assert len(found) > 3


def test_a_place_that_is_not_understood_keeps_the_card_at_caution_and_is_named() -> None:
    (order,) = orders(needling({"text": "the wobbly bit"}))
    assert order.intended.targets == ()
    assert "context.draftOrders.entry[0].resource.bodySite[0]" in order.unread[0]
    (card,) = asked(order_sign(needling({"text": "the wobbly bit"})))
    assert card["indicator"] in ("info", "warning")
    assert "wobbly bit" in card["detail"]


@pytest.mark.parametrize("code", ["psoasmajor", "psoas_major:up", "", "psoas_major:left:left"])
def test_an_unknown_code_of_our_own_is_refused(code: str) -> None:
    with pytest.raises(InvalidInput) as error:
        orders(needling(muscle(code)))
    assert error.value.field == "context.draftOrders.entry[0].resource.bodySite[0].coding[0].code"


def test_the_base_of_our_codes_can_be_set() -> None:
    config = Config(canonical="https://codes.example.org/fhir/")
    own = "https://codes.example.org/fhir/CodeSystem/muscles"
    site = {"coding": [{"system": own, "code": "soleus"}]}
    (order,) = orders(needling(site), config=config)
    assert order.intended.targets == (Target("soleus"),)


@pytest.mark.parametrize(
    "base", ["", "codes", "ftp://x.example", "https://x.example/?a=b", "https://"]
)
def test_a_base_that_is_no_address_is_refused(base: str) -> None:
    with pytest.raises(InvalidInput) as error:
        Config(canonical=base)
    assert error.value.field == "canonical"


@pytest.mark.parametrize(
    "code",
    [
        CPT,
        {"coding": [{"system": "urn:oid:2.16.840.1.113883.6.12", "code": "20561"}]},
        {"coding": [{"system": Config().system("needling-procedures"), "code": "dry-needling"}]},
        {"text": "Dry needling, 2 muscles"},
        {"coding": [{"display": "Trigger point needling"}]},
        {"text": "DRY-NEEDLING"},
    ],
)
def test_an_order_of_dry_needling_is_known_by_code_or_name(code: Json) -> None:
    assert len(orders(needling(code=code))) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"code": {"text": "Massage"}},
        {"code": {"coding": [{"system": "http://www.ama-assn.org/go/cpt", "code": "97140"}]}},
        {"code": {"coding": [{"system": "urn:other", "code": "20560"}]}},
        {"code": "20560"},
        {"doNotPerform": True},
        {"status": "revoked"},
        {"resourceType": "MedicationRequest"},
    ],
)
def test_other_orders_get_no_card(more: Json) -> None:
    assert asked(order_sign(needling(**more))) == []


@pytest.mark.parametrize(
    "more",
    [
        {"code": {**CPT, "text": "Dry needling with electrical stimulation"}},
        {"orderDetail": [{"text": "electrical"}]},
        {"orderDetail": [{"coding": [
            {"system": Config().system("needling-techniques"), "code": "electrical"}]}]},
    ],
)  # fmt: skip
def test_the_technique_is_electrical_when_the_order_says_so(more: Json) -> None:
    assert orders(needling(**more))[0].technique is Technique.ELECTRICAL
    assert orders(needling())[0].technique is Technique.MANUAL


def test_only_the_chosen_orders_are_screened() -> None:
    one, other = needling(id="one"), needling(id="two")
    cards = asked(order_select(one, other, chosen=["ServiceRequest/two"]))
    assert len(cards) == 1
    assert len(asked(order_sign(one, other))) == 2
