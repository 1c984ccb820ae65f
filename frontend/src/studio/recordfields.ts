/** How one records: the count-in, what becomes of the notes there, eight taps against lateness. */
import { bindCalibration } from "./calibration.ts";
import { setCountIn, setRecordManner } from "./changes.ts";
import type { Elements } from "./elements.ts";
import type { Recording } from "./recording.ts";
import type { RecordManner } from "./state.ts";
import type { Studio } from "./studio.ts";

export function bindRecordFields(studio: Studio, recording: Recording, page: Elements): void {
  const { countInBars, recordManner } = page;
  countInBars.addEventListener("change", () => {
    studio.change(setCountIn, Number(countInBars.value));
  });
  recordManner.addEventListener("change", () => {
    studio.change(setRecordManner, recordManner.value as RecordManner);
  });
  bindCalibration(studio, page, (milliseconds) => recording.shift(milliseconds));
}
