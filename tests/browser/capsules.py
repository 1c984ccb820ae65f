"""What browser tests of the capsules share: answering questions, and waiting for sound."""

from typing import TYPE_CHECKING

from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Rises with each note that begins: the page's own sound may not be listened to from outside.
COUNT_NOTES = """
window.begun = 0;
for (const kind of [OscillatorNode, AudioBufferSourceNode]) {
  const start = kind.prototype.start;
  kind.prototype.start = function (...when) { window.begun += 1; return start.apply(this, when); };
}
const post = MessagePort.prototype.postMessage;
MessagePort.prototype.postMessage = function (...words) {
  window.begun += 1;
  return post.apply(this, words);
};
"""


def wait_for_sound(page: "Page") -> None:
    """Until something sounds that did not before."""
    begun = page.evaluate("window.begun")
    wait_for(page, "begun => window.begun > begun", begun)


def answer_all(page: "Page") -> None:
    """The first choice of each question, which is as good as any."""
    asked = page.locator("[data-asked]")
    for place in range(asked.count()):
        choice = asked.nth(place).get_by_role("button").first
        if choice.is_visible():
            choice.click()
