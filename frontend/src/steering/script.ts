/** `/player/api.js`, for pages of other sites: `Chartbusters.Widget(frame)`, and `SC.Widget` where
 * there is none. */
import { FrameWidget } from "./widget.ts";
import { EVENTS } from "../widget/wire.ts";

const widgets = new WeakMap<HTMLIFrameElement, FrameWidget>();

function widget(target: HTMLIFrameElement | string): FrameWidget {
  const frame = typeof target === "string" ? document.getElementById(target) : target;
  if (!(frame instanceof HTMLIFrameElement))
    throw new TypeError("Widget() wants the frame of a player, or its id.");
  const known = widgets.get(frame) ?? new FrameWidget(frame);
  widgets.set(frame, known);
  return known;
}

// An ordinary function: both `Widget(frame)` and `new Widget(frame)` are written.
function Widget(target: HTMLIFrameElement | string): FrameWidget {
  return widget(target);
}
Widget.Events = EVENTS;

const site = globalThis as { SC?: { Widget?: unknown }; Chartbusters?: unknown };
site.Chartbusters = { Widget };
site.SC ??= {};
site.SC.Widget ??= Widget;
