/** An image that stands in for the published postgres image: Debian's server, started as that image starts its own. It proves nothing about that one. */
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { toolFile } from "../../../tools/cache";
import { output } from "../../plane/command";

/** Debian's package `postgresql`. */
const INSTALLED = "/usr/lib/postgresql";
const PROGRAMS = ["initdb", "postgres", "pg_isready"];
const DATA = "/var/lib/postgresql/data";

/** As much of the published entry point as a local run needs. */
const ENTRY_POINT = `#!/bin/sh
set -eu
if [ ! -s ${DATA}/PG_VERSION ]; then
  chown postgres ${DATA}
  su postgres -c "initdb --pgdata=${DATA} --username=postgres --auth=\${POSTGRES_HOST_AUTH_METHOD} --encoding=UTF8 --locale=C"
  echo "host all all all \${POSTGRES_HOST_AUTH_METHOD}" >>${DATA}/pg_hba.conf
  echo "CREATE DATABASE \\"\${POSTGRES_DB}\\"" | su postgres -c "postgres --single -D ${DATA} postgres"
fi
exec su postgres -c "exec postgres -D ${DATA} -c listen_addresses='*' -c unix_socket_directories=/tmp"
`;

/** Writes the image's root into a folder, and makes the image of it. @returns its name */
export async function postgresStandIn(
  folder: string,
  docker: (...args: readonly string[]) => Promise<string>,
): Promise<string> {
  const version = readdirSync(INSTALLED).sort().at(-1) ?? "";
  const [home, share] = [join(INSTALLED, version), join("/usr/share/postgresql", version)];
  const bin = join(home, "bin");
  for (const path of [`${home}/lib`, share]) cpSync(path, join(folder, path), { recursive: true, dereference: true });
  for (const name of PROGRAMS) copy(folder, join(bin, name));
  const loaded = [...PROGRAMS.map((name) => join(bin, name)), join(home, "lib/plpgsql.so")];
  for (const library of new Set(loaded.flatMap(librariesOf))) copy(folder, library);
  await shell(folder, bin);
  const archive = `${folder}.tar`;
  await output("tar", ["--create", `--file=${archive}`, `--directory=${folder}`, "."]);
  const name = "postgres-stand-in:latest";
  await docker("import", `--change=ENTRYPOINT ["/entry-point"]`, `--change=ENV PATH=${bin}:/bin`, archive, name);
  return name;
}

function copy(folder: string, path: string): void {
  mkdirSync(join(folder, dirname(path)), { recursive: true });
  cpSync(realpathSync(path), join(folder, path));
}

function librariesOf(program: string): readonly string[] {
  const listed = execFileSync("ldd", [program], { encoding: "utf8" });
  return [...listed.matchAll(/(\/\S+) \(0x/g)].map(([, path]) => path!);
}

async function shell(folder: string, bin: string): Promise<void> {
  for (const path of ["bin", "etc", "tmp", `.${DATA}`]) mkdirSync(join(folder, path), { recursive: true });
  chmodSync(join(folder, "tmp"), 0o1777);
  cpSync(toolFile("debian", "busybox-amd64"), join(folder, "bin/busybox"));
  for (const name of (await output(toolFile("debian", "busybox-amd64"), ["--list"])).split("\n"))
    if (name !== "busybox") symlinkSync("busybox", join(folder, "bin", name));
  cpSync(toolFile("debian", "zoneinfo"), join(folder, "usr/share/zoneinfo"), { recursive: true, dereference: true });
  writeFileSync(join(folder, "etc/passwd"), "root:x:0:0:root:/:/bin/sh\npostgres:x:70:70:postgres:/tmp:/bin/sh\n");
  writeFileSync(join(folder, "etc/group"), "root:x:0:\npostgres:x:70:\n");
  writeFileSync(join(folder, "entry-point"), ENTRY_POINT, { mode: 0o755 });
  writeFileSync(join(folder, "etc/profile"), `export PATH=${bin}:/bin\n`);
}
