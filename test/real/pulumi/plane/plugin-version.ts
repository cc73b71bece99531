/** Starts a provider, asks it for its version, prints that and ends it: `node -r ./test/real/typescript.cjs plugin-version.ts PROGRAM`. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { credentials } from "@grpc/grpc-js";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

void (async () => {
  const provider = spawn(process.argv[2]!, ["127.0.0.1:0"], { stdio: ["ignore", "pipe", "ignore"] });
  try {
    const [port] = (await once(provider.stdout, "data")) as [Buffer];
    const client = new ResourceProviderClient(`127.0.0.1:${port.toString().trim()}`, credentials.createInsecure());
    const info = await new Promise<PluginInfo>((resolve, reject) => {
      client.getPluginInfo(new Empty(), (error, answer) => (error ? reject(error) : resolve(answer)));
    });
    console.log(info.getVersion());
    client.close();
  } finally {
    provider.kill();
  }
})();
