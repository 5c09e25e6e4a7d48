def levenshtein(source, target):
    costs = list(range(len(target) + 1))
    for row, char in enumerate(source, start=1):
        diagonal, costs[0] = costs[0], row
        for column, other in enumerate(target, start=1):
            best = min(diagonal + (char != other), costs[column] + 1, costs[column - 1] + 1)
            diagonal, costs[column] = costs[column], best
    return costs[-1]


def index_of_sorted(haystack, needle):
    start, stop = 0, len(haystack)
    while start < stop:
        probe = start + (stop - start) // 2
        if haystack[probe] < needle:
            start = probe + 1
        else:
            stop = probe
    return start if start < len(haystack) and haystack[start] == needle else -1


def resolve_order(requirements):
    done = []
    pending = dict(requirements)
    while pending:
        free = [task for task, needs in pending.items() if not set(needs) & set(pending)]
        if not free:
            raise ValueError("dependency loop")
        for task in free:
            del pending[task]
            done.append(task)
    return done[::-1]


def coalesce_spans(spans):
    result = []
    for begin, finish in sorted(spans):
        if result and begin <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], finish))
        else:
            result.append((begin, finish))
    return result


def eratosthenes(maximum):
    crossed = set()
    for number in range(2, maximum + 1):
        if number not in crossed:
            yield number
            crossed.update(range(number * number, maximum + 1, number))


def luhn_ok(card):
    total = 0
    for position, char in enumerate(reversed(card)):
        digit = int(char)
        total += sum(divmod(digit * 2, 10)) if position % 2 else digit
    return total % 10 == 0


def flatten_list(items):
    for item in items:
        if isinstance(item, list):
            yield from flatten_list(item)
        else:
            yield item


def compress_runs(text):
    from itertools import groupby

    return "".join(f"{len(list(run))}{char}" for char, run in groupby(text))


def euclid(x, y):
    return abs(x) if y == 0 else euclid(y, x % y)


def roman_numeral(number):
    pieces = []
    for worth, sign in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
                           "M CM D CD C XC L XL X IX V IV I".split()):
        times, number = divmod(number, worth)
        pieces.append(sign * times)
    return "".join(pieces)
