/** One sentence behind the other; either may be empty. A full-width stop brings its own blank. */
export function joinSentences(first: string, second: string): string {
  const needsBlank = first !== "" && second !== "" && !fullWidthEnd.test(first);
  return `${first}${needsBlank ? " " : ""}${second}`;
}

const fullWidthEnd = /[\u3002\uff01\uff1f\uff1b]$/;
