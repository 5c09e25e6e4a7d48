export function duplicate(thing) {
	let copy
	switch (Object.prototype.toString.call(thing)) {
		case '[object Array]':
			copy = []
			for (let k = 0; k < thing.length; k++) copy[k] = duplicate(thing[k])
			return copy
		case '[object Date]':
			return new Date(+thing)
		case '[object Object]':
			copy = {}
			for (const name in thing) if (Object.hasOwn(thing, name)) copy[name] = duplicate(thing[name])
			return copy
		default:
			return thing
	}
}

export const alike = (x, y) => {
	const todo = [[x, y]]
	while (todo.length) {
		const [p, q] = todo.pop()
		if (p === q || (p !== p && q !== q)) continue
		if (!p || !q || typeof p != 'object' || typeof q != 'object') return false
		const names = new Set(Object.keys(p).concat(Object.keys(q)))
		for (const n of names) {
			if (!(n in p && n in q)) return false
			todo.push([p[n], q[n]])
		}
	}
	return true
}

export const overlay = function (base, extra) {
	const plain = x => Object.prototype.toString.call(x) === '[object Object]'
	return Object.keys(extra).reduce((acc, k) => {
		acc[k] = plain(extra[k]) ? overlay(acc[k] || {}, extra[k]) : extra[k]
		return acc
	}, Object.assign({}, base))
}

export const dig = (root, dotted, otherwise) => {
	const found = dotted.split('.').reduce((at, step) => (at == null ? undefined : at[step]), root)
	return found === undefined ? otherwise : found
}

export function makeBus() {
	let rows = []
	return {
		on: (topic, hear) => {
			const row = { topic, hear }
			rows = [...rows, row]
			return () => { rows = rows.filter(r => r !== row) }
		},
		emit: (topic, news) => {
			for (const r of rows) if (r.topic === topic) r.hear(news)
		},
	}
}

export const readAddressTail = tail => {
	const clean = s => decodeURIComponent(s.split('+').join(' '))
	const start = tail.startsWith('?') ? 1 : 0
	return Object.fromEntries(
		tail.slice(start).split('&').filter(Boolean).map(bit => {
			const cut = bit.indexOf('=')
			return cut < 0 ? [clean(bit), ''] : [clean(bit.slice(0, cut)), clean(bit.slice(cut + 1))]
		}),
	)
}

export const newerFirst = (one, other) => {
	const p = one.split('.'), q = other.split('.')
	while (p.length || q.length) {
		const m = parseInt(p.shift() || '0', 10), n = parseInt(q.shift() || '0', 10)
		if (m > n) return 1
		if (m < n) return -1
	}
	return 0
}

export function humanSize(n) {
	const power = n < 1 ? 0 : Math.min(4, Math.floor(Math.log10(n) / 3))
	const shown = n / Math.pow(10, 3 * power)
	return (power ? shown.toFixed(1) : String(Math.round(shown))) + ' ' + ['B', 'kB', 'MB', 'GB', 'TB'][power]
}

export const asClock = total => {
	const two = x => (x < 10 ? '0' + x : '' + x)
	const s = total % 60
	const m = ((total - s) / 60) % 60
	const h = (total - s - 60 * m) / 3600
	return two(h) + ':' + two(m) + ':' + two(s)
}

export function crumbs(line) {
	const jar = new Map()
	const each = /([^;=\s]+)\s*=\s*([^;]*)/g
	for (let m = each.exec(line); m !== null; m = each.exec(line)) {
		if (jar.get(m[1]) === undefined) jar.set(m[1], decodeURIComponent(m[2].trimEnd()))
	}
	return jar
}
