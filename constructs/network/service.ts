import type { Construct } from "constructs";
import type { ProgramPort } from "../../lib/ports";
import type { NodePort } from "../../lib/route";
import { KubeObject } from "../base/kube-object";
import { programLabels, reasons, selectorLabels } from "../base/labels";
import type { ServicePort } from "../imports/kubernetes";

/** A stable address in front of a program's pods: ClusterIP, or NodePort where somebody said why. */
export class ServicePorts extends KubeObject<"Service"> {
  constructor(
    scope: Construct,
    id: string,
    name: string,
    ports: readonly ProgramPort[],
    nodePort: NodePort | undefined,
  ) {
    const annotations = reasons({ "node-port": nodePort });
    super(
      scope,
      id,
      "Service",
      { name, labels: programLabels(name), annotations },
      {
        spec: {
          ports: ports.map((port, index) => servicePort(port, index === 0 ? nodePort?.nodePort : undefined)),
          selector: selectorLabels(name),
          type: nodePort ? "NodePort" : "ClusterIP",
        },
      },
    );
  }
}

/** A name for each pod of a StatefulSet, also before it is ready. */
export class HeadlessService extends KubeObject<"Service"> {
  constructor(scope: Construct, id: string, program: string, name: string, ports: readonly ProgramPort[]) {
    super(
      scope,
      id,
      "Service",
      { name, labels: programLabels(program) },
      {
        spec: {
          clusterIP: "None",
          ports: ports.length > 0 ? ports.map((port) => servicePort({ ...port, servicePort: port.port })) : undefined,
          publishNotReadyAddresses: true,
          selector: selectorLabels(program),
        },
      },
    );
  }
}

function servicePort({ name, servicePort, protocol, appProtocol }: ProgramPort, nodePort?: number): ServicePort {
  return { appProtocol, name, nodePort, port: servicePort, protocol, targetPort: name };
}
