/** The playlist of a challenge, where who runs it sends it to SoundCloud. */
import { eachPage } from "../site/eachpage.ts";
import { followSoundCloud } from "../site/soundcloud.ts";

eachPage(followSoundCloud);
