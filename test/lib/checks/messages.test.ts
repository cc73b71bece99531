import { runInNewContext } from "node:vm";
import { describe, expect, it } from "@jest/globals";
import { changed, problemsOf } from "./mutate";

function gotOf(kind: string, field: string, value: unknown): string | undefined {
  const found = problemsOf(changed({ title: "", in: kind, set: { [field]: value } }));
  return found.find((problem) => problem.field === field)?.got;
}

describe("a problem", () => {
  it("shows an object of another realm as it was typed", () => {
    expect(gotOf("ConfigMap", "data.A", runInNewContext("({ a: [1] })"))).toBe('{"a":[1]}');
  });

  it("names the class of any other object", () => {
    expect(gotOf("ConfigMap", "data.A", runInNewContext("new Map()"))).toBe("a Map");
  });

  it("doesn't show a date of another realm, whose text depends on the time zone", () => {
    expect(gotOf("ConfigMap", "data.A", runInNewContext("new Date(0)"))).toBe("a Date");
  });

  it.each([
    ["every day", '"every day", 2 fields'],
    ["hourly", '"hourly", 1 field'],
  ])("counts the fields of the schedule %j", (schedule, got) => {
    expect(gotOf("CronJob", "spec.schedule", schedule)).toBe(got);
  });
});
