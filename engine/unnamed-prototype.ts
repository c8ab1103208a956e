/**
 * Imported first of all, by whatever begins a thread: takes `__proto__` away from every object there,
 * as `--disable-proto=delete` would. No name that a request sends then leads to a prototype, in no library.
 */
Reflect.deleteProperty(Object.prototype, "__proto__");
