/** Whether a pointer is down: somebody is in the middle of drawing, dragging or playing. */

export function bindHands(): () => boolean {
  const down = new Set<number>();
  const set = (event: PointerEvent): void => void down.add(event.pointerId);
  const lift = (event: PointerEvent): void => void down.delete(event.pointerId);
  window.addEventListener("pointerdown", set, { capture: true });
  for (const name of ["pointerup", "pointercancel"] as const)
    window.addEventListener(name, lift, { capture: true });
  window.addEventListener("blur", () => down.clear());
  return () => down.size > 0;
}
