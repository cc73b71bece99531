export { ChartComponent } from "./chart-component";
export type { ChartArgs, ChartOptions } from "./chart-component";
