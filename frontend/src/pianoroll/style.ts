/** The looks of <piano-roll>. */
export const style = `
:host { display: grid; grid-template: 1fr auto / 1fr auto; min-block-size: 16rem;
  position: relative; }
.surface { position: relative; overflow: hidden; touch-action: none;
  border: 1px solid var(--border, #8886); border-radius: 0.3rem; }
.surface:focus-visible { outline: 3px solid var(--focus, #f2a60d); outline-offset: 1px; }
canvas { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; }
.overlay { pointer-events: none; }
.tree { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
.hint { position: absolute; inset-inline: 4.5rem 1rem; inset-block-start: 30%; text-align: center;
  pointer-events: none;
  color: var(--roll-text, #667); font-size: 1.05rem; }
.hint[hidden] { display: none; }
input { accent-color: var(--accent, #0b57d0); margin: 0; }
.across { inline-size: 100%; block-size: 24px; }
.down { writing-mode: vertical-lr; inline-size: 100%; block-size: 24px; }
`;
