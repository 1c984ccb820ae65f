/** How fine the sound files are that are made of songs. */

export const RATE = 44_100; // frames a second
