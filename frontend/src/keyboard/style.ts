/** The looks of <song-keyboard>. */
export const style = `
:host { display: block; }
.keys { position: relative; display: flex; block-size: var(--keyboard-height, 8rem);
  touch-action: none; user-select: none;
  -webkit-user-select: none; }
button { font: inherit; padding: 0; cursor: pointer; }
.white { flex: 1; min-inline-size: 0; background: #fbfbfd; color: #33384a;
  border: 1px solid #777d8c; border-radius: 0 0 0.35rem 0.35rem;
  display: flex; flex-direction: column; justify-content: end; align-items: center;
  padding-block-end: 0.35rem; font-size: 0.75rem; gap: 0.1rem; }
.black { position: absolute; inset-block-start: 0; block-size: 60%; background: #1d2029;
  color: #e6e9f2; border: 1px solid #000;
  border-radius: 0 0 0.3rem 0.3rem; z-index: 1; display: flex; align-items: end;
  justify-content: center; padding-block-end: 0.3rem; font-size: 0.7rem; }
button.held { background: var(--accent, #0b57d0); color: var(--on-accent, #fff); }
button:focus-visible { outline: 3px solid var(--focus, #f2a60d); outline-offset: -3px; z-index: 2; }
button[data-letter]::before { content: attr(data-letter); font-weight: 600; }
@media (forced-colors: active) { button.held { background: Highlight; forced-color-adjust: none; } }
`;
