/** Reed–Solomon codes over GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1, as QR codes use them. */

function multiply(left: number, right: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((right >>> bit) & 1) * left;
  }
  return product;
}

/** The divisor polynomial without its leading one, from the highest power down. */
function divisorOf(degree: number): readonly number[] {
  const result: number[] = Array.from({ length: degree }, () => 0);
  result[degree - 1] = 1;
  let root = 1;
  for (let power = 0; power < degree; power += 1) {
    for (let index = 0; index < degree; index += 1) {
      result[index] = multiply(result[index] ?? 0, root) ^ (result[index + 1] ?? 0);
    }
    root = multiply(root, 0x02);
  }
  return result;
}

/** The `length` codewords that go with a block of data. */
export function errorCorrection(data: readonly number[], length: number): readonly number[] {
  const divisor = divisorOf(length);
  const remainder: number[] = divisor.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ (remainder.shift() ?? 0);
    remainder.push(0);
    divisor.forEach((coefficient, index) => {
      remainder[index] = (remainder[index] ?? 0) ^ multiply(coefficient, factor);
    });
  }
  return remainder;
}
