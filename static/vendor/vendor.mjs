// Copies the few files we serve out of the packages pinned by package-lock.json, each with its
// licence, and writes manifest.json: what every file is, under which licence, and its SHA-256.
// `npm run vendor` runs it; tests/house/test_vendored_files.py checks the result without Node.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const here = import.meta.dirname;
const modules = join(here, "node_modules");

const packages = [
  {
    name: "bootstrap",
    licence: "MIT",
    files: {
      "bootstrap/bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
      "bootstrap/LICENSE.txt": "bootstrap/LICENSE",
    },
  },
  {
    name: "htmx.org",
    licence: "0BSD",
    files: { "htmx/htmx.min.js": "htmx.org/dist/htmx.min.js", "htmx/LICENSE.txt": "htmx.org/LICENSE" },
  },
  {
    name: "idb",
    licence: "ISC",
    files: { "idb/idb.js": "idb/build/index.js", "idb/LICENSE.txt": "idb/LICENSE" },
  },
  {
    name: "zxing-wasm",
    licence: "MIT AND Apache-2.0 AND BSD-3-Clause",
    files: {
      "zxing-wasm/reader.js": "zxing-wasm/dist/iife/reader/index.js",
      "zxing-wasm/zxing_reader.wasm": "zxing-wasm/dist/reader/zxing_reader.wasm",
      "zxing-wasm/LICENSE.txt": "zxing-wasm/LICENSE",
    },
    // The package carries compiled ZXing-C++ without its licence texts, so these two are kept here.
    kept: ["zxing-wasm/ZXING-CPP-LICENSE.txt", "zxing-wasm/ZXING-CPP-NOTICE.txt"],
  },
];

const versionOf = (name) =>
  JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version;

const sha256 = (file) => createHash("sha256").update(readFileSync(join(here, file))).digest("hex");

function copy(files) {
  for (const [to, from] of Object.entries(files)) {
    mkdirSync(dirname(join(here, to)), { recursive: true });
    copyFileSync(join(modules, from), join(here, to));
  }
}

function entry({ name, licence, files, kept = [] }) {
  copy(files);
  const ours = [...Object.keys(files), ...kept].sort();
  return {
    name,
    version: versionOf(name),
    licence,
    files: Object.fromEntries(ours.map((file) => [file, sha256(file)])),
  };
}

const manifest = { packages: packages.map(entry) };
writeFileSync(join(here, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);

// Everything under static/ is served, so the packages themselves do not stay here.
rmSync(modules, { recursive: true, force: true });
