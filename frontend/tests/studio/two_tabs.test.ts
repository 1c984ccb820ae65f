import assert from "node:assert/strict";
import { test } from "node:test";
import { type Channel, Tabs } from "../../src/studio/tabs.ts";

/** What one says, all others hear at once. */
class Room {
  private readonly ears = new Map<Channel, (event: MessageEvent) => void>();

  channel(): Channel {
    const channel: Channel = {
      postMessage: (data) => {
        const others = [...this.ears].filter(([other]) => other !== channel);
        for (const [, hear] of others) hear({ data } as MessageEvent);
      },
      addEventListener: (_, hear) => void this.ears.set(channel, hear),
    };
    return channel;
  }

  /** A page, and the lines that it was told it may not have. */
  page(name: string): { tabs: Tabs; told: string[] } {
    const told: string[] = [];
    return { tabs: new Tabs(this.channel(), name, (line) => told.push(line)), told };
  }
}

test("the page that comes later is told, and the first is not", () => {
  const room = new Room();
  const [one, two] = [room.page("1"), room.page("2")];
  one.tabs.open("song");
  two.tabs.open("song");
  assert.deepEqual([one.told, two.told], [[], ["song"]]);
});

test("other songs are nobody's business", () => {
  const room = new Room();
  const [one, two] = [room.page("1"), room.page("2")];
  one.tabs.open("song");
  two.tabs.open("another");
  assert.deepEqual([one.told, two.told], [[], []]);
});

test("a song that a page has left is free again", () => {
  const room = new Room();
  const [one, two] = [room.page("1"), room.page("2")];
  one.tabs.open("song");
  one.tabs.open("another");
  two.tabs.open("song");
  assert.deepEqual(two.told, []);
});

test("of two that come at the same moment one has it", () => {
  const room = new Room();
  const pages = [room.page("1"), room.page("2"), room.page("3")];
  for (const { tabs } of pages) tabs.open("song");
  assert.equal(pages.filter(({ told }) => told.length === 0).length, 1);
});

test("a browser without channels opens songs all the same", () => {
  new Tabs(null, "1", () => assert.fail()).open("song");
});
