/** The elements other pages use: <song-player> and <song-keyboard>. */
import "../player/element.ts";
import "../keyboard/element.ts";
