"""A service request (CDS Hooks 2.0, Calling a CDS Service), checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from filiform.cds_hooks.services import SERVICES, Hook, Service
from filiform.cds_hooks.walk import Field
from filiform.errors import InvalidInput

_USERS = ("Practitioner", "PractitionerRole", "Patient", "RelatedPerson")
_TOKEN = "Bearer"  # noqa: S105  (the type of a token, not one)


@dataclass(frozen=True, slots=True)
class Authorization:
    """What lets the service read from the client's FHIR server; the token never shows in a repr."""

    token: str = field(repr=False)
    patient: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A checked request. `prefetch` holds each key that was given; None: there is no such record.

    `orders` is the Bundle of unsigned orders; `selections` the chosen ones, ``Type/id``.
    """

    service: Service
    instance: UUID
    patient: str
    prefetch: Mapping[str, Any]
    orders: Any = None
    selections: tuple[str, ...] = ()
    server: str = ""
    authorization: Authorization | None = None


def read_request(service_id: str, document: Any) -> Request:
    """The request to a service; `InvalidInput` with the path of the first element that is wrong."""
    service = SERVICES.get(service_id)
    if service is None:
        raise InvalidInput("id", f"one of {', '.join(SERVICES)}", got=service_id)
    root = Field(document)
    root.table()
    root.get("hook").one_of(str(service.hook))
    context = root.get("context")
    context.get("userId").reference(*_users(service.hook))
    patient = context.get("patientId").id()
    if not context.get("encounterId").missing:
        context.get("encounterId").id()
    has_orders = service.hook is not Hook.PATIENT_VIEW
    return Request(
        service=service,
        instance=root.get("hookInstance").uuid(),
        patient=patient,
        prefetch=_prefetch(root),
        orders=_orders(context) if has_orders else None,
        selections=_selections(context) if service.hook is Hook.ORDER_SELECT else (),
        server="" if root.get("fhirServer").missing else root.get("fhirServer").url(),
        authorization=_authorization(root, patient),
    )


def _users(hook: Hook) -> tuple[str, ...]:
    """Patients look at their own record; only professionals order."""
    return _USERS if hook is Hook.PATIENT_VIEW else _USERS[:2]


def _prefetch(root: Field) -> Mapping[str, Any]:
    given = root.get("prefetch")
    if given.missing:
        return {}
    for key in given.table():
        if not given.get(key).missing:
            given.get(key).get("resourceType").text()
    return given.table()


def _orders(context: Field) -> Any:
    orders = context.get("draftOrders")
    orders.get("resourceType").one_of("Bundle")
    if not orders.get("entry").missing:
        for entry in orders.get("entry").items():
            entry.get("resource").get("resourceType").text()
    return orders.value


def _selections(context: Field) -> tuple[str, ...]:
    chosen = context.get("selections")
    known = set(_order_refs(context))
    for one in chosen.items():
        if one.text() not in known:
            raise one.refuse("the type and id of an order in context.draftOrders")
    return tuple(chosen.value)


def _order_refs(context: Field) -> list[str]:
    entries = context.get("draftOrders").get("entry")
    listed = () if entries.missing else entries.items()
    resources = [entry.get("resource").value for entry in listed]
    return [f"{resource['resourceType']}/{resource.get('id')}" for resource in resources]


def _authorization(root: Field, patient: str) -> Authorization | None:
    """Rules cds-r-1 and cds-r-2: never without the server, and for this patient."""
    given = root.get("fhirAuthorization")
    if given.missing:
        return None
    if root.get("fhirServer").missing:
        raise root.get("fhirServer").refuse("the FHIR server that fhirAuthorization is for")
    given.get("token_type").one_of(_TOKEN)
    given.get("expires_in").number()
    for name in ("scope", "subject"):
        given.get(name).text()
    bound = "" if given.get("patient").missing else given.get("patient").id()
    if bound and bound != patient:
        raise given.get("patient").refuse("the patient of context.patientId")
    return Authorization(_token(given.get("access_token")), bound)


def _token(given: Field) -> str:
    """The token, which becomes a header: visible ASCII only."""
    token = given.text()
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise given.refuse("an access token without spaces")
    return token
