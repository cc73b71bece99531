// Whole process: declare SERVICES services in charts of a hundred and write them to OUTDIR.
import { program } from "./program";

program(Number(process.env["SERVICES"]), 100, process.env["OUTDIR"]!).synth();
