"""Fetches packages and keeps their source files for `mine.ts`: OUT/<registry>/<name>/… and a `package.meta.json` in each.

    python fetch.py npm|pypi|deb|deb-src LIST OUT [--limit N]

LIST: names separated by white space. Uses the registries' ordinary clients (npm, pip, apt-get). Packages of the benchmarks
(`excluded.json`) and those without a permissive licence are left out; what was fetched before is not fetched again.
"""

import argparse
import email
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

SOURCES = {
    "npm": {".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", ".cjs"},
    "pypi": {".py"},
    "deb": {".go", ".rs", ".java", ".c", ".h", ".cc", ".cpp", ".cxx", ".hpp", ".hh", ".cs", ".rb", ".php", ".kt", ".kts",
            ".swift", ".scala", ".sh", ".bash", ".lua"},
}
SOURCES["deb-src"] = SOURCES["deb"]
# Files that hold no code of the package's own, or code nobody wrote by hand.
SKIPPED = re.compile(
    r"(^|/)(tests?|testing|__tests__|__mocks__|specs?|e2e|fixtures?|testdata|test-data|examples?|samples?|demos?|docs?|benchmarks?"
    r"|node_modules|bower_components|_?vendor(ed)?|third[-_]?party|externals?|extern|umd|bundles?|coverage|locales?|i18n/.*"
    r"|generated|_generated|gen|debian|flow-typed)/"
    r"|\.min\.|[-.](bundle|umd|test|spec|iife|global)\.|\.d\.[cm]?ts$|_pb2|\.pb\.|_test\.go$|(^|/)test_[^/]*\.py$|_generated\.|zz_generated",
    re.IGNORECASE,
)
PERMISSIVE = re.compile(
    r"\b(MIT|Expat|BSD|0BSD|Apache|ISC|Unlicense|CC0|Zlib|BlueOak|PSF|Python Software Foundation|Boost|BSL-1\.0|PostgreSQL|HPND|"
    r"public[ -]domain|Artistic-2|X11|NCSA|WTFPL|Ruby|PHP-3|PHP License|curl|OpenSSL|libpng|libtiff|zlib/libpng|Lua)", re.IGNORECASE)
RESTRICTED = re.compile(r"\b(A?GPL|LGPL|GNU|MPL|Mozilla|EPL|EUPL|CDDL|SSPL|BUSL|Business Source|Commercial|Proprietary|NonCommercial"
                        r"|Elastic|CC-BY-NC|SEE LICEN[CS]E|UNLICENSED)", re.IGNORECASE)
MAX_FILE = 400_000


def permissive(licence: str) -> bool:
    """True for MIT, for `MIT OR GPL-2.0`, not for `MIT AND GPL-2.0`."""
    parts = re.split(r"\s+or\s+|/", licence, flags=re.IGNORECASE)
    return any(PERMISSIVE.search(part) and not RESTRICTED.search(part) for part in parts)


def wanted(name: str, suffixes: set[str]) -> bool:
    return Path(name).suffix.lower() in suffixes and not SKIPPED.search(name)


def keep(files, out: Path, meta: dict) -> None:
    """Writes (name, bytes) pairs and the meta file; a folder that is there is complete."""
    part = out.with_name(out.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    count = 0
    for name, read in files:
        parts = [p for p in name.split("/") if p not in ("", ".", "..")]
        data = read()
        if len(data) > MAX_FILE or b"\0" in data[:4096]:
            continue
        target = part.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        count += 1
    part.mkdir(parents=True, exist_ok=True)
    (part / "package.meta.json").write_text(json.dumps({**meta, "files": count}))
    part.rename(out)


def folder(root: Path, registry: str, name: str) -> Path:
    out = root / registry / name.replace("/", "__")
    out.parent.mkdir(parents=True, exist_ok=True)
    return out


def fetch_npm(names: list[str], root: Path) -> None:
    with tempfile.TemporaryDirectory() as tmp:
        subprocess.run(["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", tmp, *names],
                       check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300, cwd=tmp)
        archives = list(Path(tmp).glob("*.tgz"))
        if len(archives) < len(names) and len(names) > 1:
            for name in names:
                if not folder(root, "npm", name).exists():
                    fetch_npm([name], root)
            return
        for archive in archives:
            unpack_npm(archive, root)


def unpack_npm(archive: Path, root: Path) -> None:
    with tarfile.open(archive) as tar:
        members = {m.name.split("/", 1)[-1]: m for m in tar.getmembers() if m.isfile()}
        package = json.load(tar.extractfile(members["package.json"]))
        licence = package.get("license") or (package.get("licenses") or [""])[0]
        licence = licence.get("type", "") if isinstance(licence, dict) else str(licence)
        meta = {"name": package["name"], "version": package["version"], "licence": licence, "registry": "npm"}
        out = folder(root, "npm", package["name"])
        if out.exists():
            return
        files = {n: m for n, m in members.items() if wanted(n, SOURCES["npm"])} if permissive(licence) else {}
        # Compiled files only where the source is not in the package.
        hand_written = {n: m for n, m in files.items() if n.startswith("src/")}
        if len(hand_written) > 3 or len(hand_written) * 2 > len(files):
            files = hand_written
        else:
            # The same modules, compiled for several module systems: one of them will do.
            for twin in ("cjs", "commonjs", "esm5", "es5", "es", "esm2015", "dist-es", "dist-cjs", "legacy", "modern", "es2015", "fesm2015", "amd", "node"):
                rest = {n: m for n, m in files.items() if f"/{twin}/" not in f"/{n}"}
                if len(rest) * 3 >= len(files):
                    files = rest
        keep(((n, lambda m=m: tar.extractfile(m).read()) for n, m in files.items()), out, meta)


def fetch_pypi(names: list[str], root: Path) -> None:
    with tempfile.TemporaryDirectory() as tmp:
        run = subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", "-d", tmp, *names],
                             check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=400)
        if run.returncode != 0 and len(names) > 1:
            for name in names:
                if not folder(root, "pypi", normal(name)).exists():
                    fetch_pypi([name], root)
            return
        for archive in Path(tmp).glob("*.whl"):
            unpack_wheel(archive, root)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def unpack_wheel(archive: Path, root: Path) -> None:
    with zipfile.ZipFile(archive) as wheel:
        infos = {i.filename: i for i in wheel.infolist()}
        metadata = next(n for n in infos if n.endswith(".dist-info/METADATA"))
        headers = email.message_from_bytes(wheel.read(metadata))
        classifiers = [c for c in headers.get_all("Classifier") or [] if c.startswith("License ::")]
        licence = headers.get("License-Expression") or "; ".join(c.split(" :: ")[-1] for c in classifiers)
        licence = licence or (headers.get("License") or "").strip().split("\n")[0][:80]
        meta = {"name": normal(headers["Name"]), "version": headers["Version"], "licence": licence, "registry": "pypi"}
        out = folder(root, "pypi", meta["name"])
        if out.exists():
            return
        names = [n for n, i in infos.items() if permissive(licence) and wanted(n, SOURCES["pypi"]) and i.file_size <= MAX_FILE]
        keep(((n, lambda n=n: wheel.read(n)) for n in names), out, meta)


# Files that are not mined, whatever their licence.
NOT_COMPILED = re.compile(r"^\.?/?debian|m4|configure|aclocal|ltmain|config\.|install-sh|depcomp|missing|compile$|Makefile|\.cmake|cmake/"
                          r"|tests?\b|docs?/|examples?/|contrib/|tools/|vendor|third|appdata|metainfo|man/|\.(sh|py|pl|html|css|md|txt|svg|png|xml)$", re.IGNORECASE)


def deb_licence(copyright_text: str) -> str:
    """The licences of the files, those of the packaging left out; empty where the file is in no format that can be read."""
    found = set()
    for paragraph in re.split(r"\n\s*\n", copyright_text):
        files = re.search(r"^Files:\s*(.*)", paragraph, re.MULTILINE)
        licence = re.search(r"^License:\s*(.*)", paragraph, re.MULTILINE)
        if files and licence and not all(NOT_COMPILED.search(name) for name in files.group(1).split()):
            found.add(licence.group(1).strip())
    return " AND ".join(sorted(found))


def fetch_deb(names: list[str], root: Path) -> None:
    with tempfile.TemporaryDirectory() as tmp:
        subprocess.run(["apt-get", "download", "-qq", *names], check=False, cwd=tmp, timeout=400,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for archive in Path(tmp).glob("*.deb"):
            name, version = archive.name.split("_")[:2]
            tree = Path(tmp, "x")
            subprocess.run(["dpkg", "-x", str(archive), str(tree)], check=True, cwd=tmp)
            text = "\n\n".join(p.read_text(errors="replace") for p in tree.glob("usr/share/doc/*/copyright") if p.is_file())
            keep_tree(tree, folder(root, "deb", name), {"name": name, "version": version.replace("%3a", ":"), "registry": "deb"}, text)
            shutil.rmtree(tree)


def fetch_deb_src(names: list[str], root: Path) -> None:
    for name in names:
        out = folder(root, "deb-src", name)
        with tempfile.TemporaryDirectory() as tmp:
            run = subprocess.run(["apt-get", "source", "-qq", "--download-only", name], check=False, cwd=tmp, timeout=400,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if run.returncode != 0:
                continue
            tree = Path(tmp, "x")
            tree.mkdir()
            version = next(Path(tmp).glob("*.dsc")).name.split("_")[1].removesuffix(".dsc")
            for tarball in Path(tmp).glob("*.tar.*"):
                if tarball.name.endswith(".asc"):
                    continue
                subprocess.run(["tar", "xf", str(tarball), "-C", str(tree)], check=False, stderr=subprocess.DEVNULL)
            text = "\n\n".join(p.read_text(errors="replace") for p in [*tree.glob("debian/copyright"), *tree.glob("*/debian/copyright")])
            keep_tree(tree, out, {"name": name, "version": version, "registry": "deb-src"}, text)


def keep_tree(tree: Path, out: Path, meta: dict, copyright_text: str) -> None:
    licence = deb_licence(copyright_text)
    meta["licence"] = licence[:200]
    files = []
    # All of it must be permissive: the paragraphs do not say which function is whose.
    if licence and all(permissive(part) for part in licence.split(" AND ")):
        for path in sorted(tree.rglob("*")):
            name = path.relative_to(tree).as_posix()
            if path.is_file() and not path.is_symlink() and wanted(name, SOURCES["deb"]) and path.stat().st_size <= MAX_FILE:
                files.append((name, path.read_bytes))
    keep(files, out, meta)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("registry", choices=sorted(SOURCES))
    parser.add_argument("list", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--limit", type=int, default=10**9)
    parser.add_argument("--benchmark", action="store_true", help="fetch packages of the benchmarks too, to know their code")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--part", default="0/1", help="i/n: every n-th batch, for several processes")
    arguments = parser.parse_args()
    excluded = json.loads(Path(__file__).with_name("excluded.json").read_text())
    out_of_bounds = set(excluded[arguments.registry.split("-")[0]])
    listed = dict.fromkeys(arguments.list.read_text().split())
    names = [n for n in listed if arguments.benchmark or n not in out_of_bounds][: arguments.limit]
    fetch = {"npm": fetch_npm, "pypi": fetch_pypi, "deb": fetch_deb, "deb-src": fetch_deb_src}[arguments.registry]
    index, count = map(int, arguments.part.split("/"))
    batches = [names[i : i + arguments.batch] for i in range(0, len(names), arguments.batch)][index::count]
    for number, batch in enumerate(batches):
        missing = [n for n in batch if not folder(arguments.out, arguments.registry, normal(n) if arguments.registry == "pypi" else n).exists()]
        if not missing:
            continue
        try:
            fetch(missing, arguments.out)
        except Exception as error:  # noqa: BLE001: one bad package must not end the run
            print(f"{missing}: {error!r}", file=sys.stderr)
        print(f"{number + 1}/{len(batches)}", flush=True)


if __name__ == "__main__":
    main()
