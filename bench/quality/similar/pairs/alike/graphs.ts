export function topologicalDegrees(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const incoming = new Map<string, number>();
  for (const [node, targets] of edges) {
    if (!incoming.has(node)) incoming.set(node, 0);
    for (const target of targets) incoming.set(target, (incoming.get(target) ?? 0) + 1);
  }
  const most = Math.max(...incoming.values());
  const busiest: string[] = [];
  for (const [node, count] of incoming) {
    if (count === most) busiest.push(node);
  }
  return busiest;
}

export function spanningWeight(graph: Record<string, Record<string, number>>, source: string): number {
  const costs = new Map<string, number>([[source, 0]]);
  const visited = new Set<string>();
  let total = 0;
  for (;;) {
    let nearest: string | undefined;
    for (const [node, cost] of costs) {
      if (!visited.has(node) && (nearest === undefined || cost < costs.get(nearest)!)) nearest = node;
    }
    if (nearest === undefined) return total;
    visited.add(nearest);
    total += costs.get(nearest)!;
    for (const [neighbour, weight] of Object.entries(graph[nearest] ?? {})) {
      if (weight < (costs.get(neighbour) ?? Infinity)) costs.set(neighbour, weight);
    }
  }
}

export function gridPaint(grid: string[][], start: [number, number], colour: string): string[][] {
  const queue: [number, number][] = [start];
  const from = grid[start[0]]![start[1]]!;
  while (queue.length > 0) {
    const [row, column] = queue.shift()!;
    if (grid[row]?.[column] !== from || from === colour) continue;
    grid[row]![column] = colour;
    for (const [dr, dc] of [[0, 1], [1, 0], [0, -1], [-1, 0]] as const) {
      queue.push([row + dr, column + dc]);
    }
  }
  return grid;
}

export function twoColours(size: number, edges: readonly (readonly [number, number])[]): boolean {
  const colour = Array.from({ length: size }, () => 0);
  const paint = (node: number, shade: number): boolean => {
    if (colour[node] !== 0) return colour[node] === shade;
    colour[node] = shade;
    return edges.every(([a, b]) => {
      if (a === node) return paint(b, -shade);
      if (b === node) return paint(a, -shade);
      return true;
    });
  };
  return colour.every((shade, node) => shade !== 0 || paint(node, 1));
}

interface TreeNode {
  value: number;
  left?: TreeNode;
  right?: TreeNode;
}

export function mirrored(node: TreeNode | undefined): TreeNode | undefined {
  if (!node) return undefined;
  return { value: node.value, left: mirrored(node.right)!, right: mirrored(node.left)! };
}

export function isBalancedTree(node: TreeNode | undefined): number {
  if (!node) return 0;
  const left = isBalancedTree(node.left);
  const right = isBalancedTree(node.right);
  if (left === -1 || right === -1 || Math.abs(left - right) > 1) return -1;
  return Math.max(left, right) + 1;
}
