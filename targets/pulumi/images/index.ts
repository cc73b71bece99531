export { buildImages } from "./build-images";
export type { BuildContext, ChartImages } from "./build-images";
export type { ImageBuild } from "./image-build";
export { IMAGE_OPTIONS } from "./image-options";
export type { ImageOptions, PushOptions, RegistryLogin } from "./image-options";
export { imageProblems } from "./image-problems";
