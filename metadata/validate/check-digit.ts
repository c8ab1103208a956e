/** The last digit of an EAN: the others, weighted 1 and 3 by turns from the left, make it a multiple of ten. */
export function checkDigitFits(digits: string): boolean {
  if (!/^[0-9]{13}$/.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < 13; index += 1) {
    sum += Number(digits[index]) * (index % 2 === 0 ? 1 : 3);
  }
  return sum % 10 === 0;
}
