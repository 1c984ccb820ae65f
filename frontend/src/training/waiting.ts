/** Waiting that ends sooner when somebody looks at the page again, or wants to know at once. */

export class Waiting {
  private wake: () => void = () => {};
  private asked = false; // while nobody waited

  constructor() {
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.end();
    });
    addEventListener("online", () => this.end());
  }

  pause(ms: number): Promise<void> {
    if (this.asked) {
      this.asked = false;
      return Promise.resolve();
    }
    return new Promise<void>((done) => {
      const timer = setTimeout(done, ms);
      this.wake = () => {
        clearTimeout(timer);
        done();
      };
    }).then(() => void (this.wake = () => (this.asked = true)));
  }

  end(): void {
    this.wake();
  }
}
