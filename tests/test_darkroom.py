"""The darkroom: files are written whole, apart from the original, and moving ones keep moving."""

import os
import threading
import time
from pathlib import Path

import PIL.Image
import pytest

from blog import darkroom
from blog.negatives import Unusable
from tests.test_negatives import moving

DIGEST = "ab" + "0" * 62


def test_a_moving_picture_is_shown_moving_with_a_still_for_those_who_want_none(
    tmp_path: Path,
) -> None:
    media = tmp_path / "media"

    made = darkroom.develop(moving(), media, DIGEST)

    assert made.is_moving
    with PIL.Image.open(media / darkroom.file_name(DIGEST, 60)) as shown:
        assert getattr(shown, "n_frames", 1) == 3
    with PIL.Image.open(media / darkroom.fallback_name(DIGEST, made.fallback)) as still:
        assert getattr(still, "n_frames", 1) == 1


def test_pictures_that_wait_leave_room_for_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = threading.BoundedSemaphore(3)
    monkeypatch.setattr(darkroom, "QUEUE", queue)
    places = [queue.acquire() for _ in range(3)]

    with pytest.raises(Unusable, match="again in a minute"):
        darkroom.develop(moving(), tmp_path / "media", DIGEST)

    for _ in places:
        queue.release()
    assert darkroom.develop(moving(), tmp_path / "media", DIGEST).is_moving
    with pytest.raises(Unusable, match="no picture"):
        darkroom.develop(b"words", tmp_path / "media", DIGEST)
    assert all(queue.acquire(blocking=False) for _ in places)


def test_what_a_power_cut_left_half_written_is_swept_away(tmp_path: Path) -> None:
    folder = tmp_path / "originals" / "ab"
    folder.mkdir(parents=True)
    (tmp_path / "media").mkdir()
    old, fresh, whole = folder / ".old", folder / ".fresh", folder / "whole"
    for file in (old, fresh, whole):
        file.touch()
    hours_ago = time.time() - 7200
    for file in (old, whole):
        os.utime(file, (hours_ago, hours_ago))

    darkroom.sweep(tmp_path / "media")

    assert [file.exists() for file in (old, fresh, whole)] == [False, True, True]
