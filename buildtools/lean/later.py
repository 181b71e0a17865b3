"""Takes the places of modules that no start needs, before anything imports them.

The Python that becomes the snapshot imports this file first, as `sitecustomize`. Pyodide and the
modules of the start then hold a `Later` where they would hold `inspect`, `traceback`, and so on.
A `Later` imports its module when someone asks it for a name. By then the page has fetched the
standard library. The few names that a start itself asks for are defined here.
"""

from __future__ import annotations

import sys
from datetime import date
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .unpack import UnknownError, write_files
else:
    from _unpack import UnknownError, write_files


class Later(ModuleType):
    """Stands for the module of the same name, and imports it when a name of it is needed."""

    def __getattr__(self, name: str) -> Any:
        if name == "__path__":  # asked for by each import; a package has it already, see below
            raise AttributeError(name)
        if makes_snapshot and self.__name__ == "ast":
            # `annotationlib` makes such nodes when it is imported. It leaves again (finish.py).
            return type(name, (), {})
        try:
            real = imported(self)
        except ModuleNotFoundError as error:
            # Whoever looks through all modules, for their `__file__` say, goes on to the next one.
            if name.startswith("__"):
                raise AttributeError(name) from error
            raise
        return getattr(real, name)


makes_snapshot = True
"""False in the page."""


def imported(later: ModuleType) -> ModuleType:
    """Return the real module, which is imported if it is not there yet."""
    name = later.__name__
    module = sys.modules.get(name)
    if module is not None and module is not later:
        return module
    sys.modules.pop(name, None)
    try:
        real: ModuleType = __import__(name, fromlist=[""])
    except BaseException:
        if module is later:
            sys.modules[name] = later
        raise
    return real


def _later(name: str) -> Any:
    sys.modules[name] = later = Later(name)
    return later


_later("ast")
_later("asyncio")
_later("linecache")
_later("tokenize")
calendar = _later("calendar")
inspect = _later("inspect")
traceback = _later("traceback")
base = _later("_pyodide._base")
jsbind = _later("_pyodide.jsbind")
code = _later("pyodide.code")
loader = _later("pyodide._package_loader")
metadata = _later("importlib.metadata")
_later("pyodide.webloop")


def timegm(moment: tuple[int, ...]) -> int:
    """Return what `calendar.timegm` returns: seconds since 1970 for a time in UTC."""
    year, month, day, hour, minute, second = moment[:6]
    days = date(year, month, 1).toordinal() - _FIRST_DAY + day - 1
    return ((days * 24 + hour) * 60 + minute) * 60 + second


_FIRST_DAY = date(1970, 1, 1).toordinal()
calendar.timegm = timegm


def iscoroutinefunction(found: object) -> bool:
    """Return what `inspect.iscoroutinefunction` returns; Pyodide asks for every function."""
    if type(found) is FunctionType and not found.__dict__:
        return bool(found.__code__.co_flags & 0x80)
    answer: bool = imported(inspect).iscoroutinefunction(found)
    return answer


inspect.iscoroutinefunction = iscoroutinefunction


def _signature(*_found: object, **_how: object) -> None:
    """Say that a class has no signature: `dataclasses` wants it for documentation alone."""
    raise ValueError


def _unwrap(found: Any) -> Any:
    while hasattr(found, "__wrapped__"):
        found = found.__wrapped__
    return found


inspect.signature = _signature  # both only until the snapshot is made (finish.py)
inspect.unwrap = _unwrap


class JsBind(Later):
    """Stands for Pyodide's module that gives types to functions of JavaScript. None has any here.

    Pyodide's own code in C asks for two names of it at each start.
    """

    def __getattr__(self, name: str) -> Any:
        if name == "default_signature":
            self.default_signature = _default_signature()
            return self.default_signature
        found = super().__getattr__(name)
        vars(sys.modules[self.__name__])["no_default"] = self.no_default  # Pyodide knows this one
        return found


def _default_signature() -> Any:
    core: Any = __import__("_pyodide_core")

    def stencil(*args: Any, **kwargs: Any) -> None:
        pass

    args, kwargs, result = core.py2js_default, core.py2js_default, core.js2py_default_call_result
    return core.JsFuncSignature(stencil, False, 0, (), (), args, (), (), (), kwargs, result)


jsbind.__class__ = JsBind
jsbind.no_default = type("no_default", (), {})


def print_exception(*error: Any, **how: Any) -> None:
    """Do what `traceback.print_exception` does, or what is possible without the library."""
    try:
        real = imported(traceback).print_exception
    except ImportError:
        sys.__excepthook__(*error)
    else:
        real(*error, **how)


traceback.print_exception = print_exception


def pyimport_impl(path: str) -> Any:
    """Do what Pyodide's function of this name does: import a module, or a name of a module."""
    [stem, *names] = path.rsplit(".", 1)
    found = __import__(stem, fromlist=names)
    if not names:
        return found
    try:
        return getattr(found, names[0])
    except AttributeError:
        __import__(path)
        return sys.modules[path]


def eval_code(source: str, globals: Any = None, locals: Any = None, **options: Any) -> Any:
    """Do what Pyodide's function of this name does: run a program, return its last expression."""
    is_indented = source.lstrip("\n")[:1].isspace()
    if options or is_indented or source.rstrip().endswith(";"):
        return imported(base).eval_code(source, globals, locals, **options)
    if globals is None:
        globals = {}
    first, last = _parts(source)
    if first is not None:
        exec(first, globals, locals)  # noqa: S102  # what it is for
    return None if last is None else eval(last, globals, locals)  # noqa: S307


def _parts(source: str) -> tuple[Any, Any]:
    """Return the program before its last expression, and that expression, both compiled."""
    before, _, after = source.rpartition(";")
    if "\n" not in source and (not before or before.startswith("import ")):
        # The start sends such programs only. Nodes of the syntax would take memory and time.
        try:
            return _compiled(before, "exec"), _compiled(after.strip(), "eval")
        except SyntaxError:
            pass
    tree: Any = _compiled(source, "exec", 0x400)  # ast.PyCF_ONLY_AST
    if not tree.body or type(tree.body[-1]).__name__ != "Expr":
        return _compiled(tree, "exec"), None
    import _ast

    last = _ast.Expression(tree.body.pop().value)
    return _compiled(tree, "exec"), _compiled(last, "eval")


def _compiled(source: Any, mode: str, flags: int = 0) -> Any:
    return compile(source, "<exec>", mode, flags, dont_inherit=True)


base.pyimport_impl = pyimport_impl
base.eval_code = code.eval_code = eval_code


class Folder:
    """A path, of which Pyodide only wants the text."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __str__(self) -> str:
        return self._path


def unpack_buffer(
    buffer: Any, *, format: str = "", extract_dir: str | None = None, **options: Any
) -> Any:
    """Do what Pyodide's function of this name does: unpack an archive into a folder."""
    if options.keys() <= {"metadata"}:  # which belongs to wheels with a name
        try:
            return write_files(buffer, format, extract_dir or ".")
        except UnknownError:
            pass
    real = imported(loader).unpack_buffer
    return real(buffer, format=format, extract_dir=extract_dir, **options)


loader.unpack_buffer = unpack_buffer
loader.SITE_PACKAGES = Folder("/lib/python3.14/site-packages")
loader.DSO_DIR = Folder("/usr/lib")
loader.init_loaded_packages = lambda: None  # nothing is installed in there


class MetadataPathFinder:
    """Knows nothing of installed packages, and so has nothing to forget."""

    @staticmethod
    def invalidate_caches() -> None:
        """Let the real one forget, where it has been imported meanwhile."""
        module = sys.modules["importlib.metadata"]
        if module is not metadata:
            module.MetadataPathFinder.invalidate_caches()


metadata.MetadataPathFinder = MetadataPathFinder
metadata.__path__ = ["/lib/python314.zip/importlib/metadata"]
