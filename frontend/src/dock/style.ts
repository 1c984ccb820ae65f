/** The looks of <song-dock>: a bar at the foot of the window. */
export const style = `
:host { position: fixed; inset: auto 0 0 0; z-index: 15; display: block;
  background: var(--surface, #fff); border-block-start: 1px solid var(--border, #8886);
  box-shadow: 0 -4px 16px #0002; padding-block-end: env(safe-area-inset-bottom); }
.row { display: grid; align-items: center; gap: 0.25rem 0.75rem;
  grid-template-columns: auto minmax(8rem, 14rem) minmax(0, 1fr) auto auto auto;
  inline-size: min(100% - 2rem, var(--page, 72rem)); margin-inline: auto;
  min-block-size: 4.5rem; }
.buttons { display: flex; align-items: center; }
button { inline-size: 2.75rem; block-size: 2.75rem; border-radius: 50%; border: 0; padding: 0;
  display: grid; place-items: center; cursor: pointer; background: none; color: var(--ink, inherit);
  font: inherit; }
button:hover { background: var(--sunken, #8883); }
button:disabled { opacity: 0.4; cursor: default; }
button.play { background: var(--accent, #b0360f); color: var(--on-accent, #fff); }
button.play:hover { background: var(--accent-strong, #8e2a0a); }
svg { inline-size: 45%; block-size: 45%; fill: currentColor; }
.what { min-inline-size: 0; font-size: 0.9375rem; line-height: 1.3; }
.what > * { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.what a { color: inherit; font-weight: 600; text-decoration: none; }
.what a:hover { text-decoration: underline; }
.maker { color: var(--ink-soft, inherit); }
.bar { block-size: 3rem; cursor: pointer; touch-action: pan-y; border-radius: 0.4rem;
  overflow: hidden; background: var(--roll-background, transparent);
  border: 1px solid var(--border, #8886); }
canvas { display: block; inline-size: 100%; block-size: 100%; }
.time { font-variant-numeric: tabular-nums; font-size: 0.875rem; color: var(--ink-soft, inherit); }
.volume { inline-size: 5.5rem; accent-color: var(--accent, #b0360f); }
:focus-visible { outline: 3px solid var(--focus, #0b5cad); outline-offset: 2px; }
@media (max-width: 48rem) {
  .row { grid-template-columns: auto minmax(0, 1fr) auto; padding-block: 0.375rem; }
  .bar { grid-column: 1 / -1; grid-row: 2; block-size: 2rem; }
  .time, .volume { display: none; }
}
`;
