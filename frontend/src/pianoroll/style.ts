/** The looks of <piano-roll>. */
export const style = `
:host { display: grid; grid-template: 1fr / 1fr auto; position: relative; }
.surface { position: relative; overflow: hidden; touch-action: none;
}
.surface:focus-visible { outline: 2px solid var(--focus, #f2a60d); outline-offset: -2px; }
canvas { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; }
.chord-lane { position: absolute; inset: 22px 10px auto 0; block-size: 16px; pointer-events: none; }
.chord-lane[hidden] { display: none; }
.chord-lane:focus-visible { outline: 2px solid var(--focus, #f2a60d); outline-offset: -2px; }
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
.down { writing-mode: vertical-lr; width: 10px; height: 100%; }
input::-webkit-slider-thumb { appearance: none; background: var(--thumb); border-radius: 4px; }
input::-moz-range-thumb { border: 0; background: var(--thumb); border-radius: 4px; }
.down::-webkit-slider-thumb { width: 6px; height: 44px; }
.down::-moz-range-thumb { width: 6px; height: 44px; }
`;
