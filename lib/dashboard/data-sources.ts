/** Data sources that dashboards and links count on, by uid, whatever they are called. */
export const DATA_SOURCES = {
  prometheus: { type: "prometheus", uid: "prometheus" },
  loki: { type: "loki", uid: "loki" },
  tempo: { type: "tempo", uid: "tempo" },
  pyroscope: { type: "grafana-pyroscope-datasource", uid: "pyroscope" },
  alertmanager: { type: "alertmanager", uid: "alertmanager" },
} as const;

/** The variable by which a dashboard can be looked at with another Prometheus. */
export const CHOSEN = "datasource";

/** The Prometheus that is chosen at the head of the dashboard. */
export const PROMETHEUS = { type: DATA_SOURCES.prometheus.type, uid: `\${${CHOSEN}}` };
