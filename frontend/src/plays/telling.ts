/** Tells the site that a song was heard: once, when enough of it was. Nothing that fails here is
 * anybody's matter but the number's: the song plays on. */
import { type Begun, enough, type Hearing, heardUntil, NOTHING } from "./hearing.ts";

export const TOLD = "/api/v1/plays/";
const LOOK_MS = 500;

export interface Sounding {
  readonly now: number; // seconds of the song
  readonly sounding: boolean; // it can be heard
}

export class PlayTeller {
  private readonly address: string;
  private readonly look: () => Sounding;
  private hearing: Hearing = NOTHING;
  private begun: Begun | null = null;
  private asked = false;
  private told = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  /** `address` begins a play; without one none is told. */
  constructor(address: string, look: () => Sounding) {
    this.address = address;
    this.look = look;
  }

  /** To be called when the song begins to sound, pauses, ends or is sought in. */
  changed(): void {
    if (!this.address || this.told) return;
    this.listen();
    const { sounding } = this.look();
    if (sounding && !this.asked) void this.begin();
    clearInterval(this.timer);
    if (sounding && !this.told) this.timer = setInterval(() => this.listen(), LOOK_MS);
  }

  /** The player is gone, or plays another song. */
  end(): void {
    if (this.address && !this.told) this.listen();
    clearInterval(this.timer);
    this.told = true;
  }

  private listen(): void {
    const { now, sounding } = this.look();
    const stamp = performance.now();
    this.hearing = heardUntil(this.hearing, { stamp, position: now * 1000, sounding });
    if (!this.told && this.begun && enough(this.hearing, this.begun, stamp)) this.tell(this.begun);
  }

  private async begin(): Promise<void> {
    this.asked = true;
    try {
      const answer = await fetch(this.address, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const { token, after_ms: after } = (await answer.json()) as Answer;
      this.begun = { token, after, stamp: performance.now() };
    } catch {
      this.asked = false; // without a line: the next start asks again
    }
  }

  private tell({ token }: Begun): void {
    this.told = true;
    clearInterval(this.timer);
    const body = JSON.stringify({ token, heard_ms: Math.round(this.hearing.heard) });
    // It goes on its way though the page be left.
    const sent = navigator.sendBeacon(TOLD, new Blob([body], { type: "application/json" }));
    if (!sent) void send(body).catch(() => undefined);
  }
}

interface Answer {
  readonly token: string;
  readonly after_ms: number;
}

const send = (body: string): Promise<Response> =>
  fetch(TOLD, {
    method: "POST",
    body,
    keepalive: true,
    headers: { "Content-Type": "application/json" },
  });
