/**
 * <time datetime="…" data-local> shown in the viewer's zone; the server's text stays as the title.
 */

export function showLocalTimes(within: ParentNode): void {
  for (const time of within.querySelectorAll<HTMLTimeElement>("time[data-local]")) {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.getTime())) continue;
    time.title = time.textContent?.trim() ?? "";
    time.textContent = localText(moment, time.dataset["local"] === "date");
  }
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
