// Runs a compiled CQL library (ELM) over FHIR bundles: one line in, one line out, until the end.
// In: {"elm", "valueSets", "bundles"} once, then an empty line for each timed run.
"use strict";
const readline = require("node:readline");
const cql = require("cql-execution");
const fhir = require("cql-exec-fhir");

let executor = null;
let texts = [];

function prepare(work) {
  const library = new cql.Library(work.elm);
  executor = new cql.Executor(library, new cql.CodeService(work.valueSets));
  texts = work.bundles;
}

async function run() {
  const start = process.hrtime.bigint();
  const before = process.cpuUsage();
  const source = fhir.PatientSource.FHIRv401();
  source.loadBundles(texts.map((text) => JSON.parse(text)));
  const { patientResults } = await executor.exec(source);
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  const used = process.cpuUsage(before);
  const cpu = (used.user + used.system) / 1e3;
  const found = Object.entries(patientResults).map(([id, result]) => [id, result.Raised]);
  return { ms, cpu, found: Object.fromEntries(found) };
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    if (line) prepare(JSON.parse(line));
    const answer = line ? { ready: true, node: process.version } : await run();
    process.stdout.write(JSON.stringify(answer) + "\n");
  }
})();
