/** The looks of <share-player>. */
export const style = `
:host { display: grid !important; grid-template-columns: auto minmax(0, 1fr); gap: 0.75rem 1rem;
  align-items: center; }
button { grid-area: 1 / 1; inline-size: 4rem; block-size: 4rem; border-radius: 50%; border: 0;
  cursor: pointer;
  display: grid; place-items: center;
  background: var(--accent, #b0360f); color: var(--on-accent, #fff); }
button:hover { background: var(--accent-strong, #8e2a0a); }
svg { inline-size: 45%; block-size: 45%; fill: currentColor; }
.bar { grid-area: 1 / 2; block-size: var(--player-height, 9rem); cursor: pointer;
  touch-action: pan-y;
  border-radius: 0.5rem; overflow: hidden;
  background: var(--roll-background, transparent); border: 1px solid var(--border, #8886); }
canvas { display: block; inline-size: 100%; block-size: 100%; }
.time { grid-column: 2; font-variant-numeric: tabular-nums; font-size: 0.9375rem;
  color: var(--ink-soft, inherit); }
audio { grid-column: 1 / -1; inline-size: 100%; }
:focus-visible { outline: 3px solid var(--focus, #0b5cad); outline-offset: 2px; }
@media (max-width: 30rem) { button { inline-size: 3rem; block-size: 3rem; } :host {
  gap: 0.5rem 0.75rem; } }
@media (max-height: 180px) { :host { --player-height: 3.25rem !important; } }
@media (max-height: 260px) { :host { --player-height: 5rem; gap: 0.25rem 0.75rem; } button {
  inline-size: 3rem; block-size: 3rem; } }
`;
