/** The looks of <song-player>; colours come from the page's variables where it has them. */
export const style = `
:host { display: block; color-scheme: inherit; }
:host([hidden]) { display: none; }
.row { display: flex; align-items: center; gap: 0.6rem; }
button { flex: none; inline-size: var(--player-button, 2.75rem);
  block-size: var(--player-button, 2.75rem); border-radius: 50%; border: 0;
  cursor: pointer; font: inherit;
  background: var(--accent, #0b57d0); color: var(--on-accent, #fff); display: grid;
  place-items: center; }
button:disabled { opacity: 0.5; cursor: default; }
:host([compact]) button { inline-size: 2rem; block-size: 2rem; }
svg { inline-size: 45%; block-size: 45%; fill: currentColor; }
.roll { flex: 1; min-inline-size: 4rem; block-size: var(--player-height, 4rem);
  border-radius: 0.4rem; cursor: pointer;
  touch-action: pan-y;
  background: var(--roll-background, transparent); border: 1px solid var(--border, #8886);
  overflow: hidden; }
:host([compact]) .roll { block-size: 2rem; }
canvas { display: block; inline-size: 100%; block-size: 100%; }
.time { flex: none; font-variant-numeric: tabular-nums; font-size: 0.85rem; min-inline-size: 5.5em;
  text-align: end; }
:host([compact]) .time { font-size: 0.8rem; }
.message { font-size: 0.9rem; margin: 0.3rem 0 0; }
.message:empty { display: none; }
:focus-visible { outline: 3px solid var(--focus, #f2a60d); outline-offset: 2px; }
@media (max-width: 24rem) { .time { display: none; } }
`;
