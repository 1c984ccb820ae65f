/**
 * <time datetime="…" data-local> shown in the viewer's zone; the server's text stays as the title,
 * and beside it where `data-utc` says so and the viewer's clock tells another hour.
 */

export function showLocalTimes(within: ParentNode): void {
  for (const time of within.querySelectorAll<HTMLTimeElement>("time[data-local]")) {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.getTime())) continue;
    const told = time.textContent?.trim() ?? "";
    time.title = told;
    time.textContent = localText(moment, time.dataset["local"] === "date");
    if ("utc" in time.dataset && isElsewhere(moment)) time.append(beside(told));
  }
}

/** Whether a clock in the viewer's zone shows something else than one in UTC. */
export function isElsewhere(moment: Date, timeZone?: string): boolean {
  const clock = (zone?: string): string =>
    moment.toLocaleString("en-GB", zone ? { timeZone: zone } : {});
  return clock(timeZone) !== clock("UTC");
}

function beside(text: string): HTMLElement {
  const small = document.createElement("small");
  small.className = "utc";
  small.textContent = ` (${text})`;
  return small;
}

export function localText(
  moment: Date,
  dateOnly: boolean,
  locale?: string,
  timeZone?: string,
): string {
  const date: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", year: "numeric" };
  const clock: Intl.DateTimeFormatOptions = {
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  };
  return new Intl.DateTimeFormat(locale, {
    ...date,
    ...(dateOnly ? {} : clock),
    ...(timeZone ? { timeZone } : {}),
  }).format(moment);
}
