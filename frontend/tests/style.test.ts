import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

// What the house asks of its files; there is no formatter here that would hold us to it.
const COLUMNS = 100;
const FILE_LINES = 250;
const FUNCTION_LINES = 40;

const root = join(import.meta.dirname, "..");
const files = ["build.ts", ...globSync("{src,tests}/**/*.ts", { cwd: root })];
const linesOf = (file: string): string[] => readFileSync(join(root, file), "utf8").split("\n");

/** Lines that begin a function: a declaration, a method, or an arrow, and end with its brace. */
const BEGINS =
  /^\s*(?!(?:if|for|while|switch|else|return \{|\} else)\b).*(?:=> \{|\)(?:: .+)? \{)$/;

/** [line number, length] of each function, which ends where a brace is no deeper than it began. */
function functions(lines: readonly string[]): [number, number][] {
  const begins = lines.flatMap((line, index) => (BEGINS.test(line) ? [index] : []));
  return begins.map((from) => {
    const indent = /^\s*/.exec(lines[from] ?? "")?.[0] ?? "";
    const end = lines.findIndex((line, index) => index > from && line.startsWith(`${indent}}`));
    return [from + 1, end - from + 1];
  });
}

test("the measure measures", () => {
  const sample = [
    "const a = () => {",
    "  b();",
    "};",
    "function c(): void {",
    "}",
    "  d(e) {",
    "  }",
  ];
  assert.deepEqual(functions(sample), [
    [1, 3],
    [4, 2],
    [6, 2],
  ]);
});

test("no line is over 100 columns", () => {
  const long = files.flatMap((file) =>
    linesOf(file).flatMap((line, at) => (line.length > COLUMNS ? [`${file}:${at + 1}`] : [])),
  );
  assert.deepEqual(long, []);
});

test("no file is over 250 lines", () => {
  const sources = files.filter((file) => file.startsWith("src"));
  assert.deepEqual(
    sources.filter((file) => linesOf(file).length - 1 > FILE_LINES),
    [],
  );
});

test("no function is over 40 lines", () => {
  const sources = files.filter((file) => !file.startsWith("tests"));
  const all = sources.flatMap((file) =>
    functions(linesOf(file)).map(([line, length]) => ({ where: `${file}:${line}`, length })),
  );
  assert.ok(all.length > 500);
  assert.deepEqual(
    all.filter(({ length }) => length > FUNCTION_LINES),
    [],
  );
});

test("every file begins with a sentence that says what it is", () => {
  const silent = files.filter((file) => {
    const text = linesOf(file).join("\n");
    return file.startsWith("src") && !/^\/\*\*|^\/\//.test(text) && !/\n\/\*\*\n \* </.test(text);
  });
  assert.deepEqual(silent, []);
});
