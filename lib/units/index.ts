export { Cpu, type CpuLike } from "./cpu";
export { Duration, type DurationLike } from "./duration";
export { Percent, type PercentLike } from "./percent";
export { formatQuantity, parseQuantity, type Quantity, type QuantityFormat } from "./quantity";
export { Size, type SizeLike } from "./size";
export { valueOf } from "./or-refuse";
