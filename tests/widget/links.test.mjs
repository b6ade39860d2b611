import assert from "node:assert/strict";
import { test } from "node:test";
import { isSamePage, safeHref, targetOf } from "../../chatbot/web/static/widget/src/links.js";
import { locate } from "../../chatbot/web/static/widget/src/locate.js";

const HOME = "https://chat.test/qa/";

test("Only http and https addresses become links", () => {
  const hostile = [
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "blob:https://chat.test/1",
    "file:///etc/passwd",
    "http://[",
    "",
    null,
    undefined,
  ];
  for (const link of hostile) assert.equal(safeHref(link, HOME), "", String(link));
});

test("Relative links belong to the service, absolute ones stay, fragments are kept to the letter", () => {
  assert.equal(safeHref("articles/a#b:~:text=c%2Dd", HOME), "https://chat.test/qa/articles/a#b:~:text=c%2Dd");
  assert.equal(safeHref("/articles/a", HOME), "https://chat.test/articles/a");
  assert.equal(safeHref("https://other.test/x#y", HOME), "https://other.test/x#y");
});

test("The page that is open is known by its address or its canonical one, fragments aside", () => {
  const here = "https://site.test/grief?utm=1#top";
  assert.equal(isSamePage("https://site.test/grief?utm=1#a", here, ""), true);
  assert.equal(isSamePage("https://site.test/grief#a", here, ""), false);
  assert.equal(isSamePage("https://site.test/grief#a", here, "https://site.test/grief"), true);
  assert.equal(isSamePage("", here, ""), false);
});

test("A link's fragment names an element and a text", () => {
  assert.deepEqual(targetOf("https://s.test/x#a%20b:~:text=One%2Dtwo%2C%20%26%20three."), {
    anchor: "a b",
    text: "One-two, & three.",
  });
  assert.deepEqual(targetOf("https://s.test/x#:~:text=Only"), { anchor: "", text: "Only" });
  assert.deepEqual(targetOf("https://s.test/x#plain"), { anchor: "plain", text: "" });
  assert.deepEqual(targetOf("https://s.test/x"), { anchor: "", text: "" });
  assert.deepEqual(targetOf("https://s.test/x#%E0%A4%A"), { anchor: "%E0%A4%A", text: "" });
});

test("A sentence is found across elements, whatever the white space", () => {
  const texts = ["Some\n   grief is ", "antici\u00a0patory", ", they ", "say. More."];
  const found = locate(texts, "grief is antici patory, they say.");
  assert.deepEqual(found, { start: { node: 0, offset: 8 }, end: { node: 3, offset: 4 } });
});

test("The occurrence behind the heading is preferred, an earlier one taken where there is no other", () => {
  assert.equal(locate(["Yes.", "Heading", "Yes."], "Yes.", 1).start.node, 2);
  assert.equal(locate(["Yes.", "Heading"], "Yes.", 1).start.node, 0);
  assert.equal(locate(["Yes.", "Heading"], "Yes.", 9).start.node, 0);
});

test("Cells of one table row are found though no white space stands between them", () => {
  const found = locate(["a", "one", "two", "b"], "one\ttwo");
  assert.deepEqual(found, { start: { node: 1, offset: 0 }, end: { node: 2, offset: 3 } });
});

test("Texts without letters around and empty texts do not shift the place", () => {
  assert.deepEqual(locate(["", "  ", "\n x", ""], "x"), { start: { node: 2, offset: 2 }, end: { node: 2, offset: 3 } });
});

test("What is not there is not found, nor is a blank needle", () => {
  assert.equal(locate(["abc"], "abd"), null);
  assert.equal(locate(["abc"], " \n"), null);
  assert.equal(locate([], "a"), null);
});
