export const largestShared = (m, n) => {
	const big = Math.max(Math.abs(m), Math.abs(n)), small = Math.min(Math.abs(m), Math.abs(n))
	return small ? largestShared(small, big % small) : big
}

export function listPrimes(top) {
	const found = []
	let n = 2
	while (n <= top) {
		if (found.every(p => p * p > n || n % p > 0)) found[found.length] = n
		n += n > 2 ? 2 : 1
	}
	return found
}

export const flipTable = t => (t.length ? t[0].map((_, c) => t.reduce((col, r) => (col.push(r[c]), col), [])) : [])

export const composeTransforms = (left, right) => {
	const columns = right[0].map((_, c) => right.map(r => r[c]))
	return left.map(row => columns.map(col => row.reduce((acc, x, n) => acc + x * col[n], 0)))
}

export const checksumHolds = digits =>
	[...digits]
		.reverse()
		.map((d, n) => (n % 2 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][d] : +d))
		.reduce((x, y) => x + y) % 10 == 0

export function smooth(series, span) {
	return series
		.map((_, end) => series.slice(Math.max(0, end + 1 - span), end + 1))
		.filter(part => part.length === span)
		.map(part => part.reduce((x, y) => x + y, 0) / span)
}

const lookup = []
export function fingerprint(buffer) {
	if (!lookup.length) {
		for (let n = 0; n < 256; n++) {
			let c = n
			for (let k = 8; k--; ) c = c % 2 ? -306674912 ^ (c >>> 1) : c >>> 1
			lookup.push(c)
		}
	}
	return ~buffer.reduce((acc, b) => lookup[(acc ^ b) & 255] ^ (acc >>> 8), -1) >>> 0
}

export function toSixtyFour(data) {
	const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
	let bits = ''
	data.forEach(b => { bits += b.toString(2).padStart(8, '0') })
	let out = ''
	while (bits.length) {
		out += letters.charAt(parseInt(bits.slice(0, 6).padEnd(6, '0'), 2))
		bits = bits.slice(6)
	}
	while (out.length % 4) out += '='
	return out
}

export const spreadOf = xs => {
	let n = 0, centre = 0, moment = 0
	for (const x of xs) {
		n++
		const delta = x - centre
		centre += delta / n
		moment += delta * (x - centre)
	}
	return (moment / n) ** 0.5
}

export function rabbits(month) {
	let now = 0, next = 1
	while (month-- > 0) {
		const sum = now + next
		now = next
		next = sum
	}
	return now
}

export const raise = (x, n) => {
	let out = 1, square = x
	for (let left = n; left > 0; left >>= 1) {
		if (left & 1) out *= square
		square *= square
	}
	return out
}

export function channels(css) {
	const m = /^#?([\da-f]{1,2})([\da-f]{1,2})([\da-f]{1,2})$/i.exec(css)
	return m.slice(1).map(h => (h.length < 2 ? 17 : 1) * Number('0x' + h))
}
