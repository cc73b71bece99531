import { Discovery } from "../../../plane/discovery";
import type { HttpsSession } from "../../../plane/https-session";
import type { KubeObject, ObjectAddress } from "../../../plane/kube-object";

/** The API server said no. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export interface ApplyOptions {
  readonly manager: string;
  readonly force: boolean;
  readonly dryRun: boolean;
}

export const NOT_FOUND = 404;
export const ALREADY_EXISTS = 409;

const FAILURE = 400;

/** The requests that the provider makes of the API server. */
export class Cluster {
  private readonly discovery: Discovery;

  constructor(private readonly session: HttpsSession) {
    this.discovery = new Discovery(session);
  }

  /** Whether its objects live in namespaces; nothing where the server lacks the kind. */
  async isNamespaced({ apiVersion, kind }: ObjectAddress): Promise<boolean | undefined> {
    return (await this.discovery.find(apiVersion, kind))?.namespaced;
  }

  /** @throws Refused, with 409 where the object is there already */
  async create(object: ObjectAddress, { manager, dryRun }: Omit<ApplyOptions, "force">): Promise<KubeObject> {
    const query = new URLSearchParams({ fieldManager: manager, ...(dryRun && { dryRun: "All" }) });
    return this.send("POST", `${await this.collection(object)}?${query}`, object);
  }

  /** Server-side apply. @throws Refused */
  async apply(object: ObjectAddress, { manager, force, dryRun }: ApplyOptions): Promise<KubeObject> {
    const query = new URLSearchParams({
      fieldManager: manager,
      force: String(force),
      ...(dryRun && { dryRun: "All" }),
    });
    return this.send("PATCH", `${await this.path(object)}?${query}`, object, "application/apply-patch+yaml");
  }

  /** @throws Refused */
  async replaceField(address: ObjectAddress, path: string, value: unknown): Promise<KubeObject> {
    const patch = [{ op: "replace", path, value }];
    return this.send("PATCH", await this.path(address), patch, "application/json-patch+json");
  }

  /** The object, or nothing where there is none. */
  async find(address: ObjectAddress): Promise<KubeObject | undefined> {
    if ((await this.isNamespaced(address)) === undefined) return undefined;
    return orNothing(this.send("GET", await this.path(address)));
  }

  /** Asks for its end; whether that has come is seen by `find`. */
  async delete(address: ObjectAddress, propagationPolicy: string): Promise<void> {
    if ((await this.isNamespaced(address)) === undefined) return;
    await orNothing(this.send("DELETE", await this.path(address), { propagationPolicy }));
  }

  private async send(method: string, path: string, body?: unknown, type?: string): Promise<KubeObject> {
    const { status, body: answer } = await this.session.send(method, path, body, type);
    if (status >= FAILURE) throw new Refused(status, String((answer as { message?: string }).message ?? answer));
    return answer as KubeObject;
  }

  private async path(address: ObjectAddress): Promise<string> {
    return `${await this.collection(address)}/${address.metadata.name}`;
  }

  private async collection({ apiVersion, kind, metadata }: ObjectAddress): Promise<string> {
    const resource = await this.discovery.find(apiVersion, kind);
    if (!resource) throw new Refused(NOT_FOUND, `no matches for kind "${kind}" in version "${apiVersion}"`);
    const { root, name, namespaced } = resource;
    return namespaced ? `${root}/namespaces/${metadata.namespace ?? "default"}/${name}` : `${root}/${name}`;
  }
}

async function orNothing(reply: Promise<KubeObject>): Promise<KubeObject | undefined> {
  try {
    return await reply;
  } catch (error) {
    if (error instanceof Refused && error.status === NOT_FOUND) return undefined;
    throw error;
  }
}
