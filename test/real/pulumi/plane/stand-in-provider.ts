/**
 * Stands in for the Kubernetes provider of Pulumi, which can't be had from a package registry: the engine starts it as
 * `pulumi-resource-kubernetes` and reads its port.
 */
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { service } from "./stand-in/service";

const ANY_SIZE = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

const server = new Server(ANY_SIZE);
server.addService(ResourceProviderService, service());
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(port);
});
