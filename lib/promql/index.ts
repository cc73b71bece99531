export { Expr, difference, number } from "./expr";
export { absent, count, histogramQuantile, max, presentOverTime, rate, sum, sumOverTime, vector } from "./functions";
export { labelName, metricName } from "./names";
export { canonical } from "./number";
export { Series, bound, isNot, matches, quoted } from "./series";
export type { Matcher, Matchers, Window } from "./series";
