"""Chaos at the desk: while somebody writes, everything that can die dies, and no word may.

Seeded runs in a real Chromium against a real server. In each a hand types, at human or at
machine speed, while tabs, the browser, the line, the server or the session are killed, or somebody
else writes; then the draft is opened again and what is offered is taken. Every run checks that

- at most a second of typing is lost,
- all that the site or its page called kept is in the draft or in a revision of it,
- "Saved" was said only of what the site has under that version.

    python -m benchmarks.chaos --runs 300 --seed 1
    python -m benchmarks.chaos --runs 1 --seed 1 --first 17     the one that failed, once more
"""

import argparse
import contextlib
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import CDPSession, Error, Page, sync_playwright

from benchmarks.stage import PASSWORD, Stage, bare, editor_text

MOST_LOST = 1.0
PATIENCE = 30.0
LETTERS = "abcdefghijklmnopqrstuvwxyzéßø—“”      "
ANSWERED = """() => document.querySelector("dialog[open]")
    || document.getElementById("status").dataset.state !== "signed-out" """
# Answers once the page, which asked before, has seen what is left on the device.
LOOKED = """() => new Promise((looked) => {
    const asked = indexedDB.open("leitmotif");
    asked.onsuccess = () => {
        const copies = asked.result.transaction("copies").objectStore("copies").count();
        copies.onsuccess = () => {
            asked.result.close();
            setTimeout(looked, 50);
        };
    };
})"""


@dataclass
class Run:
    """One draft and what becomes of it."""

    stage: Stage
    chance: random.Random
    number: int
    page: Page
    # What the page should show of Alice's own, letter by letter, and when each was typed.
    typed: list[tuple[float, str]] = field(default_factory=lambda: [(0.0, x) for x in "It:"])
    # What others were told is kept, and what was put aside for theirs.
    others: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    lost: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"/desk/posts/{self.number}"

    @property
    def words(self) -> str:
        return "".join(letter for _, letter in self.typed)

    def own(self, text: str) -> str:
        """``text`` without what others wrote in it."""
        for words in self.others:
            text = text.replace(words, "")
        return text

    def type(self, meanwhile: Callable[[], object] | None = None) -> None:
        """Type a while at the end of the text; ``meanwhile`` happens in the midst of it."""
        human = self.chance.random() < 0.4
        count = self.chance.randint(6, 16) if human else self.chance.randint(20, 120)
        break_at = self.chance.randrange(count) if meanwhile else -1
        self.page.locator("#editor").focus()
        self.page.keyboard.press("Control+End")
        for place in range(count):
            letter = self.chance.choice(LETTERS)
            self.page.keyboard.type(letter)
            self.typed += [(time.time(), letter)] if letter != " " else []
            if human:
                self.page.wait_for_timeout(self.chance.randint(50, 140))
            if place == break_at and meanwhile:
                meanwhile()

    def type_on(self) -> None:
        """Type a little more; what is next comes at once or at any moment after the last letter."""
        self.type()
        if self.chance.random() < 0.6:
            self.page.wait_for_timeout(self.chance.randint(0, 1_500))

    def open(self) -> None:
        self.page.goto(self.address)
        self.page.locator("#editor").wait_for()
        self.page.evaluate(LOOKED)

    def reopen(self, died_at: float) -> None:
        """Open the draft in a new page, take what is offered and see what is missing of it."""
        self.page = self.stage.browser.new_page()
        self.open()
        self.take_back()
        found = self.own(editor_text(self.page))
        same = 0
        while same < min(len(found), len(self.typed)) and found[same] == self.typed[same][1]:
            same += 1
        if len(found) > same:
            self.faults.append(f"the text came back otherwise: {found[same:][:20]!r}")
        lost = died_at - self.typed[same][0] if same < len(self.typed) else 0.0
        self.lost.append(lost)
        if lost > MOST_LOST:
            self.faults.append(f"{lost:.2f} s of typing lost")
        del self.typed[same:]

    def take_back(self) -> None:
        """Restore the newest of what is offered; older copies have to be within it."""
        place = self.page.locator("#recovery")
        if not place.is_visible():
            return
        place.get_by_role("button", name="Restore").click()
        self.page.evaluate(LOOKED)
        while place.is_visible():
            older = self.own(bare(place.locator(".recovery__words").first.text_content() or ""))
            if not self.words.startswith(older):
                self.faults.append("an older copy has words that the newest has not")
            place.get_by_role("button", name="Discard").click()
            place.get_by_role("button", name="Close").click()
            self.page.evaluate(LOOKED)

    def settle(self) -> None:
        """Do what the page asks for until it says that all is saved."""
        until = time.time() + PATIENCE
        while time.time() < until:
            state = self.page.locator("#status").get_attribute("data-state") or ""
            if state == "saved" and self.stage.draft(self.number) == editor_text(self.page):
                return
            if state == "conflict":
                self.choose()
            elif state == "signed-out":
                self.sign_in()
            elif state in ("trouble", "offline"):
                self.page.keyboard.press("Control+s")
            self.page.wait_for_timeout(150)
        self.faults.append(f"never saved: {state}")

    def choose(self) -> None:
        mine = self.chance.random() < 0.6
        if not mine:
            self.aside.append(self.words)
        with self.page.expect_navigation():
            name = "Keep mine" if mine else "Take theirs"
            self.page.get_by_role("button", name=name).click()
        self.page.locator("#editor").wait_for()
        self.page.evaluate(LOOKED)
        if not mine:
            self.typed = [(0.0, letter) for letter in self.own(editor_text(self.page))]

    def sign_in(self) -> None:
        """Sign in through the dialog, unless it turns out that Alice is in already."""
        self.page.get_by_role("button", name="sign in here").click()
        self.page.wait_for_function(ANSWERED)
        door = self.page.get_by_role("dialog", name="Sign in to go on")
        if not door.is_visible():
            return
        door.get_by_label("E-mail").fill("alice@example.org")
        door.get_by_label("Password").fill(PASSWORD)
        door.get_by_role("button", name="Sign in").click()
        door.wait_for(state="detached")

    def check(self) -> None:
        """Compare what is kept with all that was called so."""
        draft, kept = self.stage.draft(self.number), self.stage.kept(self.number)
        if self.own(draft) != self.words:
            self.faults.append("the draft is not what was typed")
        saves = self.stage.saves(self.number)
        own = [self.own(text) for text in kept]
        for words in [*(self.own(text) for _, text in saves), *self.aside]:
            if not any(text.startswith(words) for text in own):
                self.faults.append(f"overwritten: {words[-30:]!r}")
        for words in self.others:
            if not any(words in text for text in kept):
                self.faults.append(f"overwritten, of others: {words!r}")
        for version, text in self.stage.said:
            if (version, text) not in saves:
                self.faults.append(f"a false Saved: {text[-30:]!r} is not version {version}")


def tab_closed(run: Run) -> None:
    run.type_on()
    died_at = time.time()
    run.page.close()
    run.reopen(died_at)


def renderer_killed(run: Run) -> None:
    run.type_on()
    died_at = time.time()
    run.stage.kill_browser("--type=renderer")
    run.page.close()
    run.reopen(died_at)


def browser_killed(run: Run) -> None:
    run.type_on()
    died_at = time.time()
    run.stage.kill_browser()
    run.stage.revive_browser()
    run.reopen(died_at)


def line_cut(run: Run) -> None:
    """Offline for a while; in every other run the browser dies before the line is back."""
    run.type(meanwhile=lambda: run.stage.browser.set_offline(True))
    run.type_on()
    if run.chance.random() < 0.5:
        died_at = time.time()
        run.stage.kill_browser()
        run.stage.revive_browser()
        run.reopen(died_at)
    run.stage.browser.set_offline(False)


def line_slow(run: Run) -> None:
    line: CDPSession = run.stage.browser.new_cdp_session(run.page)
    slow = {"latency": 700, "downloadThroughput": 4_000, "uploadThroughput": 4_000}
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", {"offline": False, **slow})
    run.type_on()
    run.type_on()
    if run.chance.random() < 0.5:
        died_at = time.time()
        run.page.close()
        run.reopen(died_at)
    else:
        line.detach()


def server_killed(run: Run) -> None:
    """The server dies and comes back; in every third run the tab dies in between."""
    run.type(meanwhile=run.stage.kill_server)
    run.type_on()
    died_at = time.time()
    if dies := run.chance.random() < 0.3:
        run.page.close()
    run.stage.start_server()
    if dies:
        run.reopen(died_at)


def session_ended(run: Run) -> None:
    run.type(meanwhile=run.stage.end_sessions)
    run.type_on()


def second_window(run: Run) -> None:
    run.settle()
    words = f"[{run.chance.randrange(10**6)}]"
    other = run.stage.browser.new_page()
    other.goto(run.address)
    other.locator("#editor").focus()
    other.keyboard.press("Control+End")
    with other.expect_response(lambda answer: answer.request.method == "PUT") as saved:
        other.keyboard.type(words)
    if saved.value.status == 200 and words in run.stage.draft(run.number):
        run.others.append(words)
    other.close()
    run.type_on()


def second_member(run: Run) -> None:
    words = f"[Bob{run.chance.randrange(10**6)}]"

    def save() -> None:
        if run.stage.save_as_bob(run.number, words):
            run.others.append(words)

    run.type(meanwhile=save)
    run.type_on()


ACTS = (
    tab_closed,
    renderer_killed,
    browser_killed,
    line_cut,
    line_slow,
    server_killed,
    session_ended,
    second_window,
    second_member,
)


def one(stage: Stage, seed: int, place: int, count: int) -> Run:
    """The run number ``place`` of ``seed``: ``count`` acts, and what comes of them."""
    chance = random.Random(f"{seed}-{place}")
    stage.sign_in()
    stage.said.clear()
    run = Run(stage, chance, stage.begin_post(), stage.browser.new_page())
    try:
        run.open()
        for act in chance.sample(ACTS, count):
            run.acts.append(act.__name__)
            act(run)
            run.settle()
            if chance.random() < 0.5:
                run.type()
        run.settle()
        run.check()
    except Error as error:
        run.faults.append(f"stuck: {str(error).splitlines()[0]}")
    finally:
        clear(stage)
    return run


def clear(stage: Stage) -> None:
    """Have nothing left of a run in the way of the next."""
    if stage.server.poll() is not None:
        stage.start_server()
    with contextlib.suppress(Error):
        stage.browser.set_offline(False)
        for page in stage.browser.pages[1:]:
            page.close()
        return
    stage.revive_browser()


def report(runs: list[Run], seed: int, seconds: float) -> None:
    print(f"\n{'act':<18}{'runs':>6}{'failed':>8}")
    failed = Counter(act for run in runs for act in run.acts if run.faults)
    for act, count in sorted(Counter(act for run in runs for act in run.acts).items()):
        print(f"{act:<18}{count:>6}{failed[act]:>8}")
    lost = sorted(moment for run in runs for moment in run.lost)
    middle, most = (lost[len(lost) // 2], lost[-1]) if lost else (0.0, 0.0)
    bad = [run for run in runs if run.faults]
    print(f"\nseed {seed}: {len(runs)} runs in {seconds:.0f} s, {len(bad)} failed")
    print(f"deaths of a page: {len(lost)}; typing lost: median {middle:.2f} s, most {most:.2f} s")
    print(f"overwritten: {told(bad, 'overwritten')}; false Saved: {told(bad, 'a false Saved')}")


def told(runs: list[Run], fault: str) -> int:
    return sum(said.startswith(fault) for run in runs for said in run.faults)


def main() -> int:
    words = argparse.ArgumentParser(description="Chaos at the desk: everything dies but the words.")
    words.add_argument("--runs", type=int, default=300)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--acts", type=int, default=2, help="how much happens in a run")
    words.add_argument("--first", type=int, default=0, help="the number of the first run")
    asked = words.parse_args()
    places = range(asked.first, asked.first + asked.runs)
    began, runs = time.time(), []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        stage = Stage(Path(folder), playwright)
        try:
            for place in places:
                runs.append(run := one(stage, asked.seed, place, asked.acts))
                if run.faults:
                    print(
                        f"run {place} ({', '.join(run.acts)}): {'; '.join(run.faults)}", flush=True
                    )
        finally:
            stage.close()
    report(runs, asked.seed, time.time() - began)
    return any(run.faults for run in runs)


if __name__ == "__main__":
    sys.exit(main())
