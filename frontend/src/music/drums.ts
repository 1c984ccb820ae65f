/** The instruments of the General MIDI drum kit by pitch. */

const FIRST = 35;
// Spoken|as short as the margin of the roll wants it, where that differs.
const NAMES = `Low kick|Kick 2
Kick
Side stick
Snare
Hand clap|Clap
Electric snare|Snare 2
Low floor tom|Floor tom
Closed hi-hat|Closed hat
High floor tom|Floor tom 2
Pedal hi-hat|Pedal hat
Low tom
Open hi-hat|Open hat
Low mid tom|Mid tom
High mid tom|Mid tom 2
Crash cymbal|Crash
High tom
Ride cymbal|Ride
China cymbal|China
Ride bell
Tambourine
Splash cymbal|Splash
Cowbell
Second crash cymbal|Crash 2
Vibraslap
Second ride cymbal|Ride 2
High bongo
Low bongo
Muted high conga|Mute conga
Open high conga|High conga
Low conga
High timbale
Low timbale
High agogo
Low agogo
Cabasa
Maracas
Short whistle|Whistle
Long whistle|Whistle 2
Short guiro|Guiro
Long guiro|Guiro 2
Claves
High wood block|Wood block
Low wood block|Wood bl. 2
Muted cuica|Mute cuica
Open cuica
Muted triangle|Mute triang.
Open triangle|Triangle`
  .split("\n")
  .map((line) => line.split("|"));

/** Null for pitches that the kit of General MIDI does not have. */
export const drumName = (pitch: number): string | null => NAMES[pitch - FIRST]?.[0] ?? null;

export const shortDrumName = (pitch: number): string | null => NAMES[pitch - FIRST]?.at(-1) ?? null;
