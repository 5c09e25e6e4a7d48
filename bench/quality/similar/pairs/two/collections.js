export function recentStore(room) {
	const values = {}
	let order = []
	const touch = id => { order = order.filter(x => x !== id); order.push(id) }
	return {
		get: id => {
			if (!(id in values)) return
			touch(id)
			return values[id]
		},
		set: (id, thing) => {
			values[id] = thing
			touch(id)
			while (order.length > room) delete values[order.shift()]
		},
	}
}

export const unnest = tree => {
	const stack = [tree], leaves = []
	while (stack.length) {
		const top = stack.pop()
		if (top instanceof Array) for (let k = 0; k < top.length; k++) stack.push(top[k])
		else leaves.unshift(top)
	}
	return leaves
}

export function bucketize(list, label) {
	return list.reduce(function (buckets, entry) {
		const name = label(entry)
		if (!Object.prototype.hasOwnProperty.call(buckets, name)) buckets[name] = []
		buckets[name].push(entry)
		return buckets
	}, {})
}

export const scramble = (deck, rng = Math.random) => {
	const left = deck.slice(), out = []
	while (left.length) out.push(left.splice(Math.floor(rng() * left.length), 1)[0])
	return out
}

export const locate = (ordered, wanted, from = 0, to = ordered.length) => {
	if (from >= to) return -1
	const half = Math.floor((from + to) / 2)
	const diff = wanted - ordered[half]
	return diff === 0 ? half : diff < 0 ? locate(ordered, wanted, from, half) : locate(ordered, wanted, half + 1, to)
}

export function partitionSort(input) {
	const arr = input.slice()
	const swap = (i, j) => { const t = arr[i]; arr[i] = arr[j]; arr[j] = t }
	const go = (lo, hi) => {
		if (lo >= hi) return
		let edge = lo
		for (let k = lo; k < hi; k += 1) if (arr[k] < arr[hi]) swap(k, edge++)
		swap(edge, hi)
		go(lo, edge - 1)
		go(edge + 1, hi)
	}
	go(0, arr.length - 1)
	return arr
}

export const sortByHalves = xs => {
	let runs = xs.map(x => [x])
	while (runs.length > 1) {
		const next = []
		for (let r = 0; r < runs.length; r += 2) {
			const a = runs[r], b = runs[r + 1] || []
			let i = 0, j = 0
			const both = []
			while (i < a.length || j < b.length) {
				if (j >= b.length || (i < a.length && a[i] <= b[j])) both.push(a[i++])
				else both.push(b[j++])
			}
			next.push(both)
		}
		runs = next
	}
	return runs[0] || []
}

export function joinRanges(ranges) {
	const out = []
	ranges
		.map(r => ({ lo: r[0], hi: r[1] }))
		.sort((x, y) => x.lo - y.lo)
		.forEach(r => {
			const prev = out.length ? out[out.length - 1] : null
			if (prev === null || r.lo > prev.hi) out.push(r)
			else if (r.hi > prev.hi) prev.hi = r.hi
		})
	return out.map(r => [r.lo, r.hi])
}

export const allOrders = pool => {
	const out = []
	const used = new Set()
	const path = []
	const extend = () => {
		if (path.length === pool.length) { out.push(path.slice()); return }
		for (let n = 0; n < pool.length; n++) {
			if (used.has(n)) continue
			used.add(n)
			path.push(pool[n])
			extend()
			path.pop()
			used.delete(n)
		}
	}
	extend()
	return out
}

export const bestFirst = function (before) {
	const tree = []
	function up(i) {
		const p = Math.floor((i - 1) / 2)
		if (i > 0 && before(tree[i], tree[p]) < 0) { const t = tree[i]; tree[i] = tree[p]; tree[p] = t; up(p) }
	}
	function down(i) {
		const l = 2 * i + 1, r = l + 1
		let m = i
		if (l < tree.length && before(tree[l], tree[m]) < 0) m = l
		if (r < tree.length && before(tree[r], tree[m]) < 0) m = r
		if (m !== i) { const t = tree[i]; tree[i] = tree[m]; tree[m] = t; down(m) }
	}
	return {
		push: thing => up(tree.push(thing) - 1),
		pop: () => {
			if (tree.length < 2) return tree.pop()
			const first = tree[0]
			tree[0] = tree.pop()
			down(0)
			return first
		},
	}
}
