import { type handleUnaryCall, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { InitFailed } from "./objects";
import type { Properties } from "./properties";

/** A handler of gRPC from one that answers with a promise. */
export function answering<Question, Answer>(
  answer: (question: Question) => Answer | Promise<Answer>,
): handleUnaryCall<Question, Answer> {
  return ({ request }, reply) => {
    Promise.resolve(request)
      .then(answer)
      .then(
        (value) => reply(null, value),
        (error: unknown) => reply(failure(error as Error)),
      );
  };
}

export function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties);
}

export function fromStruct(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

function failure(error: Error): Partial<ServiceError> {
  const metadata = new Metadata();
  if (error instanceof InitFailed) metadata.add("grpc-status-details-bin", initFailed(error));
  return { code: status.UNKNOWN, details: error.message, metadata };
}

/** What makes the engine keep an object that is not ready. */
function initFailed({ message, outcome }: InitFailed): Buffer {
  const detail = new ErrorResourceInitFailed();
  detail.setId(outcome.id);
  detail.setProperties(toStruct(outcome.state));
  detail.setReasonsList([message]);
  const packed = new Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const answer = new Status();
  answer.setCode(status.UNKNOWN);
  answer.setMessage(message);
  answer.addDetails(packed);
  return Buffer.from(answer.serializeBinary());
}
