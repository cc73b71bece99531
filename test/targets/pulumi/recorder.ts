import * as pulumi from "@pulumi/pulumi";
import { deserializeProperties } from "@pulumi/pulumi/runtime/rpc";
import { getMonitor } from "@pulumi/pulumi/runtime/settings";

/** What the engine was asked to register. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly parent: string;
  /** URN and id of its provider. */
  readonly provider: string;
  readonly inputs: Record<string, unknown>;
  readonly dependencies: readonly string[];
  readonly aliases: readonly string[];
  readonly ignoreChanges: readonly string[];
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deletedWith: string;
  readonly timeouts: { readonly create: string; readonly update: string } | undefined;
}

/** The request of RegisterResource, as far as it is read here. */
interface Request {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProvider(): string;
  getObject(): Parameters<typeof deserializeProperties>[0];
  getDependenciesList(): string[];
  getAliasesList(): { getSpec(): { getName(): string } | undefined }[];
  getIgnorechangesList(): string[];
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getDeletedwith(): string;
  getCustomtimeouts(): { getCreate(): string; getUpdate(): string } | undefined;
}

interface Monitor {
  newUrn(parent: string, type: string, name: string): string;
  registerResource(request: Request, callback: unknown): Promise<void>;
}

/** Runs a program against mocks, and gives everything that it registered. @param options.outputs what every resource has besides its inputs */
export async function registered(
  program: () => unknown,
  { preview = false, outputs = {} } = {},
): Promise<readonly Registered[]> {
  const newResource = ({ name, inputs }: pulumi.runtime.MockResourceArgs) => ({
    id: name,
    state: { ...(inputs as object), ...outputs },
  });
  await pulumi.runtime.setMocks({ newResource, call: ({ inputs }) => inputs as object }, "shop", "prod", preview);
  const requests: Registered[] = [];
  const monitor = getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    requests.push(read(request, monitor));
    return register(request, callback);
  };
  program();
  await pulumi.runtime.disconnect();
  return requests;
}

function read(request: Request, monitor: Monitor): Registered {
  const timeouts = request.getCustomtimeouts();
  const [parent, type, name] = [request.getParent(), request.getType(), request.getName()];
  return {
    type,
    name,
    parent,
    provider: request.getProvider(),
    urn: monitor.newUrn(parent, type, name),
    inputs: deserializeProperties(request.getObject()),
    dependencies: request.getDependenciesList(),
    aliases: request.getAliasesList().flatMap((alias) => alias.getSpec()?.getName() || []),
    ignoreChanges: request.getIgnorechangesList(),
    protect: request.getProtect(),
    retainOnDelete: request.getRetainondelete(),
    deletedWith: request.getDeletedwith(),
    timeouts: timeouts && { create: timeouts.getCreate(), update: timeouts.getUpdate() },
  };
}
