/** So many messages at once, and so many a second after that; what is more is not looked at. */

const AT_ONCE = 200;
const A_SECOND = 100;

export class Flood {
  private left = AT_ONCE;
  private at: number;
  private full = false;
  private readonly now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.now = now;
    this.at = now();
  }

  /** Whether one more is heard; `first` is told of the first of a row that is not. */
  admits(first: () => void): boolean {
    const now = this.now();
    this.left = Math.min(AT_ONCE, this.left + ((now - this.at) * A_SECOND) / 1000);
    this.at = now;
    if (this.left >= A_SECOND) this.full = false; // a second without a flood
    if (this.left >= 1) {
      this.left -= 1;
      return true;
    }
    if (!this.full) first();
    this.full = true;
    return false;
  }
}
