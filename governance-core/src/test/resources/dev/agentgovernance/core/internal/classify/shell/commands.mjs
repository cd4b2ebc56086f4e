// Prints the names of the simple commands that another parser finds in scripts: a JSON text a line in, a JSON list a line out.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { createInterface } from "node:readline";
import { join } from "node:path";

const require = createRequire(join(process.argv[2], "package.json"));
const { parse, forEachChild } = await import(pathToFileURL(require.resolve("unbash")));
for await (const line of createInterface({ input: process.stdin })) {
  const names = [];
  const visit = (node) => {
    if (node.type === "Command" && node.name !== undefined && /^[A-Za-z0-9_./-]+$/.test(node.name.text)) {
      names.push(node.name.text);
    }
    forEachChild(node, visit);
  };
  visit(parse(JSON.parse(line)));
  console.log(JSON.stringify(names.sort()));
}
