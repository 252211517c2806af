"""A station at a worker ends what it began when nobody asks for anything, and opens again when asked, but not once its batch has ended."""

import threading
import time
from types import SimpleNamespace

import pytest

from grader import station as stations
from grader.ground import Ground
from grader.jail.level import Level
from grader.station import Station

IDLE = 0.2
PATIENCE = 10


class Counted(Station):
    """One that begins and ends nothing real, and counts."""

    def __init__(self, place):
        super().__init__(None, Ground(Level.NONE), 1, place)
        self.begun = self.ended = 0

    def _begun(self):
        self.begun += 1
        self._open.callback(self.told)
        return SimpleNamespace(assignment=0, readers=0, pool=0, place=0, versions=0, decisions=0, drop=lambda: None)

    def told(self):
        self.ended += 1


@pytest.fixture
def station(tmp_path, monkeypatch):
    monkeypatch.setattr(stations, "IDLE", IDLE)
    monkeypatch.setattr(stations, "unpacked_submission", lambda parcel, folder: (parcel, folder))
    monkeypatch.setattr(stations, "mark_one", lambda parcel, _shelf, _hands: parcel.work())
    monkeypatch.setattr(stations, "marked_parcel", lambda made, _shelf: made)
    return Counted(tmp_path)


def parcel(work=lambda: "marked"):
    return SimpleNamespace(work=work, known=frozenset())


def ends(station, times):
    until = time.monotonic() + PATIENCE
    while station.ended < times and time.monotonic() < until:
        time.sleep(0.01)
    return station.ended == times


def test_what_nobody_asks_for_ends_and_opens_again_when_asked(station):
    for times in (1, 2):
        assert station.mark(parcel()) == "marked"
        assert (station.begun, station.ended) == (times, times - 1)
        assert ends(station, times)


def test_what_is_in_hand_is_not_ended_however_long_it_takes(station):
    free = threading.Event()
    thread = threading.Thread(target=station.mark, args=[parcel(lambda: free.wait(PATIENCE))])
    thread.start()
    time.sleep(3 * IDLE)
    assert (station.begun, station.ended) == (1, 0)
    free.set()
    thread.join()
    assert ends(station, 1)


def test_what_fails_is_no_longer_in_hand(station):
    with pytest.raises(ZeroDivisionError):
        station.mark(parcel(lambda: 1 / 0))
    assert ends(station, 1)


def test_a_closed_station_opens_nothing(station):
    station.mark(parcel())
    station.close()
    assert (station.begun, station.ended) == (1, 1)
    with pytest.raises(RuntimeError, match="the batch has ended"):
        station.mark(parcel())
    time.sleep(2 * IDLE)
    assert (station.begun, station.ended) == (1, 1)
