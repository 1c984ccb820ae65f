/**
 * <time data-until datetime="…" data-now="…"> counted down by the server's clock: `data-now` is
 * what that was when the page was made. A visitor's clock may be hours off; only how fast it runs
 * is asked, and it runs while a machine sleeps.
 */

export function countDown(within: ParentNode, made = madeAt()): void {
  const clocks = [...within.querySelectorAll<HTMLTimeElement>("time[data-until]")];
  if (clocks.length === 0) return;
  const tick = (): void => {
    if (!clocks.some((time) => time.isConnected)) return end();
    for (const time of clocks) {
      const late = Date.now() - made;
      const left = Date.parse(time.dateTime) - (Date.parse(time.dataset["now"] ?? "") + late);
      time.textContent = Number.isNaN(left) ? time.textContent : leftText(left);
    }
  };
  const timer = setInterval(tick, 1000);
  const end = (): void => {
    clearInterval(timer); // another page was walked to
    document.removeEventListener("visibilitychange", tick);
  };
  tick();
  document.addEventListener("visibilitychange", tick);
}

/** When the page came, by the visitor's clock. */
function madeAt(): number {
  const [page] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return performance.timeOrigin + (page?.responseStart ?? 0);
}

const two = (count: number): string => String(count).padStart(2, "0");

/** Of milliseconds: the last day as a clock, before that days and hours. */
export function leftText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds <= 0) return "a moment. Load the page again.";
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24];
  const minutes = Math.floor(seconds / 60) % 60;
  if (days === 0) return `${two(hours)}:${two(minutes)}:${two(seconds % 60)}`;
  const words = `${days} day${days === 1 ? "" : "s"}`;
  return hours === 0 ? words : `${words}, ${hours} hour${hours === 1 ? "" : "s"}`;
}
