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
input { appearance: none; margin: 0; background: none; cursor: default;
  --thumb: color-mix(in srgb, var(--roll-text, #667) 45%, transparent); }
input:is(:hover, :focus-visible) { --thumb: var(--roll-text, #667); }
input:focus-visible { outline: 2px solid var(--focus, #f2a60d); border-radius: 6px; }
.across { width: 100%; height: 14px; }
.down { writing-mode: vertical-lr; width: 14px; height: 100%; }
input::-webkit-slider-thumb { appearance: none; background: var(--thumb); border-radius: 4px; }
input::-moz-range-thumb { border: 0; background: var(--thumb); border-radius: 4px; }
.across::-webkit-slider-thumb { width: 56px; height: 8px; }
.across::-moz-range-thumb { width: 56px; height: 8px; }
.down::-webkit-slider-thumb { width: 8px; height: 44px; }
.down::-moz-range-thumb { width: 8px; height: 44px; }
`;
