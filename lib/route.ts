import { OptOut } from "./opt-out";

/** How requests from outside of the cluster reach a port. */
export class Route {
  private constructor(
    readonly via: "gateway" | "ingress",
    readonly host: string,
    readonly path: string,
    /** The port's name. @default - the service's first application port */
    readonly port: string | undefined,
    readonly className: string | undefined,
    readonly tlsSecret: string | undefined,
    readonly controllerNamespace: string | undefined,
  ) {
    Object.freeze(this);
  }

  /**
   * A host on the environment's Gateway: HTTPRoute, or GRPCRoute for a gRPC port; the Gateway's listener terminates TLS.
   * `path` is a prefix, "/" unless given.
   */
  static host(host: string, options: { readonly path?: string; readonly port?: string } = {}): Route {
    return new Route("gateway", host, options.path ?? "/", options.port, undefined, undefined, undefined);
  }

  /** A host on an Ingress controller; `tlsSecret` names the certificate, `controllerNamespace` is where the controller's pods are. */
  static ingress(
    host: string,
    options: {
      readonly className: string;
      readonly tlsSecret: string;
      readonly controllerNamespace: string;
      readonly path?: string;
      readonly port?: string;
    },
  ): Route {
    return new Route(
      "ingress",
      host,
      options.path ?? "/",
      options.port,
      options.className,
      options.tlsSecret,
      options.controllerNamespace,
    );
  }

  /** A port on every node, for tests; a stage of "production" wants this reason. */
  static nodePort(reason: string, options: { readonly nodePort?: number } = {}): NodePort {
    return new NodePort(reason, options.nodePort, Route.nodePort);
  }
}

/** A NodePort Service with the reason why. */
export class NodePort extends OptOut {
  constructor(
    reason: string,
    /** 30000–32767. @default - the cluster picks one */
    readonly nodePort: number | undefined,
    above: (...args: never[]) => unknown,
  ) {
    super(reason, above);
  }
}
