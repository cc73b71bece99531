// In one process, over one tree with a chart for each service: our synthesis, cdk8s's own, and js-yaml dumping the same objects.
import { App } from "cdk8s";
import { dump } from "js-yaml";
import { program } from "./program";
import { timed } from "./timed";

const services = Number(process.env["SERVICES"]);
const outdir = process.env["OUTDIR"]!;

program(50, 1, `${outdir}/warm`).synth();
const app = program(services, 1, `${outdir}/ours`);
const ours = timed(() => app.synth());
const manifests = app.render().objects.map(({ manifest }) => manifest);
const yaml = timed(() => manifests.forEach((manifest) => dump(manifest)));
const stock = program(services, 1, `${outdir}/stock`);
const cdk8s = process.env["STOCK"] ? timed(() => App.prototype.synth.call(stock)) : undefined;
console.log(JSON.stringify({ ours, yaml, cdk8s, objects: manifests.length }));
