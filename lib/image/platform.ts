/** Operating systems and processors that images are built for. */
export const PLATFORMS = [
  "linux/amd64",
  "linux/arm64",
  "linux/arm/v7",
  "linux/ppc64le",
  "linux/riscv64",
  "linux/s390x",
] as const;

/** `os/architecture[/variant]` of the OCI image specification. */
export type Platform = (typeof PLATFORMS)[number];
