/** Of our players in one page of another site one sounds at a time, unless their makers say no. */

const CHANNEL = "chartbusters:sounding";

export interface Alone {
  begin(): void;
}

export function soundsAlone(stop: () => void): Alone {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", stop); // what one says is heard by all others
  return { begin: () => channel.postMessage("begun") };
}
