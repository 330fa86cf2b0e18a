// Addresses of the look-up page: two codes of one label are one thing.

import assert from "node:assert/strict";
import { test } from "node:test";

import { lookUpPage, withCodeBefore } from "../../static/js/floor/look-up.js";

test("a scan is looked up beside the code that the page shows", () => {
  assert.equal(lookUpPage({ text: "10L1\u001d", symbology: "]C1" }, "A&B"), "/look-up?code=%5DC110L1%1D&beside=A%26B");
});

test("the first code stands alone, and an identifier stands once", () => {
  assert.equal(lookUpPage({ text: "]C110L1", symbology: "]C1" }), "/look-up?code=%5DC110L1");
});

test("what was left open goes along to the page of a code and to no other", () => {
  assert.equal(withCodeBefore("/look-up?code=CREAM", "L1"), "/look-up?code=CREAM&beside=L1");
  assert.equal(withCodeBefore("/look-up?kind=lot&id=7", "L1"), "/look-up?kind=lot&id=7");
  assert.equal(withCodeBefore("/receive/7", "L1"), "/receive/7");
  assert.equal(withCodeBefore("/look-up?code=CREAM", ""), "/look-up?code=CREAM");
});
