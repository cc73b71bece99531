import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Duration } from "../../lib/units";
import {
  Series,
  absent,
  bound,
  canonical,
  count,
  difference,
  histogramQuantile,
  isNot,
  labelName,
  matches,
  metricName,
  number,
  quoted,
  rate,
  sum,
  sumOverTime,
} from "../../lib/promql";

const a = new Series("a");
const b = new Series("b");
const c = new Series("c");

describe("an expression", () => {
  it.each([
    [a.over(b).times(c), "a / b * c"],
    [a.over(b.times(c)), "a / (b * c)"],
    [a.minus(b).minus(c), "a - b - c"],
    [a.minus(b.minus(c)), "a - (b - c)"],
    [a.minus(b).over(c), "(a - b) / c"],
    [a.or(b).over(c.above(0)), "(a or b) / (c > 0)"],
    [a.above(0.05).and(b), "a > 0.05 and b"],
    [a.and(b).or(c), "a and b or c"],
    [a.and(b.or(c)), "a and (b or c)"],
    [a.unless(b, ["pod", "job"]), "a unless on (pod, job) b"],
    [a.below(1).and(b, ["job"]), "a < 1 and on (job) b"],
    [difference(1, a.over(0.001)), "1 - a / 0.001"],
    [number(2).times(a), "2 * a"],
    [a.equals(1), "a == 1"],
    [absent(a.equals(1)), "absent(a == 1)"],
    [count(a, ["pod"]), "count by (pod) (a)"],
    [sum(rate(a.during("$__rate_interval"))), "sum(rate(a[$__rate_interval]))"],
    [sumOverTime(a.during(Duration.days(3), Duration.hours(1))), "sum_over_time(a[3d] offset 1h)"],
    [histogramQuantile(0.95, sum(b, ["le"])), "histogram_quantile(0.95, sum by (le) (b))"],
  ])("has brackets where the operators need them: %s", (expression, text) => {
    expect(expression.text).toBe(text);
  });
});

describe("a series", () => {
  it("prints its matchers in order of the labels, with Go's escapes", () => {
    const series = new Series("up", { path: matches("/a\\d+"), job: 'a"b', code: isNot("x\ny") });
    expect(series.text).toBe('up{code!="x\\ny",job="a\\"b",path=~"/a\\\\d+"}');
  });

  it("keeps its labels when it gets more", () => {
    expect(new Series("up", { job: "a" }).where({ pod: "b" }).text).toBe('up{job="a",pod="b"}');
  });

  it.each([
    [0.3, '{le="0.3"}'],
    [2, '{le=~"2|2.0"}'],
    [10, '{le=~"10|10.0"}'],
    [0.005, '{le="0.005"}'],
  ])("names the bucket %d however it came to Prometheus", (le, text) => {
    expect(new Series("x", { le: bound(le) }).text).toBe(`x${text}`);
  });

  it("quotes any text so that Go reads it back", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", '"', "\\", "\n", "{", "é", "界") }), (text) => {
        expect(JSON.parse(quoted(text))).toBe(text);
      }),
    );
  });
});

describe("a number", () => {
  it.each([
    [0.1 + 0.2, "0.3"],
    [14.4 * 0.001, "0.0144"],
    [1 - 0.999, "0.001"],
    [6, "6"],
    [1e-7, "1e-7"],
  ])("is printed without what binary fractions leave behind: %d", (value, text) => {
    expect(canonical(value)).toBe(text);
  });
});

describe("a name", () => {
  it.each(["http-requests", "2xx", "", "a b", "größe"])("of a metric is refused with one that would do: %j", (name) => {
    const complaint = metricName(name);
    expect(complaint).toMatchObject({ code: "metric-name" });
    expect(metricName(JSON.parse(/"[^"]*"/.exec(complaint!.fix)![0]) as string)).toBeUndefined();
  });

  it.each(["http-status", "__name__", "a:b", "9"])("of a label is refused: %j", (name) => {
    expect(labelName(name)).toMatchObject({ code: "label-name" });
  });

  it("is taken with colons for a metric, and without for a label", () => {
    expect([metricName("slo:error_ratio:rate5m"), labelName("http_route")]).toEqual([undefined, undefined]);
  });
});
