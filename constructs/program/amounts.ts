import type { FieldType } from "../../lib/fields";
import { unit, value } from "../../lib/fields";
import { Resources } from "../../lib/resources";
import { Cpu, Size } from "../../lib/units";
import { Volume } from "../../lib/volume";

export const CPU = unit(Cpu, { name: "amount of processor time", min: Cpu.millis(1), max: Cpu.cores(1024) });

const MOST_MEMORY = Size.gibibytes(4096);
/** The least memory for a Go program: below it the runtime itself has no room. */
export const MEMORY = unit(Size, { name: "size", min: Size.mebibytes(32), max: MOST_MEMORY });

const MOST_SCRATCH = Size.gibibytes(1024);
export const SCRATCH = unit(Size, { name: "size", min: Size.mebibytes(1), max: MOST_SCRATCH });

/** A pair for a Go program, within the bounds of `cpu` and `memory`. */
export const PROGRAM_RESOURCES = resources(MEMORY);
/** A pair for any other container. */
export const CONTAINER_RESOURCES = resources(unit(Size, { name: "size", max: MOST_MEMORY }));

function resources(memory: FieldType<Size>): FieldType<Resources> {
  const pair = value<Resources>("Resources.small, or Resources.of({ cpu, memory })", Resources);
  return {
    shape: pair.shape,
    read: (given, place) => {
      const read = pair.read(given, place);
      if (!read) return undefined;
      const parts = [CPU.read(read.cpu, place.member("cpu")), memory.read(read.memory, place.member("memory"))];
      return parts.includes(undefined) ? undefined : read;
    },
  };
}

const volume = value<Volume>("Volume.scratch(path, size), or Volume.claim(path, name)", Volume);
const folder = unit(Size, { name: "size", max: MOST_SCRATCH });

/** A folder; an empty one has at most the size of `scratch`. */
export const VOLUME: FieldType<Volume> = {
  shape: volume.shape,
  read: (given, place) => {
    const read = volume.read(given, place);
    if (read?.source.from !== "scratch") return read;
    return folder.read(read.source.size, place) && read;
  },
};
