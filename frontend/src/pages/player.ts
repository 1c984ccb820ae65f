/** The elements other pages use: <song-player>, <song-passage> and <song-keyboard>. */
import "../player/element.ts";
import "../player/passage.ts";
import "../keyboard/element.ts";
