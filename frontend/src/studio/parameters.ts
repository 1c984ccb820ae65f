/**
 * The knobs of a model: what to do and how boldly in front, the others and the seed folded away.
 */
import type { ModelCard, ModelParameter } from "../api.ts";
import type { Note } from "../music/song.ts";
import { button, make } from "./page.ts";
import { barsOf, placesOf, selectedWords } from "./places.ts";
import type { Value, Values } from "./settings.ts";
import { ownSong, type StudioState } from "./state.ts";
import type { Studio } from "./studio.ts";

interface Field {
  readonly element: HTMLElement;
  read(): Value;
  write?(value: Value): void; // not of what is selected, which is as it is
  end?(): void; // stops to follow the studio
}

export interface ParameterForm {
  readonly main: HTMLElement;
  readonly more: HTMLElement;
  values(): Record<string, Value>;
  write(values: Values): void; // as they were chosen before
  end(): void; // it is shown no longer
}

const MOST_STEPS = 200; // of a slider; beyond it nobody hits the number they want

/** The controls of a model; `values()` reads them. */
export function parameterForm(card: ModelCard, studio: Studio): ParameterForm {
  const { parameters } = card;
  const fields = parameters.map((parameter) => fieldOf(parameter, studio));
  const elements = fields.map(({ element }) => element);
  const place = (name: string): number => parameters.findIndex((each) => each.name === name);
  const [first, last] = [elements[place("first_bar")], elements[place("last_bar")]];
  const buttons = first && last ? [barButtons(first, last, studio)] : [];
  const fronts = listFronts(parameters);
  const rest = elements.filter((_, index) => !fronts.includes(index));
  return {
    main: make("div", {}, ...fronts.map((index) => elements[index] ?? null)),
    more: make("div", {}, ...rest, ...buttons),
    values: () =>
      Object.fromEntries(parameters.map(({ name }, index) => [name, fields[index]?.read() ?? ""])),
    write: (values) =>
      parameters.forEach(({ name }, index) => {
        const value = values[name];
        if (value !== undefined) fields[index]?.write?.(value);
      }),
    end: () => fields.forEach((field) => field.end?.()),
  };
}

/** Places of those that one sees at once: what to do, which a card names first, how boldly, and how
 * many takes. */
export function listFronts(parameters: readonly ModelParameter[]): number[] {
  return [
    parameters[0]?.kind === "choice" ? 0 : -1,
    parameters.findIndex(({ kind }) => kind === "float"),
    parameters.findIndex(({ name }) => name === "candidates"),
  ];
}

function fieldOf(parameter: ModelParameter, studio: Studio): Field {
  if (parameter.name === "melody_track") return trackField(parameter, studio);
  if (parameter.name === "candidates") return countField(parameter);
  if (parameter.kind === "notes") return notesField(parameter, studio);
  if (parameter.kind === "bool") return boolField(parameter);
  if (parameter.kind === "choice") return choiceField(parameter);
  return numberField(parameter);
}

function wrap(
  parameter: ModelParameter,
  control: HTMLElement,
  value: Node | null = null,
): HTMLElement {
  control.id = `parameter-${parameter.name}`;
  const help = make("p", { class: "help", id: `help-${parameter.name}` }, parameter.help);
  if (parameter.help) control.setAttribute("aria-describedby", help.id);
  const label = make("label", { for: control.id }, parameter.label);
  return make(
    "div",
    { class: "field" },
    value ? make("span", { class: "split" }, label, value) : label,
    control,
    parameter.help ? help : null,
  );
}

function numberField(parameter: ModelParameter): Field {
  const { minimum, maximum } = parameter;
  const [min, max] = [minimum ?? 0, maximum ?? 1];
  const step = parameter.step ?? (parameter.kind === "int" ? 1 : 0.05);
  const byItself = Number(parameter.default) < 0;
  if (byItself || (max - min) / step > MOST_STEPS) return typedField(parameter, { min, max, step });
  const input = make("input", { type: "range", min, max, step });
  input.value = String(parameter.default);
  const output = make("output", { class: "number" }, input.value);
  input.addEventListener("input", () => (output.textContent = input.value));
  const write = (value: Value): void => {
    input.value = String(value);
    output.textContent = input.value;
  };
  return { element: wrap(parameter, input, output), read: () => Number(input.value), write };
}

const COUNTS = [1, 2, 4]; // takes at once

/** How many takes of one wish, side by side. */
function countField({ label, help, minimum, maximum, default: usual }: ModelParameter): Field {
  const counts = COUNTS.filter((count) => count >= (minimum ?? 1) && count <= (maximum ?? 1));
  const radios = counts.map((value) => make("input", { type: "radio", name: "candidates", value }));
  const read = (): number => Number(radios.find(({ checked }) => checked)?.value ?? usual);
  const write = (value: Value): void =>
    radios.forEach((radio) => (radio.checked = radio.value === String(value)));
  write(Number(usual));
  const labels = radios.map((radio) => make("label", {}, radio, radio.value));
  const looks = { class: "counts plain", title: help };
  const element = make("fieldset", looks, make("legend", {}, label), ...labels);
  return { element, read, write };
}

function typedField(
  parameter: ModelParameter,
  range: { min: number; max: number; step: number },
): Field {
  // What lies below nothing is no number for people: the model then goes by the song.
  const byItself = Number(parameter.default) < 0;
  const min = byItself ? 0 : range.min;
  const placeholder = byItself ? "as the song asks" : undefined;
  const input = make("input", { type: "number", ...range, min, placeholder, inputmode: "numeric" });
  const otherwise = Number(parameter.default);
  const read = (): number => (input.value === "" ? otherwise : Number(input.value));
  const write = (value: Value): void => {
    input.value = byItself && Number(value) < 0 ? "" : String(value);
  };
  write(otherwise);
  return { element: wrap(parameter, input), read, write };
}

/** Notes of the person's own song that are selected; none while a take is on show. */
const selectedOwn = ({ heard, selection }: StudioState): readonly Note[] =>
  heard ? [] : selection;

/** Those selected when the model is asked. */
function notesField(parameter: ModelParameter, studio: Studio): Field {
  const input = make("input", { type: "checkbox" });
  const count = make("output", { class: "quiet-text" });
  const end = studio.on(["selection", "takes"], () => {
    count.textContent = selectedWords(selectedOwn(studio.state));
  });
  const plain = { ...parameter, label: "Keep the selected notes" };
  const read = (): [number, number][] => (input.checked ? placesOf(selectedOwn(studio.state)) : []);
  return { element: wrap(plain, input, count), read, end };
}

function barButtons(first: HTMLElement, last: HTMLElement, studio: Studio): HTMLElement {
  const set = (from: number, to: number, words: string): void => {
    const [low, high] = [first.querySelector("input"), last.querySelector("input")];
    if (low) low.value = String(from);
    if (high) high.value = String(to);
    studio.messages.say(words);
  };
  const take = button("Bars of the selection", {}, () => {
    const { state, messages } = studio;
    const bars = barsOf(ownSong(state), selectedOwn(state));
    if (!bars) return messages.say("Select some notes of your song first.");
    return set(bars.first, bars.last, `Bars ${bars.first} to ${bars.last}`);
  });
  const whole = button("Whole song", {}, () => set(1, 0, "Whole song"));
  return make("div", { class: "row" }, take, whole);
}

function boolField(parameter: ModelParameter): Field {
  const input = make("input", { type: "checkbox" });
  input.checked = parameter.default === true;
  const write = (value: Value): void => void (input.checked = value === true);
  return { element: wrap(parameter, input), read: () => input.checked, write };
}

function choiceField(parameter: ModelParameter): Field {
  const options = parameter.choices.map((value) => make("option", { value }, value));
  const select = make("select", {}, ...options);
  select.value = String(parameter.default);
  const write = (value: Value): void => {
    if (parameter.choices.includes(String(value))) select.value = String(value);
  };
  return { element: wrap(parameter, select), read: () => select.value, write };
}

function trackField(parameter: ModelParameter, studio: Studio): Field {
  const select = make("select");
  const end = studio.on(["song"], () => {
    const before = select.value;
    const tracks = ownSong(studio.state).tracks.map((track, index) =>
      make("option", { value: index }, `${index + 1}: ${track.name || "unnamed"}`),
    );
    select.replaceChildren(make("option", { value: -1 }, "The most melodic"), ...tracks);
    select.value = before || String(parameter.default);
    if (!select.value) select.value = "-1";
  });
  // Here tracks have names.
  const plain = { ...parameter, help: `${parameter.help.split(", counted from 0")[0]}.` };
  const write = (value: Value): void => {
    select.value = String(value);
    if (!select.value) select.value = "-1";
  };
  return { element: wrap(plain, select), read: () => Number(select.value), write, end };
}
