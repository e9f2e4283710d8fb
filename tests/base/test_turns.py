"""Turns: in the order of arrival, one at a time, and never for ever."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from time import sleep

import pytest

from base.turns import Turns

THREADS = 20


def test_whoever_comes_first_goes_first() -> None:
    turns, order, inside = Turns(), list[int](), Event()

    def first() -> None:
        with turns.turn(10):
            inside.set()
            while len(turns._waiting) < THREADS:
                sleep(0.001)

    def wait(number: int) -> None:
        with turns.turn(10) as mine:
            assert mine
            order.append(number)

    holder = Thread(target=first)
    holder.start()
    inside.wait()
    threads = []
    for number in range(THREADS):
        threads.append(Thread(target=wait, args=(number,)))
        threads[-1].start()
        while len(turns._waiting) <= number and holder.is_alive():
            sleep(0.001)
    for thread in [holder, *threads]:
        thread.join()
    assert order == list(range(THREADS))


def test_only_one_is_inside_at_a_time() -> None:
    turns, inside, seen = Turns(), list[int](), list[int]()

    def work(number: int) -> None:
        with turns.turn(10):
            inside.append(number)
            sleep(0.001)
            seen.append(len(inside))
            inside.remove(number)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(100)))
    assert seen == [1] * 100


def test_a_turn_inside_a_turn_gives_up_instead_of_waiting_for_ever() -> None:
    turns = Turns()
    with turns.turn(10):
        with turns.turn(0.01) as inner:
            assert inner is False
        with turns.turn(0.01) as still:
            assert still is False
    with turns.turn(0.01) as free:
        assert free is True


def test_an_error_inside_opens_the_door_again() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.turn(0.01):
        _ = 1 / 0
    with turns.turn(0.01) as mine:
        assert mine is True
