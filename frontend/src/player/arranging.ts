/** The parts of <song-player> in a row: a button, the roll as a slider, and the time. */

export interface Parts {
  readonly button: HTMLButtonElement;
  readonly roll: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly time: HTMLElement;
}

export function arrange({ button, roll, canvas, time }: Parts): HTMLElement {
  const row = document.createElement("div");
  row.className = "row";
  button.type = "button";
  button.disabled = true;
  roll.className = "roll";
  roll.setAttribute("role", "slider");
  roll.tabIndex = 0;
  canvas.setAttribute("aria-hidden", "true");
  time.className = "time";
  roll.append(canvas);
  row.append(button, roll, time);
  return row;
}
