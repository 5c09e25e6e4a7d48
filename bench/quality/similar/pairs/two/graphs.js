export function orderByNeeds(links) {
	const state = {}, out = []
	const visit = what => {
		if (state[what] === 'done') return
		if (state[what] === 'open') throw Error('circular')
		state[what] = 'open'
		;(links.get(what) || []).forEach(visit)
		state[what] = 'done'
		out.unshift(what)
	}
	Array.from(links.keys()).forEach(visit)
	return out
}

export const cheapestRoute = (roads, here, there) => {
	const open = [{ cost: 0, town: here }]
	const closed = {}
	while (open.length) {
		open.sort((p, q) => p.cost - q.cost)
		const { cost, town } = open.shift()
		if (town === there) return cost
		if (closed[town]) continue
		closed[town] = true
		for (const other in roads[town]) open.push({ cost: cost + roads[town][other], town: other })
	}
	return Infinity
}

export function stepsThroughMaze(rows, from, to) {
	const marks = rows.map(r => Array(r.length).fill(-1))
	let wave = [from]
	marks[from[0]][from[1]] = 0
	for (let t = 1; wave.length; t++) {
		const coming = []
		wave.forEach(([y, x]) => {
			;[[y - 1, x], [y + 1, x], [y, x - 1], [y, x + 1]].forEach(([v, u]) => {
				if (v < 0 || u < 0 || v >= rows.length || u >= rows[v].length) return
				if (rows[v].charAt(u) === '.' && marks[v][u] < 0) { marks[v][u] = t; coming.push([v, u]) }
			})
		})
		wave = coming
	}
	return marks[to[0]][to[1]]
}

export const islands = (n, bridges) => {
	const near = [...Array(n)].map(() => [])
	bridges.forEach(([u, v]) => { near[u].push(v); near[v].push(u) })
	const been = Array(n).fill(false)
	let found = 0
	for (let s = 0; s < n; s++) {
		if (been[s]) continue
		found++
		const todo = [s]
		while (todo.length) {
			const at = todo.pop()
			if (been[at]) continue
			been[at] = true
			todo.push(...near[at])
		}
	}
	return found
}

export function leftToRight(root) {
	const out = [], above = []
	let at = root
	while (at || above.length) {
		while (at) { above.push(at); at = at.left }
		at = above.pop()
		out.push(at.value)
		at = at.right
	}
	return out
}

export const ordered = root => {
	let previous = null
	const walk = n => {
		if (n == null) return true
		if (!walk(n.left)) return false
		if (previous !== null && n.value <= previous) return false
		previous = n.value
		return walk(n.right)
	}
	return walk(root)
}
