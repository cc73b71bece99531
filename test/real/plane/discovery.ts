import type { HttpsSession } from "./https-session";

/** Where the server keeps the objects of one kind. */
export interface Resource {
  /** `/api/v1` or `/apis/<group>/<version>`. */
  readonly root: string;
  /** Plural name in the path. */
  readonly name: string;
  readonly namespaced: boolean;
}

interface ResourceList {
  readonly resources?: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
}

/** Kinds to paths, as the server itself lists them; asked once for each group and version, and again for a kind not seen yet. */
export class Discovery {
  private readonly known = new Map<string, Resource>();

  constructor(private readonly session: HttpsSession) {}

  /** The resource of a kind, or nothing where the server lacks it. */
  async find(apiVersion: string, kind: string): Promise<Resource | undefined> {
    if (!this.known.has(`${apiVersion} ${kind}`)) await this.read(apiVersion);
    return this.known.get(`${apiVersion} ${kind}`);
  }

  private async read(apiVersion: string): Promise<void> {
    const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const { body } = await this.session.send("GET", root);
    for (const { name, kind, namespaced } of (body as ResourceList).resources ?? []) {
      if (!name.includes("/")) this.known.set(`${apiVersion} ${kind}`, { root, name, namespaced });
    }
  }
}
