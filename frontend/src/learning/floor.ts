/** One thing sounds at a time: whoever plays takes the floor from all others of the page. */
import { sound } from "../playback/sound.ts";
import { begin, yields } from "../playback/turn.ts";
import { woken } from "../playback/waking.ts";
import { announce } from "../site/copying.ts";

const word = { say: announce, unsay: () => announce("") };

/** True when sound comes out; else the page says why not. Call it inside a click or key press. */
export const awake = (): Promise<boolean> => woken(sound, word);

export class Floor {
  private unbind = (): void => {};
  private asked = 0; // pressed again while the sound wakes: only the last one plays

  /** Whether `who` may play now; `stop` is called when somebody else begins. */
  async take(who: object, stop: () => void): Promise<boolean> {
    begin(who);
    this.unbind = yields(who, stop);
    const mine = this.asked;
    if (!(await awake()) || mine !== this.asked) return false;
    sound.gain = 1;
    return true;
  }

  leave(): void {
    this.asked += 1;
    this.unbind();
    this.unbind = () => {};
  }
}
