/** What the dialog says: what happened, what is safe, what to do next. */
import type { Doubt } from "../../humming/curve.ts";
import { type Fault, MOST_SECONDS } from "../../humming/decoding.ts";
import type { Standing } from "../../humming/microphone.ts";
import { clockText } from "../../music/time.ts";

const CHOOSE = "You can choose a recording instead.";

/** Of the microphone, as one stands with it. */
export const STANDING: Readonly<Record<Standing, string>> = {
  insecure: `Browsers give a microphone only to pages that come over https. ${CHOOSE}`,
  unasked: "Your browser will ask whether this page may listen. It listens until you press Stop.",
  allowed: "This page may listen. It does so only until you press Stop.",
  denied:
    "The microphone is blocked for this page. Press the sign beside the address, allow the " +
    `microphone there, and press Start humming again. ${CHOOSE}`,
  dismissed:
    "Your browser asked whether this page may listen, and had no answer. Press Start humming " +
    `to be asked again. ${CHOOSE}`,
  missing: `No microphone was found. Plug one in and press Start humming again. ${CHOOSE}`,
  busy:
    "The microphone does not answer: another program may be using it. Close that program and " +
    `press Start humming again. ${CHOOSE}`,
};

export const FAULTS: Readonly<Record<Fault, string>> = {
  long: "This recording is longer than ten minutes. Cut out the minute with the melody.",
  large: "This file is too large to be listened to here. Cut out the minute with the melody.",
  unreadable:
    "This is no recording that your browser can play. Try a WAV, MP3, Ogg or M4A file.",
};

export const DOUBTS: Readonly<Record<Doubt, string>> = {
  silence:
    "Nothing was heard. Look whether the microphone is switched on and is the right one, and " +
    "hum nearer to it.",
  noise:
    "No steady tone was heard: noise, speech, or several voices at once. Hum one tone after the " +
    "other, near the microphone, where it is quiet.",
  voices:
    "This sounds like more than one voice, or like a chord, and only one can be followed. Listen " +
    "to the notes before you take them.",
};

export const NO_NOTES = "A voice was heard, but no note of it lasted. Try more sensitivity.";
export const NOT_HEARD =
  "The recording could not be listened to: the part of the page that does it did not start. " +
  "Your song is as it was. Look at your connection, and try again.";
export const LISTENING = "Listening…";
export const READING = "Reading the notes…";

/** What is said of a recording that is longer than what is read of it. */
export const cutWords = (seconds: number): string =>
  seconds > MOST_SECONDS + 0.05
    ? `This recording lasts ${clockText(seconds)}: only its first minute was read.`
    : "";
