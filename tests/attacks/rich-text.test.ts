/** Rich text holds nothing but its subset: whatever is more is refused by name, never repaired. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { richText } from "../../metadata/fields/rich-text.ts";
import {
  isSafeLink,
  plainText,
  type RichNode,
  readRichText,
  writeRichText,
} from "../../metadata/fields/values/rich-text.ts";
import { valueProblems } from "../../metadata/validate/validate-value.ts";

const schema = { $ref: "tenon:rich_text" };
const codesOf = (value: unknown, of = schema as Record<string, unknown>) =>
  valueProblems(of, richText, value).map((item) => item.code);

describe("is refused", () => {
  test.each([
    ["<script>alert(1)</script>", "rich_text_element"],
    ["<SCRIPT SRC=//x.example/x.js></SCRIPT>", "rich_text_element"],
    ["<img src=x onerror=alert(1)>", "rich_text_element"],
    ["<svg/onload=alert(1)>", "rich_text_element"],
    ["<svg><script>1</script></svg>", "rich_text_element"],
    ["<math><mi//xlink:href='data:x'>", "rich_text_element"],
    ["<iframe src=javascript:alert(1)>", "rich_text_element"],
    ["<style>*{}</style>", "rich_text_element"],
    ["<p-x>a</p-x>", "rich_text_element"],
    ["<p onclick=alert(1)>a</p>", "rich_text_attribute"],
    ["<p style='color:red'>a</p>", "rich_text_attribute"],
    ["<p class=x>a</p>", "rich_text_attribute"],
    ["<br onload=1>", "rich_text_attribute"],
    ["<strong/onmouseover=alert(1)>a</strong>", "rich_text_attribute"],
    ['<a href="https://x.example/" target="_blank">a</a>', "rich_text_attribute"],
    ['<a href="https://x.example/" onclick="x()">a</a>', "rich_text_attribute"],
    ["<a href=https://x.example/>a</a>", "rich_text_attribute"],
    ["<a>a</a>", "rich_text_attribute"],
    ['<a href="javascript:alert(1)">a</a>', "rich_text_link"],
    ['<a href="JaVaScRiPt:alert(1)">a</a>', "rich_text_link"],
    ['<a href="java&#115;cript:alert(1)">a</a>', "rich_text_link"],
    ['<a href="java\nscript:alert(1)">a</a>', "rich_text_link"],
    ['<a href="java&#10;script:alert(1)">a</a>', "rich_text_link"],
    ['<a href=" https://x.example/">a</a>', "rich_text_link"],
    ['<a href="data:text/html,x">a</a>', "rich_text_link"],
    ['<a href="vbscript:x">a</a>', "rich_text_link"],
    ['<a href="//x.example/">a</a>', "rich_text_link"],
    ['<a href="/relative">a</a>', "rich_text_link"],
    ['<a href="https:x">a</a>', "rich_text_link"],
    ['<a href="https://good.example@evil.example/">a</a>', "rich_text_link"],
    ['<a href="https:\\\\x.example">a</a>', "rich_text_link"],
    ['<a href="https://x.example/&quot;onclick=&quot;1">a</a>', "rich_text_link"],
    ["<p>a", "rich_text_broken"],
    ["a</p>", "rich_text_broken"],
    ["<p><strong>a</p></strong>", "rich_text_broken"],
    ["<p><p>a</p></p>", "rich_text_broken"],
    ["<li>a</li>", "rich_text_broken"],
    ["<ul>a</ul>", "rich_text_broken"],
    ["<ul><p>a</p></ul>", "rich_text_broken"],
    ['<a href="https://x.example/"><a href="https://x.example/">a</a></a>', "rich_text_broken"],
    ["<!-- a -->", "rich_text_broken"],
    ["<!doctype html>", "rich_text_broken"],
    ["<![CDATA[x]]>", "rich_text_broken"],
    ["<?xml version='1.0'?>", "rich_text_broken"],
    ["<p>a < b</p>", "rich_text_broken"],
    ["<", "rich_text_broken"],
    ["<p", "rich_text_broken"],
    ["< p>a</p>", "rich_text_broken"],
    ["</>", "rich_text_broken"],
    ["<p>&bogus;</p>", "rich_text_broken"],
    ["<p>&#0;</p>", "rich_text_broken"],
    ["<p>&#x0;</p>", "rich_text_broken"],
    ["<p>&#xD800;</p>", "rich_text_broken"],
    ["<p>&#x110000;</p>", "rich_text_broken"],
    ["<p>&#27;</p>", "rich_text_broken"],
    ["<p>a\u0008</p>", "rich_text_broken"],
    ["<p>a\0b</p>", "text_not_storable"],
    [`${"<blockquote>".repeat(21)}a${"</blockquote>".repeat(21)}`, "rich_text_broken"],
    [`<p>${"a".repeat(200_001)}</p>`, "rich_text_broken"],
  ])("%s", (value, code) => {
    expect(codesOf(value)).toEqual([code]);
  });
});

test("what is refused is named, and stays as it was", () => {
  const value = "<p>a<img src=x></p>";
  expect(valueProblems(schema, richText, value)[0]?.params).toEqual({ found: "<img>" });
  expect(richText.normalise(value, schema)).toBe(value);
});

test.each([
  ["<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<script>alert(1)</script>"],
  ["<p>&amp;lt;</p>", "&lt;"],
  ["<p>a &#38; b</p>", "a & b"],
  ["<ul><li>a</li> <li>b</li></ul>", "a\nb"],
  ["<h2>T</h2><p>a<br>b</p>", "T\na\nb"],
])("%s reads %j, and stays escaped when written", (value, text) => {
  expect(codesOf(value)).toEqual([]);
  const reading = readRichText(value);
  if (!reading.ok) throw new Error("unreadable");
  expect(plainText(reading.nodes)).toBe(text);
  expect(writeRichText(reading.nodes)).not.toContain("<script");
});

test("the length counts text, not marks", () => {
  const value = "<p><strong>12345</strong></p>";
  expect(codesOf(value, { ...schema, maxLength: 5 })).toEqual([]);
  expect(codesOf(value, { ...schema, maxLength: 4 })).toEqual(["too_long"]);
});

const pieces = fc.constantFrom(
  ..."< > </ /> p strong a href= \" ' = & ; &lt; &#60; <p> </p> <br> <a <script> on x https://x.y javascript: \n <ul> <li> </li> </ul>".split(
    " ",
  ),
);

test("whatever is accepted is written from the subset alone, and reads the same again", () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
      const reading = readRichText(parts.join(""));
      if (!reading.ok) return;
      const written = writeRichText(reading.nodes);
      expect(readRichText(written)).toEqual(reading);
      const marks = written.match(/<[^>]*>/g) ?? [];
      for (const mark of marks) {
        expect(mark).toMatch(/^<\/?(p|br|strong|a|ul|li)>$|^<a href="https:\/\/[^"<>]*">$/);
      }
    }),
    { numRuns: 3000 },
  );
});

test("only full addresses are links", () => {
  expect(
    ["https://例子.cn/路径?a=1#b", "http://x.example:8080", "mailto:a@b.example"].every(isSafeLink),
  ).toBe(true);
});

test("absurd lengths cost little", () => {
  const nodes: readonly RichNode[] = [{ tag: "p", children: ["x"] }];
  expect(readRichText(writeRichText(nodes)).ok).toBe(true);
  for (const piece of ["<", "<p", "&", "&#", "<p>", "</p>", '<a href="', "<br>"]) {
    const started = performance.now();
    readRichText(piece.repeat(Math.floor(190_000 / piece.length)));
    expect(performance.now() - started).toBeLessThan(1500);
  }
});
