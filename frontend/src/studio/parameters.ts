/**
 * The knobs of a model: what to do and how boldly in front, the others and the seed folded away.
 */
import type { ModelCard, ModelParameter } from "../api.ts";
import type { Note } from "../music/song.ts";
import { say } from "./messages.ts";
import { button, make } from "./page.ts";
import { barsOf, placesOf, selectedWords } from "./places.ts";
import type { Studio } from "./studio.ts";

type Value = number | boolean | string | [number, number][];

const MOST_STEPS = 200; // of a slider; beyond it nobody hits the number they want

/** The controls of a model; `values()` reads them. A parameter left at its default is not sent. */
export function parameterForm(
  card: ModelCard,
  studio: Studio,
): { main: HTMLElement; more: HTMLElement; values(): Record<string, Value> } {
  const readers = new Map<string, () => Value>();
  const fields = card.parameters.map((parameter) => {
    const { element, read } = field(parameter, studio);
    readers.set(parameter.name, read);
    return element;
  });
  const fronts = ["choice", "float"].map((wanted) =>
    card.parameters.findIndex(({ kind }) => kind === wanted),
  );
  if (readers.has("first_bar") && readers.has("last_bar"))
    fields.push(barButtons(fields, card, studio));
  const main = make("div", {}, ...fronts.map((index) => fields[index] ?? null));
  const more = make("div", {}, ...fields.filter((_, index) => !fronts.includes(index)));
  return {
    main,
    more,
    values: () => Object.fromEntries([...readers].map(([name, read]) => [name, read()])),
  };
}

function field(
  parameter: ModelParameter,
  studio: Studio,
): { element: HTMLElement; read: () => Value } {
  if (parameter.name === "melody_track") return trackField(parameter, studio);
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

function numberField(parameter: ModelParameter): { element: HTMLElement; read: () => Value } {
  const step = parameter.step ?? (parameter.kind === "int" ? 1 : 0.05);
  const many = ((parameter.maximum ?? 1) - (parameter.minimum ?? 0)) / step > MOST_STEPS;
  if (many) return typedField(parameter, step);
  const input = make("input", {
    type: "range",
    min: parameter.minimum ?? 0,
    max: parameter.maximum ?? 1,
    step,
  });
  input.value = String(parameter.default);
  const output = make("output", { class: "number" }, input.value);
  input.addEventListener("input", () => (output.textContent = input.value));
  return { element: wrap(parameter, input, output), read: () => Number(input.value) };
}

function typedField(
  parameter: ModelParameter,
  step: number,
): { element: HTMLElement; read: () => Value } {
  const input = make("input", {
    type: "number",
    min: parameter.minimum ?? 0,
    max: parameter.maximum ?? 1,
    step,
    inputmode: "numeric",
  });
  input.value = String(parameter.default);
  return {
    element: wrap(parameter, input),
    read: () => (input.value === "" ? Number(parameter.default) : Number(input.value)),
  };
}

/** Notes of the person's own song: those selected when the model is asked. */
function notesField(
  parameter: ModelParameter,
  studio: Studio,
): { element: HTMLElement; read: () => Value } {
  const input = make("input", { type: "checkbox" });
  const count = make("output", { class: "quiet-text" });
  const selected = (): readonly Note[] => (studio.heard ? [] : studio.selection);
  studio.on(["selection"], () => (count.textContent = selectedWords(selected())));
  count.textContent = selectedWords(selected());
  const plain = { ...parameter, label: "Keep the selected notes" };
  return {
    element: wrap(plain, input, count),
    read: () => (input.checked ? placesOf(selected()) : []),
  };
}

function barButtons(fields: readonly HTMLElement[], card: ModelCard, studio: Studio): HTMLElement {
  const set = (name: string, value: number): void => {
    const index = card.parameters.findIndex((parameter) => parameter.name === name);
    const input = fields[index]?.querySelector("input");
    if (input) input.value = String(value);
  };
  const take = button("Bars of the selection", {}, () => {
    const bars = barsOf(studio.own, studio.heard ? [] : studio.selection);
    if (!bars) return say("Select some notes of your song first.");
    set("first_bar", bars.first);
    set("last_bar", bars.last);
    say(`Bars ${bars.first} to ${bars.last}`);
  });
  const whole = button("Whole song", {}, () => {
    set("first_bar", 1);
    set("last_bar", 0);
    say("Whole song");
  });
  return make("div", { class: "row" }, take, whole);
}

function boolField(parameter: ModelParameter): { element: HTMLElement; read: () => Value } {
  const input = make("input", { type: "checkbox" });
  input.checked = parameter.default === true;
  return { element: wrap(parameter, input), read: () => input.checked };
}

function choiceField(parameter: ModelParameter): { element: HTMLElement; read: () => Value } {
  const select = make(
    "select",
    {},
    ...parameter.choices.map((value) => make("option", { value }, value)),
  );
  select.value = String(parameter.default);
  return { element: wrap(parameter, select), read: () => select.value };
}

function trackField(
  parameter: ModelParameter,
  studio: Studio,
): { element: HTMLElement; read: () => Value } {
  const select = make("select");
  studio.on(["song"], () => {
    const before = select.value;
    const tracks = studio.own.tracks.map((track, index) =>
      make("option", { value: index }, `${index + 1}: ${track.name || "unnamed"}`),
    );
    select.replaceChildren(make("option", { value: -1 }, "The most melodic"), ...tracks);
    select.value = before || String(parameter.default);
    if (!select.value) select.value = "-1";
  });
  // Here tracks have names.
  const plain = { ...parameter, help: `${parameter.help.split(", counted from 0")[0]}.` };
  return { element: wrap(plain, select), read: () => Number(select.value) };
}
