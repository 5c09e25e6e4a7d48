export function topologicalSort(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const incoming = new Map<string, number>();
  for (const [node, targets] of edges) {
    if (!incoming.has(node)) incoming.set(node, 0);
    for (const target of targets) incoming.set(target, (incoming.get(target) ?? 0) + 1);
  }
  const ready = [...incoming].filter(([, count]) => count === 0).map(([node]) => node);
  const sorted: string[] = [];
  while (ready.length > 0) {
    const node = ready.shift()!;
    sorted.push(node);
    for (const target of edges.get(node) ?? []) {
      const count = incoming.get(target)! - 1;
      incoming.set(target, count);
      if (count === 0) ready.push(target);
    }
  }
  if (sorted.length < incoming.size) throw new Error('The graph has a cycle');
  return sorted;
}

export function shortestPath(graph: Record<string, Record<string, number>>, source: string, target: string): number {
  const distances = new Map<string, number>([[source, 0]]);
  const visited = new Set<string>();
  for (;;) {
    let nearest: string | undefined;
    for (const [node, distance] of distances) {
      if (!visited.has(node) && (nearest === undefined || distance < distances.get(nearest)!)) nearest = node;
    }
    if (nearest === undefined) return Infinity;
    if (nearest === target) return distances.get(target)!;
    visited.add(nearest);
    for (const [neighbour, weight] of Object.entries(graph[nearest] ?? {})) {
      const distance = distances.get(nearest)! + weight;
      if (distance < (distances.get(neighbour) ?? Infinity)) distances.set(neighbour, distance);
    }
  }
}

export function gridDistance(grid: readonly string[], start: [number, number], goal: [number, number]): number {
  const queue: [number, number, number][] = [[...start, 0]];
  const seen = new Set([start.join()]);
  while (queue.length > 0) {
    const [row, column, steps] = queue.shift()!;
    if (row === goal[0] && column === goal[1]) return steps;
    for (const [dr, dc] of [[0, 1], [1, 0], [0, -1], [-1, 0]] as const) {
      const next = [row + dr, column + dc] as const;
      if (grid[next[0]]?.[next[1]] !== '.' || seen.has(next.join())) continue;
      seen.add(next.join());
      queue.push([...next, steps + 1]);
    }
  }
  return -1;
}

export function connectedComponents(size: number, edges: readonly (readonly [number, number])[]): number {
  const parent = Array.from({ length: size }, (_, node) => node);
  const find = (node: number): number => {
    while (parent[node] !== node) {
      parent[node] = parent[parent[node]!]!;
      node = parent[node]!;
    }
    return node;
  };
  let components = size;
  for (const [a, b] of edges) {
    const rootA = find(a);
    const rootB = find(b);
    if (rootA !== rootB) {
      parent[rootA] = rootB;
      components--;
    }
  }
  return components;
}

interface TreeNode {
  value: number;
  left?: TreeNode;
  right?: TreeNode;
}

export function inOrder(node: TreeNode | undefined): number[] {
  if (!node) return [];
  return [...inOrder(node.left), node.value, ...inOrder(node.right)];
}

export function isSearchTree(node: TreeNode | undefined, low = -Infinity, high = Infinity): boolean {
  if (!node) return true;
  if (node.value <= low || node.value >= high) return false;
  return isSearchTree(node.left, low, node.value) && isSearchTree(node.right, node.value, high);
}
