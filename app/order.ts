import type { IConstruct } from "constructs";

/** The constructs so that each comes after what it depends on, or the cycle that makes this impossible. */
export interface Order {
  readonly sorted: readonly IConstruct[];
  /** The constructs of a cycle in order, the first again at the end; empty when there is none. */
  readonly cycle: readonly IConstruct[];
}

/**
 * Sorts constructs, given parents first, in one pass over constructs and dependencies. A dependency of a construct holds for everything below it, on
 * everything below its target; so each construct has a beginning, after which what is below it may start, and an end, which waits for all of that.
 */
export function order(constructs: readonly IConstruct[]): Order {
  if (!constructs.some((construct) => construct.node.dependencies.length > 0)) return { sorted: constructs, cycle: [] };
  const graph = new Graph(constructs);
  return graph.sort();
}

const BEGIN = 0;
const END = 1;

class Graph {
  private readonly index: Map<IConstruct, number>;
  /** 0 unseen, 1 on the way, 2 done; two entries a construct. */
  private readonly state: Uint8Array;
  private readonly sorted: IConstruct[] = [];

  constructor(private readonly constructs: readonly IConstruct[]) {
    this.index = new Map(constructs.map((construct, index) => [construct, index]));
    this.state = new Uint8Array(constructs.length * 2);
  }

  sort(): Order {
    for (let index = 0; index < this.constructs.length; index++) {
      const cycle = this.visit(index * 2 + END);
      if (cycle) return { sorted: this.constructs, cycle };
    }
    return { sorted: this.sorted, cycle: [] };
  }

  /** Depth-first without recursion: layers may be many. */
  private visit(start: number): IConstruct[] | undefined {
    const stack: { vertex: number; before: number[]; next: number }[] = [];
    const enter = (vertex: number) => {
      this.state[vertex] = 1;
      stack.push({ vertex, before: this.before(vertex), next: 0 });
    };
    if (this.state[start] === 0) enter(start);
    for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
      const vertex = frame.before[frame.next++];
      if (vertex === undefined) this.leave(stack.pop()!.vertex);
      else if (this.state[vertex] === 1)
        return this.cycle(
          stack.map((one) => one.vertex),
          vertex,
        );
      else if (this.state[vertex] === 0) enter(vertex);
    }
    return undefined;
  }

  private leave(vertex: number): void {
    this.state[vertex] = 2;
    if (vertex % 2 === BEGIN) this.sorted.push(this.constructs[vertex >> 1]!);
  }

  /** The vertices that must be done first. */
  private before(vertex: number): number[] {
    const construct = this.constructs[vertex >> 1]!;
    if (vertex % 2 === END) return [vertex - 1, ...this.known(construct.node.children, END)];
    const scope = construct.node.scope;
    return [...(scope ? this.known([scope], BEGIN) : []), ...this.known(construct.node.dependencies, END)];
  }

  private known(constructs: readonly IConstruct[], side: number): number[] {
    return constructs.flatMap((construct) => {
      const index = this.index.get(construct);
      return index === undefined ? [] : [index * 2 + side];
    });
  }

  /** The constructs between the two meetings with a vertex; begin and end of one construct, and steps to a parent, are one station. */
  private cycle(trail: readonly number[], vertex: number): IConstruct[] {
    const loop = trail.slice(trail.indexOf(vertex)).map((one) => this.constructs[one >> 1]!);
    const stations = loop.filter(
      (construct, index) => construct !== loop[index - 1] && construct.node.dependencies.length > 0,
    );
    const named = stations.length > 0 ? stations : loop;
    return [...named, named[0]!];
  }
}
