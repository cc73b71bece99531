import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { version } from "@pulumi/kubernetes/package.json";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { answering, fromStruct, toStruct } from "./answers";
import { pathText } from "./differences";
import { Objects } from "./objects";
import { openedProperties } from "./properties";
import { configChanges } from "./provider-config";
import { plan, type Plan } from "./replacement";
import { settings, type Settings } from "./settings";

/** Of the package whose provider this stands in for: the command compares them. */
const VERSION = `${version}+stand-in`;
const { PropertyDiff, DiffResponse } = messages;
const KINDS = {
  add: [PropertyDiff.Kind.ADD, PropertyDiff.Kind.ADD_REPLACE],
  delete: [PropertyDiff.Kind.DELETE, PropertyDiff.Kind.DELETE_REPLACE],
  update: [PropertyDiff.Kind.UPDATE, PropertyDiff.Kind.UPDATE_REPLACE],
} as const;

/** What the engine may ask of the provider; it configures it before it asks for objects. */
export function service(): UntypedServiceImplementation {
  let configured: Settings;
  let objects: Objects;
  return {
    handshake: answering(() => new messages.ProviderHandshakeResponse().setAcceptSecrets(true)),
    getPluginInfo: answering(() => new PluginInfo().setVersion(VERSION)),
    cancel: answering(() => new Empty()),
    checkConfig: answering((request: messages.CheckRequest) =>
      new messages.CheckResponse().setInputs(request.getNews()),
    ),
    diffConfig: answering(diffConfig),
    configure: answering((request: messages.ConfigureRequest) => {
      configured = settings(openedProperties(fromStruct(request.getArgs())));
      objects = new Objects(configured);
      return new messages.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
    }),
    check: answering((request: messages.CheckRequest) => check(objects, request)),
    diff: answering((request: messages.DiffRequest) => diff(configured, request)),
    create: answering((request: messages.CreateRequest) => create(objects, request)),
    read: answering((request: messages.ReadRequest) => read(objects, request)),
    update: answering((request: messages.UpdateRequest) => update(objects, request)),
    delete: answering(async (request: messages.DeleteRequest) => {
      await objects.delete(fromStruct(request.getProperties()), request.getTimeout());
      return new Empty();
    }),
  };
}

function diffConfig(request: messages.DiffRequest): messages.DiffResponse {
  const olds = request.getOldInputs() ?? request.getOlds();
  const { diffs, replaces } = configChanges(fromStruct(olds), fromStruct(request.getNews()));
  return new DiffResponse().setChanges(changes(diffs)).setDiffsList(diffs).setReplacesList(replaces);
}

async function check(objects: Objects, request: messages.CheckRequest): Promise<messages.CheckResponse> {
  const inputs = await objects.checked(fromStruct(request.getNews()));
  return new messages.CheckResponse().setInputs(toStruct(inputs));
}

function diff({ mutable }: Settings, request: messages.DiffRequest): messages.DiffResponse {
  const [olds, news] = [request.getOldInputs(), request.getNews()].map(fromStruct).map(openedProperties);
  return diffResponse(plan(olds!, news!, mutable));
}

function diffResponse({ differences, deleteBeforeReplace }: Plan): messages.DiffResponse {
  const response = new DiffResponse()
    .setChanges(changes(differences))
    .setReplacesList(differences.filter(({ replaces }) => replaces).map(({ path }) => pathText(path)))
    .setDeletebeforereplace(deleteBeforeReplace)
    .setHasdetaileddiff(true);
  for (const { path, kind, replaces } of differences) {
    const [inPlace, replacing] = KINDS[kind];
    const detail = new PropertyDiff().setKind(replaces ? replacing : inPlace).setInputdiff(true);
    response.getDetaileddiffMap().set(pathText(path), detail);
  }
  return response;
}

function changes(found: readonly unknown[]): messages.DiffResponse.DiffChanges {
  return found.length > 0 ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE;
}

async function create(objects: Objects, request: messages.CreateRequest): Promise<messages.CreateResponse> {
  const { id, state } = await objects.create({
    inputs: fromStruct(request.getProperties()),
    preview: request.getPreview(),
    timeout: request.getTimeout(),
  });
  return new messages.CreateResponse().setId(id).setProperties(toStruct(state));
}

async function read(objects: Objects, request: messages.ReadRequest): Promise<messages.ReadResponse> {
  const found = await objects.read(fromStruct(request.getInputs()), fromStruct(request.getProperties()));
  const response = new messages.ReadResponse();
  if (!found) return response;
  return response.setId(found.id).setProperties(toStruct(found.state)).setInputs(toStruct(found.inputs));
}

async function update(objects: Objects, request: messages.UpdateRequest): Promise<messages.UpdateResponse> {
  const { state } = await objects.update({
    inputs: fromStruct(request.getNews()),
    state: fromStruct(request.getOlds()),
    preview: request.getPreview(),
    timeout: request.getTimeout(),
    ignoreChanges: request.getIgnorechangesList(),
  });
  return new messages.UpdateResponse().setProperties(toStruct(state));
}
