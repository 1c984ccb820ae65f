/** The songs of an embedded player, as its page tells them. */

export interface Sound {
  readonly id: string;
  readonly title: string;
  readonly address: string; // below which recording and notes are
  readonly plays: string; // where a play begins; empty for what is not counted
  readonly permalink_url: string;
  readonly artwork_url: string;
  readonly license: string;
  readonly duration: number | null; // milliseconds, where there is a recording
  readonly user: { readonly username: string; readonly permalink_url: string };
}

export function soundsOf(page: ParentNode): Sound[] {
  const text = page.querySelector("#sounds")?.textContent;
  return text ? (JSON.parse(text) as Sound[]) : [];
}
