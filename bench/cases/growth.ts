// In one process: declare and write SERVICES services.
import { program } from "./program";
import { timed } from "./timed";

const outdir = process.env["OUTDIR"]!;
program(50, 50, `${outdir}/warm`).synth();
console.log(
  JSON.stringify({ ours: timed(() => program(Number(process.env["SERVICES"]), 100, `${outdir}/all`).synth()) }),
);
