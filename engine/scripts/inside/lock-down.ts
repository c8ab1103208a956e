/**
 * Takes away what reads a real clock, shares memory, sees the garbage collector or makes code of
 * text, and holds still what the SDK stands on. Not what keeps the script in: the isolate does.
 */

const gone = [
  "WebAssembly",
  "SharedArrayBuffer",
  "Atomics",
  "WeakRef",
  "FinalizationRegistry",
  "ShadowRealm",
  "eval",
];

export function lockDown(): void {
  for (const name of gone) Reflect.deleteProperty(globalThis, name);
  Reflect.deleteProperty(Object.prototype, "__proto__");
  refuseCodeOfText();
  Object.defineProperty(Error, "prepareStackTrace", { value: undefined });
  Object.defineProperty(Error, "stackTraceLimit", { value: 20 });
  // `await` asks a promise for its constructor; a changed one would wait for ever.
  Object.freeze(Promise.prototype);
  Object.freeze(Promise);
}

/** Functions made of text would be programs that nobody has published. */
function refuseCodeOfText(): void {
  const kinds = [
    () => undefined,
    async () => undefined,
    function* generate() {},
    async function* generate() {},
  ];
  for (const kind of kinds) {
    const prototype: unknown = Object.getPrototypeOf(kind);
    if (typeof prototype !== "object" && typeof prototype !== "function") continue;
    if (prototype === null) continue;
    const refuse = function refuse(): never {
      throw new EvalError("A script cannot make functions of text");
    };
    Object.defineProperty(refuse, "name", { value: "Function" });
    Object.defineProperty(refuse, "prototype", { value: prototype, writable: false });
    Object.defineProperty(prototype, "constructor", { value: refuse });
    if (prototype === Function.prototype)
      Object.defineProperty(globalThis, "Function", { value: refuse });
  }
}
