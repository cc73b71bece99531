import * as pulumi from "@pulumi/pulumi";

/** What one process needed for its objects: milliseconds of processor time, and the most memory in MiB. */
export interface Measured {
  readonly milliseconds: number;
  readonly memory: number;
}

/** Registers against mocks and prints what it took, beyond the import of the packages. */
export async function measured(register: () => void): Promise<void> {
  const newResource = ({ name, inputs }: pulumi.runtime.MockResourceArgs) => ({ id: name, state: inputs as object });
  await pulumi.runtime.setMocks({ newResource, call: () => ({}) }, "shop", "prod", false);
  const before = process.cpuUsage();
  register();
  await pulumi.runtime.disconnect();
  const { user, system } = process.cpuUsage(before);
  const milliseconds = (user + system) / 1000;
  const memory = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ milliseconds, memory } satisfies Measured));
}
