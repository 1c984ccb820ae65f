/** The page of a lesson: notes that fall onto a piano, its speed, and what is said of the next. */
import { type KeyboardNote, SongKeyboard } from "../keyboard/element.ts";
import { trackName } from "../music/instruments.ts";
import type { Note } from "../music/song.ts";
import { keysFor, steppedTick } from "../waterfall/falling.ts";
import type { Elements } from "./elements.ts";
import { audible } from "./mixer.ts";
import { currentTrack } from "./state.ts";
import type { Studio } from "./studio.ts";
import { Teacher } from "./teacher.ts";

type Places = Pick<
  Elements,
  | "learn"
  | "learnTitle"
  | "learnPlay"
  | "learnStart"
  | "learnClose"
  | "learnSpeeds"
  | "learnWait"
  | "learnNotes"
  | "learnKeys"
  | "learnNext"
  | "keyboard"
  | "playWithKeys"
  | "roll"
>;

const STILL = "(prefers-reduced-motion: reduce)";

/** Binds the page; what it returns opens a lesson of the chosen track. */
export function bindLearning(studio: Studio, page: Places): () => void {
  let lesson: LessonPage | null = null;
  const { learn, learnPlay, learnStart, learnClose, learnSpeeds, learnWait, keyboard } = page;
  const heard = (event: Event): void =>
    lesson?.struck((event as CustomEvent<KeyboardNote>).detail.pitch);
  learnPlay.addEventListener("click", () => void lesson?.toggle());
  learnStart.addEventListener("click", () => lesson?.teacher.restart());
  learnClose.addEventListener("click", () => learn.close());
  learnSpeeds.addEventListener("change", ({ target }) =>
    lesson?.teacher.setSpeed(Number((target as HTMLInputElement).value)),
  );
  learnWait.addEventListener("change", () => lesson?.teacher.setWaiting(learnWait.checked));
  learn.addEventListener("keydown", (event) => {
    const pressed = (event.target as Element).closest("button, input, song-keyboard");
    if (event.key !== " " || pressed) return;
    event.preventDefault();
    void lesson?.toggle();
  });
  // After the mouse Space plays again, instead of pressing the same button.
  learn.addEventListener("click", ({ detail, target }) => {
    if (detail && target instanceof HTMLButtonElement) page.learnNotes.focus();
  });
  keyboard.addEventListener("noteon", heard); // MIDI comes from there
  page.learnKeys.addEventListener("noteon", heard);
  learn.addEventListener("close", () => {
    lesson?.end();
    lesson = null;
  });
  return () => {
    if (currentTrack(studio.state)?.notes.length) lesson ??= new LessonPage(studio, page);
  };
}

class LessonPage {
  readonly teacher: Teacher;
  private readonly studio: Studio;
  private readonly page: Places;
  private readonly notes: readonly Note[];
  private readonly keys = new SongKeyboard();
  private lit = "";

  constructor(studio: Studio, page: Places) {
    this.studio = studio;
    this.page = page;
    studio.player.pause();
    const { song, state, sound } = studio;
    const { track, mixer } = state;
    this.notes = song.tracks[track]?.notes ?? [];
    const part = { song, track, audible: audible(mixer, song) };
    this.teacher = new Teacher(sound, part, (words) => this.say(words));
    const speed = page.learnSpeeds.querySelector<HTMLInputElement>("input:checked");
    this.teacher.setSpeed(Number(speed?.value ?? 1));
    this.teacher.setWaiting(page.learnWait.checked);
    this.open();
  }

  async toggle(): Promise<void> {
    const { teacher, studio } = this;
    if (teacher.running) teacher.pause();
    else if (await studio.wake()) teacher.play();
  }

  struck(pitch: number): void {
    this.teacher.strike(pitch);
  }

  end(): void {
    const { page, keys, teacher } = this;
    teacher.pause();
    keys.remove();
    page.keyboard.toggleAttribute("computer-keys", page.playWithKeys.checked);
    page.roll.focus({ preventScroll: true });
  }

  private open(): void {
    const { page, studio, keys, notes } = this;
    const track = currentTrack(studio.state);
    const { program = 0, drums = false } = track ?? {};
    const { first, octaves } = keysFor(notes);
    page.learnTitle.textContent = track ? `Learn ${trackName(track)}` : "";
    Object.assign(keys, { program, drums });
    keys.setAttribute("first", String(first));
    keys.setAttribute("octaves", String(octaves));
    keys.setAttribute("computer-keys", "");
    page.keyboard.removeAttribute("computer-keys"); // or each letter would sound twice
    page.learnKeys.replaceChildren(keys);
    page.learnNotes.update({ song: studio.song, track: studio.state.track, first, octaves });
    page.learn.showModal();
    this.follow();
  }

  /** Once a frame while the page is open. */
  private follow(): void {
    const { page, teacher } = this;
    if (!page.learn.open) return;
    teacher.turn();
    this.show();
    requestAnimationFrame(() => this.follow());
  }

  private show(): void {
    const { page, teacher } = this;
    const label = teacher.running ? "Pause" : "Play";
    if (page.learnPlay.textContent !== label) page.learnPlay.textContent = label;
    const { tick } = teacher;
    const still = matchMedia(STILL).matches;
    const now = still ? steppedTick(teacher.lesson.steps, tick) : tick;
    const wanted = new Set(teacher.wanted);
    page.learnNotes.update({ now, wanted });
    const lit = wanted.size > 0 ? wanted : this.sounding(tick);
    const signs = [...lit].join();
    if (signs === this.lit) return;
    this.lit = signs;
    this.keys.light(lit);
  }

  private sounding(tick: number): ReadonlySet<number> {
    if (!this.teacher.running) return new Set();
    const now = this.notes.filter(({ onset, length }) => onset <= tick && tick < onset + length);
    return new Set(now.map(({ pitch }) => pitch));
  }

  private say(words: string): void {
    this.page.learnNext.textContent = words;
  }
}
