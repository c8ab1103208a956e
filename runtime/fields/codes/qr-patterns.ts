/** The modules of a QR code that are the same whatever it says. */

export interface QrSymbol {
  readonly size: number;
  /** By row, then column. */
  readonly dark: boolean[][];
  /** Modules that hold no data. */
  readonly fixed: boolean[][];
}

const square = (size: number): boolean[][] =>
  Array.from({ length: size }, () => Array.from({ length: size }, () => false));

export function emptySymbol(version: number): QrSymbol {
  const size = version * 4 + 17;
  return { size, dark: square(size), fixed: square(size) };
}

/** Sets a module that holds no data. */
export function setFixed({ dark, fixed }: QrSymbol, x: number, y: number, isDark: boolean): void {
  const row = dark[y];
  const fixedRow = fixed[y];
  if (row === undefined || fixedRow === undefined || x < 0 || x >= row.length) return;
  row[x] = isDark;
  fixedRow[x] = true;
}

export function drawFunctionPatterns(symbol: QrSymbol, version: number): void {
  const { size } = symbol;
  for (let index = 0; index < size; index += 1) {
    setFixed(symbol, 6, index, index % 2 === 0);
    setFixed(symbol, index, 6, index % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const) {
    drawFinder(symbol, x, y);
  }
  const places = alignmentPlaces(version, size);
  const last = places.length - 1;
  places.forEach((x, column) => {
    places.forEach((y, row) => {
      const corner =
        (column === 0 && row === 0) ||
        (column === 0 && row === last) ||
        (column === last && row === 0);
      if (!corner) drawAlignment(symbol, x, y);
    });
  });
}

function drawFinder(symbol: QrSymbol, x: number, y: number): void {
  for (let dy = -4; dy <= 4; dy += 1) {
    for (let dx = -4; dx <= 4; dx += 1) {
      const distance = Math.max(Math.abs(dx), Math.abs(dy));
      setFixed(symbol, x + dx, y + dy, distance !== 2 && distance !== 4);
    }
  }
}

function drawAlignment(symbol: QrSymbol, x: number, y: number): void {
  for (let dy = -2; dy <= 2; dy += 1) {
    for (let dx = -2; dx <= 2; dx += 1) {
      setFixed(symbol, x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
    }
  }
}

function alignmentPlaces(version: number, size: number): readonly number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const places = Array.from({ length: count - 1 }, (_, index) => size - 7 - index * step);
  return [6, ...places.reverse()];
}

/** From version 7 on, the symbol says its version in two corners. */
export function drawVersion(symbol: QrSymbol, version: number): void {
  if (version < 7) return;
  let remainder = version;
  for (let index = 0; index < 12; index += 1) {
    remainder = (remainder << 1) ^ ((remainder >>> 11) * 0x1f25);
  }
  const bits = (version << 12) | remainder;
  for (let index = 0; index < 18; index += 1) {
    const isDark = ((bits >>> index) & 1) === 1;
    const far = symbol.size - 11 + (index % 3);
    const near = Math.floor(index / 3);
    setFixed(symbol, far, near, isDark);
    setFixed(symbol, near, far, isDark);
  }
}
