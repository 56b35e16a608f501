"""Stores keep what is used, and no more than they have room for."""

from blog.stores import Store


def test_what_was_not_used_of_late_goes_first() -> None:
    store: Store[str, str] = Store(room=30)
    for key in "abc":
        store.keep(key, key.upper(), 10)

    assert store.get("a") == "A"
    store.keep("d", "D", 10)

    assert [store.get(key) for key in "abcd"] == ["A", None, "C", "D"]
    assert store.weight == 30


def test_the_weight_is_what_is_kept() -> None:
    store: Store[str, str] = Store(room=100)
    store.keep("a", "A", 10)
    store.keep("a", "B", 20)
    store.grow("a", "B", 30)
    store.grow("a", "A", 40)
    assert store.weight == 50
    assert len(store) == 1

    store.forget("a")
    store.forget("a")
    assert store.weight == 0
    assert store.get("a") is None


def test_what_finds_no_room_is_not_kept() -> None:
    store: Store[str, str] = Store(room=10)
    store.keep("a", "A", 11)
    assert len(store) == 0
    store.keep("a", "A", 10)
    store.grow("a", "A", 1)
    assert len(store) == 0
    assert store.weight == 0
