"""A token's name is remembered by all processes, and the record still waits for the disk."""

from __future__ import annotations

import threading

import pytest
from django.core.cache import cache
from django.db import connection

from filiform_clinic.api.replay import first_use, waits


@pytest.mark.django_db(transaction=True)
def test_a_name_is_new_once_and_commits_wait_as_before() -> None:
    cache.clear()
    before = waits()
    assert first_use("a", 60)
    assert not first_use("a", 60)
    assert first_use("b", 60)
    assert waits() == before


@pytest.mark.django_db(transaction=True)
def test_of_many_calls_at_once_one_is_first() -> None:
    cache.clear()
    found: list[bool] = []

    def call() -> None:
        try:
            found.append(first_use("same", 60))
        finally:
            connection.close()

    threads = [threading.Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [False] * 7 + [True]
