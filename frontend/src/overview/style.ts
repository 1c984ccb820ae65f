/** The looks of <song-overview>. */
export const style = `
:host { display: block; position: relative; block-size: 1.25rem; min-inline-size: 0;
  overflow: hidden; touch-action: none; cursor: grab; background: var(--roll-background);
  border-block-end: 1px solid var(--border, #8886); }
:host(:focus-visible) { outline: 3px solid var(--focus, #f2a60d); outline-offset: -3px; }
canvas { position: absolute; inset: 0; inline-size: 100%; block-size: 100%;
  pointer-events: none; transform-origin: left; }
`;
