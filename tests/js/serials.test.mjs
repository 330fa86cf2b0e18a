// Serial numbers that follow each other: what the sheet sends.

import assert from "node:assert/strict";
import { test } from "node:test";

import { command } from "../../static/js/floor/serials.js";

test("the command names the first number, how many, and whether the others stay", () => {
  assert.equal(command({ first: " SN0007 ", count: "4", keep: true }), "LW*SERIALS*SN0007*4*KEEP");
  assert.equal(command({ first: "A*1", count: "2", keep: false }), "LW*SERIALS*A*1*2");
});
