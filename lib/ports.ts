import type { ImageRef } from "./image-ref";

/** Something that an autoscaler can scale. */
export interface ScaleTarget {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** A port of a program, with its defaults filled in. */
export interface ProgramPort {
  /** A port name of Kubernetes: at most 15 characters. */
  readonly name: string;
  /** Where the program listens. */
  readonly port: number;
  /** Where the Service listens. */
  readonly servicePort: number;
  readonly protocol: "TCP" | "UDP";
  readonly appProtocol: string | undefined;
}

/** Somebody who may be let in: the pods with these labels in this namespace. */
export interface Peer {
  readonly namespace: string;
  /** Empty: every pod of the namespace. */
  readonly selector: Readonly<Record<string, string>>;
}

/** Something that containers can run: a GoImage. */
export interface ImageSource {
  readonly ref: ImageRef;
}
