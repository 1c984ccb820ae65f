/** The looks of <note-waterfall>. */
export const style = `
:host { display: block; position: relative; min-block-size: 8rem; overflow: hidden; }
canvas { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; }
`;
