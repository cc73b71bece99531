// Whole process: one service.
import { program } from "./program";

program(1, 1, process.env["OUTDIR"]!).synth();
