"""Real functions to measure a model on, cut from packages that are installed anyway.

Python functions come with their docstring, so that "docstring finds its function" can be asked; JavaScript and
TypeScript functions are cut with a simple pattern, enough for measuring vectors, not for indexing.
"""

import ast
import importlib.util
import random
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Function:
    code: str
    """The function's source; of a Python function without its docstring."""
    docstring: str
    """First paragraph of the docstring on one line; empty for JavaScript and TypeScript."""


JS_FUNCTION = re.compile(r"^(?:export )?(?:default )?(?:async )?function\*? +\w+\s*\(.*?^\}", re.MULTILINE | re.DOTALL)
JS_ENDINGS = {".ts", ".tsx", ".js", ".mjs", ".cjs"}
SHORTEST, LONGEST = 120, 4000  # characters: leaves out one-line wrappers and generated code
SHORTEST_DOCSTRING, LONGEST_DOCSTRING = 25, 300
NOT_PROSE = re.compile(r"^(>>>|:|\w+ ?[(:])")  # docstrings that begin with a parameter list or an example


def python_functions(root: Path, count: int, seed: int) -> list[Function]:
    """`count` Python functions with a docstring under `root`; no two share a docstring or a body."""
    found: dict[str, Function] = {}
    bodies: set[str] = set()
    for path in shuffled_files(root, {".py"}, seed):
        try:
            source = path.read_text(encoding="utf-8")
            tree = ast.parse(source)
        except (SyntaxError, UnicodeDecodeError):
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            docstring = " ".join((ast.get_docstring(node) or "").split("\n\n")[0].split())
            if not SHORTEST_DOCSTRING <= len(docstring) <= LONGEST_DOCSTRING or docstring in found:
                continue
            if NOT_PROSE.match(docstring):
                continue
            code = without_docstring(source, node)
            if SHORTEST <= len(code) <= LONGEST and code not in bodies:
                bodies.add(code)
                found[docstring] = Function(code, docstring)
        if len(found) >= count * 2:
            break
    return random.Random(seed).sample(sorted(found.values(), key=lambda one: one.code), count)


def without_docstring(source: str, node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    lines = source.splitlines()
    docstring, last = node.body[0], node.end_lineno
    return "\n".join([*lines[node.lineno - 1 : docstring.lineno - 1], *lines[docstring.end_lineno : last]])


def javascript_functions(root: Path, count: int, seed: int) -> list[Function]:
    """`count` top-level JavaScript or TypeScript functions under `root`, no two alike."""
    found: set[str] = set()
    for path in shuffled_files(root, JS_ENDINGS, seed):
        if path.name.endswith((".d.ts", ".min.js", ".min.mjs", ".min.cjs")) or path.stat().st_size > 300_000:
            continue
        cut = JS_FUNCTION.findall(path.read_text(encoding="utf-8", errors="replace"))
        found.update(code for code in cut[:5] if SHORTEST <= len(code) <= LONGEST)
        if len(found) >= count * 2:
            break
    return [Function(code, "") for code in random.Random(seed).sample(sorted(found), count)]


def shuffled_files(root: Path, endings: set[str], seed: int) -> list[Path]:
    files = sorted(path for path in root.rglob("*") if path.suffix in endings and path.is_file())
    random.Random(seed).shuffle(files)
    return files


PYTHON_PACKAGES = ("networkx", "numpy", "sympy", "torch", "transformers")
NODE_MODULES = Path(__file__).resolve().parents[2] / "node_modules"
SEED = 0


def evaluation_functions() -> list[Function]:
    """1,000 Python functions with their docstrings and 600 JavaScript and TypeScript functions, always the same ones
    for the pinned requirements and the lockfile."""
    python = []
    for package in PYTHON_PACKAGES:
        found = importlib.util.find_spec(package)
        if found is None or found.origin is None:
            raise SystemExit(f"{package} is not installed. Run: pip install -r requirements-evaluate.txt")
        python += python_functions(Path(found.origin).parent, 200, SEED)
    if not NODE_MODULES.is_dir():
        raise SystemExit(f"{NODE_MODULES} is missing. Run: npm ci")
    return python + javascript_functions(NODE_MODULES, 600, SEED)
