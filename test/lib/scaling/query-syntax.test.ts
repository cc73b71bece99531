import { describe, expect, it } from "@jest/globals";
import { queryProblem } from "../../../lib/scaling/query-syntax";

const TOKEN = `ghp_${"a".repeat(36)}`;

describe("a query of Prometheus", () => {
  it.each([
    "sum(jobs_waiting)",
    'max by (queue) (jobs{queue=~"(a|b)[0-9]{2}"})',
    `sum(jobs{queue='it "is" (so'})`,
    'sum(jobs{queue="a \\" ( quote"})',
    "sum(jobs{queue=`raw \\ ( [`})",
    "sum(rate(jobs_total[2m])) # as of today (",
    'sum( # ["\n jobs)',
    "vector(1)",
  ])("is taken: %s", (query) => {
    expect(queryProblem(query)).toBeUndefined();
  });

  it.each([
    ["", "it is empty"],
    [" \n", "it is empty"],
    ["# sum(jobs)\n #", "it is empty"],
    ["sum(jobs", "a ( is not closed"],
    ["sum(jobs))", "a ) has no partner"],
    ["sum(rate(jobs[2m))", "a ) has no partner"],
    ["jobs{queue=~'a'", "a { is not closed"],
    ['jobs{queue="a}', 'a " is not closed'],
    ['jobs{queue="a\n"}', 'a " is not closed'],
    ["jobs{queue='a}", "a ' is not closed"],
    ["jobs{queue=`a}", "a ` is not closed"],
    ['jobs{queue="a\\"}', 'a " is not closed'],
  ])("is refused: %j", (query, reason) => {
    expect(queryProblem(query)).toMatchObject({ code: "query-syntax", got: `${JSON.stringify(query)}: ${reason}` });
  });

  it("holds no secret, and the message does not say it", () => {
    const complaint = queryProblem(`sum(jobs{token="${TOKEN}"})`);
    expect(complaint).toMatchObject({ code: "literal-secret" });
    expect(JSON.stringify(complaint)).not.toContain(TOKEN);
  });
});
