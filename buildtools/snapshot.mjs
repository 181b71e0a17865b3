/**
 * Makes the snapshot of a started Python (see snapshot.py). Node runs it:
 *
 *   node snapshot.mjs RUNTIME PYTHON_ARCHIVE OUT
 *
 * The same inputs give the same bytes. There is no clock and no randomness in here, so a random
 * generator in the snapshot can only have been seeded with zeros.
 */
import nodeCrypto from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [runtime, archive, out] = process.argv.slice(2);
const STDLIB = "/lib/python314.zip";
/** The folder for our modules. site/engine/boot.js unpacks them into the same one. */
const MODULES = "/lib/jwt_playground";
/** Size of one piece of memory, in bytes. A piece that holds only zeros is left out. */
const PIECE = 4096;
/** The first number of the file. It identifies the format. */
const MAGIC = 0x706e7333;

process.env.TZ = "UTC";
process.argv = ["node", "./this.program"]; // the name that Python has in the page as well
const NOW = Date.UTC(2020, 0, 1);
Date.now = () => NOW;
performance.now = () => 1;
crypto.getRandomValues = nodeCrypto.randomFillSync = (bytes) => bytes.fill(0);
syncBuiltinESMExports();
// On some hosts Pyodide adds a function for its calls to the runtime's table; on iOS it never does.
// The page puts in its own function (site/engine/snapshot.js).
Object.defineProperty(globalThis, "navigator", { value: { userAgent: "iPhone", platform: "" } });

const { loadPyodide } = await import(pathToFileURL(join(runtime, "pyodide.mjs")));
const { default: createModule } = await import(pathToFileURL(join(runtime, "pyodide.asm.mjs")));

/** Imports our modules. They alone are to stay in the memory, so no bytecode is written. */
const PREPARE = `
import sys
sys.path.insert(0, "${MODULES}")
sys.dont_write_bytecode = True
import jwt_playground.protocol, jwt
`;
/**
 * Compiles the modules that a start imports, in a Python of its own: compiling leaves data in the
 * memory, and the page would have to download that as well.
 */
const COMPILE = `
import bare, importlib.util, os, sys, tarfile, zipfile

UNPACKED = ${NOW / 1000}  # the date of the sources beside them, in seconds
import pyodide._package_loader as loader
if (str(loader.SITE_PACKAGES), str(loader.DSO_DIR)) != ("/lib/python3.14/site-packages", "/usr/lib"):
    raise ValueError("Pyodide has other folders than those in lean/later.py")

used = {getattr(module, "__file__", None) for module in sys.modules.values()} - {None}

def compiled(data, name, path, mtime=0, **how):
    code = bare.compiled(data, name, path, **how)
    return importlib._bootstrap_external._code_to_timestamp_pyc(code, mtime, len(data))

def write(archive, name, data):
    archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)

def compile_stdlib(source, target, own):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        files = {name: old.read(name) for name in old.namelist()}
        for name, path in own.items():
            with open(path, "rb") as file:
                files[name] = file.read()
        for name, data in files.items():
            path = f"${STDLIB}/{name}"
            if path in used or name in own:
                data = compiled(data, name, path, optimize=2, lines=False)
                name += "c"
            write(new, name, data)

def compile_modules(folder):
    for path in sorted(path for path in used if path.startswith(folder + "/")):
        with open(path, "rb") as file:
            name = os.path.relpath(path, folder)
            data = compiled(file.read(), name, path, UNPACKED, optimize=-1, lines=True)
        target = importlib.util.cache_from_source(path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(data)
`;
/** Files of ./lean by the names under which Python imports them. */
const LEAN = {
  "sitecustomize.py": "later.py",
  "_unpack.py": "unpack.py",
  "_finish.py": "finish.py",
};
const FINISH = `
import _finish, sys
del sys.modules["_finish"], _finish, sys
import gc
gc.collect()
del gc
`;

/**
 * The runtime's memory before anything has run in it. In the page it begins with the same bytes.
 */
let fresh = new Uint8Array();
/** The number of functions in the runtime's table at that time. */
let functions = 0;

const first = await start(join(runtime, "python_stdlib.zip"));
first.unpackArchive(new Uint8Array(readFileSync(archive)).buffer, "gztar", { extractDir: MODULES });
for (const name of [...Object.values(LEAN), "bare.py"])
  first.FS.writeFile(`/tmp/${name}`, readFileSync(new URL(`./lean/${name}`, import.meta.url)));
first.runPython(`import sys; sys.path.insert(0, "/tmp")`);
first.runPython(PREPARE + COMPILE);
const own = Object.entries(LEAN).map(([name, file]) => `"${name}": "/tmp/${file}"`);
first.runPython(
  `compile_stdlib("${STDLIB}", "/tmp/stdlib.zip", {${own}})
compile_modules("${MODULES}")`,
);
const compiled = `${out}.zip`;
writeFileSync(compiled, first.FS.readFile("/tmp/stdlib.zip"));

const python = await start(compiled);
copy(first.FS, python.FS, MODULES);
run(PREPARE);
run(FINISH);
zeroFree(python._module);
// The page's table does not have functions that were added here, so the snapshot must not use any.
if (python._module.wasmTable.length !== functions)
  throw new Error("functions were added to the table");
const whole = python.makeMemorySnapshot();
writeFileSync(out, pack(whole));
process.exit(0); // Python leaves open handles in Node, which would keep this process alive

/** Runs a program without Pyodide's own code for that, which is not to be imported. */
function run(program) {
  const [failed, told] = python._api.rawRun(program);
  if (failed !== 0) throw new Error(told);
}

/** Copies a folder into the file system of another Python, all with one date. */
function copy(from, to, folder) {
  to.mkdirTree(folder);
  for (const name of from.readdir(folder)) {
    const path = `${folder}/${name}`;
    if (name === "." || name === "..") continue;
    if (from.isDir(from.stat(path).mode)) copy(from, to, path);
    else {
      to.writeFile(path, from.readFile(path));
      to.utime(path, NOW, NOW);
    }
  }
}

async function start(stdLibURL) {
  return loadPyodide({
    _makeSnapshot: true,
    stdLibURL,
    indexURL: runtime,
    // PYTHONNODEBUGRANGES leaves out the columns of the source code: tracebacks lose the marks
    // under their lines, and the file becomes smaller.
    env: { PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1", HOME: "/home/pyodide" },
    createPyodideModule(settings) {
      settings.preRun.push((module) => {
        fresh = module.HEAPU8.slice();
        functions = module.wasmTable.length;
      });
      return createModule(settings);
    },
  });
}

/** Overwrites the free memory with zeros, so that old contents do not make the file larger. */
function zeroFree(module) {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = () => {
    throw new RangeError("not now");
  };
  const taken = [];
  for (let size = 1 << 22; size >= 16; size /= 2) {
    for (let at = module._malloc(size); at !== 0; at = module._malloc(size)) {
      module.HEAPU8.fill(0, at, at + size);
      taken.push(at);
    }
  }
  for (const at of taken) module._free(at);
  WebAssembly.Memory.prototype.grow = grow;
}

/**
 * Returns the content of the snapshot file, which snapshot.py packs with gzip.
 * site/engine/snapshot.js reads it.
 *
 * It begins with little-endian 32-bit numbers:
 *
 * - MAGIC
 * - the size of the memory in bytes
 * - the size of Pyodide's own header in bytes
 * - the size in bytes and the checksum of the used part of the fresh memory
 * - the number of runs
 * - for each run its offset in the memory and its size, both in bytes
 *
 * Pyodide's header follows, then the bytes of all runs. Runs in the used part of the fresh memory
 * hold the difference (xor) from it. Memory outside of all runs is the same as in a fresh runtime.
 */
function pack(snapshot) {
  const size = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 2)[1];
  const [header, memory] = [snapshot.subarray(0, size), snapshot.subarray(size)];
  let used = fresh.length;
  while (used > 0 && fresh[used - 1] === 0) used -= 1;
  used = Math.ceil(used / PIECE) * PIECE;
  for (let at = 0; at < used; at += 1) memory[at] ^= fresh[at];
  const runs = [];
  for (let at = 0; at < memory.length; at += PIECE) {
    const end = Math.min(at + PIECE, memory.length);
    if (memory.subarray(at, end).every((byte) => byte === 0)) continue;
    const last = runs.at(-1);
    if (last && last[1] === at && at !== used) last[1] = end;
    else runs.push([at, end]);
  }
  const numbers = [MAGIC, memory.length, size, used, checksum(fresh, used), runs.length];
  for (const [at, end] of runs) numbers.push(at, end - at);
  return Buffer.concat([
    Buffer.from(new Uint32Array(numbers).buffer),
    header,
    ...runs.map(([at, end]) => memory.subarray(at, end)),
  ]);
}

/**
 * Returns a checksum of the memory's first `size` bytes. site/engine/snapshot.js computes the same.
 */
function checksum(memory, size) {
  const words = new Uint32Array(memory.buffer, memory.byteOffset, size / 4);
  let sum = 0;
  for (let at = 0; at < words.length; at += 1) sum = (Math.imul(sum, 31) + words[at]) | 0;
  return sum >>> 0;
}
