export { boardOf } from "./board";
export { DATA_SOURCES } from "./data-sources";
export type { Dashboard, Line, Link, Panel, Query, Row, Unit, Variable } from "./model";
export { renderDashboard } from "./render";
export { NAMES, SOURCES } from "./sources";
export type { Source } from "./sources";
