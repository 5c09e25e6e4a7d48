export function typosBetween(left, right) {
	let above = Array.from(right, (_, k) => k + 1)
	above.unshift(0)
	for (const [r, ch] of [...left].entries()) {
		const current = [r + 1]
		;[...right].forEach((other, c) => {
			const same = above[c] + Number(ch !== other)
			current.push(Math.min(same, above[c + 1] + 1, current[c] + 1))
		})
		above = current
	}
	return above.at(-1)
}

export const readSheet = source => {
	const cell = /(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n|$)/y
	const table = [[]]
	let m
	while (cell.lastIndex < source.length && (m = cell.exec(source))) {
		table[table.length - 1].push(m[1] === undefined ? m[2] : m[1].split('""').join('"'))
		if (m[3] === '\n' && cell.lastIndex < source.length) table.push([])
	}
	return table
}

export const romanize = n => {
	const digits = String(n).split('').reverse()
	const signs = ['IVX', 'XLC', 'CDM', 'M']
	const shapes = ['', '0', '00', '000', '01', '1', '10', '100', '1000', '02']
	return digits
		.map((d, place) => shapes[+d].replace(/\d/g, s => signs[place][s]))
		.reverse()
		.join('')
}

export const harmless = markup => {
	const table = { '<': 'lt', '>': 'gt', '&': 'amp', '"': 'quot', "'": '#39' }
	return String(markup).replace(/[<>&"']/g, c => '&' + table[c] + ';')
}

export function dashed(id) {
	let out = ''
	for (let k = 0; k < id.length; k++) {
		const c = id.charAt(k)
		if (c === '_' || c === ' ') { if (!out.endsWith('-')) out += '-' }
		else if (c >= 'A' && c <= 'Z' && k > 0 && /[a-z0-9]/.test(id.charAt(k - 1))) out += '-' + c.toLowerCase()
		else out += c.toLowerCase()
	}
	return out
}

export const foldAt = (max, prose) =>
	prose.split(/\s+/).reduce((rows, w) => {
		const end = rows[rows.length - 1]
		if (end === undefined || (end + ' ' + w).length > max) return rows.concat([w])
		return rows.slice(0, -1).concat([end + ' ' + w])
	}, []).join('\n')

export function bracketsMatch(code) {
	const only = code.replace(/[^()[\]{}]/g, '')
	let rest = only, before
	do {
		before = rest
		rest = rest.replace('()', '').replace('[]', '').replace('{}', '')
	} while (rest !== before)
	return rest.length == 0
}

export const squeeze = s => s.replace(/([\s\S])\1*/g, (run, c) => run.length + c)

export function wildcard(pattern) {
	let re = '', k = 0
	while (k < pattern.length) {
		const c = pattern[k]
		switch (c) {
			case '*':
				if (pattern[k + 1] === '*') { re += '.*'; k++ } else re += '[^/]*'
				break
			case '?': re += '[^/]'; break
			default: re += /\w|\//.test(c) ? c : '\\' + c
		}
		k++
	}
	return new RegExp('^' + re + '$')
}

export const sharedStart = strings => {
	const sorted = strings.slice().sort()
	const first = sorted[0] || '', last = sorted[sorted.length - 1] || ''
	let n = 0
	while (n < first.length && first.charCodeAt(n) === last.charCodeAt(n)) n++
	return first.substring(0, n)
}

export function sameBackwards(phrase) {
	let i = 0, j = phrase.length - 1
	const skip = c => !/[a-z0-9]/i.test(c)
	while (i < j) {
		if (skip(phrase[i])) i++
		else if (skip(phrase[j])) j--
		else if (phrase[i++].toLowerCase() !== phrase[j--].toLowerCase()) return false
	}
	return true
}
