export const onceQuiet = function (action, pause) {
	var handle = null
	return function () {
		const self = this, given = arguments
		clearTimeout(handle)
		handle = setTimeout(function fire() { action.apply(self, given) }, pause)
	}
}

export const atMostEvery = (ms, fn) => {
	let blockedUntil = 0
	return function (...params) {
		const t = new Date().getTime()
		if (t < blockedUntil) return
		blockedUntil = t + ms
		fn.apply(this, params)
	}
}

export function persist(operation, triesLeft, wait) {
	return operation().then(
		value => value,
		reason => {
			if (triesLeft <= 1) return Promise.reject(reason)
			return new Promise(go => { setTimeout(go, wait) }).then(() => persist(operation, triesLeft - 1, wait + wait))
		},
	)
}

export const giveUpLater = (pending, limit) => {
	let alarm
	const tooLate = new Promise((_, fail) => { alarm = setTimeout(fail, limit, new Error('too slow')) })
	return Promise.race([pending, tooLate]).finally(function () { clearTimeout(alarm) })
}

export function runPool(queue, lanes, job) {
	return new Promise((done, fail) => {
		const out = []
		let started = 0, running = 0
		const pump = () => {
			if (started === queue.length && running === 0) { done(out); return }
			for (; running < lanes && started < queue.length; ) {
				const place = started
				started += 1
				running += 1
				job(queue[place]).then(answer => { out[place] = answer; running -= 1; pump() }, fail)
			}
		}
		pump()
	})
}

export function rememberAnswers(ask) {
	const known = []
	const values = []
	return function (input) {
		let at = known.indexOf(input)
		if (at < 0) {
			at = known.push(input) - 1
			values[at] = ask(input)
		}
		return values[at]
	}
}
